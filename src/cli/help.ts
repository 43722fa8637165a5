// The help texts, made from what the verbs say of themselves.
import type { Verb } from './verb.ts';

const columns = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
};

export const generalHelp = (verbs: readonly Verb[]): string =>
  [
    'Rollcall tells how a core team takes part in its project, from the history that is there already.\n\n',
    'usage: rollcall VERB [options]\n\n',
    columns(verbs.map(({ name, summary }) => [name, summary])),
    '\nA first look, without anything:  rollcall demo\n',
    'Your own project:                rollcall init DIR, then ingest, then report weekly\n',
    'More about a verb:               rollcall VERB --help\n\n',
    'Exit codes: 0 done, 1 a failure, 2 wrong usage or configuration, 130 interrupted.\n',
  ].join('');

export const verbHelp = ({ usage, summary, details, options }: Verb): string => {
  const rows = Object.entries(options).map(
    ([name, { value, help }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, help] as const,
  );
  return [
    `usage: rollcall ${usage}\n\n${summary[0]?.toUpperCase()}${summary.slice(1)}.\n`,
    details === undefined ? '' : `${details}\n`,
    rows.length === 0 ? '' : `\n${columns(rows)}`,
  ].join('');
};
