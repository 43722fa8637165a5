// How Gerrit's REST API is read: a list that moves, crowded seconds, a server that stumbles, and where to go on.
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import type { Cursor, Io } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';
import { httpClient } from '../../src/shell/http.ts';
import gerritRest from '../../src/sources/gerrit-rest/index.ts';
import { slices } from '../../src/sources/gerrit-rest/slices.ts';
import { type FakeGerrit, fakeGerrit } from '../support/fake-gerrit/index.ts';
import { temporaryFolder } from '../support/git.ts';
import { testIo } from '../support/reading.ts';

const T = 1_600_000_000;
const DAY = 86_400;

const world = async (t: ExecutionContext, fake: FakeGerrit, more: object = {}) => {
  const { url, close } = await fake.listen();
  t.teardown(close);
  const settings = gerritRest.settings.parse({ url, ...more });
  const http = httpClient({
    second: 1,
    sizes: { silence: 1 },
    environment: { GERRIT_PASSWORD: 'secret' },
  });
  const io: Io = { ...testIo(await temporaryFolder(t), T + 400 * DAY), http };
  /** Numbers of the changes in the order of reading, and the cursor after it. */
  const read = async (cursor: Cursor = new Map(), now = io.now()) => {
    const [numbers, skipped, after] = [[] as string[], [] as string[], new Map(cursor)];
    for await (const page of gerritRest.pull(settings, cursor, { ...io, now: () => now })) {
      for (const raw of page.raws) {
        const { items, skipped: faults } = gerritRest.normalise(raw, settings);
        numbers.push(...items.map(({ nativeId }) => nativeId));
        skipped.push(...faults.map(({ where, reason }) => `${where}: ${reason}`));
      }
      for (const { stream, value } of page.cursor) after.set(stream, value);
    }
    return { numbers, skipped, cursor: after };
  };
  return { read, url };
};

const many = (fake: FakeGerrit, count: number, apart: number): void => {
  for (let number = 1; number <= count; number++) fake.change({ number, created: T + number * apart });
};

const sorted = (numbers: Iterable<string>): number[] =>
  [...new Set(numbers)].map(Number).sort((a, b) => a - b);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test('all changes are read, oldest slice first, in few answers', async t => {
  const fake = fakeGerrit();
  many(fake, 300, 40_000);
  const { numbers } = await (await world(t, fake)).read();
  t.deepEqual(sorted(numbers), upTo(300));
  t.true(Number(numbers[0]) < 100);
  t.true(fake.log.length < 60, `${fake.log.length} requests`);
});

test('a server that gives fewer at a time than it is asked for loses nothing', async t => {
  const fake = fakeGerrit();
  many(fake, 60, 40_000);
  fake.hooks.limit = 3;
  t.deepEqual(sorted((await (await world(t, fake)).read()).numbers), upTo(60));
});

test('a change that is touched while the list is read is not lost, and neither are those around it', async t => {
  const fake = fakeGerrit();
  many(fake, 120, 40_000);
  let touched = 0;
  // Before each answer some change, read or not, moves to the end of the list.
  fake.hooks.beforeList = count => {
    const change = fake.changes.get(((count * 37) % 120) + 1);
    if (!change || touched >= 60) return;
    touched += 1;
    change.updated = T + 300 * DAY + count;
  };
  const { numbers } = await (await world(t, fake)).read();
  t.is(touched > 5, true);
  t.deepEqual(sorted(numbers), upTo(120));
});

test('hundreds of changes that were touched in one second are read, even while they leave it', async t => {
  const fake = fakeGerrit();
  many(fake, 120, 0);
  fake.hooks.beforeList = count => {
    const change = fake.changes.get(count);
    if (change && count % 5 === 0) change.updated = T + 100 * DAY;
  };
  t.deepEqual(sorted((await (await world(t, fake)).read()).numbers), upTo(120));
});

