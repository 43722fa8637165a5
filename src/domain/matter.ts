// What a matter of the team's life asks for: letters, notes, words and rulings, as data. Nothing here is carried out.
import type { Handle } from './activity.ts';
import type { Decision, Ruling } from './decision.ts';
import type { RosterChange } from './roster-change.ts';

/** Strings, numbers and lists of them, as a template is to say them. */
export type Words = Readonly<Record<string, unknown>>;

interface Said {
  /**
   * What makes it the same thing however often it is due, such as `check-in/gambia/3`: it begins with the id of its
   * matter and holds no name, for keys stand in mails' Message-IDs and in logs.
   */
  readonly key: string;
  /** `templates/letters/<template>.<format>.hbs` */
  readonly template: string;
  readonly title: string;
  readonly model: Words;
  /** The key of what it belongs to, such as the letter of a reminder: it goes into the same thread. */
  readonly follows?: string;
  /** True: with it, what it belongs to is over. */
  readonly ends?: boolean;
}

/** For one person alone. */
export interface LetterStep extends Said {
  readonly kind: 'letter';
  readonly to: Handle;
}

/** For the PTL alone; `about`: the one person whom it tells of, so that it can be forgotten with them. */
export interface NoteStep extends Said {
  readonly kind: 'note';
  readonly about?: Handle;
}

/** For everybody: what was done, and nothing else of a named person. */
export interface WordStep extends Said {
  readonly kind: 'word';
}

/** Decided by the calendar, as a person would decide it; recorded once under its key. */
export interface RulingStep {
  readonly kind: 'ruling';
  readonly key: string;
  readonly ruling: Ruling;
}

/**
 * A change of the rosters that people have decided, and that the person knows of. It is brought to where each roster
 * lives, and the PTL is told under the same key what came of it, with what is left to be done by hand; that note is the
 * record that it was done. Nothing is proposed where no private place of the PTL would take the note.
 */
export interface RosterStep {
  readonly kind: 'roster';
  readonly key: string;
  /** The key of that note where there are rosters to change and every one refused it; left out: the same. */
  readonly refusedKey?: string;
  /** Whom the change is about. */
  readonly about: Handle;
  readonly change: RosterChange;
}

export type SayStep = LetterStep | NoteStep | WordStep;
export type Step = SayStep | RulingStep | RosterStep;

/** Seconds UTC at which the steps of these keys were said, or were about to be. */
export type SaidAt = ReadonlyMap<string, number>;

/** Who decides what nobody had to say. */
export const CALENDAR: Handle = { service: 'name', id: 'the calendar' };

export const decisionOf = ({ key, ruling }: RulingStep, at: number): Decision => ({
  key,
  at,
  by: CALENDAR,
  place: CALENDAR.id,
  ruling,
});

/** How what is said is recorded: never a report's own key, which would end with a week. */
export const recordedAs = ({ kind, key }: Pick<SayStep, 'kind' | 'key'>): string => `${kind} ${key}`;
