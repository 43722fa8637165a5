// Reading GitHub: everything once, then only what changed, whatever moves or goes away meanwhile.
import test from 'ava';
import type { GitHub, Io } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';
import github from '../../src/sources/github/index.ts';
import type { Raw } from '../../src/sources/github/item.ts';
import { githubOf } from '../support/fake-github/direct.ts';
import { type FakeGitHub, fakeGitHub } from '../support/fake-github/index.ts';
import { settingsOf } from '../support/github-json.ts';
import { testIo } from '../support/reading.ts';

const LISTING = /^\/repos\/Acme\/Shed\/issues\?/;

const worldOf = (pulls: number, issues = 0) => {
  const fake = fakeGitHub();
  const shed = fake.repo('Acme/Shed');
  for (let index = 0; index < pulls; index++) shed.pull({ by: 'oli' });
  for (let index = 0; index < issues; index++) shed.issue({ by: 'oli' });
  return { fake, shed };
};

const ioOf = (fake: FakeGitHub, given: GitHub = githubOf(fake)): Io => ({ ...testIo('.'), github: given });

interface Run {
  readonly numbers: number[];
  readonly cursor: Map<string, string>;
  readonly skipped: string[];
  readonly pages: { readonly done: number; readonly total: number | undefined }[];
  readonly requests: number;
  readonly listings: number;
}

const numberOf = (raw: Raw): number =>
  'gone' in raw ? -raw.gone : (raw.issue as { readonly number: number }).number;

/** Reads until the end, or until `pages` pages were read. */
const run = async (
  fake: FakeGitHub,
  cursor: ReadonlyMap<string, string> = new Map(),
  pages = Infinity,
  io = ioOf(fake),
) => {
  const before = fake.log.length;
  const told: Run = {
    numbers: [],
    cursor: new Map(cursor),
    skipped: [],
    pages: [],
    requests: 0,
    listings: 0,
  };
  for await (const page of github.pull(settingsOf(), cursor, io)) {
    told.numbers.push(...page.raws.map(numberOf));
    told.skipped.push(...(page.skipped ?? []).map(({ where }) => where));
    for (const { stream, value } of page.cursor) told.cursor.set(stream, value);
    told.pages.push({ done: page.done, total: page.total });
    if (told.pages.length >= pages) break;
  }
  const asked = fake.log.slice(before);
  return { ...told, requests: asked.length, listings: asked.filter(({ path }) => LISTING.test(path)).length };
};

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

test('everything is read once, the oldest change first, a few items at a time', async t => {
  const { fake } = worldOf(8, 120);
  const { numbers, pages, listings, requests } = await run(fake);
  t.deepEqual(numbers, upTo(128));
  t.true(pages.every(({ done }, index) => done - (pages[index - 1]?.done ?? 0) <= 10));
  t.deepEqual(pages[0], { done: 10, total: 200 });
  t.is(listings, 3);
  t.is(requests, 3 + 128 + 8, 'a timeline for each, review comments for each pull request');
});

test('when nothing has changed one request says so', async t => {
  const { fake } = worldOf(2, 2);
  const { cursor } = await run(fake);
  const again = await run(fake, cursor);
  t.like(again, { requests: 1, numbers: [], pages: [] });
  t.is(fake.log.at(-1)?.status, 304);
  t.deepEqual(again.cursor, cursor);
});

test('afterwards only what changed is read', async t => {
  const { fake, shed } = worldOf(30, 30);
  const { cursor } = await run(fake);
  shed.at(3).comment('hello', { by: 'una' });
  shed.issue({ by: 'vic' });
  const again = await run(fake, cursor);
  t.deepEqual(again.numbers, [3, 61]);
  t.is(again.listings, 2);
  t.is(again.requests, 2 + 2 + 1);
});

