// The ledger's writing side; only flows hold it. Types only.
import type { Handle, Harvest } from '../domain/activity.ts';
import type { MatchableItem } from '../domain/priority.ts';
import type { Membership } from '../domain/team.ts';
import type { Ledger } from './ledger.ts';
import type { Cursor, CursorEntry } from './source.ts';

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
  /** Takes back all that was read of this source's origin, and how far; nothing when it was never read. */
  forget(project: string, source: string): Promise<void>;
  /** Forgets a source that the configuration no longer has. */
  retire(project: string, source: string): Promise<void>;
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
