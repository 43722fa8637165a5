// What the messages on a Gerrit change tell: votes that were later replaced, words, how the change ended.
import type { Handle } from '../domain/activity.ts';
import type { Remark, StatusEvent, Vote, Withdrawal } from './gerrit-change.ts';
import { parseChangeMessage, votesTakenAway } from './gerrit-message.ts';

export interface GerritMessage {
  readonly by: Handle;
  readonly at: number;
  readonly text: string;
  /** True: it is marked as the machine's word; votes in it count, its words do not. */
  readonly automatic?: boolean;
  /** The patch set it was said on, where that is told beside the text. */
  readonly revision?: number;
}

export interface Said {
  readonly votes: Vote[];
  readonly withdrawals: Withdrawal[];
  readonly remarks: Remark[];
  readonly statuses: StatusEvent[];
}

const statusOf = (text: string): StatusEvent['kind'] | undefined => {
  if (/^Change has been successfully (merged|cherry-picked|rebased|submitted|pushed)/.test(text))
    return 'change-merged';
  if (/^Abandoned\b/.test(text)) return 'change-abandoned';
  return /^Restored\b/.test(text) ? 'change-restored' : undefined;
};

/** A change is not merged twice, and not restored where it was not abandoned. */
const addStatus = (statuses: StatusEvent[], next: StatusEvent): void => {
  const before = statuses.at(-1)?.kind;
  if (before === next.kind || (next.kind === 'change-restored' && before !== 'change-abandoned')) return;
  statuses.push(next);
};

/** `messages` oldest first; `whoIs` finds the account that a text names. */
export const saidIn = (
  messages: readonly GerritMessage[],
  whoIs: (text: string) => Handle | undefined = () => undefined,
): Said => {
  const said: Said = { votes: [], withdrawals: [], remarks: [], statuses: [] };
  for (const { at, by, text, automatic, revision: on = 1 } of messages) {
    const kind = statusOf(text);
    if (kind) addStatus(said.statuses, { kind, at, by });
    for (const { label, whose } of kind ? [] : votesTakenAway(text)) {
      const voter = whoIs(whose);
      if (voter) said.withdrawals.push({ label, by: voter, at, revision: on });
    }
    const parsed = kind ? undefined : parseChangeMessage(text);
    if (!parsed) continue;
    const { revision } = parsed;
    for (const { label, value } of parsed.votes)
      if (value !== 0) said.votes.push({ label, value, by, at, revision, copied: false });
    for (const label of parsed.withdrawn) said.withdrawals.push({ label, by, at, revision });
    if (parsed.spoken && !automatic) said.remarks.push({ by, at, revision });
  }
  return said;
};
