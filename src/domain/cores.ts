// Who the cores are at a moment.

interface Held {
  readonly person: number;
  readonly role: 'ptl' | 'core' | 'emeritus';
  readonly since: number;
  readonly until?: number;
}

/** A core with the beginning of the role; `fromStart`: listed in the roster's first known version already. */
export interface Core {
  readonly role: 'ptl' | 'core';
  readonly since: number;
  readonly fromStart: boolean;
}

/** Cores and PTL at `at`, by person: each once, the PTL as PTL. */
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
