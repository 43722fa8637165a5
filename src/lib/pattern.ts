// Patterns from configuration files: globs and `/RE2/` expressions, both matched in linear time.
import { RE2JS } from 're2js';

/** RE2 bounds repetition itself; the length of the text bounds the rest of what is compiled. */
const LONGEST = 1000;

const EXPRESSION = /^\/(.*)\/([a-zA-Z]*)$/s;

/** One piece of a glob: an escape, a class, a wildcard, a brace, a comma, or a run of plain text. */
const PIECE = /\\.|\[[!^]?\]?[^\]]*\]|[*?{},[\]\\]|[^*?{},[\]\\]+/gsu;

const classSource = (piece: string): string => {
  // GitHub ends the names of its bots in `[bot]`; as a class it would match every name that ends in b, o or t.
  if (piece.toLowerCase() === '[bot]') return RE2JS.quote(piece);
  const negated = /^\[[!^]/.test(piece);
  const members = piece.slice(negated ? 2 : 1, -1);
  if (members === '') throw new Error(`"${piece}" holds no character; accepted: "[abc]", or "\\[" for "["`);
  return `[${negated ? '^' : ''}${members.replace(/[\\[\]^]/g, '\\$&')}]`;
};

/** A glob in RE2's language: `*`, `?`, `[abc]`, `[!abc]`, `{a,b}`; a backslash takes the next character as it is. */
const globSource = (glob: string): string => {
  let depth = 0;
  const translate = (piece: string): string => {
    if (piece === '*') return '.*';
    if (piece === '?') return '.';
    if (piece === '{') {
      depth += 1;
      return '(?:';
    }
    if (piece === ',' && depth > 0) return '|';
    if (piece === '}' && depth > 0) {
      depth -= 1;
      return ')';
    }
    if (piece === '[') throw new Error('"[" is never closed; accepted: "[abc]", or "\\[" for "["');
    if (piece.startsWith('[')) return classSource(piece);
    return RE2JS.quote(/^\\./su.test(piece) ? piece.slice(1) : piece);
  };
  const source = Array.from(glob.matchAll(PIECE), ([piece]) => translate(piece)).join('');
  if (depth > 0) throw new Error('"{" is never closed; accepted: "{a,b}", or "\\{" for "{"');
  return source;
};

const compileGlob = (glob: string): RE2JS =>
  RE2JS.compile(`^(?:${globSource(glob)})$`, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);

const compileExpression = (source: string, flags: string): RE2JS => {
  if (!/^i?$/.test(flags)) throw new Error(`unknown flag in "${flags}"; accepted: i (case does not matter)`);
  return RE2JS.compile(source, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0);
};

/** RE2's own words, with what stands behind the two commonest of them. */
const reason = (error: unknown): string => {
  const words = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
  if (/`\(\?(<?[=!]|>)|`\(\?<[=!]/.test(words))
    return `${words}; RE2 has no lookahead, lookbehind or atomic groups`;
  if (/escape sequence: `\\[1-9]/.test(words)) return `${words}; RE2 has no backreferences`;
  return words;
};

/**
 * Compiles a glob (any case, the whole text) or `/expression/`, `/expression/i` in RE2 syntax (anywhere in the text).
 * @throws Error saying what is wrong with the pattern.
 */
export const compilePattern = (pattern: string): ((text: string) => boolean) => {
  if (pattern.length > LONGEST) throw new Error(`${pattern.length} characters; accepted: at most ${LONGEST}`);
  const [, source, flags = ''] = EXPRESSION.exec(pattern) ?? [];
  try {
    const compiled = source === undefined ? compileGlob(pattern) : compileExpression(source, flags);
    return text => compiled.test(text);
  } catch (error) {
    throw new Error(reason(error), { cause: error });
  }
};

/** What is wrong with a pattern and what is accepted; undefined when it can be used. */
export const patternFault = (pattern: string): string | undefined => {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** A test that compiles each pattern once and remembers it for as long as the test itself is kept. */
export const patternTest = (): ((pattern: string, text: string) => boolean) => {
  const compiled = new Map<string, (text: string) => boolean>();
  return (pattern, text) => {
    const known = compiled.get(pattern);
    if (known) return known(text);
    const test = compilePattern(pattern);
    compiled.set(pattern, test);
    return test(text);
  };
};
