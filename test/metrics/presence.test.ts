// Days in chat, meetings one by one, what was done on a named change or bug.
import test from 'ava';
import chatDays from '../../src/metrics/chat-days.ts';
import itemActs from '../../src/metrics/item-acts.ts';
import meetingWords from '../../src/metrics/meeting-words.ts';
import meetingsBegun from '../../src/metrics/meetings-begun.ts';
import { ledgerOf, PROJECT } from '../support/ledger.ts';

const DAY = 86_400;

test('a day in chat counts once, and a day of a meeting counts as the meeting', async t => {
  const { ask } = await ledgerOf(t, {
    bots: ['Robo'],
    changes: { m1: { kind: 'meeting', states: [['subject', 3.5, 'gardeners']] } },
    acts: [
      [1.1, 'chat-present', 'Una'],
      [1.9, 'chat-present', 'Una'],
      [2.5, 'chat-present', 'Una'],
      [3.1, 'chat-present', 'Una'],
      [3.1, 'chat-present', 'Vic'],
      [3.5, 'meeting-present', 'Una', 'm1', undefined, 4],
      [2, 'chat-present', 'Robo'],
      [40, 'chat-present', 'Vic'],
    ],
  });
  t.deepEqual(await ask(chatDays, 0, 30), [
    { person: 'Una', days: 2, lastAt: 2.5 * DAY },
    { person: 'Vic', days: 1, lastAt: Math.round(3.1 * DAY) },
  ]);
});

test('meetings that were held and those that were called off are told apart', async t => {
  const { ask } = await ledgerOf(t, {
    changes: {
      m1: { kind: 'meeting', states: [['subject', 1, 'gardeners']] },
      m2: {
        kind: 'meeting',
        states: [
          ['subject', 8, 'gardeners'],
          ['ended', 8, 'cancelled'],
        ],
      },
      m3: {
        kind: 'meeting',
        states: [
          ['subject', 15, 'gardeners'],
          ['ended', 15.1, 'said'],
        ],
      },
    },
    acts: [[1.01, 'meeting-present', 'Una', 'm1', undefined, 4]],
  });
  const rows = await ask(meetingsBegun, 0, 30);
  t.deepEqual(
    rows.map(({ series, at, cancelled }) => [series, at, cancelled]),
    [
      ['gardeners', Math.round(1.01 * DAY), 0],
      ['gardeners', 8 * DAY, 1],
    ],
  );
});

test('what meetings said is done comes with their name', async t => {
  const states = [
    ['subject', 1, 'gardeners'],
    ['done', 1.01, 'the shed is painted: done'],
    ['agreed', 1.02, 'red'],
  ] as const;
  const { ask } = await ledgerOf(t, {
    changes: { m1: { kind: 'meeting', states } },
    acts: [[1, 'meeting-present', 'Una', 'm1', undefined, 4]],
  });
  const rows = await ask(meetingWords, 0, 30);
  t.is(rows.length, 1);
  t.like(rows[0], { series: 'gardeners', text: 'the shed is painted: done' });
});

test('an item is found by any of its ids, with what was done on it since, by whom, and how it stands', async t => {
  const { store } = await ledgerOf(t, {
    bots: ['Gate'],
    changes: {
      '4681': {
        owner: 'Oli',
        day: 1,
        states: [
          ['subject', 1, 'Paint'],
          ['change-id', 1, 'I0123456789ab'],
        ],
      },
      'bug/2016': { kind: 'bug', owner: 'Oli', day: 1 },
    },
    acts: [
      [2, 'review', 'Una', '4681', 1, 1],
      [9, 'review', 'Una', '4681', 1, 2],
      [10, 'review', 'Una', '4681', 1, 2],
      [11, 'change-merged', 'Gate', '4681'],
      [12, 'bug-fix', 'Oli', undefined, undefined, 2016],
      [13, 'bug-closed', 'Gate', 'bug/2016'],
    ],
  });
  const people = new Map((await store.people(PROJECT)).map(({ key, name }) => [key, name]));
  const ask = async (named: Readonly<Record<string, string>>, until = 30) =>
    [...(await store.measure(itemActs, PROJECT, { since: 5 * DAY, until: until * DAY, ...named }))]
      .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
      .map(row => [
        row.number,
        row.closed,
        row.kind,
        row.owner === null ? null : people.get(row.owner),
        row.at === null ? null : row.at / DAY,
      ]);
  const change = [
    ['4681', 1, 'review', 'Una', 9],
    ['4681', 1, 'change-merged', null, 11],
  ];
  t.deepEqual(await ask({ id1: '4681', id2: 'pull/4681' }), change);
  t.deepEqual(await ask({ id1: 'I01234567', changeId: 'I01234567' }), change);
  t.deepEqual(await ask({ id1: '4681' }, 6), [['4681', 0, null, null, null]]);
  t.deepEqual(await ask({ id1: 'bug/2016' }), [
    ['bug/2016', 1, 'bug-fix', 'Oli', 12],
    ['bug/2016', 1, 'bug-closed', null, 13],
  ]);
  t.deepEqual(await ask({ id1: '99' }), []);
});
