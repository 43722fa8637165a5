// Prompts as notes: their words as goldens, said once, and never a flood.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { chosenReport } from '../../src/cli/report.ts';
import type { MatterRequest } from '../../src/contracts.ts';
import { DAY } from '../../src/domain/calendar.ts';
import type { NoteStep, Step } from '../../src/domain/matter.ts';
import { type Prompt, promptKey } from '../../src/domain/prompts.ts';
import { promptLine } from '../../src/facts/prompt-lines.ts';
import { promptsAt } from '../../src/facts/prompts.ts';
import { rendered } from '../../src/house/matters.ts';
import { messageFor } from '../../src/house/message.ts';
import prompts from '../../src/matters/prompts.ts';
import { demoHouse, MONDAY } from '../support/demo.ts';
import { storyOf } from '../support/demo-story.ts';
import { packageRoot } from '../support/root.ts';

const demoOf = async (t: ExecutionContext) => {
  const house = await demoHouse(t);
  const [chosen] = house.projects;
  if (!chosen) throw new Error('no project');
  const people = await house.store.people('lumen');
  const keyOf = (name: string): number =>
    people.find(person => person.name === name && person.known)?.key ?? 0;
  return { house, chosen, keyOf };
};

const FORMS = [
  ['txt', 'mail', 'text'],
  ['md', 'github-issue', 'markdown'],
] as const;

