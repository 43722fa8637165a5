// Whose a GitHub login is: accounts are known by their numbers, but people write logins, and these change hands.
import { GHOST, type Handle, handleKey } from './activity.ts';

/** An account with its names, and when each of them was last seen (seconds UTC, 0 where not known). */
export interface SeenHandle {
  readonly handle: Handle;
  readonly names: readonly string[];
  readonly namesAt?: readonly number[];
}

interface Holder {
  readonly key: string;
  /** Whether it was called otherwise since. */
  readonly isCurrent: boolean;
  readonly at: number;
  /** Somebody else has just as good a claim. */
  readonly disputed: boolean;
}

const NUMBER = /^\d+$/;
const foldLogin = (login: string): string => login.toLowerCase();

const isAccount = ({ service, id }: Handle): boolean => service === 'github' && NUMBER.test(id);

const isLogin = (handle: Handle): boolean =>
  handle.service === 'github' && !NUMBER.test(handle.id) && handle.id !== GHOST.id;

const claimOf = (holder: Holder): number => (holder.isCurrent ? 1 : 0);

const stronger = (one: Holder | undefined, other: Holder): Holder => {
  if (!one) return other;
  const difference = claimOf(other) - claimOf(one) || other.at - one.at;
  if (difference === 0) return { ...one, disputed: one.key !== other.key };
  return difference > 0 ? other : one;
};

const holdersOf = (seen: readonly SeenHandle[]): Map<string, Holder> => {
  const holders = new Map<string, Holder>();
  for (const { handle, names, namesAt = [] } of seen) {
    if (!isAccount(handle)) continue;
    const latest = Math.max(0, ...namesAt);
    names.forEach((name, index) => {
      const at = namesAt[index] ?? 0;
      const holder = { key: handleKey(handle), isCurrent: at === latest, at, disputed: false };
      holders.set(foldLogin(name), stronger(holders.get(foldLogin(name)), holder));
    });
  }
  return holders;
};

/**
 * Keys of handles that are one account: a login and the number that was last seen under it. Before any number is
 * known, the same login in other letters. A login that two accounts may claim is nobody's.
 */
export const loginPairs = (
  seen: readonly SeenHandle[],
  named: readonly Handle[],
): (readonly [string, string])[] => {
  const holders = holdersOf(seen);
  const logins = new Map<string, Set<string>>();
  for (const handle of [...seen.map(each => each.handle), ...named]) {
    if (!isLogin(handle)) continue;
    const login = foldLogin(handle.id);
    logins.set(login, (logins.get(login) ?? new Set<string>()).add(handleKey(handle)));
  }
  return [...logins].flatMap(([login, keys]) => {
    const [first = '', ...others] = [...keys].sort();
    const holder = holders.get(login);
    const same = others.map(key => [first, key] as const);
    return holder && !holder.disputed ? [...same, [first, holder.key] as const] : same;
  });
};