test('items that move while they are read are neither lost nor forgotten', async t => {
  const { fake, shed } = worldOf(0, 150);
  const inner = githubOf(fake);
  let asked = 0;
  const moving: GitHub = {
    request: async (route, parameters) => {
      asked += 1;
      if (asked % 7 === 0 && asked < 140) shed.at(asked).comment('moved', { by: 'una' });
      return inner.request(route, parameters);
    },
  };
  const { numbers } = await run(fake, new Map(), Infinity, ioOf(fake, moving));
  t.deepEqual(
    [...new Set(numbers)].sort((a, b) => a - b),
    upTo(150),
  );
  for (const number of [7, 70, 133]) {
    const last = numbers.lastIndexOf(number);
    t.true(last > 100 || numbers.indexOf(number) === last, `${number} is read after it moved`);
  }
});

test('more than a page of items that changed in the same second are all read, once', async t => {
  const fake = fakeGitHub();
  const shed = fake.repo('Acme/Shed');
  for (let index = 0; index < 250; index++) shed.issue({ by: 'oli', at: '2025-02-03T10:00:00Z' });
  shed.issue({ by: 'oli', at: '2025-02-03T10:00:01Z' });
  const { numbers, cursor } = await run(fake);
  t.deepEqual(
    [...numbers].sort((a, b) => a - b),
    upTo(251),
  );
  t.deepEqual((await run(fake, cursor)).numbers, []);
});

test('reading goes on after any page', async t => {
  const { fake } = worldOf(3, 110);
  const whole = await run(fake);
  const numbers: number[] = [];
  let cursor = new Map<string, string>();
  for (let pages = 0; pages < 40; pages++) {
    const piece = await run(fake, cursor, 1);
    numbers.push(...piece.numbers);
    cursor = piece.cursor;
  }
  t.deepEqual(numbers, whole.numbers);
  t.deepEqual(cursor, whole.cursor);
});

test('an item that goes away meanwhile is told as skipped', async t => {
  const { fake } = worldOf(0, 3);
  fake.failNext(1, { status: 404, when: /issues\/2\/timeline/ });
  const { numbers, skipped } = await run(fake);
  t.deepEqual([numbers, skipped], [[1, 3], ['Acme/Shed#2']]);
});

test('a repository that cannot be read is an error that names it', async t => {
  const io = ioOf(fakeGitHub());
  await t.throwsAsync(run(fakeGitHub(), new Map(), 1, io), {
    instanceOf: SourceError,
    message: /^Acme\/Shed is not there, or may not be read/,
  });
});

const reread = async (fake: FakeGitHub, ...items: readonly string[]): Promise<number[]> => {
  const numbers: number[] = [];
  for await (const raw of github.reread(items, settingsOf(), ioOf(fake))) numbers.push(numberOf(raw));
  return numbers;
};

test('items are read anew by name, and what is deleted or moved away is gone', async t => {
  const { fake, shed } = worldOf(2, 4);
  shed.at(4).remove({ by: 'una' });
  fake.repo('Acme/Other').issue({ by: 'oli' });
  shed.at(5).transfer(fake.repo('Acme/Other').repo, { by: 'una' });
  t.deepEqual(await reread(fake, 'pull/1', 'issue/3', 'issue/4', 'issue/5', 'nonsense'), [1, 3, -4, -5]);
});

test('who may no longer read the repository takes nothing back', async t => {
  await t.throwsAsync(reread(fakeGitHub(), 'pull/1'), { instanceOf: SourceError });
});

test('what is read by name is what the list gives', async t => {
  const { fake, shed } = worldOf(1, 1);
  shed.at(1).review('APPROVED', { by: 'una' });
  shed.at(1).reviewComment({ by: 'una', body: 'why?' });
  const listed: unknown[] = [];
  const named: unknown[] = [];
  for await (const { raws } of github.pull(settingsOf(), new Map(), ioOf(fake)))
    listed.push(...raws.map(raw => github.normalise(raw, settingsOf())));
  for await (const raw of github.reread(['pull/1', 'issue/2'], settingsOf(), ioOf(fake)))
    named.push(github.normalise(raw, settingsOf()));
  t.deepEqual(
    [...listed].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    [...named].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  );
});
