// Commands in a comment and in a chat: what begins with /rollcall or !rollcall, in its words.
import { proseLines } from './prose.ts';

export interface CommandLine {
  /** As it is understood: the same words give the same text, whatever spaces and quotes they were written with. */
  readonly text: string;
  /** In lower case; empty when nothing follows the name. */
  readonly verb: string;
  readonly words: readonly string[];
  /** From `--project ID` before the verb. */
  readonly project?: string;
  /** What is written under it, up to the next command: a line a paragraph. */
  readonly below?: readonly string[];
}

export interface Commands {
  readonly lines: readonly CommandLine[];
  /** How many more there are than are read. */
  readonly left: number;
}

/** So many commands of one comment are read. */
export const MOST_COMMANDS = 5;
/** Characters of a line that are read. */
const LINE = 2000;
/** Lines under a command that are read. */
const MOST_BELOW = 60;
/** Characters of a word that is meant to be one. */
export const LONGEST_WORD = 200;

const NAME = /^\s{0,3}\/rollcall(?=\s|$)/i;
const WORD = /[“"]([^“”"]*)[”"]|'([^']*)'|(\S+)/g;

/** Words between spaces; what stands in quotes is one. */
export const wordsOf = (text: string): string[] =>
  [...text.slice(0, LINE).matchAll(WORD)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');

const quoted = (word: string): string => (/^[^\s"'“”]+$/.test(word) ? word : JSON.stringify(word));

/** The words after the name. */
export const commandFrom = (given: readonly string[]): CommandLine => {
  const [first, second] = given;
  const inOne = /^--project=(.+)$/.exec(first ?? '')?.[1];
  const project = inOne ?? (first === '--project' ? second : undefined);
  const [verb = '', ...words] = project === undefined ? given : given.slice(inOne === undefined ? 2 : 1);
  const lower = verb.toLowerCase();
  const option = project === undefined ? [] : ['--project', project];
  return {
    text: ['/rollcall', ...option, lower, ...words.map(quoted)].filter(word => word !== '').join(' '),
    verb: lower,
    words,
    ...(project !== undefined && { project }),
  };
};

const belowIn = (rest: readonly string[]): readonly string[] => {
  const next = rest.findIndex(line => NAME.test(line));
  return rest.slice(0, next < 0 ? MOST_BELOW : Math.min(next, MOST_BELOW)).map(line => line.slice(0, LINE));
};

/** The commands of a comment: on lines of their own, neither in code nor quoted nor hidden. */
export const commandsIn = (markdown: string): Commands => {
  const prose = proseLines(markdown);
  const found = prose.flatMap((line, index) => (NAME.test(line) ? [{ line, index }] : []));
  return {
    lines: found.slice(0, MOST_COMMANDS).map(({ line, index }) => {
      const below = belowIn(prose.slice(index + 1));
      const command = commandFrom(wordsOf(line.replace(NAME, '').replace(/\\$/, '')));
      return { ...command, ...(below.length > 0 && { below }) };
    }),
    left: Math.max(0, found.length - MOST_COMMANDS),
  };
};

const IN_CHAT = /^\s{0,3}[!/]rollcall(?=\s|$)/i;

/** The command in a line of a chat; to us alone the name may be left out. */
export const commandInChat = (line: string, isPrivate: boolean): CommandLine | undefined => {
  const isNamed = IN_CHAT.test(line);
  if (!isNamed && (!isPrivate || line.trim() === '')) return undefined;
  return commandFrom(wordsOf(line.replace(IN_CHAT, '')));
};
