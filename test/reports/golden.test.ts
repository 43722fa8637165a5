// The demo's reports as they are read by people: goldens, and what must hold for any of them.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { Format } from '../../src/contracts.ts';
import { demoHouse, demoReport, MONDAY } from '../support/demo.ts';
import { packageRoot } from '../support/root.ts';

const golden = (name: string): string => join(packageRoot(), 'test/golden', name);

const RENDERED: readonly (readonly [report: string, format: Format, file: string])[] = [
  ['weekly', 'markdown', 'weekly.md'],
  ['weekly', 'text', 'weekly.txt'],
  ['team', 'markdown', 'team.md'],
  ['reviewers', 'markdown', 'reviewers.md'],
  ['team', 'csv', 'team.csv'],
  ['bench', 'markdown', 'bench.md'],
  ['bench', 'text', 'bench.txt'],
  ['handover', 'markdown', 'handover.md'],
  ['handover', 'text', 'handover.txt'],
];

test('each report of the demo reads as its golden (UPDATE_GOLDEN=1 writes them anew)', async t => {
  const house = await demoHouse(t);
  for (const [report, format, file] of RENDERED) {
    const body = await demoReport(house, report, format);
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(golden(file), body);
    t.is(body, await readFile(golden(file), 'utf8'), file);
  }
});

test('a report of a past day comes out the same, byte for byte, in every format', async t => {
  const house = await demoHouse(t);
  for (const report of ['weekly', 'team', 'reviewers', 'bench', 'handover']) {
    for (const format of ['text', 'markdown', 'html', 'json'] as const) {
      const once = await demoReport(house, report, format);
      t.is(await demoReport(house, report, format), once, `${report} as ${format}`);
      t.false(/undefined|NaN|\[object|Infinity/.test(once), `${report} as ${format}`);
    }
  }
});

test('every core is listed in what the PTL sees, also those with nothing', async t => {
  const house = await demoHouse(t);
  const team = await demoReport(house, 'team', 'text');
  const cores = (await house.store.members('lumen')).filter(
    ({ since, until }) => since <= MONDAY && (until === undefined || until > MONDAY),
  );
  const names = new Map((await house.store.people('lumen')).map(({ key, name }) => [key, name]));
  t.is(new Set(cores.map(({ person }) => person)).size, 12);
  for (const { person } of cores) t.true(team.includes(names.get(person) ?? '?'));
});

test('the public report says nothing about a core who did nothing', async t => {
  const house = await demoHouse(t);
  for (const format of ['text', 'markdown', 'html', 'json'] as const) {
    const weekly = await demoReport(house, 'weekly', format);
    for (const silent of ['Gintaras', 'Kenji']) t.false(weekly.includes(silent), `${silent} in ${format}`);
  }
});

test('the report in the README is the one that the demo prints', async t => {
  const readme = await readFile(join(packageRoot(), 'README.md'), 'utf8');
  const shown = /```text\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const printed = await readFile(golden('weekly.txt'), 'utf8');
  const lines = shown.split('\n').filter(line => line.trim() !== '' && line.trim() !== '…');
  t.true(lines.length > 15);
  for (const line of lines) t.true(printed.includes(line), line);
});
