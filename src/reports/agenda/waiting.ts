// What waits: priority items and other changes for a core, and bugs for anybody.
import type { PublicLedger, Stream } from '../../contracts.ts';
import { daysBefore, daysBetween } from '../../domain/calendar.ts';
import type { Project } from '../../domain/project.ts';
import { waitsForCoreSince } from '../../domain/queue.ts';
import { isUntriaged, oldestFirst } from '../../domain/triage.ts';
import { linkTo } from '../../lib/report-parts.ts';
import bugsOpen from '../../metrics/bugs-open.ts';
import priorityItems from '../../metrics/priority-items.ts';
import reviewQueue, { type QueueFact } from '../../metrics/review-queue.ts';
import type { AgendaModel, Some, WaitingChange } from './model.ts';

const PRIORITIES = 8;
const STUCK = 5;
const BUGS = 5;

const someOf = <Line>(lines: readonly Line[], most: number): Some<Line> => ({
  total: lines.length,
  shown: lines.slice(0, most),
});

const titlesOf = async (
  ledger: PublicLedger,
  { id, priorities }: Project,
  at: number,
): Promise<ReadonlyMap<number, string>> => {
  const facts = await ledger.measure(priorityItems, id, { since: at - 1, until: at });
  const titles = new Map(priorities.map(priority => [priority.id, priority.title]));
  return new Map(facts.map(({ item, priority }) => [item, titles.get(priority) ?? priority]));
};

/** The longest wait first. */
const waiting = (queue: readonly QueueFact[]): { fact: QueueFact; since: number }[] =>
  queue
    .flatMap(fact => {
      const since = waitsForCoreSince(fact);
      return since === undefined || fact.byBot === 1 ? [] : [{ fact, since }];
    })
    .sort((a, b) => a.since - b.since || a.fact.item - b.fact.item);

export const waitingPart = async (
  ledger: PublicLedger,
  project: Project,
  at: number,
  streams: readonly Stream[],
): Promise<Pick<AgendaModel, 'priorities' | 'stuck' | 'stuckAfterDays' | 'bugs'>> => {
  const { waitDays } = project.policy;
  const window = daysBefore(at, 7, project.timezone);
  const titles = await titlesOf(ledger, project, at);
  const queue = waiting(await ledger.measure(reviewQueue, project.id, { ...window }));
  const lineOf = ({ fact, since }: { fact: QueueFact; since: number }): WaitingChange => ({
    change: linkTo(fact),
    waitDays: daysBetween(since, at),
    priority: titles.get(fact.item) ?? '',
  });
  const onPriority = queue.filter(({ fact }) => fact.priority === 1).map(lineOf);
  const stuck = queue.filter(({ fact }) => fact.priority === 0).map(lineOf);
  const bugs = (await ledger.measure(bugsOpen, project.id, { ...window }))
    .filter(isUntriaged)
    .sort(oldestFirst)
    .map(fact => ({ bug: linkTo(fact), waitDays: daysBetween(fact.openedAt, at) }));
  const isTold = (kind: Stream['kind']): boolean => streams.some(stream => stream.kind === kind);
  return {
    priorities: isTold('change-opened') ? someOf(onPriority, PRIORITIES) : null,
    stuck: isTold('change-opened')
      ? someOf(
          stuck.filter(line => line.waitDays >= waitDays),
          STUCK,
        )
      : null,
    stuckAfterDays: waitDays,
    bugs: isTold('bug-opened') ? someOf(bugs, BUGS) : null,
  };
};
