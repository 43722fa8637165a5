// Over the demo's cycle, week by week: what the PTL is told reads as the notes of a wise assistant.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { mondays, STORY, storyOf } from '../support/demo-story.ts';
import { packageRoot } from '../support/root.ts';

const FILE = join(packageRoot(), 'test/golden/prompts-demo.md');

/** The section of the team report, its headings a level lower. */
const sectionOf = (report: string): string => {
  const [, after = ''] = report.split('\n## What you may want to look at\n');
  return (after.split('\n## ')[0] ?? '').trim().replaceAll(/^### /gm, '#### ');
};

const INTRO = [
  '# What the PTL of the demo is told, week by week',
  '',
  'The invented project Lumen, from the check-in before the PTG to the feature freeze. Under each Monday: what people said to',
  'Rollcall in the week before, most of it in private (for the reader of this page: the PTL does not see who voted how), the',
  'notes that the PTL got at once, and the section of the team report as of 00:00 of that Monday. The patch in a note about the',
  'roster is applied the day it comes.',
];

test('the PTL’s notes of the cycle read as their golden (UPDATE_GOLDEN=1 writes them anew)', async t => {
  const world = await storyOf(t);
  const weeks: string[] = [];
  for (const monday of mondays()) {
    const seen = world.sent.length;
    const answers = await world.until(monday);
    const notes = world.sent.slice(seen).filter(({ message }) => message.audience === 'ptl');
    const told = answers.map(line => `- ${line.split(' → ')[0]}`);
    const noted = notes.map(({ day, message }) => `- ${day}: ${message.title}`);
    const parts = [
      `## Monday ${monday}`,
      ...(told.length === 0 ? [] : ['Said in the week:', told.join('\n')]),
      ...(noted.length === 0 ? [] : ['Notes to the PTL as it happened:', noted.join('\n')]),
      sectionOf(await world.report('team', monday)),
    ];
    weeks.push(parts.join('\n\n'));
  }
  const text = `${[INTRO.join('\n'), ...weeks].join('\n\n')}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(FILE, text);
  t.is(text, await readFile(FILE, 'utf8'));
  const decided = await world.house.store.decisions('lumen', Number.MAX_SAFE_INTEGER);
  const said = new Set(decided.map(({ key }) => key.split('/')[1]).filter(key => /^\d+$/.test(key ?? '')));
  t.is(said.size, STORY.length, 'every line of the story decided something');
  t.notRegex(text, /undefined|NaN|\[object|\{\{/);
});
