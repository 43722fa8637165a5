// Changes that come and go, first responses, commits, bugs, newcomers, last signs of life.
import test from 'ava';
import bugFixes from '../../src/metrics/bug-fixes.ts';
import changeDuration from '../../src/metrics/change-duration.ts';
import changesMerged from '../../src/metrics/changes-merged.ts';
import changesOpened from '../../src/metrics/changes-opened.ts';
import closure from '../../src/metrics/closure.ts';
import commits from '../../src/metrics/commits.ts';
import firstResponse from '../../src/metrics/first-response.ts';
import lastActivity from '../../src/metrics/last-activity.ts';
import newcomers from '../../src/metrics/newcomers.ts';
import { ledgerOf, type World } from '../support/ledger.ts';

const DAY = 86_400;

const WORLD: World = {
  bots: ['Robot'],
  changes: {
    c1: {
      owner: 'Oli',
      day: 1,
      states: [
        ['subject', 1, 'Paint'],
        ['landing', 9, 'merge'],
      ],
    },
    c2: { owner: 'Una', day: 2 },
    c3: { owner: 'Robot', day: 3 },
    c4: { owner: 'Oli', day: 15 },
    c5: {},
  },
  acts: [
    [9, 'change-merged', 'Robot', 'c1'],
    [6, 'change-abandoned', 'Una', 'c2'],
    [8, 'change-restored', 'Una', 'c2'],
    [20, 'change-merged', 'Robot', 'c4'],
    [9.5, 'change-merged', 'Una', 'c5'],
  ],
  priorities: [['c1', 'sheds', 0]],
};

test('changes opened and merged are those of the window, with their owners', async t => {
  const { ask } = await ledgerOf(t, WORLD);
  const opened = await ask(changesOpened, 0, 10);
  t.deepEqual(
    opened.map(({ number, owner, byBot }) => [number, owner, byBot]),
    [
      ['c1', 'Oli', 0],
      ['c2', 'Una', 0],
      ['c3', 'Robot', 1],
    ],
  );
  const merged = (await ask(changesMerged, 0, 10)).sort((a, b) => Number(a['at']) - Number(b['at']));
  t.like(merged[0], {
    number: 'c1',
    owner: 'Oli',
    title: 'Paint',
    at: 9 * DAY,
    priority: 1,
    landing: 'merge',
  });
  t.like(merged[1], { number: 'c5', owner: null, title: null, landing: null, byBot: 0 });
  t.is(merged.length, 2);
});

test('closure counts what came and what went', async t => {
  const { ask } = await ledgerOf(t, WORLD);
  t.deepEqual(
    await ask(closure, 0, 10),
    [{ opened: 2, merged: 2, abandoned: 1, restored: 1 }],
    'without the bot’s',
  );
  t.deepEqual(await ask(closure, 30, 40), [{ opened: 0, merged: 0, abandoned: 0, restored: 0 }]);
});

test('a duration is known where the opening is', async t => {
  const { ask } = await ledgerOf(t, WORLD);
  t.deepEqual(await ask(changeDuration, 0, 30), [
    { mergedAt: 20 * DAY, openedAt: 15 * DAY },
    { mergedAt: 9 * DAY, openedAt: DAY },
  ]);
});

test('the first response is that of anybody but the owner and the bots', async t => {
  const { ask } = await ledgerOf(t, {
    ...WORLD,
    acts: [
      [1.1, 'review', 'Oli', 'c1', 1, 1],
      [1.2, 'review', 'Robot', 'c1', 1, 1],
      [4, 'inline-comment', 'Una', 'c1', 1],
      [3, 'approval', 'Vic', 'c1', 1, 1],
      [12, 'review', 'Vic', 'c2', 1, 1],
    ],
  });
  t.deepEqual(await ask(firstResponse, 0, 10), [
    { openedAt: 2 * DAY, respondedAt: null },
    { openedAt: DAY, respondedAt: 3 * DAY },
  ]);
});

test('commits and fixed bugs are counted by author, each bug once', async t => {
  const { ask } = await ledgerOf(t, {
    bots: ['Robot'],
    acts: [
      [1, 'commit', 'Oli'],
      [2, 'commit', 'Oli'],
      [2, 'commit', 'Robot'],
      [10, 'commit', 'Oli'],
      [1, 'bug-fix', 'Oli', undefined, undefined, 1001],
      [2, 'bug-fix', 'Oli', undefined, undefined, 1001],
      [2, 'bug-fix', 'Oli', undefined, undefined, 1002],
    ],
  });
  t.deepEqual(await ask(commits, 0, 10), [{ person: 'Oli', commits: 2 }]);
  t.deepEqual(await ask(bugFixes, 0, 10), [{ person: 'Oli', fixes: 2 }]);
});

test('newcomers did something for the first time, once there is a history to say so', async t => {
  const { ask } = await ledgerOf(t, {
    bots: ['Robot'],
    acts: [
      [5, 'commit', 'Oli'],
      [100, 'review', 'Oli', 'c1', 1, 1],
      [100, 'review', 'Nia', 'c1', 1, 1],
      [101, 'commit', 'Robot'],
      [101, 'meeting-present', 'Max'],
      [99, 'meeting-present', 'Ned'],
      [102, 'bug-opened', 'Ned'],
      [120, 'commit', 'Late'],
    ],
  });
  t.deepEqual(await ask(newcomers, 95, 110), [{ person: 'Ned' }, { person: 'Nia' }]);
  t.deepEqual(await ask(newcomers, 94.9, 110), [], 'eighty-nine days are no history');
});

test('everybody who ever was on a roster has a last sign of life of each kind, or none', async t => {
  const { ask } = await ledgerOf(t, {
    team: ['Una', ['Uwe', 'emeritus', 3], ['Una', 'ptl', 5]],
    acts: [
      [2, 'review', 'Una', 'c1', 1, 1],
      [4, 'review', 'Una', 'c1', 1, 2],
      [9, 'commit', 'Una'],
      [12, 'review', 'Una', 'c1', 1, 1],
      [4, 'review', 'Vic', 'c1', 1, 1],
    ],
  });
  const rows = await ask(lastActivity, 0, 10);
  t.is(rows.length, 2 * lastActivity.kinds.length);
  const last = (person: string, kind: string) =>
    rows.find(row => row['person'] === person && row['kind'] === kind)?.['lastAt'];
  t.is(last('Una', 'review'), 4 * DAY);
  t.is(last('Una', 'commit'), 9 * DAY);
  t.is(last('Uwe', 'review'), null);
});
