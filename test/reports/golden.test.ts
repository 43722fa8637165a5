// The demo's reports as they are read by people: goldens, and what must hold for any of them.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { chosenProject } from '../../src/cli/project.ts';
import { chosenReport } from '../../src/cli/report.ts';
import type { Format } from '../../src/contracts.ts';
import { messageFor } from '../../src/house/message.ts';
import { demoHouse, demoReport, MONDAY } from '../support/demo.ts';
import { packageRoot } from '../support/root.ts';

const golden = (name: string): string => join(packageRoot(), 'test/golden', name);

const RENDERED: readonly (readonly [report: string, format: Format, file: string])[] = [
  ['weekly', 'markdown', 'weekly.md'],
  ['weekly', 'text', 'weekly.txt'],
  ['team', 'markdown', 'team.md'],
  ['reviewers', 'markdown', 'reviewers.md'],
  ['team', 'csv', 'team.csv'],
  ['agenda', 'markdown', 'agenda.md'],
  ['agenda', 'text', 'agenda.txt'],
  ['triage', 'markdown', 'triage.md'],
  ['triage', 'text', 'triage.txt'],
  ['triage', 'csv', 'triage.csv'],
  ['candidates', 'markdown', 'candidates.md'],
  ['candidates', 'text', 'candidates.txt'],
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
  for (const report of [
    'weekly',
    'team',
    'reviewers',
    'agenda',
    'triage',
    'candidates',
    'bench',
    'handover',
  ]) {
    for (const format of ['text', 'markdown', 'html', 'json'] as const) {
      const once = await demoReport(house, report, format);
      t.is(await demoReport(house, report, format), once, `${report} as ${format}`);
      t.false(/undefined|NaN|\[object|Infinity/.test(once), `${report} as ${format}`);
    }
  }
});

test('in a mail a report is simple HTML: nothing to fetch, no style sheet, all it says as text', async t => {
  const house = await demoHouse(t);
  const chosen = chosenProject(house.projects, {});
  for (const id of ['weekly', 'team', 'agenda', 'triage']) {
    const report = chosenReport(house, id);
    const { html = '' } = await messageFor(house, chosen, report, 'text', { at: MONDAY }, 'mail');
    t.regex(html, /^<!doctype html>[\s\S]*<h1 [^>]*>Lumen Image Service: [\s\S]*<\/html>\n$/, id);
    t.false(/<(?:img|script|style|link|iframe|svg)\b|url\(|class=/i.test(html), id);
    t.false(/undefined|NaN|\[object|Infinity/.test(html), id);
    for (const tag of ['span', 'ul', 'li', 'p', 'table', 'b', 'i'])
      t.is(
        html.split(`<${tag}>`).length + html.split(`<${tag} `).length - 1,
        html.split(`</${tag}>`).length,
        `${tag} in ${id}`,
      );
  }
});

test('every core is listed in what the PTL sees, also those with nothing', async t => {
  const house = await demoHouse(t);
  const reports = await Promise.all(
    ['team', 'reviewers', 'triage'].map(report => demoReport(house, report, 'text')),
  );
  const cores = (await house.store.members('lumen')).filter(
    ({ since, until }) => since <= MONDAY && (until === undefined || until > MONDAY),
  );
  const names = new Map((await house.store.people('lumen')).map(({ key, name }) => [key, name]));
  t.is(new Set(cores.map(({ person }) => person)).size, 12);
  for (const { person } of cores) for (const said of reports) t.true(said.includes(names.get(person) ?? '?'));
});

test('the public report says nothing about a core who did nothing', async t => {
  const house = await demoHouse(t);
  for (const format of ['text', 'markdown', 'html', 'json'] as const) {
    for (const report of ['weekly', 'agenda']) {
      const said = await demoReport(house, report, format);
      for (const silent of ['Gintaras', 'Kenji'])
        t.false(said.includes(silent), `${silent} in ${report} as ${format}`);
    }
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
