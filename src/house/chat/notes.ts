// The papers of the meetings in one channel: each line on the disk as it is said, the minutes when the meeting is over.
import { z } from 'zod';
import { ircLine } from '../../lib/irc-line.ts';
import type { Current, Kept } from '../../lib/meeting-kept.ts';
import { hearLog } from '../../lib/meeting-log.ts';
import { type ScribeOptions, scribe } from '../../lib/meeting-scribe.ts';
import { linesOf } from '../../lib/meeting-text.ts';
import { type Heard, logLine, minutesPage, minutesText, paperName } from '../../lib/meeting-writing.ts';
import type { Desk } from '../../shell/desk.ts';

/** A meeting that is over; `paper`: the name of its papers without their ends. */
export interface Over {
  readonly meeting: Kept;
  readonly paper: string;
}

/** What a line did to the meeting. */
export interface Happened {
  readonly before: Current | undefined;
  readonly after: Current | undefined;
  readonly over: readonly Over[];
}

export interface Notes {
  /** Resolves once what has to be kept is on the disk. Nothing is kept while no meeting runs. */
  hear(heard: Heard): Promise<Happened>;
  /** Closes a meeting that nobody ended for hours. */
  tick(at: number): Promise<Happened>;
  /** Lines that belong to the log of a meeting that is over. */
  append(over: Over, lines: readonly Heard[]): Promise<void>;
  current(): Current | undefined;
}

export interface NotesOptions extends ScribeOptions {
  /** With its `#`. */
  readonly channel: string;
  readonly desk: Desk;
}

/** Meetings of one name that begin in one minute. */
const MOST = 20;

const OPEN = z.object({ paper: z.string(), series: z.string(), was: z.string().optional() });
type Open = z.output<typeof OPEN>;

/** Where it stands that a meeting goes on in this channel: a log does not tell its channel. */
const openFile = (channel: string): string => `.open/${encodeURIComponent(channel.toLowerCase())}.json`;
const logOf = (paper: string): string => `${paper}.log.txt`;

const openIn = async ({ channel, desk }: NotesOptions): Promise<Open | undefined> => {
  const text = await desk.read(openFile(channel));
  if (text === undefined) return undefined;
  try {
    return OPEN.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const isEnd = ({ ended }: Kept): boolean => ended === 'said';
const isStart = (heard: Heard): boolean => heard.kind === 'said' && /^#\s?[a-z]*meet?ing/i.test(heard.text);

/**
 * Goes on with a meeting that was open when the process ended; `over` are those that had ended, and whose minutes are
 * written now.
 */
export const openNotes = async (
  options: NotesOptions,
  at: number,
): Promise<{ readonly notes: Notes; readonly over: readonly Over[] }> => {
  const { channel, desk } = options;
  const clerk = scribe(options);
  let open = await openIn(options);
  /** The last line that may have begun a meeting: a bot's word may come after it. */
  let wish: Heard | undefined;

  const fresh = async (series: string, start: number): Promise<string> => {
    for (let number = 1; number < MOST; number++) {
      const paper = paperName(number === 1 ? series : `${series}_${number}`, start);
      if ((await desk.read(logOf(paper))) === undefined) return paper;
    }
    throw new Error(`${channel}: too many meetings called ${series} in one minute`);
  };

  const note = async (next: Open): Promise<void> => {
    open = next;
    await desk.write(openFile(channel), JSON.stringify(next));
  };

  const finish = async (meeting: Kept): Promise<Over[]> => {
    if (!open) return [];
    const { paper } = open;
    const place = { channel, log: logOf(paper).split('/').at(-1) ?? '' };
    await desk.write(`${paper}.html`, minutesPage(meeting, place));
    await desk.write(`${paper}.txt`, minutesText(meeting, place));
    await close();
    return [{ meeting, paper }];
  };

  const close = async (): Promise<void> => {
    open = undefined;
    await desk.remove(openFile(channel));
  };

  const append = async (paper: string, lines: readonly Heard[]): Promise<void> =>
    desk.append(logOf(paper), lines.map(line => `${logLine(line)}\n`).join(''));

  /** The papers follow the name of the meeting. */
  const rename = async ({ series, start }: Current): Promise<void> => {
    if (!open || open.series === series) return;
    const [paper, was] = [await fresh(series, start), open.paper];
    // Whoever comes back in between finds nothing under the new name, and looks for the old one.
    await note({ paper, series, was });
    await desk.move(logOf(was), logOf(paper));
  };

  const counted = () => ({ held: clerk.held.length, all: clerk.held.length + clerk.cancelled.length });

  /** Puts on paper what the scribe made of a line. */
  const record = async (
    heard: Heard | undefined,
    before: Current | undefined,
    known: ReturnType<typeof counted>,
  ): Promise<Happened> => {
    const after = clerk.current();
    const ended = clerk.held.slice(known.held);
    const isOver = counted().all > known.all;
    const over: Over[] = [];
    if (isOver) {
      const last = heard && ended.some(isEnd) && open;
      if (last) await append(last.paper, [heard]);
      for (const meeting of ended) over.push(...(await finish(meeting)));
      await close();
    }
    if (!after || !heard) return { before, after, over };
    if (!open) {
      const paper = await fresh(after.series, after.start);
      await note({ paper, series: after.series });
      await append(paper, wish && wish !== heard && wish.at === after.start ? [wish, heard] : [heard]);
    } else {
      await append(open.paper, [heard]);
      await rename(after);
    }
    return { before, after, over };
  };

  const notes: Notes = {
    async hear(heard) {
      const [before, known] = [clerk.current(), counted()];
      // The scribe hears what the log holds, so that whoever reads it later takes down the same.
      const read = ircLine(logLine(heard));
      if (isStart(heard)) wish = heard;
      if (read.kind === 'nick') clerk.renamed(read.from, read.to);
      if (read.kind === 'said') clerk.hear({ at: heard.at, nick: read.nick, text: read.text });
      return record(heard, before, known);
    },
    async tick(now) {
      const [before, known] = [clerk.current(), counted()];
      clerk.tick(now);
      return record(undefined, before, known);
    },
    append: ({ paper }, lines) => append(paper, lines),
    current: () => clerk.current(),
  };

  if (open?.was !== undefined && (await desk.read(logOf(open.paper))) === undefined)
    open = { ...open, paper: open.was };
  const log = open && (await desk.read(logOf(open.paper)));
  if (!open || log === undefined) {
    await close();
    return { notes, over: [] };
  }
  hearLog(linesOf(log), logOf(open.paper), clerk, { unmarked: false });
  clerk.tick(at);
  const over: Over[] = [];
  const current = clerk.current();
  if (!current) for (const meeting of clerk.held.slice(0, 1)) over.push(...(await finish(meeting)));
  if (!current) await close();
  return { notes, over };
};
