// rollcall people: who is who, what is not linked, and what might be.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { type Handle, handleKey } from '../domain/activity.ts';
import { dateText } from '../domain/calendar.ts';
import { UserError } from '../domain/errors.ts';
import type { Suggestion } from '../domain/identity.ts';
import { suggestLinks } from '../flow/settle.ts';
import type { House, ProjectHouse } from '../house/house.ts';
import { settleAloud } from '../house/settled.ts';
import { plain } from '../lib/escape.ts';
import { textTable } from '../lib/table.ts';
import { addHandle } from '../shell/config/edit.ts';
import { chosenProject, mustHaveData, openNamed } from './project.ts';
import { COMMON, oneOf, type Terminal, type Verb } from './verb.ts';

interface AccountRow {
  readonly person: string;
  readonly account: string;
  readonly linked: boolean;
  readonly activities: number;
  readonly last: string;
}

const accountRows = async (house: House, { project }: ProjectHouse): Promise<AccountRow[]> => {
  const people = await house.store.people(project.id);
  const volumes = new Map(
    (await house.store.volumes(project.id)).map(each => [handleKey(each.handle), each]),
  );
  return people
    .filter(({ bot }) => !bot)
    .flatMap(person =>
      person.handles.map(handle => {
        const volume = volumes.get(handleKey(handle));
        return {
          person: person.name,
          account: handleKey(handle),
          linked: person.known,
          activities: volume?.activities ?? 0,
          last: volume === undefined ? '' : dateText(volume.lastAt, project.timezone),
        };
      }),
    )
    .sort((a, b) => a.person.localeCompare(b.person, 'en') || (a.account < b.account ? -1 : 1));
};

const printAccounts = (rows: readonly AccountRow[], terminal: Terminal): void => {
  const head = ['person', 'account', 'activities', 'last'];
  const cells = rows.map(row => [plain(row.person), plain(row.account), String(row.activities), row.last]);
  terminal.print(`${textTable({ head, rows: cells })}\n`);
};

/** The name under which the accounts would be joined: that of a configured person where one of them is. */
const suggestedName = (suggestion: Suggestion, rows: readonly AccountRow[]): string => {
  const accounts = new Set(suggestion.handles.map(handleKey));
  const known = rows.find(row => accounts.has(row.account) && row.linked);
  return (known ?? rows.find(row => accounts.has(row.account)))?.person ?? suggestion.name;
};

const printSuggestions = (
  suggestions: readonly Suggestion[],
  rows: readonly AccountRow[],
  terminal: Terminal,
): void => {
  if (suggestions.length === 0) terminal.print('No two unlinked accounts show the same full name.\n');
  for (const suggestion of suggestions) {
    terminal.print(`${plain(suggestedName(suggestion, rows))}: the same full name on\n`);
    for (const handle of suggestion.handles) {
      const row = rows.find(each => each.account === handleKey(handle));
      const seen =
        row && row.activities > 0
          ? `${row.activities} activities, last on ${row.last}`
          : 'no activity of its own';
      terminal.print(`  ${plain(handleKey(handle))}  (${seen})\n`);
    }
  }
  if (suggestions.length > 0)
    terminal.print('\nrollcall people --accept writes these links into the configuration.\n');
};

const accept = async (
  suggestions: readonly Suggestion[],
  rows: readonly AccountRow[],
  { file, project }: ProjectHouse,
): Promise<number> => {
  let text = await readFile(file, 'utf8');
  let added = 0;
  const stated = new Set(project.people.flatMap(person => person.handles.map(handleKey)));
  for (const suggestion of suggestions) {
    const name = suggestedName(suggestion, rows);
    const isNew = (handle: Handle): boolean => handle.service !== 'name' && !stated.has(handleKey(handle));
    for (const handle of suggestion.handles.filter(isNew)) {
      text = addHandle(text, name, handle);
      added++;
    }
  }
  const half = `${file}.${process.pid}.tmp`;
  await writeFile(half, text);
  await rename(half, file);
  return added;
};

export const peopleVerb: Verb = {
  name: 'people',
  usage: 'people [--unlinked | --suggest | --accept]',
  summary: 'who is who; accounts that nobody has linked; links that may be missing',
  details:
    'Accounts are never linked by guess: --suggest shows why two might be one person, --accept takes it over.',
  options: {
    unlinked: {
      type: 'boolean',
      help: 'accounts of people that neither the configuration nor a roster names',
    },
    suggest: { type: 'boolean', help: 'accounts that show the same full name' },
    accept: { type: 'boolean', help: 'write the suggestions into the configuration, comments kept' },
    format: { type: 'string', value: 'text|json', help: 'how to print (default: text)' },
    ...COMMON,
  },
  async run(invocation) {
    const { options, terminal } = invocation;
    const format = oneOf(options, 'format', ['text', 'json']) ?? 'text';
    const house = await openNamed(invocation);
    try {
      const chosen = chosenProject(house.projects, options);
      await mustHaveData(house.store, chosen.project);
      await settleAloud(house, chosen, terminal);
      const rows = await accountRows(house, chosen);
      const suggestions = await suggestLinks(house.store, chosen.project, house.test);
      if (options['accept'] === true) {
        if (suggestions.length === 0) throw new UserError('There is nothing to accept.');
        const added = await accept(suggestions, rows, chosen);
        terminal.print(
          `${added} accounts written to ${chosen.file}; the next ingest or report links them.\n`,
        );
        return 0;
      }
      const shown =
        options['unlinked'] === true ? rows.filter(row => !row.linked && row.activities > 0) : rows;
      if (format === 'json') {
        const body = options['suggest'] === true ? suggestions : shown;
        terminal.print(`${JSON.stringify(body, null, 2)}\n`);
      } else if (options['suggest'] === true) printSuggestions(suggestions, rows, terminal);
      else printAccounts(shown, terminal);
      return 0;
    } finally {
      house.store.close();
    }
  },
};