test('the next reading asks for what is new and an hour before', async t => {
  const fake = fakeGerrit();
  many(fake, 30, 40_000);
  const { read } = await world(t, fake);
  const now = T + 20 * DAY;
  const first = await read(new Map(), now);
  t.is(first.cursor.get('updated'), String(now));
  fake.changes.get(7)?.messages.push({ at: now - 1800, text: 'Patch Set 1:\n\nhm', revision: 1, by: 5 });
  Object.assign(fake.changes.get(7) ?? {}, { updated: now - 1800 });
  fake.change({ number: 99, created: now + 60 });
  const second = await read(first.cursor, now + DAY);
  t.deepEqual(second.numbers, ['7', '99']);
  t.is(second.cursor.get('updated'), String(now + DAY));
  t.deepEqual((await read(second.cursor, now + 2 * DAY)).numbers, []);
});

test('a clock that goes back does not make the cursor go back', async t => {
  const fake = fakeGerrit();
  const { read } = await world(t, fake);
  const { cursor } = await read(new Map([['updated', String(T + 10 * DAY)]]), T + 10 * DAY - 600);
  t.is(cursor.get('updated'), String(T + 10 * DAY));
});

for (const what of [500, 429, 503, 'cut', 'slow'] as const)
  test(`a server that stumbles (${what}) is asked again, and nothing is lost`, async t => {
    const fake = fakeGerrit();
    many(fake, 60, 40_000);
    fake.change({ number: 61, created: T }).review(5, { at: T + 10, inline: 1 });
    fake.faults.push({ path: /changes\/\?/, what, times: 2 }, { path: /comments$/, what, times: 1 });
    const { numbers, skipped } = await (await world(t, fake)).read();
    t.deepEqual(sorted(numbers), upTo(61));
    t.deepEqual(skipped, []);
    t.true(fake.faults.every(({ times }) => times === 0));
  });

test('a server that stays ill ends the reading with an error', async t => {
  const fake = fakeGerrit();
  fake.faults.push({ path: /changes/, what: 500, times: 100 });
  await t.throwsAsync((await world(t, fake)).read(), {
    instanceOf: SourceError,
    message: /\/changes\/ answered 500/,
  });
});

test('one change whose inline comments cannot be read is told and keeps no other from being read', async t => {
  const fake = fakeGerrit();
  for (const number of [1, 2, 3, 4]) fake.change({ number, created: T }).review(5, { at: T + 10, inline: 1 });
  fake.faults.push({ path: /changes\/2\/comments/, what: 500, times: 100 });
  fake.faults.push({ path: /changes\/4\/comments/, what: 404, times: 1 });
  const { numbers, skipped } = await (await world(t, fake)).read();
  t.deepEqual(sorted(numbers), [1, 2, 3, 4]);
  t.deepEqual(skipped.sort(), [
    'change 2: inline comments cannot be read',
    'change 4: inline comments are not shown',
  ]);
});

test('when no inline comments can be read any more, the server is ill', async t => {
  const fake = fakeGerrit();
  for (const number of [1, 2, 3, 4]) fake.change({ number, created: T }).review(5, { at: T + 10, inline: 1 });
  fake.faults.push({ path: /comments/, what: 500, times: 1000 });
  await t.throwsAsync((await world(t, fake)).read(), {
    instanceOf: SourceError,
    message: /comments answered 500/,
  });
});

test('an address that is not Gerrit’s is told', async t => {
  const fake = fakeGerrit();
  fake.faults.push({ path: /changes/, what: 'html', times: 100 });
  await t.throwsAsync((await world(t, fake)).read(), {
    instanceOf: SourceError,
    message: /no answer of Gerrit’s REST API/,
  });
  const { url, close } = await fakeGerrit().listen();
  t.teardown(close);
  await t.throwsAsync((await world(t, fakeGerrit(), { url: `${url}/elsewhere` })).read(), {
    instanceOf: SourceError,
    message: /is not there; right would be/,
  });
});

