// What the team report asks the ledger: the counts of every person in one window.
import type { Ledger, Stream } from '../../contracts.ts';
import { type Window, windowBefore } from '../../domain/calendar.ts';
import { isAway, type Leave } from '../../domain/leave.ts';
import type { Project } from '../../domain/project.ts';
import bugFixes from '../../metrics/bug-fixes.ts';
import bugTriage from '../../metrics/bug-triage.ts';
import chatDays from '../../metrics/chat-days.ts';
import commits from '../../metrics/commits.ts';
import lastActivity, { type LastActivityFact } from '../../metrics/last-activity.ts';
import meetingsDue, { type MeetingDueFact } from '../../metrics/meetings-due.ts';
import priorityReviews from '../../metrics/priority-reviews.ts';
import reviews, { type ReviewFact } from '../../metrics/reviews.ts';

/** Reviews of a person in the window before, null where the data does not reach back over all of it. */
export const reviewsBefore = (
  facts: ReadonlyMap<number, ReviewFact>,
  key: number,
  window: Window,
  dataSince: number,
  timezone: string,
) => (windowBefore(window, timezone).since < dataSince ? null : (facts.get(key)?.reviews ?? 0));

/** When the data on reviews begins, seconds UTC. */
export const reviewsBegin = (streams: readonly Stream[]): number =>
  Math.min(...streams.filter(({ kind }) => kind === 'review').map(({ firstAt }) => firstAt));

/** Of the meetings held while somebody was core and not away. */
export interface Attendance {
  readonly held: number;
  readonly present: number;
  /** Not there, but somebody stood in. */
  readonly represented: number;
  /** Missed while away: counted nowhere else. */
  readonly onLeave: number;
}

export interface Facts {
  readonly reviews: ReadonlyMap<number, ReviewFact>;
  readonly before: ReadonlyMap<number, ReviewFact>;
  readonly priority: ReadonlyMap<number, number>;
  readonly commits: ReadonlyMap<number, number>;
  readonly fixes: ReadonlyMap<number, number>;
  /** Bugs triaged. */
  readonly triaged: ReadonlyMap<number, number>;
  readonly attendance: ReadonlyMap<number, Attendance>;
  /** Days on which somebody spoke in a channel, outside of meetings. */
  readonly chat: ReadonlyMap<number, number>;
  /** Seconds UTC of the latest activity, by person and kind; who was never seen is not in it. */
  readonly seen: ReadonlyMap<number, ReadonlyMap<string, number>>;
  readonly total: number;
  readonly window: Window;
  readonly dataSince: number;
}

export const byPerson = <Fact extends { person: number }>(facts: readonly Fact[]): Map<number, Fact> =>
  new Map(facts.map(fact => [fact.person, fact]));

const seenBy = (facts: readonly LastActivityFact[]): Facts['seen'] => {
  const seen = new Map<number, Map<string, number>>();
  for (const { person, kind, lastAt } of facts) {
    if (lastAt === null) continue;
    const kinds = seen.get(person) ?? new Map<string, number>();
    seen.set(person, kinds.set(kind, lastAt));
  }
  return seen;
};

/** A meeting that was missed on leave counts against nobody; one that somebody came to all the same counts. */
const attendanceOf = (facts: readonly MeetingDueFact[], leaves: readonly Leave[]): Facts['attendance'] => {
  const attendance = new Map<number, Attendance>();
  for (const { person, at, present, represented } of facts) {
    const before = attendance.get(person) ?? { held: 0, present: 0, represented: 0, onLeave: 0 };
    const isOff = present === 0 && isAway(leaves, person, at);
    attendance.set(
      person,
      isOff
        ? { ...before, onLeave: before.onLeave + 1 }
        : {
            ...before,
            held: before.held + 1,
            present: before.present + present,
            represented: before.represented + represented,
          },
    );
  }
  return attendance;
};

export const gather = async (
  ledger: Ledger,
  { id: project, timezone }: Pick<Project, 'id' | 'timezone'>,
  window: Window,
  dataSince: number,
  leaves: readonly Leave[],
): Promise<Facts> => {
  const now = await ledger.measure(reviews, project, { ...window });
  const before = await ledger.measure(reviews, project, { ...windowBefore(window, timezone) });
  const priority = await ledger.measure(priorityReviews, project, { ...window });
  const landed = await ledger.measure(commits, project, { ...window });
  const fixes = await ledger.measure(bugFixes, project, { ...window });
  const triaged = await ledger.measure(bugTriage, project, { ...window });
  const meetings = await ledger.measure(meetingsDue, project, { ...window });
  const chat = await ledger.measure(chatDays, project, { ...window });
  const seen = await ledger.measure(lastActivity, project, { ...window });
  return {
    reviews: byPerson(now),
    before: byPerson(before),
    priority: new Map(priority.map(fact => [fact.person, fact.onPriority])),
    commits: new Map(landed.map(fact => [fact.person, fact.commits])),
    fixes: new Map(fixes.map(fact => [fact.person, fact.fixes])),
    triaged: new Map(triaged.map(fact => [fact.person, fact.bugs])),
    attendance: attendanceOf(meetings, leaves),
    chat: new Map(chat.map(fact => [fact.person, fact.days])),
    seen: seenBy(seen),
    total: now.reduce((sum, fact) => sum + fact.reviews, 0),
    window,
    dataSince,
  };
};
