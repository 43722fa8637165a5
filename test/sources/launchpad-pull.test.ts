// How Launchpad is asked: what is new, once, in spite of lists that move, lines that break and bugs that go away.
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import type { Http, Io } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';
import { type ConfiguredSource, ingest } from '../../src/flow/ingest.ts';
import { httpClient } from '../../src/shell/http.ts';
import source from '../../src/sources/launchpad/index.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { dumpOf } from '../support/dump.ts';
import { type FakeLaunchpad, fakeLaunchpad } from '../support/fake-launchpad/index.ts';
import { temporaryFolder } from '../support/git.ts';
import { testIo } from '../support/reading.ts';

interface Desk {
  readonly read: (io?: Partial<Io>) => Promise<{ requests: string[]; records: number; skipped: number }>;
  readonly rows: (kind?: string) => string[];
  readonly items: () => string[];
  readonly skips: () => string[];
}

const desk = async (
  t: ExecutionContext,
  lp: FakeLaunchpad,
  url = lp.direct.url,
  http: Http = lp.direct.http,
): Promise<Desk> => {
  const folder = await temporaryFolder(t);
  const file = join(folder, 'ledger.db');
  const store = openSqlite(file);
  t.teardown(() => store.close());
  const settings = source.settings.parse({ project: 'shed', url });
  const configured = { id: 'bugs', plugin: source, settings } as unknown as ConfiguredSource;
  const parsed = <Row>(table: string): Row[] =>
    (dumpOf(file)[table] ?? []).map(row => JSON.parse(row) as Row);
  return {
    read: async more => {
      const before = lp.log.length;
      const { records, skipped } = await ingest(store, 'garden', configured, {
        ...testIo(folder),
        http,
        ...more,
      });
      return { requests: lp.log.slice(before), records, skipped };
    },
    rows: kind =>
      parsed<{ native_id: string; kind: string; handle: string }>('activity')
        .filter(row => kind === undefined || row.kind === kind)
        .map(row => `${row.native_id.split('/').slice(0, 2).join('/')} ${row.kind} ${row.handle}`),
    items: () => parsed<{ native_id: string }>('item').map(row => row.native_id),
    skips: () => parsed<{ place: string; reason: string }>('skip').map(row => `${row.place}: ${row.reason}`),
  };
};

const DAY = 86_400;
const START = Date.parse('2025-03-01T00:00:00Z') / 1000;

const many = (lp: FakeLaunchpad, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const bug = lp.bug('shed', { by: 'oli', at: START + index * DAY });
    bug.importance('Low', { by: 'una', at: START + index * DAY + 60.5 });
    return bug;
  });

test('everything is read once, and then only what changed', async t => {
  const lp = fakeLaunchpad();
  const bugs = many(lp, 180);
  const { read, rows } = await desk(t, lp);
  const first = await read();
  t.is(first.records, 180);
  t.is(rows('bug-triage').length, 180);
  const still = await read();
  t.is(still.records, 0);
  t.true(still.requests.length <= 6, 'the list, the latest bug, and the pages of those that are open');
  bugs[3]?.comment({ by: 'una', at: START + 200 * DAY });
  bugs[4]?.status('Triaged', { by: 'vic', at: START + 200 * DAY });
  lp.bug('shed', { by: 'nia', at: START + 201 * DAY });
  t.is((await read()).records, 3);
  t.is(rows('bug-comment').length, 1);
  t.is(rows('bug-triage').length, 181);
  t.is(rows('bug-opened').length, 181);
});

test('a list that moves while it is read loses nothing', async t => {
  const lp = fakeLaunchpad();
  const bugs = many(lp, 240);
  // Whoever has been listed is changed and goes to the end: what was on the next page slips to the one before.
  let worked = 0;
  const work = (): void => {
    for (const bug of bugs.slice(worked * 40, worked * 40 + 40))
      bug.status('Confirmed', { by: 'vic', at: START + 400 * DAY + worked });
    worked += 1;
  };
  lp.fail({ when: /bugs\/1041$/, first: work });
  lp.fail({ when: /bugs\/1120$/, first: work });
  const { read, rows } = await desk(t, lp);
  await read();
  t.is(worked, 2);
  t.is(rows('bug-opened').length, 240);
  t.is(rows('bug-triage').length, 240 + 80);
});

