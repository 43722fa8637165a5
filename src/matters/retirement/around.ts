// What every step of a retirement is made from, and the keys under which it is said.
import type { MatterRequest, Person } from '../../contracts.ts';

export interface Around {
  readonly request: MatterRequest;
  readonly person: Person;
  /** On leave now: nobody there is written to. */
  readonly away: boolean;
  /** What the rosters say of them now. */
  readonly standing: 'anyone' | 'core' | 'ptl';
  /** Named neither in thanks nor in lists that everybody reads. */
  readonly hidden: boolean;
}

export const keyOf = ({ id }: { readonly id: string }, part: string): string => `retirement/${id}/${part}`;
