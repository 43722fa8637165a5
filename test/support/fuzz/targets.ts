// What is fuzzed: what each reader makes of a spoilt sample. The samples are those of the sources' own worlds.
import type { Chance } from '../../../bench/random.ts';
import type { Io, Source } from '../../../src/contracts.ts';
import { type Harvest, NOTHING } from '../../../src/domain/activity.ts';
import { parseChangeMessage, votesTakenAway } from '../../../src/lib/gerrit-message.ts';
import { ircLine } from '../../../src/lib/irc-line.ts';
import { commandOf, ownersOf, rollCallOf } from '../../../src/lib/meeting.ts';
import { meetingFacts } from '../../../src/lib/meeting-facts.ts';
import { scribe } from '../../../src/lib/meeting-scribe.ts';
import gerritNotes from '../../../src/sources/gerrit-notes.ts';
import gerritQuery from '../../../src/sources/gerrit-query/index.ts';
import gerritRest from '../../../src/sources/gerrit-rest/index.ts';
import github from '../../../src/sources/github/index.ts';
import journal from '../../../src/sources/journal.ts';
import launchpad from '../../../src/sources/launchpad/index.ts';
import meetbot from '../../../src/sources/meetbot/index.ts';
import minutes from '../../../src/sources/minutes/index.ts';
import { LOG, MINUTES_PAGE, PAGE } from '../meetings.ts';
import { testIo } from '../reading.ts';
import { SOURCE_WORLDS } from '../source-worlds.ts';
import { type Json, spoiltJson } from './json.ts';
import { spoiltLines, spoiltText } from './text.ts';

export interface Target {
  readonly name: string;
  /** Of a thousand cases so many: the lines are many, and quick to read. */
  readonly share: number;
  /** Samples as they were read. */
  readonly seeds: readonly Json[];
  spoil(seed: Json, chance: Chance): Json;
  /** What it is taken for. */
  read(sample: Json): Harvest;
}

/** A sample that is a text, and stays one however it is spoilt. */
const textOf = (sample: Json): string => (typeof sample === 'string' ? sample : JSON.stringify(sample));

/** Of each world so many records, from all over it. */
const SEEDS = 24;

/** Records as a source reads them, some of all. */
export const samplesOf = async <Raw, Settings>(
  source: Source<Raw, Settings>,
  settings: Settings,
  io: Io,
): Promise<Json[]> => {
  const raws: Raw[] = [];
  for await (const page of source.pull(settings, new Map(), io)) raws.push(...page.raws);
  const step = Math.max(1, Math.floor(raws.length / SEEDS));
  const some = raws.filter((_, index) => index % step === 0).slice(0, SEEDS);
  return some.map(raw => JSON.parse(JSON.stringify(raw)) as Json);
};

/** Spoils these parts of a record and no others: the rest is of our own making. */
const spoilParts =
  (parts: readonly string[], spoil: (value: Json, chance: Chance) => Json) =>
  (seed: Json, chance: Chance): Json => {
    const record = seed as { readonly [key: string]: Json };
    const there = parts.filter(part => record[part] !== undefined);
    const part = there[chance.below(there.length)] ?? '';
    return { ...record, [part]: spoil(record[part] ?? '', chance) };
  };

const spoilString =
  (spoil: (text: string, chance: Chance) => string) =>
  (value: Json, chance: Chance): Json =>
    spoil(textOf(value), chance);

/** A line of JSON, spoilt as JSON or as text. */
const spoilLine = (value: Json, chance: Chance): Json => {
  const line = textOf(value);
  if (chance.happens(0.15)) return spoiltText(line, chance);
  try {
    return JSON.stringify(spoiltJson(JSON.parse(line) as Json, chance));
  } catch {
    return spoiltText(line, chance);
  }
};

/** Every file has a name. */
const spoilName = (name: string, chance: Chance): string => spoiltText(name, chance) || 'x';

const paper = (seed: Json, chance: Chance): Json =>
  chance.happens(0.1)
    ? spoilParts(['name'], spoilString(spoilName))(seed, chance)
    : spoilParts(['text'], spoilString(chance.happens(0.1) ? spoiltText : spoiltLines))(seed, chance);

/** Papers of one name. */
export const papers = (name: string, texts: readonly string[]): Json[] =>
  texts.map(text => ({ name, place: '/x', text, before: [] }));

/** How a record of each source is spoilt, and its share. */
const WAYS: Readonly<Record<string, readonly [share: number, spoil: Target['spoil']]>> = {
  'gerrit-rest': [30, spoilParts(['change', 'comments'], spoiltJson)],
  'gerrit-query': [100, spoilParts(['line'], spoilLine)],
  'gerrit-notes': [60, spoilParts(['note', 'subject', 'author'], spoilString(spoiltLines))],
  launchpad: [60, spoiltJson],
  github: [40, spoiltJson],
  journal: [60, spoilParts(['line'], spoilLine)],
  meetbot: [30, paper],
  minutes: [150, paper],
};