test('bugs that all changed in one second are read over the links of the list', async t => {
  const lp = fakeLaunchpad();
  const bugs = many(lp, 200);
  for (const bug of bugs) bug.tags(['swept'], { by: 'una', at: START + 300 * DAY + 0.25 });
  const { read, rows } = await desk(t, lp);
  t.is((await read()).records, 200);
  t.is(rows('bug-opened').length, 200);
  t.true(lp.log.some(address => address.includes('ws.start=150')));
  t.is((await read()).records, 0);
});

test('a change that shows up late, behind others, is seen by the next run', async t => {
  const lp = fakeLaunchpad();
  const bugs = many(lp, 5);
  const { read, rows } = await desk(t, lp);
  await read();
  bugs[0]?.status('Triaged', { by: 'vic', at: START + 4 * DAY - 600 });
  t.is((await read()).records, 1);
  t.true(rows('bug-triage').includes('bug/1001 bug-triage launchpad:vic'));
});

test('what is taken back on Launchpad is taken back here', async t => {
  const lp = fakeLaunchpad();
  const [bug] = many(lp, 1);
  const { read, rows } = await desk(t, lp);
  await read();
  bug?.state.log.pop();
  bug?.comment({ by: 'una' });
  await read();
  t.deepEqual(rows('bug-triage'), []);
  t.is(rows('bug-comment').length, 1);
});

test('a bug that goes to another project, or into hiding, is no longer among ours', async t => {
  const lp = fakeLaunchpad();
  const bugs = many(lp, 12);
  const { read, items, rows } = await desk(t, lp);
  await read();
  bugs[2]?.move('barn', { by: 'una' });
  bugs[5]?.hide({ by: 'una' });
  bugs[7]?.status('Invalid', { by: 'una', at: START + 50 * DAY });
  await read();
  t.is(items().length, 10);
  t.false(items().includes('bug/1003') || items().includes('bug/1006'));
  t.is(rows('bug-closed').length, 1);
  const before = lp.log.length;
  await read();
  t.false(
    lp.log.slice(before).some(address => address.includes('/bugs/1003')),
    'it is let go',
  );
});

test('over a real line, an ill Launchpad is waited for', async t => {
  const lp = fakeLaunchpad({ most: 4 });
  many(lp, 9);
  const url = await lp.listen(t);
  const waits: string[] = [];
  const http = httpClient({ second: 1, onWait: (_, why) => waits.push(why) });
  lp.fail({ when: /searchTasks/, status: 500, body: 'OOPS' });
  lp.fail({ when: /1003\/activity/, status: 429, headers: { 'retry-after': '1' } });
  lp.fail({ when: /1004$/, cutAfter: 20 });
  lp.fail({ when: /1005$/, slow: 30 });
  const { read, rows } = await desk(t, lp, url, http);
  await read();
  t.is(rows('bug-triage').length, 9);
  t.is(waits.length, 3);
  t.is((await read()).records, 0);
});

test('an answer that is cut off, no list, or leads elsewhere is an illness of Launchpad', async t => {
  const cases: [RegExp, string | object, RegExp][] = [
    [/searchTasks/, '{"entries": [', /is cut off, or is no JSON/],
    [/searchTasks/, { total_size: 3 }, /answered no list/],
    [/searchTasks/, { entries: [], next_collection_link: 'https://evil.example/x' }, /another host/],
    [/activity/, '<html>', /is cut off, or is no JSON/],
  ];
  for (const [when, body, message] of cases) {
    const lp = fakeLaunchpad();
    many(lp, 2);
    lp.fail({ when, status: 200, body });
    const { read } = await desk(t, lp);
    await t.throwsAsync(read(), { instanceOf: SourceError, message });
    t.is((await read()).records, 2, 'and the next run reads it all');
  }
});

test('a project that is not there is a fault', async t => {
  const lp = fakeLaunchpad();
  const { read } = await desk(t, lp);
  await t.throwsAsync(read(), { instanceOf: SourceError, message: /launchpad shed is not there/ });
});

test('a list without an end is left', async t => {
  const lp = fakeLaunchpad();
  lp.project('shed');
  lp.record('/devel/shed', {
    status: 200,
    body: { entries: [], next_collection_link: `${lp.direct.url}/shed?ws.start=1` },
  });
  const { read } = await desk(t, lp);
  await t.throwsAsync(read(), { instanceOf: SourceError, message: /no end|circle/ });
});

