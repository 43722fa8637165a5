// One project as its configuration describes it: what reports and metrics may know of it.
import type { Handle, Service } from './activity.ts';
import type { MeetingPlan } from './meeting-schedule.ts';
import type { CheckInPolicy, NominationPolicy, Policy, RetirementPolicy } from './policy.ts';
import type { Priority } from './priority.ts';
import type { Reminders, Schedule } from './schedule.ts';

export interface Cycle {
  readonly name: string;
  /** Seconds since 1970, UTC: 00:00 of the day in the project's time zone. */
  readonly start: number;
  readonly end: number;
  readonly milestones: readonly Milestone[];
}

export interface Milestone {
  readonly name: string;
  readonly at: number;
}

/** A time with an employer; `since` and `until` in seconds UTC. */
export interface Employment {
  readonly name: string;
  readonly since?: number;
  readonly until?: number;
}

export interface ConfiguredPerson {
  readonly name: string;
  readonly handles: readonly Handle[];
  /** Services on which the person is confirmed to have no account. */
  readonly none: readonly Service[];
  readonly companies: readonly Employment[];
  /** Part of a full working week that the person gives to the project, 0 to 1. */
  readonly share: number;
}

/** For how many days a team keeps what it knows; left out: for ever. */
export interface Retention {
  /** Acts of people. */
  readonly acts?: number;
  /** What was sent, word for word. */
  readonly sent?: number;
}

/** What the configuration sets up beside the work itself: for the PTL, and for who takes over. */
export interface Setup {
  /** With the folder in which it is. */
  readonly file: string;
  readonly rosters: readonly Place[];
  /** Where reports go, with the report. */
  readonly channels: readonly (Place & { readonly report: string })[];
  readonly letters: readonly string[];
  /** Services whose accounts a letter reaches. */
  readonly reached: readonly Service[];
}

interface Place {
  readonly type: string;
  /** A path, a repository, an address; empty where the settings tell none. */
  readonly where: string;
}

export interface Project {
  readonly id: string;
  readonly title: string;
  /** IANA name. */
  readonly timezone: string;
  readonly cycle?: Cycle;
  /** Where its people work; `blind`: what such a source cannot show by its nature; `service`: whose accounts act there. */
  readonly sources: readonly {
    readonly id: string;
    readonly type: string;
    readonly blind?: string;
    readonly service?: Service;
  }[];
  readonly people: readonly ConfiguredPerson[];
  /** Globs for names and handles of accounts that are not people. */
  readonly bots: readonly string[];
  readonly priorities: readonly Priority[];
  readonly policy: Policy;
  /** False: nothing leaves the house but to the terminal and to files. */
  readonly publish: boolean;
  /** What becomes of what was read from a repository that is taken away from Rollcall. */
  readonly whenRemoved: 'keep' | 'delete';
  readonly checkIn?: CheckInPolicy;
  readonly retirement?: RetirementPolicy;
  readonly nomination?: NominationPolicy;
  /** Lines of the PTL's checklist for who joins, and for who leaves; undefined: those that most teams need. */
  readonly onBoarding?: readonly string[];
  readonly offBoarding?: readonly string[];
  /** Whether there is a way to write to one person in private: without one the calendar begins nothing. */
  readonly writesLetters?: boolean;
  readonly setup?: Setup;
  /** When a server says its reports of its own accord; undefined: never. */
  readonly schedule?: Schedule;
  readonly retention?: Retention;
  /** How long before a meeting it says those about the meeting; undefined: never. */
  readonly reminders?: Reminders;
  /** When the team means to meet. */
  readonly meetings: readonly MeetingPlan[];
  /** Opts in to treating accounts with the same full display name as one person. */
  readonly linkByName: boolean;
}
