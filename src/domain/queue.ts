// Whom an open change waits for.

export interface OpenChange {
  readonly openedAt: number;
  readonly patchsetAt: number | null;
  readonly lowest: number | null;
  readonly coreAt: number | null;
  readonly approvedAt: number | null;
  readonly wip: string | null;
  readonly byBot: number;
}

/** `core`: nobody of the core team has looked; `owner`: votes against it, or work in progress; `merge`: approved. */
export type WaitsFor = 'core' | 'owner' | 'merge' | 'second look';

export const waitsFor = (change: OpenChange): WaitsFor => {
  if (change.wip === 'true' || (change.lowest !== null && change.lowest < 0)) return 'owner';
  if (change.approvedAt !== null) return 'merge';
  return change.coreAt === null ? 'core' : 'second look';
};

/** Since when it waits for a core, seconds UTC; undefined if it does not. */
export const waitsForCoreSince = (change: OpenChange): number | undefined =>
  waitsFor(change) === 'core' ? (change.patchsetAt ?? change.openedAt) : undefined;
