// Who of an edited roster is who of the one before: by account, by name, by the left half of an address.
import { type Handle, handleKey } from './activity.ts';

/** As much of somebody as a roster tells. */
export interface Listed {
  readonly name?: string | undefined;
  readonly handles: readonly Handle[];
}

// An office, not a person: whoever holds it next has the same address.
const OFFICES = new Set(
  'admin contact core hello help info infra lead leads list mail maintainers office ptl root security support team'.split(
    ' ',
  ),
);

export const foldName = (name: string): string =>
  name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

const localPart = (address: string): string => address.slice(0, address.lastIndexOf('@')).toLowerCase();

const isOffice = (handle: Handle): boolean => handle.service === 'email' && OFFICES.has(localPart(handle.id));

export const sameName = (a: Listed, b: Listed): boolean =>
  a.name !== undefined && b.name !== undefined && foldName(a.name) === foldName(b.name);

export const sharesHandle = (a: Listed, b: Listed): boolean => {
  const renamed = a.name !== undefined && b.name !== undefined && !sameName(a, b);
  const keys = new Set(a.handles.map(handleKey));
  return b.handles.some(handle => keys.has(handleKey(handle)) && !(renamed && isOffice(handle)));
};

const sharesLocalPart = (a: Listed, b: Listed): boolean => {
  if (a.name !== undefined && b.name !== undefined) return false;
  const parts = (one: Listed) =>
    one.handles
      .filter(handle => handle.service === 'email' && !isOffice(handle))
      .map(({ id }) => localPart(id));
  const mine = new Set(parts(a));
  return parts(b).some(part => mine.has(part));
};

/**
 * Index in `before` for each index in `after` that is the same person. Where a trait fits two, it says nothing:
 * both are left to the next trait, and in the end taken for different people.
 */
export const matchPeople = (before: readonly Listed[], after: readonly Listed[]): Map<number, number> => {
  const found = new Map<number, number>();
  const taken = new Set<number>();
  for (const alike of [sharesHandle, sameName, sharesLocalPart]) {
    const links = after.flatMap((b, to) => before.flatMap((a, from) => (alike(a, b) ? [{ from, to }] : [])));
    for (const { from, to } of links) {
      const rivals = links.filter(link => link.from === from || link.to === to).length > 1;
      if (rivals || found.has(to) || taken.has(from)) continue;
      found.set(to, from);
      taken.add(from);
    }
  }
  return found;
};
