// The doors between the rooms: every interface that one room offers another. Types only.
import type { ZodType } from 'zod';
import type { Handle, Harvest, Kind, Skip } from './domain/activity.ts';
import type { Window } from './domain/calendar.ts';
import type { MatchableItem } from './domain/priority.ts';
import type { Project } from './domain/project.ts';
import type { Membership, RosterVersion } from './domain/team.ts';

// ---------------------------------------------------------------- the outer world

/** The only way out of the house: plugins are handed it and import no client. */
export interface Io {
  /** Seconds since 1970, UTC. */
  now(): number;
  readonly files: Files;
  readonly git: Git;
  /** True once somebody has asked to stop: finish the page at hand and leave. */
  stopping(): boolean;
}

export interface Files {
  /** @throws SourceError when the file cannot be read. */
  text(path: string): Promise<string>;
  /** Lines without their ends; a BOM at the start is dropped. @throws SourceError */
  lines(path: string): AsyncIterable<string>;
  exists(path: string): Promise<boolean>;
  /** Bytes. @throws SourceError */
  size(path: string): Promise<number>;
}

/** A git repository: a path on disk, or a URL of which a mirror is kept beside the ledger. */
export interface Git {
  /**
   * Makes the repository ready to be read (a URL is cloned or fetched) and returns its directory.
   * @throws SourceError when it is not a repository, or cannot be reached.
   */
  open(repository: string): Promise<string>;
  /** Standard output as text. @throws SourceError when git ends with an error. */
  text(dir: string, args: readonly string[], input?: string): Promise<string>;
  /** Standard output cut at NUL bytes, streamed. @throws SourceError when git ends with an error. */
  records(dir: string, args: readonly string[], input?: string): AsyncIterable<string>;
  /** Objects by name or id through one `cat-file --batch`; call `close` when done. */
  objects(dir: string): GitObjects;
}

export interface GitObjects {
  /** Undefined when there is no such object. `name` must not hold a line break. */
  read(name: string): Promise<{ type: string; body: Buffer } | undefined>;
  close(): void;
}

// ---------------------------------------------------------------- sources

export interface CursorEntry {
  readonly stream: string;
  readonly value: string;
}

/** How far a source has been read: a value for each of its streams. */
export type Cursor = ReadonlyMap<string, string>;

/** Raw records and the cursor that is true once they are stored. `done` of `total` records, for progress. */
export interface Page<Raw> {
  readonly raws: readonly Raw[];
  readonly cursor: readonly CursorEntry[];
  readonly done: number;
  readonly total?: number;
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
}

// ---------------------------------------------------------------- rosters

export interface RosterReading {
  /** Oldest first. A roster without a history has one version, at time 0: "as far back as we know". */
  readonly versions: readonly RosterVersion[];
  readonly skipped: readonly { readonly where: string; readonly reason: string }[];
}

/** One way in which a team writes its roster down. */
export interface Roster<Settings = unknown> {
  readonly id: string;
  readonly reads: string;
  readonly settings: ZodType<Settings>;
  /** @throws SourceError when there is nothing to read. */
  read(settings: Settings, io: Io): Promise<RosterReading>;
}

// ---------------------------------------------------------------- metrics and the ledger

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

/** A membership with the person it is about. */
export interface Member extends Membership {
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
  streams(project: string, at: number): Promise<Stream[]>;
  sources(project: string): Promise<SourceState[]>;
}

/** `stored`: rows that are new or corrected; `known`: facts that stood there already. */
export interface AppendResult {
  readonly stored: number;
  readonly known: number;
}

/** A link to be made: all these handles are one person. */
export interface Link {
  readonly name: string;
  readonly handles: readonly Handle[];
  readonly bot: boolean;
  readonly known: boolean;
}

