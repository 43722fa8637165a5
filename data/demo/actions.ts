// What somebody takes on at a meeting of the invented project: a change to answer or to review, a bug, or something else.
import type { Bug } from './bugs.ts';
import type { Actor } from './cast.ts';
import type { Change } from './gerrit.ts';
import { DAY, type Dice } from './random.ts';

const ELSE = [
  'ask the release team for a date for the client',
  'write the release note about the new location policy',
  'bring the question about old image formats to the mailing list',
  'draft the agenda of the next operators’ hour',
  'find out who still runs the job with two stores',
  'update the contributor guide with the rule about backports',
];

const link = ({ number }: Change): string => `https://review.example.org/c/${number}`;

const isOpen = ({ opening, status, comments }: Change, at: number): boolean =>
  opening.at < at && (status === 'NEW' || (comments.at(-1)?.timestamp ?? 0) > at);

/** The words after `#action`, as they are said. */
export const actionText = (
  who: Actor,
  at: number,
  changes: readonly Change[],
  bugs: readonly Bug[],
  random: Dice,
): string => {
  const open = changes.filter(change => isOpen(change, at));
  const own = open.filter(({ opening }) => opening.owner.username === who.username);
  const others = open.filter(({ opening }) => opening.owner.username !== who.username && opening.priority);
  const recent = bugs.filter(bug => bug.at < at && bug.at > at - 40 * DAY);
  if (random.chance(0.25)) return `${who.irc} to ${random.pick(ELSE)}`;
  if (who.username === 'yaelt' && recent.length > 0)
    return `${who.irc} to triage bug ${random.pick(recent).number}`;
  if (own.length > 0 && random.chance(0.5)) return `${who.irc} to update ${link(random.pick(own))}`;
  if (others.length > 0) return `${who.irc} to review ${link(random.pick(others))}`;
  return `${who.irc} to ${random.pick(ELSE)}`;
};
