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
  /** The host: another network has channels of the same names. */
  readonly network: string;
  /** With its `#`. */
  readonly channel: string;
  readonly desk: Desk;
}

/** Meetings of one name that begin in one minute. */
const MOST = 20;
/** Lines that wait for a disk that takes nothing. */
const MOST_WAITING = 5000;

const OPEN = z.object({ paper: z.string(), series: z.string(), was: z.string().optional() });
type Open = z.output<typeof OPEN>;

/** Where it stands that a meeting goes on in this channel: a log does not tell its channel. */
const openFile = ({ network, channel }: NotesOptions): string =>
  `.open/${encodeURIComponent(`${network} ${channel}`.toLowerCase())}.json`;
const logOf = (paper: string): string => `${paper}.log.txt`;

const openIn = async (options: NotesOptions): Promise<Open | undefined> => {
  const text = await options.desk.read(openFile(options));
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
  /** Lines of the meeting that are not on the disk yet, and meetings whose minutes are not. */
  const [lines, due]: [Heard[], Over[]] = [[], []];

  const fresh = async (series: string, start: number): Promise<string> => {
    for (let number = 1; number < MOST; number++) {
      const paper = paperName(series, start, number);
      if ((await desk.read(logOf(paper))) === undefined) return paper;
    }
    throw new Error(`${channel}: too many meetings called ${series} in one minute`);
  };

  const note = async (next: Open): Promise<void> => {
    await desk.write(openFile(options), JSON.stringify(next));
    open = next;
  };

  /** The minutes that are due; where the disk does not take them, the next look tries again. */
  const finish = async (): Promise<Over[]> => {
    const done: Over[] = [];
    for (let next = due[0]; next; next = due[0]) {
      const { meeting, paper } = next;
      const place = { channel, log: logOf(paper).split('/').at(-1) ?? '' };
      await desk.write(`${paper}.html`, minutesPage(meeting, place));
      await desk.write(`${paper}.txt`, minutesText(meeting, place));
      due.shift();
      done.push(next);
    }
    if (!open) await desk.remove(openFile(options));
    return done;
  };

  const append = async (paper: string, lines: readonly Heard[]): Promise<void> =>
    desk.append(logOf(paper), lines.map(line => `${logLine(line)}\n`).join(''));

  /** Those that a full disk did not take are tried again with the next one. */
  const flush = async (paper: string): Promise<void> => {
    await append(paper, lines);
    lines.length = 0;
  };
  const keep = (heard: Heard): void => {
    if (lines.length < MOST_WAITING) lines.push(heard);
  };

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
    if (isOver) {
      const last = open?.paper;
      open = undefined;
      if (last !== undefined) due.push(...ended.slice(0, 1).map(meeting => ({ meeting, paper: last })));
      if (heard && ended.some(isEnd)) keep(heard);
      const rest = lines.splice(0);
      if (last !== undefined && rest.length > 0) await append(last, rest);
    }
    if (after && heard) {
      if (!open && lines.length === 0 && wish && wish !== heard && wish.at === after.start) keep(wish);
      keep(heard);
    }
    const over = isOver || due.length > 0 ? await finish() : [];
    if (!after || !heard) return { before, after, over };
    if (!open) {
      const paper = await fresh(after.series, after.start);
      await note({ paper, series: after.series });
      await flush(paper);
    } else {
      await flush(open.paper);
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
    open = undefined;
    return { notes, over: await finish() };
  }
  hearLog(linesOf(log), logOf(open.paper), clerk, { unmarked: false });
  clerk.tick(at);
  if (clerk.current()) return { notes, over: [] };
  const { paper } = open;
  open = undefined;
  due.push(...clerk.held.slice(0, 1).map(meeting => ({ meeting, paper })));
  return { notes, over: await finish() };
};
