// What may be asked: metrics, and the ledger's reading side. Types only.
import type { Handle, Kind } from '../domain/activity.ts';
import type { Window } from '../domain/calendar.ts';
import type { PublicCheckIn } from '../domain/check-in.ts';
import type { Decision } from '../domain/decision.ts';
import type { Absence } from '../domain/leave.ts';
import type { Membership } from '../domain/team.ts';

/** `name`: nothing but who took part, which may be said in public; `person`: numbers about a named person. */
export type Per = 'project' | 'item' | 'name' | 'person';

export interface NameFact {
  readonly person: number;
}

/** Values for a metric's `$name` parameters; `project`, `since` and `until` are always there. */
export type Parameters = Readonly<Record<string, string | number>>;

/**
 * One question in SQL over the ledger's views. The SQL counts; what the counts mean is judged in the domain.
 * It stays within what SQLite and PostgreSQL both understand, and leaves ordering to its readers.
 */
export interface Metric<Fact = unknown, P extends Per = Per> {
  readonly id: string;
  readonly per: P;
  readonly question: string;
  readonly unit: string;
  /** How exactly it is counted, in words that can be printed under the number. */
  readonly definition: string;
  /** Where the definition comes from. */
  readonly source: string;
  /** The kinds of activity it is made of: what `explain` shows behind it. */
  readonly kinds: readonly Kind[];
  /** Further parameters with the value they have when nothing is given. */
  readonly defaults?: Parameters;
  readonly sql: string;
  /** Ties the shape of a row to the metric; never present at run time. */
  readonly fact?: Fact;
}

/** Somebody, as the linked accounts make them. `key` is the ledger's own and means nothing outside it. */
export interface Person {
  readonly key: number;
  readonly name: string;
  readonly bot: boolean;
  /** False: an account that belongs to nobody in the configuration or the roster. */
  readonly known: boolean;
  readonly handles: readonly Handle[];
}

/** A membership with the person it is about, whose handles are those of the person. */
export interface Member extends Omit<Membership, 'handles'> {
  readonly person: number;
}

/** How far one kind of activity of one origin reaches. */
export interface Stream {
  readonly origin: string;
  readonly kind: Kind;
  /** Seconds UTC of the first event there is, and of the last one before the report's date. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Seconds: the longest silence between two days with events in the year before `lastAt`. */
  readonly longestGap: number;
  /** Days with an event in that year. */
  readonly activeDays: number;
}

export interface SourceState {
  readonly id: string;
  readonly type: string;
  readonly origin: string;
  /** Seconds UTC of the last complete read; undefined: never read to its end. */
  readonly readAt?: number;
  readonly skipped: readonly { readonly reason: string; readonly count: number; readonly example: string }[];
}

/** An activity as `explain` shows it. */
export interface Event {
  readonly at: number;
  readonly kind: Kind;
  readonly origin: string;
  readonly nativeId: string;
  readonly handle: string;
  readonly item?: string;
  readonly title?: string;
  readonly url?: string;
  readonly revision?: number;
  readonly value?: number;
  /** On a change that the person owns. */
  readonly own: boolean;
}

/** What reports, commands and pages may ask. Everything is a promise: a shared database can stand behind it. */
export interface Ledger {
  measure<Fact>(metric: Metric<Fact>, project: string, parameters: Window & Parameters): Promise<Fact[]>;
  people(project: string): Promise<Person[]>;
  /** Every membership ever, as the rosters said. */
  members(project: string): Promise<Member[]>;
  streams(project: string, at: number): Promise<Stream[]>;
  sources(project: string): Promise<SourceState[]>;
  /** What people decided before `at`, the oldest first. */
  decisions(project: string, at: number): Promise<Decision[]>;
  events(person: number, window: Window, kinds: readonly Kind[]): Promise<Event[]>;
}

/**
 * What a public report is handed: nothing here can tell a count, a rate or a silence of a named person.
 * `measure` takes no metric about persons, so a public report cannot even be written to ask for one.
 */
export interface PublicLedger {
  measure<Fact>(
    metric: Metric<Fact, 'project' | 'item'>,
    project: string,
    parameters: Window & Parameters,
  ): Promise<Fact[]>;
  /** Names in alphabetical order; the order says nothing else. */
  namesFrom(metric: Metric<NameFact, 'name'>, project: string, window: Window): Promise<string[]>;
  names(project: string): Promise<ReadonlyMap<number, string>>;
  /** The latest check-in in counts, as of `at`; undefined: none, or the team is too small to tell anything. */
  checkIn(project: string, at: number): Promise<PublicCheckIn | undefined>;
  /**
   * How many of those who are core at `at` are away at `moment`, seconds UTC; undefined where the count would tell who,
   * or that nobody is.
   */
  absence(project: string, at: number, moment: number): Promise<Absence | undefined>;
  streams(project: string, at: number): Promise<Stream[]>;
  sources(project: string): Promise<SourceState[]>;
}
