// What every metric promises, tried on every file of src/metrics.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { Metric } from '../../src/contracts.ts';
import { KINDS } from '../../src/domain/activity.ts';
import { MIGRATIONS } from '../../src/store/schema.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { VIEWS } from '../../src/store/views.ts';
import { ledgerOf, PROJECT, type World } from '../support/ledger.ts';
import { loadPlugins, ROOT } from '../support/project.ts';

const metrics = (await loadPlugins('metrics')).map(({ name, plugin }) => ({
  name,
  metric: plugin as Metric,
}));

const captured = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);
const views = new Set(captured(VIEWS, /create temp view (\w+)/g));
const tables = new Set(captured(MIGRATIONS.join('\n'), /create table (\w+)/g));

/** Names after `from` and `join`, without the ones that the query itself makes by `with`. */
const readFrom = (sql: string): string[] => {
  const own = new Set(captured(sql, /(\w+) as (?:materialized )?\(/g));
  return captured(sql, /\b(?:from|join)\s+(\w+)/g).filter(name => !own.has(name) && name !== 'select');
};

/** The columns that the file declares as its fact. */
const declared = (name: string): string[] | undefined => {
  const text = readFileSync(join(ROOT, 'src', 'metrics', `${name}.ts`), 'utf8');
  if (/Metric<NameFact/.test(text)) return ['person'];
  const body = /export interface \w+Fact \{([\s\S]*?)\n\}/.exec(text)?.[1];
  return body === undefined ? undefined : captured(body, /readonly (\w+)\??:/g);
};

/** A ledger on which every metric has something to say. */
const BUSY: World = {
  team: ['Una'],
  changes: {
    c1: {
      ...{ owner: 'Oli', day: 101 },
      states: [
        ['subject', 101, 'Paint'],
        ['repository', 101, 'garden/sheds'],
      ],
    },
    c2: { owner: 'Oli', day: 102 },
    'bug/1001': { kind: 'bug', owner: 'Oli', day: 101 },
    m1: {
      kind: 'meeting',
      states: [
        ['subject', 102, 'gardeners'],
        ['done', 102.1, 'The shed is done'],
      ],
    },
    'm1/action/1': {
      kind: 'action',
      states: [
        ['subject', 102, 'Una to paint'],
        ['meeting', 102, 'm1'],
      ],
    },
  },
  acts: [
    [1, 'commit', 'Old'],
    [102, 'review', 'Una', 'c1', 1, 2],
    [102, 'review', 'Nia', 'c1', 1, -1],
    [102.2, 'review', 'Una', 'c1', 1, 2],
    [102.5, 'approval', 'Una', 'c1', 1, 1],
    [103, 'change-merged', 'Una', 'c1'],
    [103, 'commit', 'Oli'],
    [102, 'meeting-present', 'Una', 'm1', undefined, 7],
    [102, 'meeting-action', 'Una', 'm1/action/1'],
    [104, 'chat-present', 'Una'],
    [103, 'bug-fix', 'Oli', undefined, undefined, 1001],
    [103, 'bug-triage', 'Una', 'bug/1001'],
  ],
  priorities: [['c1', 'sheds', 0]],
};

test('there are metrics, and the views that they are written over', t => {
  t.true(metrics.length >= 18);
  t.true(views.has('activities') && tables.has('activity'));
});

for (const { name, metric } of metrics) {
  test(`${name} says what it counts, how, and after whom`, t => {
    t.is(metric.id, name);
    t.true(['project', 'item', 'name', 'person'].includes(metric.per));
    t.regex(metric.question, /\?$/);
    for (const words of [metric.definition, metric.source, metric.unit]) t.true(words.trim().length > 0);
    t.regex(metric.definition, /^\p{Lu}.*\.$/u);
    t.true(metric.kinds.length > 0 && metric.kinds.every(kind => KINDS.includes(kind)));
    t.true(Object.keys(metric.defaults ?? {}).every(parameter => metric.sql.includes(`$${parameter}`)));
  });

  test(`${name} reads the views alone`, t => {
    const names = readFrom(metric.sql);
    t.true(names.length > 0);
    t.deepEqual(
      names.filter(each => !views.has(each)),
      [],
    );
    t.notRegex(metric.sql, /order by[^()]*$/i, 'the order is left to its readers');
  });

  test(`${name} runs on a ledger that is empty`, async t => {
    const store = openSqlite(':memory:');
    t.teardown(() => store.close());
    const rows = await store.measure(metric, 'nothing', { since: 0, until: 1000 });
    t.true(rows.length === 0 || Object.values(rows[0] as object).every(value => value === 0));
  });

  test(`${name} answers with the columns of its fact, and with persons only where it may`, async t => {
    const { store } = await ledgerOf(t, BUSY);
    const day = 86_400;
    const rows = await store.measure(metric, PROJECT, { since: 100 * day, until: 110 * day });
    t.true(rows.length > 0);
    const columns = Object.keys(rows[0] as object);
    t.deepEqual([...columns].sort(), [...(declared(name) ?? [])].sort());
    t.is(columns.includes('person'), metric.per === 'person' || metric.per === 'name');
    if (metric.per === 'name') t.deepEqual(columns, ['person']);
    if (metric.per === 'project') t.false(columns.includes('owner'));
  });
}
