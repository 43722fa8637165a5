// The words of a standing in the team report: kind, short, true, and what the PTL alone can find out.
import test, { type ExecutionContext } from 'ava';
import { DAY } from '../../src/domain/calendar.ts';
import type { Project } from '../../src/domain/project.ts';
import { renderer } from '../../src/house/plugins.ts';
import team from '../../src/reports/team/index.ts';
import { PROJECT_OF } from '../support/asking.ts';
import { type Act, ledgerOf, PROJECT, SOURCE, type World } from '../support/ledger.ts';

const AT = 400;
const HERE: Project = { ...PROJECT_OF, sources: [{ id: SOURCE.id, type: SOURCE.type, service: 'gerrit' }] };
const PULSE: Act[] = Array.from({ length: 40 }, (_, index) => [
  AT - 200 + index * 5,
  'review',
  'Oli',
  'x',
  1,
  1,
]);
const CHANGES: NonNullable<World['changes']> = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [`c${index}`, { owner: 'Oli', day: AT - 80 }]),
);

const modelOf = async (
  t: ExecutionContext,
  acts: readonly Act[],
  project = HERE,
  more: Partial<World> = {},
) => {
  const world = { team: ['Una', 'Nia'], changes: { ...CHANGES, x: { owner: 'Eva', day: 1 } }, ...more };
  const { store } = await ledgerOf(t, { ...world, acts: [...PULSE, ...acts] });
  await store.markRead(PROJECT, SOURCE, AT * DAY);
  const people = async (id: string) =>
    (await store.people(id)).map(each =>
      each.name === 'Nia' && more.bots === undefined
        ? { ...each, handles: [{ service: 'email' as const, id: 'nia@acme.example' }] }
        : each,
    );
  const model = await team.compose({ ...store, people }, project, { at: AT * DAY });
  return { store, model, why: new Map(model.standings.lines.map(({ person, why }) => [person, why])) };
};

test('what was done is said in words, and what was not is said once', async t => {
  const acts = [30, 10].map((day, index): Act => [AT - day, 'review', 'Una', `c${index}`, 1, 1]);
  const { why } = await modelOf(t, acts, HERE, { bots: [] });
  t.is(why.get('Una'), 'reviewed 2 of 13 changes up for review');
  t.is(why.get('Nia'), 'nothing seen in 90 days');
});

test('of whom no account is known the report asks, and makes no silence of it', async t => {
  const { model, why } = await modelOf(t, []);
  const nia = model.standings.lines.find(({ person }) => person === 'Nia');
  t.is(nia?.standing, 'unknown');
  t.is(why.get('Nia'), 'no Gerrit account is known; nothing seen in 90 days');
  t.deepEqual(model.standings.toFindOut, [
    'Do they have an account on Gerrit: Nia? If so, give it under people in the configuration; if not, write handles: { gerrit: none } there.',
  ]);
});

test('nobody is asked about who is on leave', async t => {
  const { store } = await modelOf(t, []);
  const people = async (id: string) =>
    (await store.people(id)).map(each => ({
      ...each,
      handles: [{ service: 'irc' as const, id: each.name }],
    }));
  const ledger = { ...store, people };
  const of = { service: 'irc', id: 'Nia' } as const;
  const leave = { kind: 'leave', of, since: (AT - 5) * DAY, until: (AT + 5) * DAY } as const;
  await store.decide(PROJECT, { key: 'k', at: (AT - 5) * DAY, by: of, place: 'x', ruling: leave });
  const { standings } = await team.compose(ledger, HERE, { at: AT * DAY });
  t.like(standings.lines[0], { person: 'Nia', standing: 'away' });
  t.regex(standings.lines[0]?.why ?? '', /on leave, back 1971-02-10; away 5 of 90 days/);
  t.is(standings.toFindOut.length, 1);
  t.notRegex(standings.toFindOut[0] ?? '', /Nia/);
});

test('the other reasons read as sentences of a note', async t => {
  const project = {
    ...HERE,
    priorities: [{ id: 'sheds', title: 'Sheds', owners: ['Una'], match: {}, weekly: [] }],
    people: [{ name: 'Una', handles: [], none: [], companies: [], share: 0.5 }],
  };
  const world: Partial<World> = {
    bots: [],
    changes: { x: { owner: 'Eva', day: 1 } },
    team: ['Una', ['Nia', 'core', AT - 20]],
  };
  const acts: Act[] = [[AT - 10, 'bug-triage', 'Una', 'b1']];
  const { why } = await modelOf(t, acts, project, world);
  t.is(
    why.get('Una'),
    'leads Sheds; 1 bug triaged; 180 days looked at, since only 1 change of others was up for review; 50 % of full time',
  );
  t.regex(why.get('Nia') ?? '', /^nothing seen in 180 days; core for 20 days; 180 days looked at/);
});

test('the section stands in every format, in alphabetical order, and is rendered without a stray brace', async t => {
  const { model } = await modelOf(t, []);
  t.deepEqual(
    model.standings.lines.map(({ person }) => person),
    ['Nia', 'Una'],
  );
  const templates = renderer();
  for (const format of ['text', 'markdown', 'html'] as const) {
    const text = await templates.render(team, model, format);
    t.regex(text, /where each core stands/i);
    t.regex(text, /never for a person/);
    t.regex(text, /Do they have an account on Gerrit: Nia\?/);
    t.notRegex(text, /\{\{|undefined|NaN/);
  }
});
