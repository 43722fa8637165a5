// What an answer of `gerrit query` tells of a change: votes in force, replaced votes, what was said, how it ended.
import type { Handle, Harvest, ItemState } from '../../domain/activity.ts';
import type { GerritChange, PatchSet, StatusEvent, Vote } from '../../lib/gerrit-change.ts';
import { type Said, saidIn } from '../../lib/gerrit-said.ts';
import { bugsIn } from '../../lib/trailers.ts';
import type { Account, Change } from './answer.ts';

/** Gerrit tells no account number here: the user name is the handle, or the address where there is none. */
export const handleOf = (account: Account | undefined): Handle | undefined => {
  const name = account?.name === undefined ? {} : { name: account.name };
  if (account?.username) return { service: 'gerrit', id: account.username, ...name };
  if (account?.email) return { service: 'email', id: account.email.toLowerCase(), ...name };
  return account?.name ? { service: 'name', id: account.name, ...name } : undefined;
};

const voteKey = (by: Handle, label: string, at: number): string => `${by.id} ${label} ${at}`;

/**
 * Approvals are the votes in force at the end of each patch set. One that stands on two was carried over when the
 * second came: older servers keep its date, newer ones date it by the upload, in which no message tells of it.
 */
const approvalVotes = (change: Change, told: ReadonlySet<string>): Vote[] => {
  const before = new Map<string, { value: number; at: number; revision: number }>();
  return [...change.patchSets]
    .sort((a, b) => a.number - b.number)
    .flatMap(({ number, createdOn, approvals }) =>
      approvals.flatMap(({ type, value, grantedOn, by }) => {
        const handle = handleOf(by);
        if (!handle || value === 0) return [];
        const key = `${handle.id} ${type}`;
        const last = before.get(key);
        const isUntold = grantedOn === createdOn && !told.has(voteKey(handle, type, grantedOn));
        const copied = last?.value === value && last.revision < number && (last.at === grantedOn || isUntold);
        before.set(key, { value, at: grantedOn, revision: number });
        const at = copied ? (createdOn ?? grantedOn) : grantedOn;
        return [{ label: type, value, by: handle, at, revision: number, copied }];
      }),
    );
};

/** What is in force is true where a message tells another value of the same moment. */
const replacedVotes = (change: Change, told: readonly Vote[]): Vote[] => {
  const granted = new Set(
    change.patchSets.flatMap(({ approvals }) =>
      approvals.flatMap(({ type, grantedOn, by }) => {
        const handle = handleOf(by);
        return handle ? [voteKey(handle, type, grantedOn)] : [];
      }),
    ),
  );
  return told.filter(({ by, label, at }) => !granted.has(voteKey(by, label, at)));
};

/** Messages hold the votes that were later replaced, and everything that was only said. */
const messageFacts = (change: Change): Said =>
  saidIn(
    change.comments.flatMap(({ timestamp: at, reviewer, message: text }) => {
      const by = handleOf(reviewer);
      return by ? [{ by, at, text }] : [];
    }),
  );

/** Without comments the end of a change is told by its status alone, and who ended it is not known. */
const statusesOf = (change: Change, told: readonly StatusEvent[], owner: Handle): StatusEvent[] => {
  const end =
    change.status === 'MERGED'
      ? 'change-merged'
      : change.status === 'ABANDONED'
        ? 'change-abandoned'
        : undefined;
  if (end === undefined || told.some(status => status.kind === end)) return [...told];
  const submitted = change.patchSets
    .flatMap(each => each.approvals)
    .find(approval => approval.type === 'SUBM');
  const by = handleOf(submitted?.by) ?? owner;
  if (submitted) return [...told, { kind: end, at: submitted.grantedOn, by }];
  return [...told, { kind: end, at: change.lastUpdated ?? change.createdOn, by, undated: true }];
};

/** Since when a property has its value is not told: the flag counts from now on, all others from the beginning. */
const statesOf = (change: Change): ItemState[] => {
  const at = change.createdOn;
  const states: ItemState[] = [
    { field: 'subject', at, value: change.subject },
    { field: 'change-id', at, value: change.id },
    { field: 'topic', at, value: change.topic ?? '' },
    { field: 'hashtag', at, value: (change.hashtags ?? []).join('\n') },
    // Gerrit leaves the flag out where it is not set.
    { field: 'wip', at: change.lastUpdated ?? at, value: String(change.wip ?? false) },
  ];
  if (change.branch !== undefined) states.push({ field: 'branch', at, value: change.branch });
  if (change.project !== undefined) states.push({ field: 'repository', at, value: change.project });
  const bugs = bugsIn(change.commitMessage);
  if (bugs.length > 0) states.push({ field: 'bug', at, value: bugs.map(bug => bug.number).join('\n') });
  return states;
};

export const changeOf = (change: Change, owner: Handle): GerritChange => {
  const patchSets = [...change.patchSets]
    .sort((a, b) => a.number - b.number)
    .map(
      ({ number, createdOn, uploader }): PatchSet => ({
        number,
        at: createdOn ?? change.createdOn,
        by: handleOf(uploader) ?? owner,
      }),
    );
  const said = messageFacts(change);
  const told = new Set(said.votes.map(({ by, label, at }) => voteKey(by, label, at)));
  return {
    number: String(change.number),
    owner,
    ...(change.url === undefined ? {} : { url: change.url }),
    patchSets: patchSets.length > 0 ? patchSets : [{ number: 1, at: change.createdOn, by: owner }],
    votes: [...approvalVotes(change, told), ...replacedVotes(change, said.votes)],
    withdrawals: said.withdrawals,
    remarks: said.remarks,
    inline: [],
    statuses: statusesOf(change, said.statuses, owner),
    states: statesOf(change),
  };
};

/** Accounts show their addresses: the same address in another source is the same person. */
export const accountAliases = (change: Change): Harvest['aliases'] => {
  const accounts = [
    change.owner,
    ...change.comments.map(comment => comment.reviewer),
    ...change.patchSets.flatMap(({ uploader, approvals }) => [uploader, ...approvals.map(({ by }) => by)]),
  ];
  const found = new Map<string, Harvest['aliases'][number]>();
  for (const account of accounts) {
    if (!account?.username || !account.email?.includes('@')) continue;
    const a = handleOf(account);
    const id = account.email.toLowerCase();
    if (a)
      found.set(`${account.username} ${id}`, {
        a,
        b: { service: 'email', id },
        evidence: 'gerrit account',
        ref: 'query',
      });
  }
  return [...found.values()];
};
