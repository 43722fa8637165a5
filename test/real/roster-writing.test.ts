// Changes of real roster files, in memory: how many can be made surely, and how few lines each of them touches.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Roster } from '../../src/contracts.ts';
import { UserError } from '../../src/domain/errors.ts';
import type { RosterChange } from '../../src/domain/roster-change.ts';
import type { RosterEntry } from '../../src/domain/team.ts';
import { unifiedDiff } from '../../src/lib/unified-diff.ts';
import infoYaml from '../../src/rosters/info-yaml/index.ts';
import maintainers from '../../src/rosters/maintainers/index.ts';
import { realData, withoutData } from '../support/real-data.ts';

const data = realData();

interface Tally {
  files: number;
  tried: number;
  done: number;
  mostLines: number;
  readonly refused: Map<string, number>;
}

const changeOf = ({ role, name, handles }: RosterEntry): RosterChange => ({
  kind: role === 'emeritus' ? 'reinstate' : 'retire',
  name: name ?? handles[0]?.id ?? '',
  ...{ handles, at: 1_700_000_000, note: 'https://example.org/decided' },
});

const isLine = (line: string): boolean => /^[-+](?!--|\+\+)/.test(line);

const tryAll = async <S>(roster: Roster<S>, folder: string, prefix: string): Promise<Tally> => {
  const tally: Tally = { files: 0, tried: 0, done: 0, mostLines: 0, refused: new Map() };
  for (const name of await readdir(folder)) {
    const file = name.slice(name.indexOf(prefix));
    const text = await readFile(join(folder, name), 'utf8');
    const settings = roster.settings.parse({ path: `/${file}` });
    const texts = new Map([[file, text]]);
    const read = roster.writing?.entries(texts, settings, 0);
    if (!read || 'fault' in read) continue;
    tally.files += 1;
    for (const entry of read.entries.filter(({ role }) => role !== 'ptl')) {
      const change = changeOf(entry);
      tally.tried += 1;
      try {
        const after = roster.writing?.write(texts, change, settings).get(file) ?? text;
        const lines = unifiedDiff(file, text, after).split('\n').filter(isLine);
        tally.mostLines = Math.max(tally.mostLines, lines.length);
        tally.done += 1;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const why = error.message.replaceAll(change.name, 'NAME');
        tally.refused.set(why, (tally.refused.get(why) ?? 0) + 1);
      }
    }
  }
  return tally;
};

const told = (t: ExecutionContext, { files, tried, done, mostLines, refused }: Tally): void =>
  t.log(`${files} files, ${tried} changes, ${done} made, at most ${mostLines} lines each; refused:`, [
    ...refused,
  ]);

test('libuv: everybody of every version can go to the emeriti or come back, and no other line moves', async t => {
  if (!data) return withoutData(t);
  const tally = await tryAll(maintainers, join(data, 'rosters', 'libuv'), 'MAINTAINERS');
  told(t, tally);
  t.is(tally.files, 23);
  t.is(tally.done, tally.tried);
  t.true(tally.mostLines <= 6);
});

test('doctor: everybody but the lead can be taken out of INFO and INFO.yaml', async t => {
  if (!data) return withoutData(t);
  const tally = await tryAll(infoYaml, join(data, 'rosters', 'opnfv-doctor'), 'INFO');
  told(t, tally);
  t.is(tally.files, 20);
  t.is(tally.refused.size, 1);
  t.regex([...tally.refused.keys()][0] ?? '', /^NAME leads the project/);
  t.true(tally.mostLines <= 7);
});

test('libuv: the way to the emeriti and back is the one that its people took by hand', async t => {
  if (!data) return withoutData(t);
  const folder = join(data, 'rosters', 'libuv');
  const texts = await Promise.all(
    (await readdir(folder)).sort().map(name => readFile(join(folder, name), 'utf8')),
  );
  const listed = (text: string, role: string) => {
    const read = maintainers.writing.entries(new Map([['MAINTAINERS.md', text]]));
    return 'fault' in read ? [] : read.entries.filter(entry => entry.role === role);
  };
  let [moves, alike] = [0, 0];
  texts.forEach((text, index) => {
    const next = texts[index + 1];
    if (next === undefined) return;
    const gone = listed(text, 'core').filter(({ name }) =>
      listed(next, 'emeritus').some(other => other.name === name),
    );
    const [one, another] = gone;
    if (!one || another) return;
    moves += 1;
    const changed = maintainers.writing.write(new Map([['MAINTAINERS.md', text]]), changeOf(one));
    if (changed.get('MAINTAINERS.md') === next) alike += 1;
  });
  t.log(`${moves} moves of one person to the emeriti, ${alike} of them the same to the byte`);
  t.is(moves, 1);
  t.is(alike, moves);
});
