// The row of one core in the team report: what they did, where they were seen, and what a reader must know.
import type { Person } from '../../contracts.ts';
import type { Handle } from '../../domain/activity.ts';
import { DAY, dateText } from '../../domain/calendar.ts';
import type { Core } from '../../domain/cores.ts';
import type { CountedKind } from '../../domain/freshness.ts';
import type { Leave } from '../../domain/leave.ts';
import { percent } from '../../domain/load.ts';
import type { Project } from '../../domain/project.ts';
import { seenOn } from '../../domain/reach.ts';
import { trendOf } from '../../domain/trend.ts';
import { configuredAs } from '../../facts/configured.ts';
import { type Facts, reviewsBefore } from './facts.ts';
import { type CoreRow, SEEN_KINDS, type SeenKind } from './model.ts';

/** Nights and days of a month on average. */
const MONTH = 30.44 * DAY;

/** Leave that begins later than this is no news yet. */
const SOON = 31 * DAY;

/** As they said it themselves: the leave that somebody is on, or goes on soon. */
const leaveNote = (
  person: Person,
  leaves: readonly Leave[],
  at: number,
  timezone: string,
): string | undefined => {
  const next = leaves
    .filter(leave => leave.person === person.key && (leave.until ?? Number.POSITIVE_INFINITY) > at)
    .sort((a, b) => a.since - b.since)[0];
  if (!next || next.since > at + SOON) return undefined;
  const until = next.until === undefined ? '' : ` until ${dateText(next.until - 1, timezone)}`;
  return next.since <= at ? `away${until}` : `away from ${dateText(next.since, timezone)}${until}`;
};

const notesOn = (
  person: Person,
  share: number,
  everSeen: boolean,
  isSure: boolean,
  leave: string | undefined,
): string[] => {
  const notes: string[] = leave === undefined ? [] : [leave];
  if (person.handles.every(handle => handle.service === 'name')) notes.push('no account linked');
  else if (!everSeen)
    notes.push(isSure ? 'nothing since the data begins' : 'no linked account was ever seen');
  if (share < 1) notes.push(`${Math.round(share * 100)} % of full time`);
  return notes;
};

/** What a column of "last seen" is made of: one who approves or comments on lines reviews. */
const SEEN_AS: Partial<Record<SeenKind, readonly string[]>> = {
  review: ['review', 'inline-comment', 'approval'],
};

const seenOf = (kinds: ReadonlyMap<string, number> | undefined, timezone: string): CoreRow['seen'] =>
  Object.fromEntries(
    SEEN_KINDS.map(kind => {
      const last = Math.max(...(SEEN_AS[kind] ?? [kind]).map(each => kinds?.get(each) ?? -1));
      return [kind, last < 0 ? null : dateText(last, timezone)];
    }),
  ) as CoreRow['seen'];

/** GitHub’s own number, as its teams tell it: never a wrong guess at an account, as an address may be. */
const isNumbered = ({ service, id }: Handle): boolean => service === 'github' && /^\d+$/.test(id);

/** Where others were seen by such numbers, a person whose number was never seen did nothing there. */
export const seenByNumber = (people: readonly Person[], { seen }: Facts): ReadonlySet<number> => {
  const numbered = people.filter(({ handles }) => handles.some(isNumbered));
  const isRead = numbered.some(({ key }) => seen.has(key));
  return new Set(isRead ? numbered.map(({ key }) => key) : []);
};

const NO_MEETINGS: CoreRow['meetings'] = { held: 0, present: 0, represented: 0, onLeave: 0 };

/** Where somebody is seen by an account of one service alone. */
const SEEN_ON = { 'bug-triage': 'launchpad', 'meeting-present': 'irc', 'chat-present': 'irc' } as const;
const UNSEEN: Partial<Record<CountedKind, string>> = {
  'bug-triage': 'no Launchpad account linked',
  'meeting-present': 'no IRC nick linked',
  'chat-present': 'no IRC nick linked',
};

/** What is done by nobody needs no account; who was seen there can be seen there. */
const unseenKinds = (
  person: Person,
  project: Project,
  { triaged, attendance, chat }: Facts,
): CountedKind[] => {
  const some = {
    'bug-triage': triaged.size > 0,
    'meeting-present': attendance.size > 0,
    'chat-present': chat.size > 0,
  };
  const own = {
    'bug-triage': triaged.has(person.key),
    'meeting-present': (attendance.get(person.key)?.present ?? 0) > 0,
    'chat-present': chat.has(person.key),
  };
  return (Object.keys(SEEN_ON) as (keyof typeof SEEN_ON)[]).filter(
    kind => some[kind] && !own[kind] && !seenOn(SEEN_ON[kind], project)(person),
  );
};

export const coreRow = (
  member: Core,
  person: Person,
  facts: Facts & { readonly sure: ReadonlySet<number>; readonly leaves: readonly Leave[] },
  project: Project,
  at: number,
): CoreRow => {
  const fact = facts.reviews.get(person.key);
  const count = fact?.reviews ?? 0;
  const share = configuredAs(project, person)?.share ?? 1;
  const kinds = facts.seen.get(person.key);
  const onPriority = facts.priority.get(person.key) ?? 0;
  const dated = member.since > 0;
  const unseen = unseenKinds(person, project, facts);
  return {
    person: person.name,
    role: member.role,
    since: dated ? dateText(member.since, project.timezone) : null,
    months: dated ? Math.floor((at - member.since) / MONTH) : null,
    monthsAtLeast: dated && member.fromStart,
    reviews: count,
    minus2: fact?.minus2 ?? 0,
    minus1: fact?.minus1 ?? 0,
    plus1: fact?.plus1 ?? 0,
    plus2: fact?.plus2 ?? 0,
    commentOnly: fact?.commentOnly ?? 0,
    approvals: fact?.approvals ?? 0,
    trend: trendOf(
      count,
      reviewsBefore(facts.before, person.key, facts.window, facts.dataSince, project.timezone),
      project.policy.minimumSample,
    ),
    onPriority,
    priorityPercent: count === 0 ? null : Math.round(percent(onPriority, count)),
    loadPercent: Math.round(percent(count, facts.total)),
    commits: facts.commits.get(person.key) ?? 0,
    bugFixes: facts.fixes.get(person.key) ?? 0,
    bugsTriaged: facts.triaged.get(person.key) ?? 0,
    meetings: facts.attendance.get(person.key) ?? NO_MEETINGS,
    chatDays: facts.chat.get(person.key) ?? 0,
    seen: seenOf(kinds, project.timezone),
    share,
    unseen,
    everSeen: kinds !== undefined || facts.sure.has(person.key),
    notes: notesOn(
      person,
      share,
      kinds !== undefined,
      facts.sure.has(person.key),
      leaveNote(person, facts.leaves, at, project.timezone),
    ).concat(kinds === undefined ? [] : [...new Set(unseen.map(kind => UNSEEN[kind] ?? ''))]),
  };
};
