// The standings of a whole ledger: what is asked of it, whose silence is trusted, and that only what was before counts.
import { fc } from '@fast-check/ava';
import test, { type ExecutionContext } from 'ava';
import { DAY } from '../../src/domain/calendar.ts';
import type { Ruling } from '../../src/domain/decision.ts';
import type { Project } from '../../src/domain/project.ts';
import type { Standing } from '../../src/domain/standing.ts';
import { standingsAt } from '../../src/facts/standings.ts';
import { PROJECT_OF } from '../support/asking.ts';
import { type Act, harvestOf, ledgerOf, PROJECT, SOURCE, type World } from '../support/ledger.ts';

const AT = 400;
const NAMES = Array.from({ length: 12 }, (_, index) => `c${index}`);
const CHANGES: NonNullable<World['changes']> = Object.fromEntries(
  NAMES.map((name, index) => [name, { owner: 'Oli', day: AT - 100 + index * 7 }]),
);
const HERE: Project = { ...PROJECT_OF, sources: [{ id: SOURCE.id, type: SOURCE.type, service: 'gerrit' }] };
/** Somebody reviews all the time, so that the stream is alive. */
const PULSE: Act[] = Array.from({ length: 40 }, (_, index) => [
  AT - 200 + index * 5,
  'review',
  'Oli',
  'x',
  1,
  1,
]);

const worldOf = (acts: readonly Act[], more: Partial<World> = {}): World => ({
  team: ['Una', 'Nia'],
  changes: { ...CHANGES, x: { owner: 'Eva', day: 1 } },
  acts: [...PULSE, ...acts],
  ...more,
});

const read = async (t: ExecutionContext, world: World, readOn = AT) => {
  const { store } = await ledgerOf(t, world);
  await store.markRead(PROJECT, SOURCE, readOn * DAY);
  return store;
};
type Store = Awaited<ReturnType<typeof read>>;

const of = async (store: Store, day = AT, project = HERE): Promise<Record<string, Standing>> =>
  Object.fromEntries(
    (await standingsAt(store, project, day * DAY)).map(({ name, standing }) => [name, standing]),
  );

const decide = (store: Store, day: number, who: string, ruling: Ruling) =>
  store.decide(PROJECT, {
    key: `${day} ${who} ${ruling.kind}`,
    at: day * DAY,
    by: { service: 'gerrit', id: who.toLowerCase() },
    place: 'x',
    ruling,
  });

const reviewed = (who: string, ...days: number[]): Act[] =>
  days.map((day, index) => [AT - day, 'review', who, NAMES[index], 1, 1]);

test('every core is there, in alphabetical order, also with nothing', async t => {
  const store = await read(t, worldOf([], { team: ['Una', 'Nia', ['Pia', 'ptl', 0]] }));
  t.deepEqual(Object.keys(await of(store)), ['Nia', 'Pia', 'Una']);
});

test('two reviews in two weeks are occasional, two in one week are not', async t => {
  const store = await read(t, worldOf([...reviewed('Una', 2, 10), ...reviewed('Nia', 30, 31)]));
  const many = { ...HERE, policy: { ...HERE.policy, standing: { ...HERE.policy.standing, activeShare: 1 } } };
  t.deepEqual(await of(store, AT, many), { Nia: 'quiet', Una: 'occasional' });
});

test('a tenth of the changes of others that were up for review is active', async t => {
  const store = await read(t, worldOf(reviewed('Una', 30, 31)));
  t.is((await of(store))['Una'], 'active');
});

test('comments on lines and approvals are reviews too', async t => {
  const store = await read(
    t,
    worldOf([
      [AT - 30, 'inline-comment', 'Una', 'c0'],
      [AT - 20, 'approval', 'Una', 'c1', 1, 1],
    ]),
  );
  t.not((await of(store))['Una'], 'quiet');
});

test('one’s own changes are nothing to review, and reviewing them is none', async t => {
  const own = Object.fromEntries(NAMES.map(name => [name, { owner: 'Una', day: AT - 50 }]));
  const acts = NAMES.map((name, index): Act => [AT - 40 + index, 'review', 'Una', name, 1, 1]);
  const store = await read(t, worldOf(acts, { changes: { ...own, x: { owner: 'Eva', day: 1 } } }));
  const [verdict] = (await standingsAt(store, HERE, AT * DAY)).filter(({ name }) => name === 'Una');
  t.is(verdict?.standing, 'quiet');
  t.true(verdict?.reasons.some(reason => reason.code === 'grown' && reason.upForReview === 1));
});

test('what somebody leads is told by the configuration', async t => {
  const priority = { id: 'sheds', title: 'Sheds', owners: ['una'], match: {}, weekly: [] };
  const store = await read(t, worldOf([]));
  const led = (more: object) => of(store, AT, { ...HERE, priorities: [{ ...priority, ...more }] });
  t.deepEqual(await led({}), { Nia: 'quiet', Una: 'active' });
  t.is((await led({ until: (AT - 10) * DAY }))['Una'], 'quiet');
  t.is((await led({ until: (AT - 3) * DAY }))['Una'], 'active', 'it takes two looks');
});