test('who signs in asks where signing in counts; a wrong password is told', async t => {
  const fake = fakeGerrit();
  many(fake, 3, 100);
  fake.signIn('una', 'secret');
  const signedIn = { user: 'una', password: { variable: 'GERRIT_PASSWORD' } };
  t.is((await (await world(t, fake, signedIn)).read()).numbers.length, 3);
  t.true(fake.log.every(each => each.signedIn));
  fake.signIn('una', 'another');
  await t.throwsAsync((await world(t, fake, signedIn)).read(), { message: /answered 401 .*not accepted/ });
});

test('a project, several by a star or a pattern, and further words narrow the search', async t => {
  const fake = fakeGerrit();
  ['garden/shed', 'garden/shed.old', 'garden/pond', 'gardens'].forEach((project, index) => {
    fake.change({ number: index + 1, created: T, project, branch: index === 2 ? 'stable' : 'main' });
  });
  for (const [more, expected] of [
    [{}, [1, 2, 3, 4]],
    [{ project: 'garden/shed' }, [1]],
    [{ project: 'garden/*' }, [1, 2, 3]],
    [{ project: '*/shed.*' }, [2]],
    [{ project: '^garden/(shed|pond)' }, [1, 3]],
    [{ project: 'garden/*', query: 'branch:stable' }, [3]],
  ] as const)
    t.deepEqual(
      sorted((await (await world(t, fake, more)).read()).numbers),
      [...expected],
      JSON.stringify(more),
    );
  t.throws(() => gerritRest.settings.parse({ url: 'https://review.example.org', project: 'a" OR b' }));
});

test('a search that Gerrit refuses is told in its words', async t => {
  const fake = fakeGerrit();
  await t.throwsAsync((await world(t, fake, { query: 'colour:blue' })).read(), {
    instanceOf: SourceError,
    message: /answered 400 \(unsupported operator colour:blue\)/,
  });
});

test('settings are a plain address, and a user with a password or neither', t => {
  const accepts = (given: object) => gerritRest.settings.safeParse(given).success;
  const url = 'https://review.example.org';
  t.true(accepts({ url: `${url}/r/` }));
  t.is(gerritRest.settings.parse({ url: `${url}/r/` }).url, `${url}/r`);
  for (const bad of [
    'review.example.org',
    'https://una:secret@review.example.org',
    'file:///etc',
    `${url}?q=1`,
  ])
    t.false(accepts({ url: bad }), bad);
  t.false(accepts({ url, user: 'una' }));
  t.false(accepts({ url, password: { variable: 'X' } }));
  t.false(accepts({ url, user: 'una', password: 'secret' }));
  t.true(accepts({ url, user: 'una', password: { variable: 'GERRIT_PASSWORD' } }));
});

test('slices of any list give everything, each in one answer that is not cut', async t => {
  const times = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(times, fc.integer({ min: 1, max: 30 }), async (all, page) => {
      let asked = 0;
      const ask = (since: number, until: number, skip: number) => {
        asked += 1;
        const found = all
          .map((at, id) => ({ at, id }))
          .filter(({ at }) => at >= since && at <= until)
          .sort((a, b) => b.at - a.at || b.id - a.id)
          .slice(skip);
        const changes = found.slice(0, page);
        const last = changes.at(-1)?.at;
        return Promise.resolve({ changes, more: found.length > page, ...(last !== undefined && { last }) });
      };
      const seen = new Set<number>();
      let until = 0;
      for await (const slice of slices(ask, 0, 3_000_001, change => (change as { id: number }).id)) {
        for (const change of slice.changes) seen.add((change as { id: number }).id);
        t.true(slice.until >= until);
        until = slice.until;
      }
      t.is(seen.size, all.length);
      t.is(until, 3_000_001);
      t.true(asked < 40 * (all.length + 2));
    }),
    { numRuns: 100 },
  );
});
