// What a public report may see: a metric about persons is refused, also when the types were got around.
import test from 'ava';
import type { Metric, PublicReport } from '../../src/contracts.ts';
import { type Activity, GHOST, type Handle } from '../../src/domain/activity.ts';
import { DAY } from '../../src/domain/calendar.ts';
import { publicLedger } from '../../src/flow/public-ledger.ts';
import { loadPlugins } from '../../src/house/plugins.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { ledgerOf, PROJECT } from '../support/ledger.ts';

const plugins = await loadPlugins();
const window = { since: 0, until: 1 };

test('no metric about persons passes, every other one does', async t => {
  const store = openSqlite(':memory:');
  const ledger = publicLedger(store);
  for (const metric of plugins.metrics.values()) {
    const asked = () => ledger.measure(metric as Metric<unknown, 'item'>, 'lumen', window);
    if (metric.per === 'project' || metric.per === 'item') await t.notThrowsAsync(asked, metric.id);
    else await t.throwsAsync(asked, { message: /persons/ }, metric.id);
    const names = () => ledger.namesFrom(metric as Metric<{ person: number }, 'name'>, 'lumen', window);
    if (metric.per === 'name') await t.notThrowsAsync(names, metric.id);
    else await t.throwsAsync(names, { message: /persons/ }, metric.id);
  }
  store.close();
});

test('a public report is handed nothing else', t => {
  const store = openSqlite(':memory:');
  const doors = Object.keys(publicLedger(store)).sort((a, b) => (a < b ? -1 : 1));
  t.deepEqual(doors, ['absence', 'checkIn', 'measure', 'names', 'namesFrom', 'sources', 'streams']);
  store.close();
});

test('of who is away a count comes out, and only where it is nobody’s', async t => {
  const team = ['Ann', 'Bob', 'Cid', 'Dee', 'Eve', 'Fay'];
  const { store } = await ledgerOf(t, { team: [...team, ['Old', 'core', 0, 50]] });
  const absence = (day: number) => publicLedger(store).absence(PROJECT, 60 * DAY, day * DAY);
  t.is(await absence(80), undefined, 'that nobody is away is not told');
  const leave = async (name: string) => {
    const of = { service: 'gerrit', id: name.toLowerCase(), name } as const;
    const ruling = { kind: 'leave', of, since: 70 * DAY, until: 90 * DAY } as const;
    await store.decide(PROJECT, { key: name, at: 55 * DAY, by: of, place: 'x', ruling });
  };
  const told: unknown[] = [];
  for (const name of ['Old', ...team]) {
    await leave(name);
    told.push((await absence(80))?.away);
  }
  t.deepEqual(told, [undefined, 1, 2, 3, 'most', 'most', 'most'], 'one who left is no core');
  t.deepEqual(await absence(80), { of: 6, away: 'most' });
  t.is(await absence(95), undefined, 'after it is over');
});

test('at least one report is public, and those about persons are not', t => {
  const audience = (id: string) => plugins.reports.get(id)?.audience;
  t.is(audience('weekly'), 'public');
  t.is(audience('agenda'), 'public');
  t.is(audience('triage'), 'ptl');
  t.is(audience('team'), 'ptl');
  t.is(audience('reviewers'), 'ptl');
  // The type of `compose` is the proof; this line only compiles because of it.
  const weekly = plugins.reports.get('weekly') as PublicReport;
  t.is(typeof weekly.compose, 'function');
});

test('people whose accounts are gone are not thanked by name', async t => {
  const store = openSqlite(':memory:');
  t.teardown(() => store.close());
  const said = (nativeId: string, by: Handle): Activity => ({
    nativeId,
    kind: 'review',
    by,
    at: 5,
    item: 'pull/1',
  });
  const una: Handle = { service: 'github', id: '2', name: 'Una Core' };
  const place = { id: 'github', type: 'github', origin: 'github acme/shed' };
  const activities = [said('review/1', GHOST), said('review/2', una)];
  await store.append('shed', place, { activities, items: [], aliases: [], skipped: [] }, []);
  const metric = plugins.metrics.get('reviewers') as Metric<{ person: number }, 'name'>;
  const names = await publicLedger(store).namesFrom(metric, 'shed', { since: 0, until: 10 });
  t.deepEqual(names, ['Una Core']);
});
