// Cuts TypeScript into words, strings and signs, as far as the architecture’s rules need it.

export interface Token {
  readonly kind: 'word' | 'string' | 'sign' | 'pattern' | 'template';
  readonly text: string;
}

const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /\d[\w.]*/y;
const SPACE = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const PATTERN = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** After these a slash divides; after anything else it begins a pattern. */
const divides = (last: Token | undefined): boolean => {
  if (last === undefined) return false;
  if (last.kind === 'sign') return [')', ']', '}'].includes(last.text);
  return !(
    last.kind === 'word' && ['return', 'typeof', 'case', 'of', 'in', 'yield', 'await'].includes(last.text)
  );
};

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** Tokens of a template’s substitutions, and where it ends; `at` is behind the opening backtick. */
const template = (text: string, at: number): { inner: Token[]; end: number } => {
  const inner: Token[] = [];
  let here = at;
  while (here < text.length && text[here] !== '`') {
    if (text[here] === '\\') here += 2;
    else if (text.startsWith('${', here)) {
      const cut = tokensFrom(text, here + 2, '}');
      inner.push(...cut.tokens);
      here = cut.end + 1;
    } else here++;
  }
  return { inner, end: here + 1 };
};

const literal = (text: string, at: number, last: Token | undefined): Token | undefined => {
  const string = matchAt(STRING, text, at);
  if (string !== undefined) return { kind: 'string', text: string };
  const pattern = text[at] === '/' && !divides(last) ? matchAt(PATTERN, text, at) : undefined;
  if (pattern !== undefined) return { kind: 'pattern', text: pattern };
  const word = matchAt(WORD, text, at) ?? matchAt(NUMBER, text, at);
  return word === undefined ? undefined : { kind: 'word', text: word };
};

const tokensFrom = (text: string, start: number, until?: string): { tokens: Token[]; end: number } => {
  const tokens: Token[] = [];
  let [at, depth] = [start, 0];
  while (at < text.length) {
    const space = matchAt(SPACE, text, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const sign = text[at] ?? '';
    if (sign === until && depth === 0) return { tokens, end: at };
    if (sign === '`') {
      const { inner, end } = template(text, at + 1);
      tokens.push({ kind: 'template', text: '`' }, ...inner);
      at = end;
      continue;
    }
    const token = literal(text, at, tokens.at(-1)) ?? { kind: 'sign', text: sign };
    if (token.kind === 'sign') depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
    tokens.push(token);
    at += token.text.length;
  }
  return { tokens, end: at };
};

export const tokensOf = (text: string): Token[] => tokensFrom(text, 0).tokens;

export interface Import {
  readonly from: string;
  /** Nothing of it is there at run time. */
  readonly typeOnly: boolean;
}

const unquoted = (token: Token): string => token.text.slice(1, -1);

/** True where every name between the braces is marked as a type. */
const allTypes = (clause: readonly Token[]): boolean => {
  const texts = clause.map(({ text }) => text);
  if (texts[0] === 'type' && texts[1] !== 'from' && texts[1] !== ',') return true;
  if (texts[0] !== '{') return false;
  const names = texts.slice(1, texts.indexOf('}')).join(' ').split(',');
  return names.every(name => name.trim() === '' || name.trim().startsWith('type '));
};

/** The clause after `import` or `export` up to the place it names; undefined where it names none. */
const clauseFrom = (tokens: readonly Token[], start: number): Import | undefined => {
  const clause: Token[] = [];
  for (const token of tokens.slice(start, start + 200)) {
    const last = clause.at(-1);
    if (token.kind === 'string') {
      if (last !== undefined && last.text !== 'from') return undefined;
      return { from: unquoted(token), typeOnly: allTypes(clause) };
    }
    if (![',', '*', '{', '}'].includes(token.text) && token.kind !== 'word') return undefined;
    clause.push(token);
  }
  return undefined;
};

/** Everything that a file imports: static, dynamic, as a type, or to hand on. */
export const importsOf = (tokens: readonly Token[]): Import[] =>
  tokens.flatMap((token, index): Import[] => {
    const [before, next, after] = [tokens[index - 1], tokens[index + 1], tokens[index + 2]];
    if (token.kind !== 'word' || before?.text === '.') return [];
    if (token.text === 'import' && next?.text === '(') {
      return after?.kind === 'string' ? [{ from: unquoted(after), typeOnly: false }] : [];
    }
    const handsOn = token.text === 'export' && ['*', '{', 'type'].includes(next?.text ?? '');
    if (token.text !== 'import' && !handsOn) return [];
    const found = clauseFrom(tokens, index + 1);
    return found === undefined ? [] : [found];
  });
