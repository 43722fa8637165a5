// What the fake of GitHub knows: accounts, repositories, threads (issues and pull requests) and what was done to them.
import type { Delivery } from '../../../src/contracts.ts';

export type Json = Record<string, unknown>;
/** An ISO date, or seconds UTC. */
export type When = string | number;

export interface Account {
  readonly id: number;
  login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
}

export interface Label {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
}

export interface Milestone {
  readonly id: number;
  readonly number: number;
  title: string;
  readonly creator: Account;
  readonly createdAt: number;
}

/** One line of a timeline: `labeled`, `closed`, `committed`, … */
export interface Act {
  readonly id: number;
  readonly event: string;
  readonly actor: Account | null;
  readonly at: number;
  readonly commit: string | null;
  /** What this kind of event adds. A function, since accounts and labels change their names later. */
  readonly more: () => Json;
  readonly raw?: Json;
}

export interface Comment {
  readonly id: number;
  readonly user: Account | null;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';

export interface Review {
  readonly id: number;
  readonly user: Account | null;
  state: ReviewState;
  body: string;
  readonly at: number;
  readonly commit: string;
}

export interface ReviewComment extends Comment {
  readonly review: number | null;
  readonly path: string;
  readonly line: number | null;
  readonly commit: string;
  readonly replyTo?: number;
}

/** An issue or a pull request. */
export interface Thread {
  readonly id: number;
  readonly pullId: number;
  readonly isPull: boolean;
  repo: Repo;
  number: number;
  readonly user: Account | null;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: string | null;
  readonly createdAt: number;
  updatedAt: number;
  closedAt?: number;
  closedBy?: Account | null;
  locked: boolean;
  labels: Label[];
  assignees: Account[];
  reviewers: Account[];
  milestone?: Milestone;
  type?: string;
  draft: boolean;
  head: string;
  readonly base: string;
  mergedAt?: number;
  mergedBy?: Account | null;
  readonly acts: Act[];
  readonly comments: Comment[];
  readonly reviews: Review[];
  readonly reviewComments: ReviewComment[];
}

export type Permission = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

export interface CheckRun {
  readonly id: number;
  readonly startedAt: number;
  completedAt: number | null;
  given: Json;
}

export interface Repo {
  readonly id: number;
  owner: Account;
  name: string;
  isPrivate: boolean;
  isInternal?: boolean;
  readonly createdAt: number;
  readonly threads: Map<number, Thread>;
  /** Numbers of deleted issues. */
  readonly gone: Set<number>;
  /** Where transferred issues went. */
  readonly moved: Map<number, Thread>;
  readonly labels: Map<string, Label>;
  readonly milestones: Map<string, Milestone>;
  readonly permissions: Map<number, Permission>;
  readonly files: Map<string, string>;
  readonly checks: Map<number, CheckRun>;
}

export interface Team {
  readonly id: number;
  readonly org: Account;
  readonly slug: string;
  readonly name: string;
  readonly members: Account[];
}

export interface Installation {
  readonly id: number;
  readonly account: Account;
  readonly createdAt: number;
  suspendedAt?: number;
}

export interface World {
  readonly accounts: Map<string, Account>;
  /** By `owner/name` in lower case. */
  readonly repos: Map<string, Repo>;
  /** Names that a repository had before. */
  readonly formerly: Map<string, Repo>;
  readonly teams: Map<string, Team>;
  readonly installations: Installation[];
  readonly deliveries: Delivery[];
  /** A number that was not given before. */
  next(): number;
  /** The time of an act: as told, or a minute after the one before. */
  time(at?: When): number;
}

export const secondsOf = (at: When): number =>
  typeof at === 'number' ? at : Math.floor(Date.parse(at) / 1000);

export const iso = (at: number): string => new Date(at * 1000).toISOString().replace('.000Z', 'Z');

const START = secondsOf('2025-01-06T09:00:00Z');

/** `now`: seconds UTC, for acts without a time; without it the clock moves by a minute with each act. */
export const emptyWorld = (now?: () => number): World => {
  let [last, clock] = [1000, START];
  return {
    accounts: new Map(),
    repos: new Map(),
    formerly: new Map(),
    teams: new Map(),
    installations: [],
    deliveries: [],
    next: () => {
      last += 1;
      return last;
    },
    time: at => {
      if (at !== undefined) {
        clock = Math.max(clock, secondsOf(at));
        return secondsOf(at);
      }
      clock = now === undefined ? clock + 60 : now();
      return clock;
    },
  };
};

/** The account of this login; made when nobody has it yet. */
export const accountOf = (
  world: World,
  login: string,
  given: { readonly id?: number; readonly type?: Account['type'] } = {},
): Account => {
  const known = world.accounts.get(login.toLowerCase());
  if (known !== undefined) return known;
  const type = given.type ?? (login.endsWith('[bot]') ? 'Bot' : 'User');
  const account: Account = { id: given.id ?? world.next(), login, type };
  world.accounts.set(login.toLowerCase(), account);
  return account;
};

export const fullName = (repo: Repo): string => `${repo.owner.login}/${repo.name}`;

/** A commit's name, made of a number. */
export const shaOf = (number: number): string => number.toString(16).padStart(8, '0').repeat(5);
