// What the team would be without somebody, asked of a whole ledger.
import test from 'ava';
import { DAY } from '../../src/domain/calendar.ts';
import { DEFAULT_NOMINATION, type NominationPolicy } from '../../src/domain/policy.ts';
import { areasAtHome, whatIfWithout } from '../../src/facts/what-if.ts';
import { whatIfWords } from '../../src/lib/what-if-words.ts';
import areaReviews from '../../src/metrics/area-reviews.ts';
import reReviews from '../../src/metrics/re-reviews.ts';
import { asked, PROJECT_OF, requestOf } from '../support/asking.ts';
import { type Act, ledgerOf, PROJECT, type World } from '../support/ledger.ts';

const ITEMS = ['c1', 'c2', 'c3', 'c4'];
const WORLD: World = {
  team: [['Pia', 'ptl', 0], 'Una', 'Nia'],
  changes: Object.fromEntries(
    ITEMS.map(name => [
      name,
      {
        ...{ owner: 'Oli', day: 60 },
        states: [
          ['repository', 60, 'garden'],
          ['label', 60, 'docs\nsheds'],
        ] as const,
      },
    ]),
  ),
  acts: [
    ...ITEMS.map((name): Act => [61, 'review', 'Una', name, 1, 1]),
    ...ITEMS.slice(0, 3).map((name): Act => [62, 'review', 'Nia', name, 1, -1]),
    // Again on a second patch set; a comment alone, and somebody of no team, need no core.
    [63, 'patchset', 'Oli', 'c1', 2],
    [64, 'review', 'Una', 'c1', 2, 2],
    [64, 'review', 'Nia', 'c1', 2, 0],
    [65, 'review', 'Eva', 'c1', 1, 1],
    [75, 'review', 'Eva', 'c1', 2, 1],
    [80, 'review', 'Zoe', 'c2', 1, 1],
    [88, 'review', 'Zoe', 'c2', 1, -1],
  ],
};

test('a core who votes again on a later patch set is counted, and nobody else', async t => {
  const { store } = await ledgerOf(t, WORLD);
  const window = { since: 10 * DAY, until: 100 * DAY };
  t.deepEqual(await store.measure(reReviews, PROJECT, window), [{ again: 1 }]);
});

test('areas are repositories, topics, labels and priorities of what somebody reviewed', async t => {
  const { store } = await ledgerOf(t, { ...WORLD, priorities: [['c2', 'gates', 60]] });
  const people = await store.people(PROJECT);
  const key = people.find(({ name }) => name === 'Zoe')?.key;
  const facts = await store.measure(areaReviews, PROJECT, { since: 10 * DAY, until: 100 * DAY });
  t.deepEqual(
    facts
      .filter(({ person }) => person === key)
      .map(({ field, area, changes }) => `${field} ${area.replace('\n', '+')} ${changes}`)
      .sort((a, b) => (a < b ? -1 : 1)),
    ['label docs+sheds 1', 'priority gates 1', 'repository garden 1'],
  );
});

test('an area has two cores at home when each of them has reviewed three changes in it', async t => {
  const { store } = await ledgerOf(t, {
    ...WORLD,
    changes: {
      ...WORLD.changes,
      c5: { owner: 'Oli', day: 60, states: [['label', 60, 'docs\nroofs']] },
      c6: { owner: 'Oli', day: 60, states: [['label', 60, 'docs\nroofs']] },
      c7: { owner: 'Oli', day: 60, states: [['label', 60, 'docs\nroofs']] },
      c8: { owner: 'Oli', day: 60, states: [['label', 60, 'roofs']] },
      c9: { owner: 'Oli', day: 60, states: [['label', 60, 'roofs']] },
      c10: { owner: 'Oli', day: 60, states: [['label', 60, 'roofs']] },
    },
    acts: [
      ...(WORLD.acts ?? []),
      ...['c5', 'c6', 'c7', 'c8', 'c9', 'c10'].map((name): Act => [70, 'review', 'Una', name, 1, 1]),
    ],
    priorities: [['c8', 'gates', 60]],
  });
  const people = await store.people(PROJECT);
  const cores = new Map(
    people.filter(({ name }) => ['Una', 'Nia'].includes(name)).map(({ key }) => [key, 1]),
  );
  const at = (day: number) => areasAtHome(store, PROJECT_OF, cores, day * DAY);
  t.deepEqual(await at(60), { shared: 0, known: 0 });
  t.deepEqual(await at(63), { shared: 3, known: 3 });
  // "roofs" alone and beside "docs" are two values of one person: no second core.
  t.deepEqual(await at(100), { shared: 3, known: 4 });
});

