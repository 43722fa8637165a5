// Which changes the weekly report calls agreed on for the week.
import test from 'ava';
import { DAY } from '../../src/domain/calendar.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Project } from '../../src/domain/project.ts';
import type { PriorityItemFact } from '../../src/metrics/priority-items.ts';
import { priorityLines } from '../../src/reports/weekly/priorities.ts';

const fact = (number: string): PriorityItemFact => ({
  item: 1,
  priority: 'p',
  number,
  title: number,
  url: null,
  openedAt: 0,
  status: null,
  statusAt: null,
  reviewers: 0,
  coreReviewers: 0,
  movedAt: null,
});

const agreed = (since: number, weekly: { at: number; changes: string[] }[]) => {
  const project: Project = {
    id: 'p',
    title: 'P',
    timezone: 'UTC',
    sources: [],
    people: [],
    bots: [],
    priorities: [{ id: 'p', title: 'P', owners: [], match: {}, weekly }],
    policy: DEFAULT_POLICY,
    publish: false,
    whenRemoved: 'keep',
    linkByName: false,
    meetings: [],
  };
  const window = { since: since * DAY, until: (since + 7) * DAY };
  const facts = [fact('7'), fact('landing/0123456789')];
  const [line] = priorityLines(project, facts, new Map(), window);
  return line?.agreed.map(({ change }) => change.text);
};

test('a weekly list is shown for its own week, whatever form its ids have and order it stands in', t => {
  const weekly = [
    { at: 107 * DAY, changes: ['7'] },
    { at: 100 * DAY, changes: ['0123456'] },
  ];
  t.deepEqual(agreed(93, weekly), []);
  t.deepEqual(agreed(100, weekly), ['landing/0123456789']);
  t.deepEqual(agreed(107, weekly), ['7']);
  t.deepEqual(agreed(114, weekly), [], 'its week is over');
});
