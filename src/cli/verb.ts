// What a verb of the command line is, and what it is handed.
import type { ParseArgsConfig } from 'node:util';
import { UsageError } from '../domain/errors.ts';

export interface Terminal {
  /** To standard output. */
  readonly print: (text: string) => void;
  /** To standard error: progress and remarks, nothing that a script would want. */
  readonly remark: (text: string) => void;
  readonly isTerminal: boolean;
}

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface Invocation {
  readonly words: readonly string[];
  readonly options: Options;
  readonly terminal: Terminal;
  /** True once the user has asked to stop. */
  readonly stopping: () => boolean;
}

export interface Verb {
  readonly name: string;
  /** After "rollcall ". */
  readonly usage: string;
  readonly summary: string;
  /** Lines of help, beyond the options. */
  readonly details?: string;
  /** How many words it takes after its name; none when left out. */
  readonly takes?: number;
  readonly options: Readonly<Record<string, { type: 'string' | 'boolean'; help: string; value?: string }>>;
  /** The exit code: 0 done, 1 our failure, 2 wrong usage or configuration. */
  run(invocation: Invocation): Promise<number>;
}

export const parseConfigOf = (verb: Verb): NonNullable<ParseArgsConfig['options']> =>
  Object.fromEntries(Object.entries(verb.options).map(([name, { type }]) => [name, { type }]));

/** The options that most verbs share. */
export const COMMON = {
  config: {
    type: 'string',
    value: 'PATH',
    help: 'rollcall.yml, or a folder of such files (default: ./rollcall.yml)',
  },
  database: {
    type: 'string',
    value: 'FILE',
    help: 'the ledger (default: rollcall.db beside the configuration)',
  },
  project: { type: 'string', value: 'ID', help: 'which project, where the configuration has several' },
} as const;

export const text = (options: Options, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};

/** One of `accepted`, or undefined when not given. @throws UsageError */
export const oneOf = <Word extends string>(
  options: Options,
  name: string,
  accepted: readonly Word[],
): Word | undefined => {
  const value = text(options, name);
  if (value === undefined) return undefined;
  const found = accepted.find(word => word === value);
  if (!found) throw new UsageError(`--${name} ${value}: accepted are ${accepted.join(', ')}.`);
  return found;
};