test('a meeting counts, and a stand-in excuses', async t => {
  const meeting = (day: number) => ({
    kind: 'meeting' as const,
    states: [['subject', day, 'weekly']] as never,
  });
  const days = [10, 17, 24, 31, 38, 45];
  const changes = Object.fromEntries(days.map(day => [`m${day}`, meeting(AT - day)]));
  const acts = days.flatMap((day): Act[] => [
    [AT - day, 'meeting-present', 'Oli', `m${day}`, undefined, 5],
    ...(day < 20 ? [[AT - day, 'meeting-present', 'Una', `m${day}`, undefined, 1] as Act] : []),
    ...(day === 10 ? [[AT - day, 'meeting-present', 'Nia', 'm10', undefined, 1] as Act] : []),
  ]);
  const world = worldOf(acts, { changes: { ...CHANGES, x: { owner: 'Eva', day: 1 }, ...changes } });
  t.deepEqual(await of(await read(t, world)), { Nia: 'quiet', Una: 'occasional' });
  const stood: Act[] = [
    [AT - 31, 'meeting-represented', 'Nia', 'm31'],
    [AT - 38, 'meeting-represented', 'Nia', 'm38'],
  ];
  t.is((await of(await read(t, { ...world, acts: [...(world.acts ?? []), ...stood] })))['Nia'], 'occasional');
});

test('a source that was not read lately makes nobody quiet', async t => {
  const stale = await read(t, worldOf(reviewed('Una', 30, 31)), AT - 9);
  t.deepEqual(await of(stale), { Nia: 'unknown', Una: 'active' });
});

test('a stream that dried up makes nobody quiet, while others go on', async t => {
  const commits = Array.from({ length: 40 }, (_, index): Act => [AT - 200 + index * 5, 'commit', 'Oli']);
  const acts = PULSE.filter(([day]) => day < AT - 130);
  const store = await read(t, { ...worldOf([]), acts: [...acts, ...commits] });
  const [nia] = await standingsAt(store, HERE, AT * DAY);
  t.is(nia?.standing, 'unknown');
  t.like(nia?.reasons[0], { code: 'dried-up', kind: 'review' });
});

test('data that stopped altogether makes nobody quiet: a team asleep looks the same', async t => {
  const store = await read(t, worldOf(reviewed('Una', 7, 12)), AT + 100);
  t.deepEqual(await of(store), { Nia: 'quiet', Una: 'active' });
  t.deepEqual(await of(store, AT + 30), { Nia: 'unknown', Una: 'active' });
  t.deepEqual(await of(store, AT + 95), { Nia: 'unknown', Una: 'unknown' });
  const [nia] = await standingsAt(store, HERE, (AT + 30) * DAY);
  t.deepEqual(nia?.reasons[0], { code: 'silent', since: (AT - 5) * DAY });
  t.is(nia?.reasons.filter(({ code }) => code === 'dried-up').length, 0);
});

test('a core without an account there is unknown, until it is confirmed that there is none', async t => {
  const store = await read(t, worldOf([]));
  const people = async (project: string) =>
    (await store.people(project)).map(each =>
      each.name === 'Una'
        ? { ...each, handles: [{ service: 'email' as const, id: 'una@acme.example' }] }
        : each,
    );
  const ledger = { ...store, people };
  const [, una] = await standingsAt(ledger, HERE, AT * DAY);
  t.is(una?.standing, 'unknown');
  t.deepEqual(una?.reasons[0], { code: 'no-account', service: 'gerrit' });
  const none = { name: 'Una', handles: [], none: ['gerrit' as const], companies: [], share: 1 };
  t.is((await standingsAt(ledger, { ...HERE, people: [none] }, AT * DAY))[1]?.standing, 'quiet');
});

test('leave and vouches count from the moment they were said', async t => {
  const store = await read(t, worldOf([]));
  const nia = { service: 'gerrit', id: 'nia' } as const;
  await decide(store, AT - 20, 'nia', { kind: 'leave', of: nia, since: (AT - 30) * DAY });
  await decide(store, AT - 20, 'nia', { kind: 'vouch', of: { service: 'gerrit', id: 'una' } });
  t.deepEqual(await of(store), { Nia: 'away', Una: 'occasional' });
  t.deepEqual(await of(store, AT - 21), { Nia: 'quiet', Una: 'quiet' });
});

test('nobody vouches for themselves', async t => {
  const store = await read(t, worldOf([]));
  await decide(store, AT - 20, 'una', { kind: 'vouch', of: { service: 'gerrit', id: 'una' } });
  t.is((await of(store))['Una'], 'quiet');
});

