// Files of lines: whether the beginning is still the same, and reading on.
import test from 'ava';
import { beginsWith, lineDigest, linesAfter, linesCursor, linesRead } from '../../src/lib/digest.ts';

async function* fileOf(...lines: string[]): AsyncIterable<string> {
  yield* lines;
}

const digestOf = (...lines: string[]): string => {
  const digest = lineDigest();
  for (const line of lines) digest.add(line);
  return digest.text();
};

test('a digest tells lines, their order and their ends apart', t => {
  const all = [['a'], ['b'], ['ab'], ['a', 'b'], ['b', 'a'], ['', 'ab'], ['a', 'b', ''], []];
  t.is(new Set(all.map(lines => digestOf(...lines))).size, all.length);
  t.is(digestOf('a', 'b'), digestOf('a', 'b'));
});

test('asking a digest does not change it', t => {
  const digest = lineDigest();
  digest.add('a');
  t.is(digest.text(), digest.text());
  digest.add('b');
  t.is(digest.text(), digestOf('a', 'b'));
});

test('a file begins with what was read when it grew, and not when it was edited or is shorter', async t => {
  const read = { lines: 2, digest: digestOf('a', 'b') };
  t.true(await beginsWith(fileOf('a', 'b'), read));
  t.true(await beginsWith(fileOf('a', 'b', 'c'), read));
  t.false(await beginsWith(fileOf('a', 'x', 'c'), read));
  t.false(await beginsWith(fileOf('a'), read));
  t.false(await beginsWith(fileOf('a', 'b'), linesRead(new Map([['lines', '2']]))));
  t.true(await beginsWith(fileOf('x'), linesRead(new Map())));
});

test('lines after some are numbered, and know what was read with them', async t => {
  const seen: unknown[] = [];
  for await (const { number, line, read } of linesAfter(fileOf('a', 'b', 'c'), 1)) {
    const cursor = new Map(linesCursor(read()).map(({ stream, value }) => [stream, value]));
    seen.push([number, line, linesRead(cursor)]);
  }
  t.deepEqual(seen, [
    [2, 'b', { lines: 2, digest: digestOf('a', 'b') }],
    [3, 'c', { lines: 3, digest: digestOf('a', 'b', 'c') }],
  ]);
});
