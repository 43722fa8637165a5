// Which changes belong to a priority, and from when until when.
import test from 'ava';
import type { ItemField, ItemState } from '../../src/domain/activity.ts';
import { belongsTo, type MatchableItem, type MatchRules, type Priority } from '../../src/domain/priority.ts';

const state = (field: ItemField, at: number, value: string): ItemState => ({ field, at, value });
const item = (...states: ItemState[]): MatchableItem => ({ nativeId: '7', openedAt: 10, states });
const spans = (of: MatchableItem, match: MatchRules, more: Partial<Priority> = {}) =>
  belongsTo(of, { id: 'p', title: 'P', owners: [], match, weekly: [], ...more }, (pattern, text) =>
    pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern,
  );

test('a topic counts from the moment it was set until it was changed', t => {
  const of = item(state('topic', 40, 'other'), state('topic', 20, 'import-2'), state('topic', 60, 'import'));
  t.deepEqual(spans(of, { topic: ['import*'] }), [{ since: 20, until: 40 }, { since: 60 }]);
  t.deepEqual(spans(of, { topic: ['nothing'] }), []);
});

test('spans that touch or overlap are one', t => {
  const of = item(
    state('topic', 20, 'import-1'),
    state('topic', 30, 'import-2'),
    state('subject', 25, 'import'),
  );
  t.deepEqual(spans(of, { topic: ['import*'], subject: ['import'] }), [{ since: 20 }]);
  const ended = item(state('topic', 20, 'a'), state('topic', 30, 'b'), state('topic', 50, 'c'));
  t.deepEqual(spans(ended, { topic: ['a', 'b'] }), [{ since: 20, until: 50 }]);
});

test('hashtags, labels and bugs are lists; one match is enough', t => {
  const of = item(
    state('hashtag', 20, 'red\ngreen'),
    state('label', 30, 'bug'),
    state('bug', 40, '1001\n1002'),
  );
  t.deepEqual(spans(of, { hashtag: ['green'] }), [{ since: 20 }]);
  t.deepEqual(spans(of, { label: ['bug'] }), [{ since: 30 }]);
  t.deepEqual(spans(of, { bug: [1002] }), [{ since: 40 }]);
  t.deepEqual(spans(of, { bug: [100] }), []);
});

test('a change is named by number, Change-Id or commit, since its opening', t => {
  t.deepEqual(spans(item(), { change: ['7'] }), [{ since: 10 }]);
  t.deepEqual(spans(item(), { change: ['77'] }), []);
  t.deepEqual(spans({ ...item(), nativeId: 'landing/abc' }, { change: ['abc'] }), [{ since: 10 }]);
  t.deepEqual(spans(item(state('change-id', 12, 'I01')), { change: ['I01'] }), [{ since: 10 }]);
  const landed = { ...item(), nativeId: 'landing/0123456789abcdef' };
  t.deepEqual(spans(landed, { change: ['0123456'] }), [{ since: 10 }]);
  t.deepEqual(spans(landed, { change: ['012345'] }), []);
  t.deepEqual(spans(landed, { change: ['1234567'] }), []);
});

test('a weekly list counts from its week on', t => {
  const weekly = [
    { at: 50, changes: ['7'] },
    { at: 30, changes: ['8', '7'] },
    { at: 20, changes: ['8'] },
  ];
  t.deepEqual(spans(item(), {}, { weekly }), [{ since: 30 }]);
  const byId = [{ at: 30, changes: ['I01', '0123456'] }];
  t.deepEqual(spans(item(state('change-id', 12, 'I01')), {}, { weekly: byId }), [{ since: 30 }]);
  t.deepEqual(spans({ ...item(), nativeId: 'landing/0123456789' }, {}, { weekly: byId }), [{ since: 30 }]);
});

test('nothing counts before the priority began or after it ended', t => {
  const of = item(state('topic', 20, 'import'), state('topic', 40, 'other'));
  t.deepEqual(spans(of, { topic: ['import'] }, { since: 25 }), [{ since: 25, until: 40 }]);
  t.deepEqual(spans(of, { topic: ['import'] }, { until: 30 }), [{ since: 20, until: 30 }]);
  t.deepEqual(spans(of, { topic: ['import'] }, { since: 40 }), []);
  t.deepEqual(spans(of, { topic: ['import'] }, { until: 20 }), []);
  t.deepEqual(spans(item(), { change: ['7'] }, { since: 5, until: 30 }), [{ since: 10, until: 30 }]);
});

test('other properties of a change match nothing', t => {
  t.deepEqual(
    spans(item(state('branch', 20, 'main'), state('wip', 20, 'true')), { topic: ['main', 'true'] }),
    [],
  );
});