test('a part-time core is measured by the part', async t => {
  const una = { name: 'Una', handles: [], none: [], companies: [], share: 0.5 };
  const store = await read(t, worldOf(reviewed('Una', 30)));
  const many = { ...HERE.policy, standing: { ...HERE.policy.standing, activeShare: 1 } };
  t.is((await of(store, AT, { ...HERE, policy: many }))['Una'], 'quiet');
  t.is((await of(store, AT, { ...HERE, policy: many, people: [una] }))['Una'], 'occasional');
});

test('what the configuration says of somebody is found by account: not of a namesake, also under another name', async t => {
  const gerrit = (id: string) => [{ service: 'gerrit' as const, id }];
  const one = { name: 'Una', none: [], companies: [], share: 0.5 };
  const priority = { id: 'sheds', title: 'Sheds', owners: ['Una'], match: {}, weekly: [] };
  const store = await read(t, worldOf(reviewed('Una', 30)));
  const policy = { ...HERE.policy, standing: { ...HERE.policy.standing, activeShare: 1 } };
  const told = (handles: ReturnType<typeof gerrit>, priorities = [priority]) =>
    of(store, AT, { ...HERE, policy, priorities, people: [{ ...one, handles }] });
  t.deepEqual(await told(gerrit('una'), []), { Nia: 'quiet', Una: 'occasional' });
  t.deepEqual(await told(gerrit('una')), { Nia: 'quiet', Una: 'active' });
  t.deepEqual(await told(gerrit('other')), { Nia: 'quiet', Una: 'quiet' }, 'a namesake');
  t.deepEqual(await told(gerrit('nia')), { Nia: 'active', Una: 'quiet' }, 'renamed');
});

// The laws, over a whole ledger.

const DONE = ['review', 'inline-comment', 'approval', 'bug-triage', 'review-withdrawn'] as const;
const ENDS = ['change-merged', 'change-abandoned', 'change-restored', 'meeting-present'] as const;

const act = (from: number, to: number, kinds: readonly Act[1][] = DONE): fc.Arbitrary<Act> =>
  fc.tuple(
    fc.double({ min: AT - from, max: AT - to, noNaN: true }),
    fc.constantFrom(...kinds),
    fc.constantFrom('Una', 'Nia'),
    fc.constantFrom(...NAMES),
    fc.integer({ min: 1, max: 2 }),
    fc.constantFrom(-1, 0, 1, 2),
  );
const RANK: Partial<Record<Standing, number>> = { active: 2, occasional: 1, quiet: 0, unknown: 0 };

test('taking away what somebody did never improves their standing', async t => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act(120, 0), { minLength: 1, maxLength: 12 }),
      fc.nat(),
      async (acts, which) => {
        const fewer = acts.filter((_, index) => index !== which % acts.length);
        const [more, less] = [
          await of(await read(t, worldOf(acts))),
          await of(await read(t, worldOf(fewer))),
        ];
        for (const name of ['Una', 'Nia'])
          t.true((RANK[less[name] ?? 'new'] ?? 0) <= (RANK[more[name] ?? 'new'] ?? 0));
      },
    ),
    { numRuns: 60 },
  );
});

test('the order in which a ledger was filled makes no difference', async t => {
  await fc.assert(
    fc.asyncProperty(fc.array(act(120, 0), { maxLength: 12 }), fc.nat(), async (acts, seed) => {
      const store = await read(t, worldOf(acts));
      const { activities, items, ...rest } = harvestOf(worldOf(acts));
      const other = await read(t, { team: ['Una', 'Nia'] });
      const turned = [
        ...activities.slice(seed % activities.length),
        ...activities.slice(0, seed % activities.length),
      ];
      for (const part of [turned.reverse().slice(0, 20), turned])
        await other.append(PROJECT, SOURCE, { ...rest, items: [...items].reverse(), activities: part }, []);
      await other.markRead(PROJECT, SOURCE, AT * DAY);
      const known = new Set((await other.people(PROJECT)).map(({ name }) => name));
      t.true(known.has('Una'));
      t.deepEqual(await of(other), await of(store));
    }),
    { numRuns: 25 },
  );
});

test('what happened or was decided later changes nothing about a day', async t => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act(120, 1, [...DONE, ...ENDS]), { maxLength: 10 }),
      fc.array(act(-1, -60, [...DONE, ...ENDS]), { maxLength: 10 }),
      async (acts, later) => {
        const [before, after] = [await read(t, worldOf(acts)), await read(t, worldOf([...acts, ...later]))];
        const nia = { service: 'gerrit', id: 'nia' } as const;
        await decide(after, AT + 1, 'nia', { kind: 'leave', of: nia, since: (AT - 60) * DAY });
        await decide(after, AT + 1, 'nia', { kind: 'vouch', of: { service: 'gerrit', id: 'una' } });
        const told = async (store: Store) =>
          (await standingsAt(store, HERE, AT * DAY)).map(({ person: _key, ...rest }) => rest);
        t.deepEqual(await told(after), await told(before));
      },
    ),
    { numRuns: 40 },
  );
});
