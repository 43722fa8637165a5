// The team of record: what a roster file said at each of its versions, and the dated memberships that follow.
import type { Handle } from './activity.ts';

export type Role = 'ptl' | 'core' | 'emeritus';

/** One line of a roster. At least one handle; the first is the most telling one. */
export interface RosterEntry {
  readonly role: Role;
  readonly name?: string;
  readonly handles: readonly Handle[];
  readonly company?: string;
}

/** A roster as it stood from `at` on. `ref` names the version: a commit, a file. */
export interface RosterVersion {
  /** Seconds since 1970, UTC: when the edit landed. */
  readonly at: number;
  readonly ref: string;
  readonly entries: readonly RosterEntry[];
}

/** A role held from `since` until `until` (exclusive, seconds UTC; absent = still held). */
export interface Membership {
  readonly role: Role;
  readonly name?: string;
  /** Every handle that the roster gave for this person over the time of the membership. */
  readonly handles: readonly Handle[];
  readonly since: number;
  readonly until?: number;
  /** The edits behind it, in words: "joined at 3fa2b1c", "e-mail changed from a@x to a@y". */
  readonly evidence: readonly string[];
}
