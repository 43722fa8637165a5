// The log: JSON for machines, lines for people. It tells ids and reasons, never a body, a key or a secret.
import { type Logger, pino } from 'pino';
import { plain, shown } from '../lib/escape.ts';

export type Log = Logger;

export interface LogSettings {
  readonly level: string;
  readonly format: 'json' | 'lines';
}

/**
 * An error without what hangs on it: those of Probot carry the whole delivery with its signature, those of Octokit
 * the request with its token.
 */
const bareError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  return { type: name, message: message.slice(0, 1000), stack: (stack ?? '').slice(0, 4000) };
};

const LABELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'ERROR',
  60: 'FATAL',
};

interface Line {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
  readonly name?: string;
  readonly err?: { readonly stack?: string };
  readonly [fact: string]: unknown;
}

/** `12:00:01 warn  no roster  project=garden`. */
const lineOf = (json: string): string => {
  const { level, time, msg, name: _name, err, ...rest } = JSON.parse(json) as Line;
  const facts = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const at = new Date(time).toISOString().slice(11, 19);
  const fault = err?.stack;
  const head = plain([at, (LABELS[level] ?? '').padEnd(5), msg ?? '', ...facts].join(' '));
  return `${shown(fault === undefined ? head : `${head}\n${fault}`)}\n`;
};

/** To standard error, at once: a process that is killed leaves nothing unsaid. */
export const logOf = ({ level, format }: LogSettings, write?: (text: string) => void): Log => {
  const options = {
    level,
    base: null,
    serializers: { err: bareError, error: bareError },
    ...(format === 'json' && { timestamp: pino.stdTimeFunctions.isoTime }),
  };
  const say = write ?? ((text: string) => void process.stderr.write(text));
  return pino(options, { write: (json: string) => say(format === 'json' ? json : lineOf(json)) });
};
