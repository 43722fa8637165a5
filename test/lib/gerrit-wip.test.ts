// Work in progress by votes: who says so, what ends it, and Gerrit's own flag beside it.
import test from 'ava';
import type { ItemState } from '../../src/domain/activity.ts';
import type { GerritChange, Vote, Withdrawal } from '../../src/lib/gerrit-change.ts';
import { statesWithWip } from '../../src/lib/gerrit-wip.ts';

const by = (id: string) => ({ service: 'gerrit', id }) as const;
const vote = (id: string, at: number, value: number, revision = 1): Vote => ({
  label: 'Workflow',
  value,
  by: by(id),
  at,
  revision,
  copied: false,
});
const back = (id: string, at: number): Withdrawal => ({ label: 'Workflow', by: by(id), at, revision: 1 });
const flag = (at: number, value: string): ItemState => ({ field: 'wip', at, value });

const wip = (more: Partial<GerritChange>): string[] => {
  const change: GerritChange = {
    number: '7',
    owner: by('1'),
    patchSets: [{ number: 1, at: 1, by: by('1') }],
    votes: [],
    withdrawals: [],
    remarks: [],
    inline: [],
    statuses: [],
    states: [],
    ...more,
  };
  return statesWithWip(change).map(({ field, at, value }) => `${field} ${at} ${value}`);
};

const two = [1, 2].map(number => ({ number, at: number * 10, by: by('1') }));

test('it ends with a better vote of the same account, its withdrawal, or a new patch set', t => {
  t.deepEqual(wip({ votes: [vote('1', 5, -1), vote('1', 6, 1)] }), ['wip 5 true', 'wip 6 false']);
  t.deepEqual(wip({ votes: [vote('1', 5, -1)], withdrawals: [back('1', 7)] }), ['wip 5 true', 'wip 7 false']);
  t.deepEqual(wip({ votes: [vote('1', 15, -1)], patchSets: two }), ['wip 15 true', 'wip 20 false']);
});

test('it goes on while somebody else says so, or the vote was carried over', t => {
  const both = [vote('1', 5, -1), vote('2', 6, -1), vote('1', 7, 1)];
  t.deepEqual(wip({ votes: both }), ['wip 5 true']);
  t.deepEqual(wip({ votes: both, withdrawals: [back('2', 9)] }), ['wip 5 true', 'wip 9 false']);
  const carried = [vote('1', 15, -1), { ...vote('1', 20, -1, 2), copied: true }];
  t.deepEqual(wip({ votes: carried, patchSets: two }), ['wip 15 true']);
});

test('the flag counts beside the votes, and alone where there are none', t => {
  const states = [flag(2, 'true'), flag(6, 'false')];
  t.deepEqual(wip({ states }), ['wip 2 true', 'wip 6 false']);
  t.deepEqual(wip({ states, votes: [vote('1', 5, -1)], withdrawals: [back('1', 9)] }), [
    'wip 2 true',
    'wip 6 true',
    'wip 9 false',
  ]);
  t.deepEqual(wip({ votes: [vote('1', 5, 1)] }), []);
});

test('other states stay as they are', t => {
  const states: ItemState[] = [{ field: 'subject', at: 1, value: 'Paint' }];
  t.deepEqual(wip({ states, votes: [vote('1', 5, -1)] }), ['subject 1 Paint', 'wip 5 true']);
});