test('a bug that cannot be read keeps the others waiting once, and is tried again', async t => {
  const lp = fakeLaunchpad();
  many(lp, 12);
  const { read, rows, skips } = await desk(t, lp);
  lp.fail({ when: /bugs\/1004\/activity/, status: 500 }, 3);
  await t.throwsAsync(read(), { instanceOf: SourceError });
  t.is(rows('bug-opened').length, 3, 'what was read before it is kept');
  await read();
  t.is(rows('bug-opened').length, 11);
  t.deepEqual(skips(), ['bug 1004: it could not be read, twice; it will be tried again']);
  t.is((await read()).records, 0);
  t.is((await read()).records, 1);
  t.is(rows('bug-opened').length, 12);
  t.is((await read()).records, 0);
});

test('what is missing of a bug is told of, and takes nothing back', async t => {
  const lp = fakeLaunchpad();
  const [bug] = many(lp, 1);
  bug?.comment({ by: 'una' });
  const { read, rows, skips } = await desk(t, lp);
  await read();
  lp.record('/devel/bugs/1001/messages', { status: 404 });
  lp.record('/devel/bugs/1001/activity', { status: 200, body: { start: 0, total_size: 9, entries: [] } });
  bug?.status('Triaged', { by: 'una' });
  await read();
  t.is(rows('bug-comment').length, 1);
  t.is(rows('bug-triage').length, 1);
  t.deepEqual(skips().toSorted(), [
    'bug 1001 activity: the list ended before what it said to hold',
    'bug 1001 messages: it is not there, or may not be read',
  ]);
});

test('a bug that is said never to have been is closed', async t => {
  const lp = fakeLaunchpad();
  const [bug] = many(lp, 3);
  const { read, rows } = await desk(t, lp);
  await read();
  bug?.status('Does Not Exist', { by: 'una', at: START + 50 * DAY });
  await read();
  t.deepEqual(rows('bug-closed'), ['bug/1001 bug-closed launchpad:una']);
});

test('whatever is sent in place of an answer, it is read, skipped, or an illness of Launchpad', async t => {
  const hurt = fc.oneof(
    fc.record({ cutAfter: fc.nat(900) }),
    fc.record({ status: fc.constantFrom(200, 304, 404, 410, 500), body: fc.oneof(fc.json(), fc.string()) }),
    fc.record({ status: fc.constant(200), body: fc.record({ entries: fc.array(fc.jsonValue()) }) }),
    fc.record({
      status: fc.constant(200),
      body: fc.record({ id: fc.integer(), date_last_updated: fc.string() }),
    }),
  );
  let [whole, ill] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(14), hurt), { minLength: 1, maxLength: 4 }), async faults => {
      const lp = fakeLaunchpad({ most: 3 });
      const [bug] = many(lp, 4);
      bug?.comment({ by: 'una' });
      let asked = 0;
      const get: Http['get'] = (url, request) => {
        const fault = faults.find(([index]) => index === asked)?.[1];
        asked += 1;
        if (fault) lp.fail(fault);
        return lp.direct.http.get(url, request);
      };
      const settings = source.settings.parse({ project: 'shed', url: lp.direct.url });
      try {
        for await (const page of source.pull(settings, new Map(), { ...testIo('.'), http: { get } }))
          for (const raw of page.raws) source.normalise(raw, settings);
        whole += 1;
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        ill += 1;
      }
      return asked < 300;
    }),
    { numRuns: 300 },
  );
  t.true(whole > 0 && ill > 0);
});

test('settings name a project and an API', t => {
  const good = ['shed', 'forest/+source/shed', 'python-shed.2+b'];
  for (const project of good) t.true(source.settings.safeParse({ project }).success, project);
  for (const project of ['', 'Shed', 'shed/oak', '../shed', 'shed?x=1', '~una'])
    t.false(source.settings.safeParse({ project }).success, project);
  for (const url of ['ftp://x/devel', 'https://x/devel/', 'https://u:p@x/devel', 'x'])
    t.false(source.settings.safeParse({ project: 'shed', url }).success, url);
});