/** The ledger with its writing side; only flows hold it. */
export interface Store extends Ledger {
  cursor(project: string, source: string): Promise<Cursor>;
  /** Facts and cursor in one transaction: both are stored, or neither. */
  append(
    project: string,
    source: { id: string; type: string; origin: string },
    harvest: Harvest,
    cursor: readonly CursorEntry[],
  ): Promise<AppendResult>;
  /** Says that a source was read to its end at `at`. */
  markRead(project: string, source: { id: string; type: string; origin: string }, at: number): Promise<void>;
  /** Forgets how far a source was read, not what was read. */
  resetCursor(project: string, source: string): Promise<void>;
  replaceMemberships(project: string, roster: string, memberships: readonly Membership[]): Promise<void>;
  /** The rosters that have memberships here. */
  rosters(project: string): Promise<string[]>;
  /** The handles of each membership: a roster's own word that they are one person. */
  rosterGroups(project: string): Promise<RosterGroup[]>;
  aliases(project: string): Promise<AliasWeight[]>;
  handles(project: string): Promise<KnownHandle[]>;
  volumes(project: string): Promise<HandleVolume[]>;
  link(project: string, links: readonly Link[]): Promise<void>;
  /** Items not yet matched against the priorities, at most `limit` of them. */
  unmatchedItems(project: string, limit: number): Promise<UnmatchedItem[]>;
  /** Records which priorities these items belong to and that they have been looked at. */
  matchItems(items: readonly number[], matches: readonly PriorityMatch[]): Promise<void>;
  /** Has every item matched anew: the rules have changed. */
  unmatchItems(project: string): Promise<void>;
  setting(project: string, name: string): Promise<string | undefined>;
  setSetting(project: string, name: string, value: string): Promise<void>;
  backup(file: string, progress?: (done: number, total: number) => void): Promise<void>;
  health(): Promise<StoreHealth>;
  close(): void;
}

export interface UnmatchedItem extends MatchableItem {
  readonly key: number;
}

export interface PriorityMatch {
  readonly item: number;
  readonly priority: string;
  readonly since: number;
  readonly until?: number;
}

export interface AliasWeight {
  readonly a: Handle;
  readonly b: Handle;
  readonly evidence: string;
  /** How many separate times it was seen. */
  readonly weight: number;
}

export interface KnownHandle {
  readonly handle: Handle;
  readonly person: number;
  /** Every display name the handle was seen with, the latest first. */
  readonly names: readonly string[];
}

export interface HandleVolume {
  readonly handle: Handle;
  readonly activities: number;
  /** Seconds UTC. */
  readonly lastAt: number;
}

export interface RosterGroup {
  readonly roster: string;
  readonly name?: string;
  readonly handles: readonly Handle[];
}

export interface StoreHealth {
  readonly file: string;
  readonly schemaVersion: number;
  /** `ok`, or what is wrong. */
  readonly integrity: string;
  readonly bytes: number;
  readonly counts: Readonly<Record<string, number>>;
}

// ---------------------------------------------------------------- reports and channels

export type Audience = 'public' | 'ptl' | 'person';
export type Format = 'text' | 'markdown' | 'html' | 'json' | 'csv';

export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | { readonly text: string; readonly url: string })[])[];
}

export interface ReportRequest {
  /** What happened before it counts; seconds UTC. */
  readonly at: number;
  readonly window?: Window;
  readonly mode?: string;
}

/** A table for CSV: the first row names the columns. */
export type Table = readonly (readonly (string | number)[])[];

interface ReportBase<Model> {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it tells and to whom. */
  readonly tells: string;
  readonly modes?: readonly string[];
  /** When it is due: without a date it is as of the last Monday, of the week that is over. */
  readonly schedule?: 'monday';
  /** What `--format json` prints; the model itself when absent. */
  json?(model: Model): unknown;
  /** What `--format csv` prints; a report without it has no CSV. */
  table?(model: Model): Table;
  /** Tables for people, by the name that the template calls them. Cells are plain text. */
  grids?(model: Model): Readonly<Record<string, Grid>>;
  /** SVG charts for HTML, by the name that the template calls them. */
  charts?(model: Model): Readonly<Record<string, string>>;
}

export interface PublicReport<Model = unknown> extends ReportBase<Model> {
  readonly audience: 'public';
  compose(ledger: PublicLedger, project: Project, request: ReportRequest): Promise<Model>;
}

export interface PrivateReport<Model = unknown> extends ReportBase<Model> {
  readonly audience: 'ptl' | 'person';
  compose(ledger: Ledger, project: Project, request: ReportRequest): Promise<Model>;
}

export type Report<Model = unknown> = PublicReport<Model> | PrivateReport<Model>;

/** A rendered report on its way out. */
export interface Message {
  readonly audience: Audience;
  readonly format: Format;
  readonly title: string;
  readonly body: string;
}

/** A place to speak. `isPrivate` tells whether what is said there stays between the PTL and Rollcall. */
export interface Channel<Settings = unknown> {
  readonly id: string;
  readonly reads: string;
  readonly settings: ZodType<Settings>;
  /** True: it never leaves this machine, and needs no `publish: true`. */
  readonly local: boolean;
  isPrivate(settings: Settings): boolean;
  publish(message: Message, settings: Settings, out: Out): Promise<string>;
}

/** The local ways out, which need no permission to publish. */
export interface Out {
  write(text: string): Promise<void>;
  /** Whole or not at all. @throws UserError when the place cannot be written. */
  save(path: string, text: string): Promise<void>;
}
