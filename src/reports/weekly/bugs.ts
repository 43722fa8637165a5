// The bugs in the weekly report: what came and went, and what nobody has triaged.
import type { PublicLedger, Stream } from '../../contracts.ts';
import { daysBetween, type Window } from '../../domain/calendar.ts';
import type { Project } from '../../domain/project.ts';
import { isUntriaged, oldestFirst } from '../../domain/triage.ts';
import { linkTo } from '../../lib/report-parts.ts';
import bugFlow from '../../metrics/bug-flow.ts';
import bugsOpen from '../../metrics/bugs-open.ts';
import type { WeeklyModel } from './model.ts';

/** Those that have waited longest are named. */
const NAMED = 3;
/** With fewer names thanked beside it, a count would be the number of one of them. */
export const CROWD = 3;

/** Null where no source tells of bugs: none would be a claim. */
export const bugsPart = async (
  ledger: PublicLedger,
  project: Project,
  window: Window,
  streams: readonly Stream[],
  triagers: readonly string[],
): Promise<WeeklyModel['bugs']> => {
  if (!streams.some(({ kind }) => kind === 'bug-opened')) return null;
  const [flow] = await ledger.measure(bugFlow, project.id, { ...window });
  const counts = flow ?? { opened: 0, triaged: 0, closed: 0, reopened: 0 };
  const open = await ledger.measure(bugsOpen, project.id, { ...window });
  const waiting = open.filter(isUntriaged).sort(oldestFirst);
  return {
    ...counts,
    triaged: triagers.length > 0 && triagers.length < CROWD ? null : counts.triaged,
    open: open.length,
    untriaged: waiting.length,
    oldest: waiting.slice(0, NAMED).map(fact => ({
      bug: linkTo(fact),
      waitDays: daysBetween(fact.openedAt, window.until),
    })),
  };
};
