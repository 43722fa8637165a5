// What the team report says about a core of whom little is in the data.
import test, { type ExecutionContext } from 'ava';
import { DAY } from '../../src/domain/calendar.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Project } from '../../src/domain/project.ts';
import team from '../../src/reports/team/index.ts';
import { ledgerOf, PROJECT, type World } from '../support/ledger.ts';

const PROJECT_OF: Project = {
  id: PROJECT,
  title: 'Garden',
  timezone: 'UTC',
  sources: [],
  people: [],
  bots: [],
  priorities: [],
  policy: DEFAULT_POLICY,
  publish: false,
  linkByName: false,
};

const teamOf = async (t: ExecutionContext, world: World, day: number) => {
  const { store } = await ledgerOf(t, world);
  return team.compose(store, PROJECT_OF, { at: day * DAY });
};

test('a core who only comments on lines was seen, and as a reviewer', async t => {
  const model = await teamOf(t, { team: ['Ann', 'Bob'], acts: [[20, 'inline-comment', 'Ann', '1']] }, 30);
  const [ann, bob] = model.cores;
  t.like(ann, { person: 'Ann', notes: [], seen: { review: '1970-01-21' } });
  t.like(bob, { person: 'Bob', notes: ['nothing in the data from the linked accounts'] });
});
