// Where facts come from: sources and rosters. Types only.
import type { ZodType } from 'zod';
import type { Harvest, Kind, Service, Skip } from '../domain/activity.ts';
import type { RosterChange, RosterTexts } from '../domain/roster-change.ts';
import type { ReadRoster } from '../domain/roster-history.ts';
import type { RosterVersion } from '../domain/team.ts';
import type { Io } from './io.ts';

export interface CursorEntry {
  readonly stream: string;
  readonly value: string;
}

/** Something that a place told us of its own accord, such as a webhook of GitHub. */
export interface Delivery {
  /** The place's own id of this delivery: the same one may come again. */
  readonly id: string;
  readonly event: string;
  /** As JSON gives it. Untrusted. */
  readonly payload: unknown;
}

/** What a delivery tells at once, and of which items the rest has to be read. */
export interface Heard {
  readonly harvest: Harvest;
  /** `nativeId`s, to be given to `reread`. */
  readonly reread: readonly string[];
}

/** How far a source has been read: a value for each of its streams. */
export type Cursor = ReadonlyMap<string, string>;

/** Raw records and the cursor that is true once they are stored. `done` of `total` records, for progress. */
export interface Page<Raw> {
  readonly raws: readonly Raw[];
  readonly cursor: readonly CursorEntry[];
  readonly done: number;
  readonly total?: number;
  /**
   * True: the system of record was rewritten, and what was read before may no longer be so. Everything of this
   * origin is forgotten before this page is stored, and the cursor given to `pull` was not used.
   */
  readonly restart?: boolean;
  /** What could not even be read: a history that is cut off, a file in an unknown form. */
  readonly skipped?: readonly Skip[];
}

/**
 * One place where people work. `pull` yields pages oldest first and may be abandoned after any of them;
 * `normalise` is pure and never throws: what it cannot use it skips with a reason.
 */
export interface Source<Raw = unknown, Settings = unknown> {
  readonly id: string;
  /** One sentence for the documentation. */
  readonly reads: string;
  /** What this source cannot show by its nature; printed with every report built on it. */
  readonly blind?: string;
  /** Whose accounts act here: who has none of them cannot be seen. Left out: of several services. */
  readonly service?: Service;
  readonly settings: ZodType<Settings>;
  readonly kinds: readonly Kind[];
  /** The system of record behind these settings, such as `gerrit`: two readers of one origin share their rows. */
  origin(settings: Settings): string;
  /**
   * For a poorer source: the settings with which it adds only what a richer source of the same reviews lacks.
   * The configuration uses them when the project has such a source.
   */
  beside?(settings: Settings): Settings;
  pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>>;
  normalise(raw: Raw, settings: Settings): Harvest;
  /**
   * For a source that is told of news: what a delivery means under these settings, undefined when it is about
   * something else. Pure, never throws. Its facts are tentative: deliveries come twice, late, and in any order,
   * and what `reread` brings replaces them.
   */
  hear?(delivery: Delivery, settings: Settings): Heard | undefined;
  /** Reads these items anew and whole; one that is there no longer is part of `whole` and of no `items`. */
  reread?(items: readonly string[], settings: Settings, io: Io): AsyncIterable<Raw>;
}

export interface RosterReading {
  /** Oldest first. A roster without a history has one version, at time 0: "as far back as we know". */
  readonly versions: readonly RosterVersion[];
  readonly skipped: readonly { readonly where: string; readonly reason: string }[];
  /**
   * For a roster that shows only what is so now: what was looked at, such as `acme/cores`. It gives one version, at
   * the time of looking, and what was seen of the same thing before stays in force.
   */
  readonly observed?: string;
}

/** How a roster that is text is changed for one person: pure, and only the lines that have to change. */
export interface RosterWriting<Settings> {
  /**
   * Paths of the files in their repository, or beside the `path` of the settings; those that do not exist are left
   * out of the texts. None: the roster stands in the project's own configuration, whatever that file is called.
   */
  files(settings: Settings): readonly string[];
  /** Who is listed at a time (seconds UTC), by the same rules as `read`. */
  entries(texts: RosterTexts, settings: Settings, at: number): ReadRoster;
  /**
   * The files that change, with their whole new text.
   * @throws UserError when the person is not there, is there already, or the text cannot be changed surely.
   */
  write(texts: RosterTexts, change: RosterChange, settings: Settings): RosterTexts;
}

/** Something that a human does by hand, and where. */
export interface Chore {
  readonly text: string;
  readonly url?: string;
}

/** One way in which a team writes its roster down. */
export interface Roster<Settings = unknown> {
  readonly id: string;
  readonly reads: string;
  readonly settings: ZodType<Settings>;
  /** @throws SourceError when there is nothing to read. */
  read(settings: Settings, io: Io): Promise<RosterReading>;
  /** For a roster that is a file. */
  readonly writing?: RosterWriting<Settings>;
  /** What a human has to do for this change where Rollcall does not: groups, teams. `change.at` plays no part. */
  checklist?(settings: Settings, change: RosterChange): readonly Chore[];
}
