// The team in the configuration itself: dates as strings, midnights of the project's zone.
import test from 'ava';
import { membershipsFrom } from '../../src/domain/team.ts';
import rollcall from '../../src/rosters/rollcall/index.ts';

const read = async (settings: unknown) => (await rollcall.read(rollcall.settings.parse(settings))).versions;
const faults = (settings: unknown) =>
  rollcall.settings.safeParse(settings).error?.issues.map(({ message }) => message);

test('undated members are there from the beginning, as cores', async t => {
  t.deepEqual(await read({ members: [{ name: 'Ada Roe' }] }), [
    {
      at: 0,
      ref: 'the configuration',
      entries: [
        { role: 'core', name: 'Ada Roe', handles: [{ service: 'name', id: 'Ada Roe', name: 'Ada Roe' }] },
      ],
    },
  ]);
});

test('every date is an edit at midnight UTC, or in the zone that is given', async t => {
  const members = [{ name: 'Ada', since: '2024-03-01', until: '2024-07-01' }, { name: 'Bo' }];
  t.deepEqual(
    (await read({ members })).map(({ at }) => at),
    [0, Date.UTC(2024, 2, 1) / 1000, Date.UTC(2024, 6, 1) / 1000],
  );
  t.deepEqual(
    (await read({ members, timezone: 'Europe/Helsinki' })).map(({ at }) => at),
    [0, Date.UTC(2024, 1, 29, 22) / 1000, Date.UTC(2024, 5, 30, 21) / 1000],
  );
});

test('somebody who came back is listed twice and has two memberships', async t => {
  const members = [
    { name: 'Ada', until: '2024-03-01' },
    { name: 'Ada', role: 'ptl', since: '2024-07-01' },
  ];
  const found = membershipsFrom(await read({ members })).map(({ role, evidence }) => [role, ...evidence]);
  t.deepEqual(found, [
    ['ptl', 'joined at 2024-07-01 (configuration)'],
    ['core', 'listed in the first version, the configuration', 'left at 2024-03-01 (configuration)'],
    ['core', 'joined at 2024-07-01 (configuration)'],
  ]);
});

test('faults are told in words', t => {
  t.deepEqual(faults({ members: [{ name: 'Ada', since: '2024-02-30' }] }), ['a date is written YYYY-MM-DD']);
  t.deepEqual(faults({ members: [{ name: 'Ada', since: '2024-03-02', until: '2024-03-01' }] }), [
    '`until` must be later than `since`',
  ]);
  t.deepEqual(faults({ members: [{ name: 'Ada' }], timezone: 'Nowhere' }), [
    'not the name of a time zone, such as Europe/Helsinki',
  ]);
  t.is(faults({ members: [{ name: 'Ada', mail: 'x' }] })?.length, 1);
});
