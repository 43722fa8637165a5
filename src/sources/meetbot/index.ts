// Meetings on IRC as MeetBot and its kin leave them: logs, and minutes as text or as pages.
import type { Cursor, Io, Page, Source } from '../../contracts.ts';
import type { Harvest, Skip } from '../../domain/activity.ts';
import { type Meeting, meetBotFile, seriesOf } from '../../lib/meeting.ts';
import { meetingFacts } from '../../lib/meeting-facts.ts';
import { meetingsInLog } from '../../lib/meeting-log.ts';
import { isMinutes, meetingInMinutes } from '../../lib/meeting-minutes.ts';
import { type PaperRaw, paperPages } from '../../lib/meeting-papers.ts';
import { isAddress, type Paper } from '../../lib/meeting-shelf.ts';
import { isPage, linesOf, pageText } from '../../lib/meeting-text.ts';
import { isBotFor, isWanted, SETTINGS, type Settings } from './settings.ts';

const PAPER = /\.(?:txt|log|html?)$/i;
/** Of one meeting the richest is read: a log tells all that its minutes do, and text is read more surely than a page. */
const RICHEST = [/\.log\.txt$/i, /\.log\.html?$/i, /\.txt$/i, /\.html?$/i];

const richness = (name: string): number => {
  const place = RICHEST.findIndex(each => each.test(name));
  return place < 0 ? RICHEST.length : place;
};

const choose = (papers: readonly Paper[]): Paper[] => {
  const best = new Map<string, Paper>();
  const [only] = papers;
  for (const paper of papers) {
    if (!PAPER.test(paper.name) && (papers.length > 1 || paper !== only)) continue;
    // Only files that MeetBot named stand for the same meeting when they differ by their ends.
    const key = meetBotFile(paper.name) ? paper.name.replace(/(?:\.log)?\.(?:txt|html?)$/i, '') : paper.name;
    const before = best.get(key);
    if (!before || richness(paper.name) < richness(before.name)) best.set(key, paper);
  }
  return [...best.values()];
};

const NONE: Harvest = { activities: [], items: [], aliases: [], skipped: [], whole: [] };

interface Told {
  readonly meetings: readonly Meeting[];
  readonly skipped: readonly string[];
}

const tell = (name: string, given: string, settings: Settings): Told => {
  const text = isPage(given) ? pageText(given) : given;
  const options = {
    isBot: isBotFor(settings),
    series: seriesOf(settings.series) || 'meeting',
    unmarked: settings.unmarked,
  };
  if (!isMinutes(text)) return meetingsInLog(linesOf(text), name, options);
  const meeting = meetingInMinutes(text, name, options);
  return typeof meeting === 'string'
    ? { meetings: [], skipped: [meeting] }
    : { meetings: [meeting], skipped: [] };
};

const joined = (harvests: readonly Harvest[], skipped: readonly Skip[]): Harvest => ({
  activities: harvests.flatMap(each => each.activities),
  items: harvests.flatMap(each => each.items),
  aliases: harvests.flatMap(each => each.aliases),
  names: harvests.flatMap(each => each.names ?? []),
  whole: harvests.flatMap(each => each.whole ?? []),
  skipped,
});

const normalise = (raw: PaperRaw, settings: Settings): Harvest => {
  if ('gone' in raw) return { ...NONE, whole: raw.gone };
  const { name, place, text, before } = raw;
  const { meetings, skipped } = tell(name, text, settings);
  const page = isAddress(place) ? place : undefined;
  const wanted = meetings.filter(({ series }) => isWanted(settings, series));
  const harvest = joined(
    wanted.map(meeting => meetingFacts(meeting, page)),
    skipped.map(reason => ({ where: name, reason })),
  );
  return { ...harvest, whole: [...new Set([...(harvest.whole ?? []), ...before])] };
};

async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<PaperRaw>> {
  const { path } = settings;
  const ids = (name: string, text: string): readonly string[] =>
    normalise({ name, place: path, text, before: [] }, settings).whole ?? [];
  yield* paperPages({ path, choose, ids }, cursor, io);
}

export default {
  id: 'meetbot',
  reads: 'meetings on IRC: who was present, who chaired, who is to do what, from MeetBot’s logs and minutes',
  service: 'irc',
  blind:
    'Who listened and said nothing was not present. Times without a zone are taken for UTC. A nick that stands in no ' +
    'configuration is a person of its own.',
  settings: SETTINGS,
  kinds: ['meeting-present', 'meeting-represented', 'meeting-chair', 'meeting-action'],
  origin: settings => settings.origin,
  pull,
  normalise,
} satisfies Source<PaperRaw, Settings>;