test('every prompt reads as its golden, in both forms (UPDATE_GOLDEN=1 writes them anew)', async t => {
  const { house, chosen, keyOf } = await demoOf(t);
  const found = await promptsAt(house.store, chosen.project, MONDAY);
  const person = keyOf('Yael Tzipori');
  const about = { person, stamp: 'x' };
  const all: readonly (readonly [string, Prompt])[] = [
    ['quiet', { code: 'quiet', ...about, asked: 'unasked', lastAt: MONDAY - 100 * DAY }],
    ['never-seen', { code: 'quiet', ...about, asked: 'unasked' }],
    [
      'overloaded',
      {
        ...{ code: 'overloaded', person: keyOf('Ayodele Fagbenro'), stamp: 'x' },
        share: { whole: 0.31, earlier: 0.27, later: 0.34 },
      },
    ],
    ['back-from-leave', { code: 'back', ...about, from: 'leave' }],
    ['back-from-silence', { code: 'back', ...about, from: 'silence' }],
    ['account', { code: 'account', ...about, service: 'gerrit' }],
    ['contested', { code: 'contested', ...about, metric: 'reviews', saidAt: MONDAY - DAY }],
    ['unreached', { code: 'unreached', ...about }],
    ['missing', { code: 'missing', stamp: 'x', doubt: { code: 'stale', place: 'journal' }, waiting: 4 }],
  ];
  for (const [name, prompt] of all) {
    const line = await promptLine(prompt, found, house.store, chosen.project);
    const step: NoteStep = {
      kind: 'note',
      key: 'x',
      template: 'prompt',
      title: line.title,
      model: { ...line },
    };
    for (const [ending, id, format] of FORMS) {
      const channel = house.plugins.channels.get(id);
      if (!channel) throw new Error(`no channel ${id}`);
      const { title, body } = await rendered(step, { channel, settings: { format } }, chosen.project);
      const file = join(packageRoot(), 'test/golden/letters', `prompt-${name}.${ending}`);
      const text = `Subject: ${title}\n\n${body.trim()}\n`;
      if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, text);
      t.is(text, await readFile(file, 'utf8'), file);
      t.false(/undefined|NaN|\[object|\{\{/.test(text), file);
    }
  }
});

const requestOf = async (
  { house, chosen }: Awaited<ReturnType<typeof demoOf>>,
  said: MatterRequest['said'],
  at = MONDAY,
): Promise<MatterRequest> => ({
  ...{ project: chosen.project, ledger: house.store, at, said },
  decisions: await house.store.decisions('lumen', at),
  freshness: { sources: [], streams: [], driedUp: [], stale: [], untold: [] },
  numbers: () => Promise.resolve([]),
  unsure: new Set(),
  wordFor: () => Promise.resolve('no-word'),
});

const keys = (steps: readonly Step[]): string[] => steps.map(({ key }) => key).sort();

test('a prompt is said once, and not again in other words while its window lasts', async t => {
  const demo = await demoOf(t);
  const first = await prompts.due(await requestOf(demo, new Map()));
  t.is(first.length, 3);
  t.true(first.every(step => step.kind === 'note' && step.about !== undefined));
  const said = new Map(first.map(({ key }) => [key, MONDAY - 10 * DAY]));
  t.deepEqual(await prompts.due(await requestOf(demo, said)), []);
  const otherwise = new Map([...said].map(([key, at]) => [`${key}-then`, at]));
  t.deepEqual(await prompts.due(await requestOf(demo, otherwise)), []);
  const longAgo = new Map([...said].map(([key]) => [`${key}-then`, MONDAY - 100 * DAY]));
  t.deepEqual(keys(await prompts.due(await requestOf(demo, longAgo))), keys(first));
});

test('five notes a day are the most, and no key holds a name', async t => {
  const demo = await demoOf(t);
  const four = new Map([1, 2, 3, 4].map(number => [`prompts/quiet/99${number}/x`, MONDAY - 3600]));
  t.is((await prompts.due(await requestOf(demo, four))).length, 1);
  const five = new Map([...four, ['prompts/back/995/x', MONDAY - 7200]]);
  t.deepEqual(await prompts.due(await requestOf(demo, five)), []);
  for (const key of keys(await prompts.due(await requestOf(demo, new Map()))))
    t.regex(key, /^prompts\/[a-z-]+\/\d+\/[\w.-]+$/);
});

test('who said to be away yesterday is prompted about no more', async t => {
  const world = await storyOf(t, [['2026-08-13', 'Gintaras Vaitkūnas', 'leave 2026-08-13']]);
  await world.until('2026-08-17');
  const notes = world.sent.filter(({ message: { title } }) => title.includes('Gintaras'));
  t.deepEqual(
    notes.map(({ message }) => message.title).filter(title => /quiet/.test(title)),
    [],
  );
  t.notRegex(await world.report('team', '2026-08-17'), /Gintaras Vaitkūnas has been quiet/);
  t.regex(await world.report('team', '2026-08-17'), /Kenji Morohashi has been quiet/);
});

test('what is missing in the data stands in the place of what it would have told', async t => {
  const { house, chosen } = await demoOf(t);
  const sources = async (project: string) =>
    (await house.store.sources(project)).map(source => ({ ...source, readAt: MONDAY - 30 * DAY }));
  const found = await promptsAt({ ...house.store, sources }, chosen.project, MONDAY);
  t.deepEqual([...new Set(found.prompts.map(({ code }) => code))].sort(), ['missing']);
  t.true(found.prompts.map(promptKey).some(key => key.startsWith('missing/stale-gerrit-query')));
});

test('of data that stopped altogether the PTL is told once, and nobody is called quiet', async t => {
  const { house, chosen } = await demoOf(t);
  const NOVEMBER = MONDAY + 98 * DAY;
  const sources = async (project: string) =>
    (await house.store.sources(project)).map(source => ({ ...source, readAt: NOVEMBER }));
  const store = { ...house.store, sources };
  const found = await promptsAt(store, chosen.project, NOVEMBER);
  t.deepEqual(found.prompts.map(promptKey), ['missing/silent-2026-08-16-2026-2']);
  t.deepEqual(
    found.standings.filter(({ standing }) => standing === 'quiet'),
    [],
  );
  const [line] = await Promise.all(
    found.prompts.map(prompt => promptLine(prompt, found, store, chosen.project)),
  );
  t.like(line, { missing: 'nothing has come in from anywhere since 2026-08-16', waiting: 9 });
  const later = NOVEMBER + 7 * DAY;
  const again = await promptsAt(store, chosen.project, later);
  t.deepEqual(again.prompts.map(promptKey), found.prompts.map(promptKey));
  const read = { ...house, store };
  for (const format of ['markdown', 'text', 'html'] as const) {
    const { body } = await messageFor(read, chosen, chosenReport(read, 'team'), format, { at: NOVEMBER });
    t.regex(body, /ilent.*nothing has come in from anywhere since 2026-08-16: whether/i, format);
    t.notRegex(body, /has been quiet/, format);
  }
});
