// rollcall roster: where the rosters disagree, and a change of one of them as a patch or a pull request.
import { dateText } from '../domain/calendar.ts';
import { SourceError, UsageError } from '../domain/errors.ts';
import type { RosterChange } from '../domain/roster-change.ts';
import { type RosterDifference, type RosterNow, rosterDifferences } from '../domain/roster-diff.ts';
import type { House, ProjectHouse } from '../house/house.ts';
import { proposeRosterChange } from '../house/roster-change.ts';
import { draftRosterChange, rosterNamed } from '../house/roster-file.ts';
import { sendingWords } from '../house/roster-words.ts';
import { settleIfChanged } from '../house/settled.ts';
import { plain } from '../lib/escape.ts';
import { hint } from '../lib/suggest.ts';
import { textTable } from '../lib/table.ts';
import { personNamed } from './explain.ts';
import { chosenProject, openNamed } from './project.ts';
import { COMMON, type Invocation, oneOf, type Terminal, text, type Verb } from './verb.ts';

const KINDS = ['retire', 'add', 'reinstate'] as const;

const whoIs = ({ name, handles }: RosterDifference): string => {
  const first = handles[0];
  return plain(name ?? (first === undefined ? '?' : `${first.service}:${first.id}`));
};

/** As each roster stands now; one that cannot be read is remarked on and takes no part. */
const rostersNow = async (
  { io }: House,
  { rosters }: ProjectHouse,
  { remark }: Terminal,
): Promise<RosterNow[]> => {
  const found: RosterNow[] = [];
  for (const { id, plugin, settings } of rosters) {
    try {
      const { versions } = await plugin.read(settings, io);
      const entries = versions.findLast(({ at }) => at <= io.now())?.entries ?? [];
      found.push({ id, entries });
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      remark(`${id}: ${error.message}; it is left out`);
    }
  }
  return found;
};

const differencesText = (rosters: readonly RosterNow[], differences: readonly RosterDifference[]): string => {
  const names = rosters.map(({ id }) => id).join(', ');
  if (rosters.length < 2) return `There is nothing to compare: ${names || 'no roster'} alone can be read.`;
  if (differences.length === 0) return `The rosters agree: ${names}.`;
  const rows = differences.map(one => [
    one.role,
    whoIs(one),
    one.listedIn.join(', '),
    one.missingIn.join(', '),
  ]);
  return textTable({ head: ['role', 'who', 'listed in', 'missing in'], rows });
};

const showDifferences = async (
  house: House,
  chosen: ProjectHouse,
  invocation: Invocation,
): Promise<number> => {
  const { options, terminal } = invocation;
  const format = oneOf(options, 'format', ['text', 'json']) ?? 'text';
  const rosters = await rostersNow(house, chosen, terminal);
  const people = await house.store.people(chosen.project.id);
  const known = people.filter(({ bot, known }) => !bot && known);
  const differences = rosterDifferences(rosters, [...chosen.project.people, ...known]);
  if (format === 'json') terminal.print(`${JSON.stringify(differences, null, 2)}\n`);
  else terminal.print(`${differencesText(rosters, differences)}\n`);
  return 0;
};

const changeFrom = async (
  house: House,
  { project }: ProjectHouse,
  [, word, who]: readonly string[],
): Promise<RosterChange> => {
  const kind = KINDS.find(each => each === word);
  if (!kind)
    throw new UsageError(`Which change? Accepted are ${KINDS.join(', ')}.${hint(word ?? '', KINDS)}`);
  if (who === undefined) throw new UsageError(`Whom? rollcall roster change ${kind} NAME`);
  const { name, handles } = await personNamed(house.store, project.id, who);
  return { kind, name, handles, at: house.io.now() };
};

/** What is left for a human: groups and teams are theirs to change. */
const printChores = ({ rosters }: ProjectHouse, change: RosterChange, { print }: Terminal): void => {
  const chores = rosters.flatMap(({ plugin, settings }) => [...(plugin.checklist?.(settings, change) ?? [])]);
  if (chores.length === 0) return;
  print('\nLeft to do by hand:\n');
  for (const { text: what, url } of chores)
    print(`- ${plain(what)}${url === undefined ? '' : `: ${plain(url)}`}\n`);
};

const showChange = async (house: House, chosen: ProjectHouse, invocation: Invocation): Promise<number> => {
  const { options, terminal, words } = invocation;
  const roster = rosterNamed(chosen, text(options, 'roster'));
  await settleIfChanged(house, chosen, terminal);
  const change = await changeFrom(house, chosen, words);
  const opens = options['open'] === true;
  if (opens && options['dry-run'] === true)
    throw new UsageError('--open and --dry-run: accepted is one of them.');
  if (!opens) {
    const { diff, place } = await draftRosterChange(house.io, chosen, roster, change);
    terminal.print(diff);
    if (place.by === 'patch') terminal.remark(sendingWords(change, place));
    else terminal.remark(`Nothing was changed; --open opens a pull request in ${place.repository}.`);
  } else {
    const key = `${change.kind} ${change.name} ${dateText(change.at, chosen.project.timezone)}`;
    const done = await proposeRosterChange(house.io, chosen, roster, change, key);
    terminal.print(done.diff);
    if (done.by === 'patch') terminal.remark(done.words);
    else terminal.print(`${done.state}: ${plain(done.url)}\n`);
  }
  printChores(chosen, change, terminal);
  return 0;
};

const PARTS = ['diff', 'change'] as const;

export const rosterVerb: Verb = {
  name: 'roster',
  usage: 'roster diff | roster change retire|add|reinstate NAME [--roster ID] [--open]',
  summary: 'where the rosters disagree; a change of one of them, as a patch or a pull request',
  details:
    'A change is shown and nothing is written, unless --open says that the team has decided it and the person knows.',
  takes: 3,
  options: {
    roster: { type: 'string', value: 'ID', help: 'which roster to change, where several are files' },
    'dry-run': { type: 'boolean', help: 'show the change and write nothing (the default)' },
    open: { type: 'boolean', help: 'open the pull request, or find again the one that is open' },
    format: { type: 'string', value: 'text|json', help: 'how to print differences (default: text)' },
    ...COMMON,
  },
  async run(invocation) {
    const { words, options } = invocation;
    const part = PARTS.find(each => each === words[0]);
    if (!part)
      throw new UsageError(`Which part? Accepted are ${PARTS.join(', ')}.${hint(words[0] ?? '', PARTS)}`);
    if (part === 'diff' && words[1] !== undefined)
      throw new UsageError(`rollcall roster diff takes no "${words[1]}". See: rollcall roster --help`);
    const house = await openNamed(invocation);
    try {
      const chosen = chosenProject(house.projects, options);
      return await (part === 'diff' ? showDifferences : showChange)(house, chosen, invocation);
    } finally {
      house.store.close();
    }
  },
};
