// What the history of a Gerrit change means: one set of rules for every way of reading Gerrit.
import type { Activity, Handle, Harvest, Item, ItemState, Kind, Skip } from '../domain/activity.ts';
import { statesWithWip } from './gerrit-wip.ts';

/** What a change can tell, but for the comments on its lines, which not every reader sees. */
export const CHANGE_KINDS = [
  'review',
  'review-copied',
  'review-withdrawn',
  'approval',
  'approval-copied',
  'approval-withdrawn',
  'verification',
  'change-comment',
  'patchset',
  'change-opened',
  'change-merged',
  'change-abandoned',
  'change-restored',
] as const satisfies readonly Kind[];

/** A vote as cast; `copied`: Gerrit carried it over to a later patch set. Value 0 is no vote and not listed. */
export interface Vote {
  readonly label: string;
  readonly value: number;
  readonly by: Handle;
  readonly at: number;
  readonly revision: number;
  readonly copied: boolean;
}

export interface Withdrawal {
  readonly label: string;
  readonly by: Handle;
  readonly at: number;
  readonly revision: number;
}

/** Something said on the change: a text, or the publishing of inline comments. */
export interface Remark {
  readonly by: Handle;
  readonly at: number;
  readonly revision: number;
}

export interface InlineComment extends Remark {
  readonly uuid: string;
}

export interface PatchSet {
  readonly number: number;
  readonly at: number;
  readonly by: Handle;
}

export interface StatusEvent {
  readonly kind: 'change-merged' | 'change-abandoned' | 'change-restored';
  readonly at: number;
  readonly by: Handle;
  /** True: it is known that it happened, but not when; `at` is the best guess, and may be another one next time. */
  readonly undated?: boolean;
}

export interface GerritChange {
  readonly number: string;
  readonly url?: string;
  readonly owner: Handle;
  readonly patchSets: readonly PatchSet[];
  readonly votes: readonly Vote[];
  readonly withdrawals: readonly Withdrawal[];
  readonly remarks: readonly Remark[];
  readonly inline: readonly InlineComment[];
  readonly statuses: readonly StatusEvent[];
  readonly states: readonly ItemState[];
}

/** Kinds that Gerrit's own labels become; `SUBM` is Gerrit's way of recording who submitted, told by the merge. */
const LABELS = new Map<string, readonly [vote: Kind, copied: Kind, withdrawn: Kind]>([
  ['Code-Review', ['review', 'review-copied', 'review-withdrawn']],
  ['Workflow', ['approval', 'approval-copied', 'approval-withdrawn']],
  ['Approved', ['approval', 'approval-copied', 'approval-withdrawn']],
]);

const same = (a: Handle, b: Handle): boolean => a.service === b.service && a.id === b.id;

/** The kind that a vote is stored as; undefined for a vote that says nothing about a person's reviewing. */
const voteKind = ({ label, value, copied }: Vote): Kind | undefined => {
  if (label === 'Verified') return copied ? undefined : 'verification';
  const kinds = LABELS.get(label);
  // Workflow-1 is "work in progress", a state of the change, and Workflow+1 alone is an approval.
  if (!kinds || (kinds[0] === 'approval' && value < 0)) return undefined;
  return copied ? kinds[1] : kinds[0];
};

const voteActivities = (change: GerritChange, skipped: Skip[]): Activity[] =>
  change.votes.flatMap(vote => {
    const { label, by, at, revision, value } = vote;
    const kind = voteKind(vote);
    if (kind !== undefined) {
      const nativeId = `${change.number}/${revision}/${label}/${by.id}/${at}`;
      return [{ nativeId, kind, by, at, item: change.number, revision, value }];
    }
    if (!LABELS.has(label) && label !== 'Verified' && label !== 'SUBM') {
      skipped.push({
        where: `change ${change.number}`,
        reason: `votes with the label ${label} are not counted`,
      });
    }
    return [];
  });

const withdrawalActivities = (change: GerritChange): Activity[] =>
  change.withdrawals.flatMap(({ label, by, at, revision }) => {
    const kind = LABELS.get(label)?.[2];
    const nativeId = `${change.number}/${revision}/-${label}/${by.id}/${at}`;
    return kind === undefined ? [] : [{ nativeId, kind, by, at, item: change.number, revision }];
  });

/** A remark on somebody else's change is a review without a vote, unless a vote was cast with it. */
const remarkActivities = (change: GerritChange): Activity[] => {
  const voted = new Set(
    change.votes.filter(vote => vote.label === 'Code-Review').map(({ by, at }) => `${by.id} ${at}`),
  );
  return change.remarks
    .filter(({ by, at }) => !voted.has(`${by.id} ${at}`))
    .map(({ by, at, revision }) => {
      const own = same(by, change.owner);
      const nativeId = `${change.number}/${revision}/comment/${by.id}/${at}`;
      const base = { nativeId, by, at, item: change.number, revision };
      return own ? { ...base, kind: 'change-comment' } : { ...base, kind: 'review', value: 0 };
    });
};

const lifeActivities = (change: GerritChange): Activity[] => {
  const item = change.number;
  const first = change.patchSets[0];
  const uploads: Activity[] = change.patchSets.map(({ number, at, by }) => ({
    nativeId: `${item}/${number}/patchset`,
    kind: 'patchset',
    by,
    at,
    item,
    revision: number,
  }));
  const statuses: Activity[] = change.statuses.map(({ kind, at, by, undated }) => ({
    nativeId: undated ? `${item}/${kind}` : `${item}/${kind}/${at}`,
    kind,
    by,
    at,
    item,
  }));
  if (first === undefined) return statuses;
  return [
    { nativeId: `${item}/change-opened`, kind: 'change-opened', by: change.owner, at: first.at, item },
    ...uploads,
    ...statuses,
  ];
};

export const harvestChange = (change: GerritChange): Omit<Harvest, 'aliases'> => {
  const skipped: Skip[] = [];
  const openedAt = change.patchSets[0]?.at;
  const item: Item = {
    nativeId: change.number,
    kind: 'change',
    owner: change.owner,
    states: statesWithWip(change),
    ...(change.url === undefined ? {} : { url: change.url }),
    ...(openedAt === undefined ? {} : { openedAt }),
  };
  const inline = change.inline.map(
    ({ uuid, by, at, revision }): Activity => ({
      nativeId: `${change.number}/inline/${uuid}`,
      kind: 'inline-comment',
      by,
      at,
      item: change.number,
      revision,
    }),
  );
  const activities = [
    ...lifeActivities(change),
    ...voteActivities(change, skipped),
    ...withdrawalActivities(change),
    ...remarkActivities(change),
    ...inline,
  ];
  return { activities, items: [item], skipped };
};
