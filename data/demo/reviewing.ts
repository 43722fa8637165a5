// How somebody of the invented project picks a change to review, and what they say about it.
import { type Actor, isCore } from './cast.ts';
import { type Change, current, type Votes } from './gerrit.ts';
import { DAY, type Dice, HOUR, when } from './random.ts';

const votesFor = (change: Change, value: string): number =>
  current(change).approvals.filter(
    vote =>
      vote.type === 'Code-Review' &&
      vote.value === value &&
      vote.by.username !== change.opening.owner.username,
  ).length;

const verified = (change: Change): boolean =>
  current(change).approvals.some(vote => vote.type === 'Verified' && Number(vote.value) > 0);

const heldBack = (change: Change): boolean =>
  current(change).approvals.some(
    vote => vote.value === '-2' || (vote.type === 'Workflow' && vote.value === '-1'),
  );

/** Whether they said something since the current patch set came. */
const seenBy = (change: Change, username: string, since = current(change).createdOn): boolean =>
  change.comments.some(comment => comment.reviewer.username === username && comment.timestamp >= since);

const isReviewable = (change: Change, by: Actor, at: number): boolean =>
  change.status === 'NEW' &&
  !change.gating &&
  change.opening.owner.username !== by.username &&
  current(change).createdOn + HOUR < at &&
  verified(change) &&
  !heldBack(change) &&
  !current(change).approvals.some(vote => vote.by.username === by.username) &&
  !seenBy(change, by.username) &&
  !(by.core && change.opening.quietFrom !== undefined && when(change.opening.quietFrom) <= at);

/** How much a change draws this reviewer; 0 = not at all. */
const draw = (change: Change, by: Actor, at: number): number => {
  if (!isReviewable(change, by, at)) return 0;
  if (by.priorityOnly && !change.opening.priority) return 0;
  const age = (at - change.opening.at) / DAY;
  const freshness = age < 7 ? 1 : age < 21 ? 0.7 : 0.9;
  // What has waited for three weeks is taken up at last, but for the priorities: those wait for those who know them.
  const appeal =
    change.opening.priority || age < 21 ? change.opening.appeal : Math.max(1, change.opening.appeal);
  const again = seenBy(change, by.username, 0) ? 4 : 1;
  const half = isCore(by, at) && votesFor(change, '2') === 1 ? 4 : 1;
  const refused = votesFor(change, '-1') > 0 ? 0.12 : 1;
  return appeal * freshness * again * half * refused;
};

/** The change that is reviewed next; nothing, when nothing draws them enough. */
export const choose = (
  changes: readonly Change[],
  by: Actor,
  at: number,
  random: Dice,
): Change | undefined => {
  const idle = by.priorityOnly ? 0.1 : 0.5;
  const options: (Change | undefined)[] = [undefined, ...changes];
  return random.weighted(options, change => (change === undefined ? idle : draw(change, by, at)));
};

const THANKS = ['Thanks, this reads well now.', 'Tried it on a small site: works.', 'Nice find.'] as const;

const WISHES = [
  'The release note is missing.',
  'Please add a test for the error path.',
  'Can the name say the unit?',
  'I would rather see this in two changes.',
  'What happens when it runs twice?',
] as const;

const inline = (random: Dice): string =>
  random.chance(0.5) ? '(1 comment)' : `(${random.between(2, 7)} comments)`;

const praise = (random: Dice): string =>
  [
    ...(random.chance(0.12) ? [inline(random)] : []),
    ...(random.chance(0.08) ? [random.pick(THANKS)] : []),
  ].join('\n\n');

const complaint = (random: Dice): string =>
  random.chance(0.75)
    ? `${inline(random)}${random.chance(0.15) ? `\n\n${random.pick(WISHES)}` : ''}`
    : random.pick(WISHES);

export interface Verdict {
  readonly votes: Votes;
  readonly text: string;
}

/** What they say: core reviewers give +2, and approve when they are the second to do so. */
export const judge = (change: Change, by: Actor, at: number, random: Dice): Verdict => {
  const round = current(change).number;
  const patience = round === 1 ? 1.25 : round < 4 ? 0.5 : 0.2;
  // The change that waits: core reviewers asked for more several times, it was answered, and none came back.
  if (change.opening.quietFrom !== undefined)
    return by.core
      ? { votes: [['Code-Review', -1]], text: complaint(random) }
      : { votes: [['Code-Review', 1]], text: praise(random) };
  const translated = change.opening.owner.username === 'proposal-bot';
  if (!translated && random.chance(0.09)) return { votes: [], text: complaint(random) };
  if (!translated && random.chance(by.strict * patience))
    return { votes: [['Code-Review', -1]], text: complaint(random) };
  const text = praise(random);
  if (!isCore(by, at) || random.chance(0.06)) return { votes: [['Code-Review', 1]], text };
  const simple = translated || change.opening.appeal > 1.3;
  const enough = votesFor(change, '2') >= 1 || (simple && random.chance(0.3));
  return enough && votesFor(change, '-1') === 0 && random.chance(0.88)
    ? {
        votes: [
          ['Code-Review', 2],
          ['Workflow', 1],
        ],
        text,
      }
    : { votes: [['Code-Review', 2]], text };
};

/** The next step is up to the owner: a vote or a build says no. */
export const isWithOwner = (change: Change): boolean =>
  current(change).approvals.some(vote => vote.value.startsWith('-'));

/** Two core reviewers agree, and nobody has approved it. */
export const isReady = (change: Change): boolean =>
  change.status === 'NEW' && !change.gating && votesFor(change, '2') >= 2 && votesFor(change, '-1') === 0;
