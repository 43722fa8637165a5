// The invented project's configuration, and what every ingest ends with: roster, links, priorities.
import type { Store } from '../src/contracts.ts';
import { DEFAULT_POLICY } from '../src/domain/policy.ts';
import type { PatternTest } from '../src/domain/priority.ts';
import type { Project } from '../src/domain/project.ts';
import { linkPeople, matchPriorities } from '../src/flow/settle.ts';
import { timed } from './figures.ts';
import { syntheticTeam, topicAt } from './synthetic.ts';

/** Whole words, and `*` at the end: enough for the names that the bench makes up. */
const matches: PatternTest = (pattern, text) =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;

/** The team's priorities are the features of the half year in which `at` lies. */
export const projectAt = (at: number): Project => ({
  id: 'bench',
  title: 'Bench',
  timezone: 'UTC',
  people: [],
  bots: ['Build Robot'],
  priorities: [
    {
      id: 'features',
      title: 'The features of this cycle',
      owners: ['Core Reviewer 1'],
      match: { topic: [topicAt(at, '*')] },
      weekly: [],
    },
  ],
  policy: DEFAULT_POLICY,
  publish: false,
  whenRemoved: 'keep',
  linkByName: false,
  meetings: [],
  sources: [],
});

export interface Settled {
  readonly rosterMs: number;
  readonly linkMs: number;
  readonly matchMs: number;
}

export const settle = async (store: Store, at: number): Promise<Settled> => {
  const project = projectAt(at);
  const roster = await timed(() => store.replaceMemberships(project.id, 'roster', syntheticTeam()));
  const link = await timed(() => linkPeople(store, project, matches));
  const match = await timed(() => matchPriorities(store, project, matches));
  return { rosterMs: roster.ms, linkMs: link.ms, matchMs: match.ms };
};
