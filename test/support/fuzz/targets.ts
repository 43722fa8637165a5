// What is fuzzed: what each reader makes of a spoilt sample. The samples are those of the sources' own worlds.
import type { Chance } from '../../../bench/random.ts';
import type { Io, Source } from '../../../src/contracts.ts';
import { type Harvest, NOTHING } from '../../../src/domain/activity.ts';
import { parseChangeMessage, votesTakenAway } from '../../../src/lib/gerrit-message.ts';
import { ircLine } from '../../../src/lib/irc-line.ts';
import { commandOf, ownersOf, rollCallOf } from '../../../src/lib/meeting.ts';
import { scribe } from '../../../src/lib/meeting-scribe.ts';
import { meetingFacts } from '../../../src/lib/meeting-facts.ts';
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
  /** Samples as they were read. */
  readonly seeds: readonly Json[];
  spoil(seed: Json, chance: Chance): Json;
  /** What it is taken for. */
  read(sample: Json): Harvest;
}

/** Of each world so many records, from all over it. */
const SEEDS = 24;

const samplesOf = async <Raw, Settings>(source: Source<Raw, Settings>, settings: Settings, folder: string) => {
  const { github: hub, http } = SOURCE_WORLDS[source.id] ?? {};
  const io: Io = { ...testIo(folder), ...(hub && { github: hub }), ...(http && { http }) };
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
    spoil(String(value), chance);

/** A line of JSON, spoilt as JSON or as text. */
const spoilLine = (value: Json, chance: Chance): Json => {
  const line = String(value);
  if (chance.happens(0.15)) return spoiltText(line, chance);
  try {
    return JSON.stringify(spoiltJson(JSON.parse(line) as Json, chance));
  } catch {
    return spoiltText(line, chance);
  }
};

const paper = (seed: Json, chance: Chance): Json =>
  spoilParts([chance.happens(0.1) ? 'name' : 'text'], spoilString(chance.happens(0.1) ? spoiltText : spoiltLines))(
    seed,
    chance,
  );

/** In a name or in two of these papers stands all that there is to go wrong. */
const papers = (name: string, texts: readonly string[]): Json[] =>
  texts.map(text => ({ name, place: '/x', text, before: [] }));

const target = <Raw, Settings>(
  source: Source<Raw, Settings>,
  settings: Settings,
  seeds: readonly Json[],
  spoil: Target['spoil'],
): Target => ({ name: source.id, seeds, spoil, read: sample => source.normalise(sample as Raw, settings) });

const DELIVERIES = ['pull_request', 'pull_request_review', 'issue_comment', 'issues', 'label'];

const heard = (settings: Parameters<typeof github.hear>[1], seeds: readonly Json[]): Target => ({
  name: 'github, heard',
  seeds,
  spoil: spoiltJson,
  read: payload =>
    DELIVERIES.flatMap(event => github.hear({ id: '1', event, payload }, settings) ?? []).reduce<Harvest>(
      (all, { harvest, reread }) => ({
        ...all,
        activities: [...all.activities, ...harvest.activities],
        items: [...all.items, ...harvest.items],
        skipped: [...all.skipped, ...harvest.skipped],
        whole: [...(all.whole ?? []), ...reread],
      }),
      NOTHING,
    ),
});

/** A channel as it is heard live: line by line, without a file around it. */
const live: Target = {
  name: 'lines of IRC',
  seeds: LOG.split('\n'),
  spoil: (seed, chance) => spoiltText(String(seed), chance),
  read(sample) {
    const text = String(sample);
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
};

const SAID = [
  'Patch Set 2: Code-Review+2 Workflow+1\n\n(3 comments)\n\nfine by me',
  'Uploaded patch set 3: Code-Review-1.',
  'Patch Set 1: Looks good to me, approved; Verified',
  'Patch Set 4: -Code-Review',
  'Removed Code-Review+2 by Una Core <una@example.org>\n* Workflow+1 by <GERRIT_ACCOUNT_7>',
];

const messages: Target = {
  name: 'messages on changes',
  seeds: SAID,
  spoil: (seed, chance) => spoiltText(String(seed), chance),
  read(sample) {
    const told = parseChangeMessage(String(sample));
    const values = [told?.revision ?? 1, told?.inline ?? 0, ...(told?.votes ?? []).map(({ value }) => value)];
    if (!values.every(Number.isFinite)) throw new TypeError(`values ${values.join()}`);
    votesTakenAway(String(sample));
    return NOTHING;
  },
};

export interface MoreSeeds {
  readonly [target: string]: readonly Json[];
}

/** `folder` for the worlds; `more`: further samples, by the name of their target. */
export const targetsIn = async (folder: (name: string) => Promise<string>, more: MoreSeeds = {}): Promise<Target[]> => {
  const of = async <Raw, Settings>(source: Source<Raw, Settings>, spoil: Target['spoil'], extra: readonly Json[] = []) => {
    const at = await folder(source.id);
    const settings = source.settings.parse(await SOURCE_WORLDS[source.id]?.make(at));
    const seeds = await samplesOf(source, settings, at);
    return target(source, settings, [...seeds, ...extra, ...(more[source.id] ?? [])], spoil);
  };
  const hub = github.settings.parse({ repo: 'acme/shed', phrases: { approve: ['LGTM'] } });
  const told = (SOURCE_WORLDS['github']?.payloads ?? []).map(each => JSON.parse(JSON.stringify(each)) as Json);
  const deliveries = [...told, ...(more['github, heard'] ?? [])];
  return [
    await of(gerritRest, spoilParts(['change', 'comments'], spoiltJson)),
    await of(gerritQuery, spoilParts(['line'], spoilLine)),
    await of(gerritNotes, spoilParts(['note', 'subject', 'author'], spoilString(spoiltLines))),
    await of(launchpad, spoiltJson),
    await of(github, spoiltJson),
    heard(hub, deliveries),
    await of(journal, spoilParts(['line'], spoilLine)),
    await of(meetbot, paper, papers('shed.2019-05-08-12.00.log.txt', [LOG, PAGE, MINUTES_PAGE])),
    await of(minutes, paper),
    { ...live, seeds: [...live.seeds, ...(more[live.name] ?? [])] },
    { ...messages, seeds: [...messages.seeds, ...(more[messages.name] ?? [])] },
  ];
};
