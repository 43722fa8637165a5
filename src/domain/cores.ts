// Who is core at a moment, each person once, with the beginning of the role.
import type { Role } from './team.ts';

export interface Core {
  /** Seconds UTC. */
  readonly since: number;
  readonly role: 'ptl' | 'core';
  /** Listed in the roster’s first known version already: the role may have begun earlier. */
  readonly fromStart: boolean;
}

interface Held {
  readonly person: number;
  readonly role: Role;
  readonly since: number;
  readonly until?: number;
}

/** Cores and PTL at `at`: the PTL as PTL. */
export const coresAt = (members: readonly Held[], at: number): Map<number, Core> => {
  const cores = new Map<number, Core>();
  const start = Math.min(...members.map(({ since }) => since));
  for (const member of members) {
    if (member.role === 'emeritus' || member.since > at || (member.until ?? Number.POSITIVE_INFINITY) <= at)
      continue;
    const before = cores.get(member.person);
    const role = before?.role === 'ptl' || member.role === 'ptl' ? 'ptl' : 'core';
    const since = Math.min(before?.since ?? member.since, member.since);
    cores.set(member.person, { role, since, fromStart: since === start });
  }
  return cores;
};
