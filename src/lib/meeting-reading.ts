// What papers in MeetBot's forms tell: which of those about one meeting is read, and what is in it.
import type { Harvest, Skip } from '../domain/activity.ts';
import { channelOf, type FirstWord, presenceHarvest } from './chat-presence.ts';
import { wordsInLog } from './chat-words.ts';
import { type Meeting, meetBotFile, seriesOf } from './meeting.ts';
import { cancelledFacts, meetingFacts } from './meeting-facts.ts';
import { CALLED_OFF, meetingsInLog, NOBODY_BEGAN } from './meeting-log.ts';
import { isMinutes, meetingInMinutes } from './meeting-minutes.ts';
import type { PaperRaw } from './meeting-papers.ts';
import { isAddress, type Paper } from './meeting-shelf.ts';
import { isPage, linesOf, pageText } from './meeting-text.ts';

const PAPER = /\.(?:txt|log|html?)$/i;
/** Of one meeting the richest is read: a log tells all that its minutes do, and text is read more surely than a page. */
const RICHEST = [/\.log\.txt$/i, /\.log\.html?$/i, /\.txt$/i, /\.html?$/i];

const richness = (name: string): number => {
  const place = RICHEST.findIndex(each => each.test(name));
  return place < 0 ? RICHEST.length : place;
};

/** Of each meeting one paper. */
export const choosePapers = (papers: readonly Paper[]): Paper[] => {
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

export interface TellOptions {
  readonly isBot: (nick: string) => boolean;
  /** Whether a meeting of this name is to be read. */
  readonly isWanted: (series: string) => boolean;
  /** The name of a meeting that was begun without one. */
  readonly series: string;
  /** Where it is known which bot keeps the meetings. */
  readonly isKeeper?: (nick: string) => boolean;
  /** A log in which nobody began a meeting is one all the same. */
  readonly unmarked: boolean;
  /** Where days on which people spoke are counted: the channel, where the name of a log does not tell it. */
  readonly presence?: { readonly channel: string };
}

interface Told {
  readonly meetings: readonly Meeting[];
  readonly cancelled?: readonly { readonly series: string; readonly start: number }[];
  readonly words?: readonly FirstWord[];
  readonly skipped: readonly string[];
}

const tellLog = (lines: readonly string[], name: string, options: TellOptions): Told => {
  const told = meetingsInLog(lines, name, options);
  if (!options.presence) return told;
  const words = wordsInLog(lines, name, channelOf(name) ?? options.presence.channel, options.isBot);
  // A log without a meeting still tells who spoke.
  const skipped = words.length > 0 ? told.skipped.filter(reason => reason !== NOBODY_BEGAN) : told.skipped;
  return { ...told, words, skipped };
};

const tell = (name: string, given: string, options: TellOptions): Told => {
  const text = isPage(given) ? pageText(given) : given;
  const series = seriesOf(options.series) || 'meeting';
  if (!isMinutes(text)) return tellLog(linesOf(text), name, { ...options, series });
  const meeting = meetingInMinutes(text, name, { ...options, series });
  if (typeof meeting === 'string') return { meetings: [], skipped: [meeting] };
  return meeting.isCancelled
    ? { meetings: [], cancelled: [meeting], skipped: [CALLED_OFF] }
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

const NONE: Harvest = { activities: [], items: [], aliases: [], skipped: [], whole: [] };

/** Never throws. */
export const paperHarvest = (raw: PaperRaw, options: TellOptions): Harvest => {
  if ('gone' in raw) return { ...NONE, whole: raw.gone };
  const { name, place, text, before } = raw;
  const { meetings, cancelled = [], words = [], skipped } = tell(name, text, options);
  const page = isAddress(place) ? place : undefined;
  const wanted = meetings.filter(({ series }) => options.isWanted(series));
  const harvest = joined(
    [
      ...wanted.map(meeting => meetingFacts(meeting, page)),
      ...cancelled.filter(({ series }) => options.isWanted(series)).map(each => cancelledFacts(each, page)),
      presenceHarvest(words),
    ],
    skipped.map(reason => ({ where: name, reason })),
  );
  return { ...harvest, whole: [...new Set([...(harvest.whole ?? []), ...before])] };
};
