// What a bot that runs the meetings says, in the words of MeetBot where those have a meaning to whoever reads the log.
import { nickId } from '../../lib/irc-line.ts';
import { commandOf } from '../../lib/meeting.ts';
import type { Current } from '../../lib/meeting-kept.ts';
import { FOR_CHAIRS } from '../../lib/meeting-scribe.ts';
import type { Heard } from '../../lib/meeting-writing.ts';
import type { Happened, Over } from './notes.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const USEFUL = 'Useful Commands: #topic #info #action #agreed #link #idea #help #undo #chair #endmeeting.';

/** `Sun Nov 22 14:00:12 2026 UTC`: readers take the day of a log from it. */
const moment = (at: number): string => {
  const date = new Date(at * 1000);
  const day = String(date.getUTCDate()).padStart(2, ' ');
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${time} ${date.getUTCFullYear()} UTC`;
};

/** Where the papers are: an address, or the file’s name below the folder. */
export type PaperPlace = (paper: string) => string;

/** That a meeting is over, and where its papers are. */
export const endWords = ({ meeting: { end = 0, ended: how }, paper }: Over, place: PaperPlace): string[] => [
  ...(how === 'late' ? ['This meeting began hours ago and nobody ended it; it is closed now.'] : []),
  `Meeting ended ${moment(end)}.`,
  `Minutes:        ${place(`${paper}.html`)}`,
  `Minutes (text): ${place(`${paper}.txt`)}`,
  `Log:            ${place(`${paper}.log.txt`)}`,
];

/** Nicks in a line: who names a thousand chairs has it not said a thousand times. */
const MOST_NAMED = 20;

const named = (nicks: readonly string[]): string =>
  [...nicks.slice(0, MOST_NAMED), ...(nicks.length > MOST_NAMED ? ['…'] : [])].join(' ');

const chairs = ({ chairs: nicks }: Current): string => `Current chairs: ${named(nicks)}`;

const begun = ({ start, series }: Current, nick: string): string[] => [
  `Meeting started ${moment(start)}.  The chair is ${nick}.`,
  USEFUL,
  `The meeting name has been set to '${series}'`,
];

const undone = (before: Current, after: Current): string[] => {
  const { last } = before;
  if (!last || after.taken >= before.taken) return ['There is nothing in the minutes to undo.'];
  return [`Removed from the minutes: ${last.kind}: ${last.text}`];
};

/** To what somebody said; `before` and `after` are the meeting as it was and as it is. */
const answerTo = (
  { nick, text }: Extract<Heard, { kind: 'said' }>,
  { before, after }: Happened,
): string[] => {
  const command = commandOf(text);
  if (!command || !after) return [];
  if (command.word === 'startmeeting') {
    if (before?.start !== after.start) return begun(after, nick);
    if (before.series !== after.series) return [`The meeting name has been set to '${after.series}'`];
    return [`A meeting goes on already: ${after.series}. One of its chairs ends it with #endmeeting first.`];
  }
  if (!before) return [];
  if (FOR_CHAIRS.has(command.word) && !before.isChair(nick))
    return [`Only chairs may do that; the chairs are ${named(before.chairs.map(nickId))}.`];
  if (command.word === 'chair' || command.word === 'unchair') return [chairs(after)];
  if (command.word === 'meetingname') return [`The meeting name has been set to '${after.series}'`];
  return command.word === 'undo' ? undone(before, after) : [];
};

/** Nothing, most of the time. */
export const meetBotWords = (heard: Heard | undefined, happened: Happened): string[] =>
  heard?.kind === 'said' ? answerTo(heard, happened) : [];