test('the words for the PTL: votes, waits, areas, the bench in alphabetical order', async t => {
  const { store } = await ledgerOf(t, WORLD);
  const una = (await store.people(PROJECT)).find(({ name }) => name === 'Una')?.key ?? 0;
  const whatIf = await whatIfWithout(store, PROJECT_OF, 100 * DAY, new Set([una]));
  t.deepEqual(whatIf.bench, ['Eva', 'Zoe']);
  t.deepEqual(whatIf.thinAreas, [
    { area: 'label docs', left: 1 },
    { area: 'label sheds', left: 1 },
    { area: 'repository garden', left: 1 },
  ]);
  t.deepEqual([whatIf.needed, whatIf.today.votes, whatIf.after.votes], [0.7, 0.6, 0.2]);
  const words = whatIfWords(whatIf);
  t.is(words.length, 7);
  for (const line of words) t.regex(line, /^\p{Lu}.*[.]$/u);
  t.regex(words.join('\n'), /The team has 3 cores now and would have 2\./);
});

test('a vote needs what the rule of the project asks for', async t => {
  const { store } = await ledgerOf(t, WORLD);
  const una = (await store.people(PROJECT)).find(({ name }) => name === 'Una')?.key ?? 0;
  const lineWith = async (nomination?: Partial<NominationPolicy>) => {
    const own = nomination && { nomination: { ...DEFAULT_NOMINATION, ...nomination } };
    return whatIfWords(await whatIfWithout(store, { ...PROJECT_OF, ...own }, 100 * DAY, new Set([una])))[3];
  };
  t.is(await lineWith(), 'A vote of the team needs 2 votes of +1, and 2 cores could give them.');
  t.is(
    await lineWith({ plus: 3 }),
    'A vote of the team needs 3 votes of +1, and 2 cores could give them: nobody could be added any more.',
  );
  t.is(
    await lineWith({ rule: 'share' }),
    'A vote of the team needs one vote of +1, and 2 cores could give it.',
  );
});

test('an account that nobody has linked stands on the bench beside its namesake as what it is', async t => {
  const others = { id: 'una-at-home', name: 'Una' };
  const { store } = await ledgerOf(t, WORLD);
  const people = await store.people(PROJECT);
  const zoe = people.find(({ name }) => name === 'Zoe');
  const una = people.find(({ name }) => name === 'Una');
  const renamed = people.map(person =>
    person.key === zoe?.key
      ? {
          ...person,
          name: others.name,
          known: false,
          handles: [{ service: 'gerrit' as const, id: others.id }],
        }
      : person,
  );
  const ledger = { ...store, people: () => Promise.resolve(renamed) };
  const { bench } = await whatIfWithout(ledger, PROJECT_OF, 100 * DAY, new Set([una?.key ?? 0]));
  t.deepEqual(bench, ['Eva', 'Una (una-at-home)']);
});

test('only the PTL is told, in private', async t => {
  const { store } = await ledgerOf(t, WORLD);
  const request = (isPrivate: boolean) =>
    requestOf(store, { day: 100, by: 'Pia', standing: 'ptl', isPrivate });
  t.is((await asked('whatif', ['@Una', '@Nia'], await request(true))).audience, 'ptl');
  await t.throwsAsync(asked('whatif', ['@Una'], await request(false)), { message: /private place/ });
  await t.throwsAsync(asked('whatif', ['@Oli'], await request(true)), { message: /not in the core team/ });
});
