// The ledger's writing side; only flows hold it. Types only.
import type { Handle, Harvest } from '../domain/activity.ts';
import type { Decision } from '../domain/decision.ts';
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

/** What a team keeps: what is older is let go. Seconds UTC; left out: everything. */
export interface Keeping {
  readonly actsSince?: number;
  readonly sentSince?: number;
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
  /** Has these items read whole; asked again before it is done, the later time stands. */
  askReread(project: string, source: string, items: readonly string[], at: number): Promise<void>;
  /**
   * Those that were last asked for at `until` or before, or first asked for ten minutes before that; at most `limit` of
   * each source, so that one that is ill hides no other. The oldest first.
   */
  rereads(until: number, limit: number): Promise<Reread[]>;
  /** Forgets the wish; one that was asked for again meanwhile is as new. */
  rereadDone(done: Reread): Promise<void>;
  /** Of these channels and keys, as last sent. */
  publication(project: string, channel: string, key: string): Promise<Publication | undefined>;
  /** All at this channel whose key begins with `prefix`, the latest first. */
  publications(project: string, channel: string, prefix: string): Promise<Publication[]>;
  /** All whose key begins with `prefix`, whatever the channel, the oldest first. */
  publicationsUnder(project: string, prefix: string): Promise<Publication[]>;
  recordPublication(project: string, publication: Publication): Promise<void>;
  /**
   * Records that it is about to be said; false: something stands under its key already. `again`: then what may have
   * been said is intended anew.
   */
  intendPublication(project: string, publication: Publication, again: boolean): Promise<boolean>;
  /** It certainly was not said. */
  withdrawPublication(project: string, channel: string, key: string): Promise<void>;
  /** All that may have been said, the oldest first. */
  intendedPublications(project: string): Promise<Publication[]>;
  /** Records a decision once: false when one with its key stands already. */
  decide(project: string, decision: Decision): Promise<boolean>;
  /** Takes or keeps a lease until `until`; false: somebody else holds it at `now`. Seconds UTC. */
  lease(name: string, holder: string, now: number, until: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  repositoryConfigs(): Promise<RepositoryConfig[]>;
  acceptConfig(config: RepositoryConfig): Promise<void>;
  dropConfig(repository: number): Promise<void>;
  /**
   * Takes the name of a person out of everything that is kept: what they did stays, as an unnamed person's. A keyed hash of
   * each of their accounts stays too, so that nothing that is read, decided or configured later brings them back.
   * Returns how many accounts that were.
   */
  forgetPerson(project: string, person: number): Promise<number>;
  /** The same value, as JSON has it, without the accounts and names of those who asked to be forgotten. */
  withoutForgotten<Value>(project: string, value: Value): Promise<Value>;
  /**
   * Lets go of acts and of the words of what was sent before these moments. What tells that an item is open stays, and
   * so does that something was said.
   */
  expire(project: string, keeping: Keeping): Promise<{ readonly acts: number; readonly sent: number }>;
  /** Takes back everything that is known of a project, but who asked to be forgotten there. */
  forgetProject(project: string): Promise<void>;
  setting(project: string, name: string): Promise<string | undefined>;
  setSetting(project: string, name: string, value: string): Promise<void>;
  backup(file: string, progress?: (done: number, total: number) => void): Promise<void>;
  health(): Promise<StoreHealth>;
  close(): void;
}

/** A delivery that waits to be heard. */
export interface WaitingDelivery {
  readonly id: string;
  readonly event: string;
  /** JSON text as it came. */
  readonly payload: string;
  /** Seconds UTC. */
  readonly receivedAt: number;
  /** How many times hearing it has failed. */
  readonly tries: number;
}

/**
 * What a delivery waits for: to be recorded in the ledger, and then, if somebody has to act on it, to be answered. The
 * outer world is asked for answers alone, so that its illness keeps no fact from the ledger.
 */
export type Lane = 'waiting' | 'recorded';

/** A delivery that failed too often; `reason` in words. */
export interface SetAside {
  readonly id: string;
  readonly event: string;
  readonly receivedAt: number;
  readonly reason: string;
}

/** Where deliveries are kept from the moment they are acknowledged until they are in the ledger. */
export interface Inbox {
  /** Resolves once it is on disk; false: this id is known already. */
  claim(delivery: Omit<WaitingDelivery, 'tries'>): Promise<boolean>;
  /**
   * In the order in which they came: at most `limit` of them, fewer where they are large, and without those that
   * failed too lately at `now` (seconds UTC) to be tried again.
   */
  waiting(lane: Lane, limit: number, now: number): Promise<WaitingDelivery[]>;
  /** They wait to be answered now. */
  recorded(ids: readonly string[]): Promise<void>;
  done(ids: readonly string[], at: number): Promise<void>;
  /** Counts a failure; true: that was the last try, and it is set aside. */
  failed(id: string, reason: string, at: number): Promise<boolean>;
  /** Leaves it until `until` (seconds UTC), without counting a failure. */
  postponed(id: string, reason: string, until: number): Promise<void>;
  setAside(): Promise<SetAside[]>;
  /** Lets set-aside deliveries wait again: one, or all. Returns how many. */
  retry(id?: string): Promise<number>;
  /** Drops the payloads of deliveries handled before `before`; their ids stay. Returns how many. */
  purge(before: number): Promise<number>;
  /** `oldestAt`: of those that wait to be recorded and have not failed: others may have to wait for an ill GitHub. */
  lag(): Promise<{ readonly waiting: number; readonly oldestAt?: number; readonly setAside: number }>;
  close(): void;
}

/** An item that a delivery told of and that has to be read whole. */
export interface Reread {
  readonly project: string;
  readonly source: string;
  readonly item: string;
  /** Seconds UTC of the last delivery about it. */
  readonly askedAt: number;
}

/** What was said, where: as it was sent. */
export interface Publication {
  /** It was about to be said, and nobody has recorded that it was: it may have been. */
  readonly intended?: true;
  /** The channel's id and place. */
  readonly channel: string;
  readonly key: string;
  readonly receipt: string;
  /** Of the body. */
  readonly digest: string;
  /** Seconds UTC. */
  readonly at: number;
  readonly body: string;
  /** The one person whom it is for or about. */
  readonly person?: Handle;
}

/** A configuration that a repository holds, in the last version that was right. */
export interface RepositoryConfig {
  /** GitHub's number of the repository: names change. */
  readonly repository: number;
  /** `owner/name` as it is now. */
  readonly name: string;
  readonly text: string;
  /** The commit that it stands in. */
  readonly commit: string;
  /** Seconds UTC. */
  readonly acceptedAt: number;
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
  /** When each of the names was last seen, seconds UTC; 0 where no time is known. */
  readonly namesAt: readonly number[];
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
