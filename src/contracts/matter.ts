// The life of a team: what is due of it, from decisions and dates. Types only.
import type { Handle } from '../domain/activity.ts';
import type { Decision } from '../domain/decision.ts';
import type { Freshness } from '../domain/freshness.ts';
import type { SaidAt, Step } from '../domain/matter.ts';
import type { Project } from '../domain/project.ts';
import type { Ledger } from './ledger.ts';

/** A number about somebody, as they are told it; null: the data cannot tell nothing from no data. */
export interface OwnNumber {
  readonly name: string;
  readonly value: number | null;
}

export interface MatterRequest {
  readonly project: Project;
  readonly ledger: Ledger;
  /** Now, seconds UTC. */
  readonly at: number;
  /** All that was decided by now, the oldest first. */
  readonly decisions: readonly Decision[];
  /** By the keys of steps, whatever the place. */
  readonly said: SaidAt;
  /** Of those in `said`: what may have been said, and nobody can tell. */
  readonly unsure: ReadonlySet<string>;
  /** What is stale or dried up: it blocks every prompt about a person that depends on it. */
  readonly freshness: Freshness;
  /** Somebody's own numbers, as `me` tells them, from `since` on until now. */
  numbers(of: Handle, since: number): Promise<readonly OwnNumber[]>;
  /** A word for one key, always the same, that nobody can work out who does not hold the ledger. */
  wordFor(key: string): Promise<string>;
}

/**
 * One file a matter: a check-in, a retirement. A matter has no memory but decisions and what was said: asked again, it
 * gives the same steps, less those that were said.
 */
export interface Matter {
  readonly id: string;
  /** One sentence: when it begins, and whom it writes to. */
  readonly tells: string;
  /** What is to be done now. A step that was said, or a ruling that stands, may be left in: it is done once. */
  due(request: MatterRequest): Promise<readonly Step[]>;
}
