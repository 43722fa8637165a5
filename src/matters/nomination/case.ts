// One nomination with the people in it: what its letters, notes and words are made of.
import type { MatterRequest, Person } from '../../contracts.ts';
import type { Nomination } from '../../domain/nomination.ts';

/** What a nomination is told with. */
export interface Case {
  readonly one: Nomination;
  readonly candidate: Person;
  /** Undefined: somebody at the command line, or nobody that is known any more. */
  readonly nominator?: Person;
  /** Whether who nominates leads the team: then the PTL's notes reach them. */
  readonly isPtls: boolean;
  readonly request: MatterRequest;
}