export const targetOf = <Raw, Settings>(
  source: Source<Raw, Settings>,
  settings: Settings,
  seeds: readonly Json[],
  name = source.id,
): Target => {
  const [share, spoil] = WAYS[source.id] ?? [0, spoiltJson];
  return { name, share, seeds, spoil, read: sample => source.normalise(sample as Raw, settings) };
};

const DELIVERIES = ['pull_request', 'pull_request_review', 'issue_comment', 'issues', 'label'];

const heard = (settings: Parameters<typeof github.hear>[1], seeds: readonly Json[]): Target => ({
  name: 'github, heard',
  share: 20,
  seeds,
  spoil: spoiltJson,
  read(payload) {
    const told = DELIVERIES.flatMap(event => github.hear({ id: '1', event, payload }, settings) ?? []);
    return {
      ...NOTHING,
      activities: told.flatMap(({ harvest }) => harvest.activities),
      items: told.flatMap(({ harvest }) => harvest.items),
      skipped: told.flatMap(({ harvest }) => harvest.skipped),
      whole: told.flatMap(({ reread }) => reread),
    };
  },
});

/** A channel as it is heard live: line by line, without a file around it. */
export const linesOfIrc = (seeds: readonly string[]): Target => ({
  name: 'lines of IRC',
  share: 300,
  seeds,
  spoil: (seed, chance) => spoiltText(textOf(seed), chance),
  read(sample) {
    const text = textOf(sample);
    const notes = scribe({ isBot: nick => nick === 'meetbot', series: 'shed' });
    notes.hear({ at: 1_557_316_800, nick: 'una', text: '#startmeeting shed' });
    text.split('\n').forEach((each, index) => {
      const line = ircLine(each);
      if (line.kind === 'nick') notes.renamed(line.from, line.to);
      const said = line.kind === 'said' ? line.text : each;
      const command = commandOf(said);
      if (command && typeof command.word !== 'string') throw new TypeError('a command that is no word');
      ownersOf(said, ['una', 'oli'], 'nia');
      rollCallOf(said, 'una');
      notes.hear({ at: 1_557_316_801 + index, nick: 'oli', text: said });
    });
    notes.close();
    const harvests = notes.held.map(meeting => meetingFacts(meeting));
    return {
      ...NOTHING,
      activities: harvests.flatMap(({ activities }) => activities),
      items: harvests.flatMap(({ items }) => items),
    };
  },
});

const SAID = [
  'Patch Set 2: Code-Review+2 Workflow+1\n\n(3 comments)\n\nfine by me',
  'Uploaded patch set 3: Code-Review-1.',
  'Patch Set 1: Looks good to me, approved; Verified',
  'Patch Set 4: -Code-Review',
  'Removed Code-Review+2 by Una Core <una@example.org>\n* Workflow+1 by <GERRIT_ACCOUNT_7>',
];

const messages: Target = {
  name: 'messages on changes',
  share: 150,
  seeds: SAID,
  spoil: (seed, chance) => spoiltText(textOf(seed), chance),
  read(sample) {
    const told = parseChangeMessage(textOf(sample));
    const values = [told?.revision ?? 1, told?.inline ?? 0, ...(told?.votes ?? []).map(({ value }) => value)];
    if (!values.every(Number.isFinite)) throw new TypeError(`values ${values.join()}`);
    votesTakenAway(textOf(sample));
    return NOTHING;
  },
};

/** `folder`: of its own for each world. */
export const targetsIn = async (folder: (name: string) => Promise<string>): Promise<Target[]> => {
  const of = async <Raw, Settings>(source: Source<Raw, Settings>, more: readonly Json[] = []) => {
    const world = SOURCE_WORLDS[source.id];
    const { github: hub, http } = world ?? {};
    const at = await folder(source.id);
    const settings = source.settings.parse(await world?.make(at));
    const io: Io = { ...testIo(at), ...(hub && { github: hub }), ...(http && { http }) };
    return targetOf(source, settings, [...(await samplesOf(source, settings, io)), ...more]);
  };
  const payloads = SOURCE_WORLDS['github']?.payloads ?? [];
  return [
    await of(gerritRest),
    await of(gerritQuery),
    await of(gerritNotes),
    await of(launchpad),
    await of(github),
    heard(
      github.settings.parse({ repo: 'acme/shed', phrases: { approve: ['LGTM'] } }),
      payloads.map(each => JSON.parse(JSON.stringify(each)) as Json),
    ),
    await of(journal),
    await of(meetbot, papers('shed.2019-05-08-12.00.log.txt', [LOG, PAGE, MINUTES_PAGE])),
    await of(minutes),
    linesOfIrc(LOG.split('\n')),
    messages,
  ];
};
