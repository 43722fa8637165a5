// What the invented team says and decides over its cycle, day by day: what the PTL's notes are tried on.
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { askHere } from '../../src/cli/ask.ts';
import type { Channel, Message } from '../../src/contracts.ts';
import { personCalled } from '../../src/domain/asker.ts';
import { type House, loadProjects, type ProjectHouse } from '../../src/house/house.ts';
import { carryMatters } from '../../src/house/matters.ts';
import { messageFor, outOf } from '../../src/house/message.ts';
import { settle } from '../../src/house/settled.ts';
import { textOf } from '../../src/lib/blocks.ts';
import { demoHouse, LETTERS } from './demo.ts';
import { git, temporaryFolder } from './git.ts';

const DAY = 86_400;

/** One line a decision: the day, who says it, and the words of the command; WORD is the one of the latest note. */
export type Told = readonly [day: string, who: string, words: string];

export const STORY: readonly Told[] = [
  // The calendar opens the check-in four weeks before the PTG of 2026-04-20.
  ['2026-03-24', 'Anneke Terwolbeck', 'check-in stay 8'],
  ['2026-03-24', 'Marisol Quispe', 'check-in stay 15'],
  ['2026-03-25', 'Ayodele Fagbenro', 'check-in stay 20'],
  ['2026-03-26', 'Zdeňka Malířová', 'check-in stay 12'],
  ['2026-03-27', 'Gintaras Vaitkūnas', 'check-in stay 4'],
  ['2026-03-31', 'Leilani Kahoano', 'check-in talk'],
  ['2026-04-01', 'Bertrand Ouvrard', 'check-in reduced 2026-10-01 2'],
  ['2026-04-07', 'Hyeon-ju Pyo', 'check-in stay 6'],
  ['2026-04-08', 'Kenji Morohashi', 'check-in step-back'],
  ['2026-04-09', 'Yael Tzipori', 'check-in stay 3'],
  ['2026-04-22', 'Marisol Quispe', 'confirm WORD'],
  ['2026-05-19', 'Søren Bygdeskov', 'contest reviews Those from my lab account are missing.'],
  ['2026-05-28', 'Marisol Quispe', 'contest answer @bygdeskov reviews The account is linked from now on.'],
  ['2026-06-08', 'Ayodele Fagbenro', 'leave 2026-06-15 2026-06-21'],
  ['2026-06-22', 'Marisol Quispe', 'retire @gvaitkunas'],
  ['2026-06-25', 'Gintaras Vaitkūnas', 'object'],
  // One nomination that passes, and one that does not.
  ['2026-06-29', 'Zdeňka Malířová', 'nominate @nakashololo'],
  ['2026-07-01', 'Obed Nakashololo', 'accept'],
  ['2026-07-02', 'Zdeňka Malířová', 'nomination open'],
  ['2026-07-03', 'Marisol Quispe', 'vote +1'],
  ['2026-07-06', 'Ayodele Fagbenro', 'vote +1'],
  ['2026-07-10', 'Zdeňka Malířová', 'leave 2026-07-20 2026-07-26'],
  ['2026-07-13', 'Hyeon-ju Pyo', 'nominate @mirelah'],
  ['2026-07-14', 'Mirela Hadžimurat', 'accept'],
  ['2026-07-15', 'Hyeon-ju Pyo', 'nomination open'],
  ['2026-07-16', 'Søren Bygdeskov', 'vote +1'],
  ['2026-07-17', 'Anneke Terwolbeck', 'vote -1'],
  ['2026-08-03', 'Anneke Terwolbeck', 'stand'],
];

export const FIRST_MONDAY = '2026-03-23';
export const LAST_MONDAY = '2026-08-17';

const morning = (day: string): number => Date.parse(`${day}T09:00:00Z`) / 1000;
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;
const dayOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10);

export interface Noted {
  readonly day: string;
  readonly message: Message;
}

export interface StoryWorld {
  readonly house: House;
  /** Letters and notes in the order in which they were sent. */
  readonly sent: readonly Noted[];
  /** Goes on to this morning: what was said until then is decided, and what is due is sent. */
  readonly until: (day: string) => Promise<readonly string[]>;
  /** A report as of 00:00 of this day. */
  readonly report: (id: string, day: string) => Promise<string>;
}

/** The demo, as if it spoke: everything that is sent is kept here and goes nowhere. */
export const storyOf = async (t: ExecutionContext, story: readonly Told[] = STORY): Promise<StoryWorld> => {
  const clock = { now: morning(FIRST_MONDAY) };
  const opened = await demoHouse(t);
  const house = { ...opened, io: { ...opened.io, now: () => clock.now } };
  const [configured] = house.projects;
  if (!configured) throw new Error('no project');
  const sent: Noted[] = [];
  const kept: Channel<unknown> = {
    ...LETTERS,
    publish(message) {
      sent.push({ day: dayOf(clock.now), message });
      return Promise.resolve(`kept ${sent.length}`);
    },
  };
  const delivery = { channel: kept, settings: { report: 'team', format: 'markdown' } };
  const setup = configured.project.setup && { ...configured.project.setup, reached: ['email'] as const };
  const spoken = { ...configured.project, publish: true, writesLetters: true };
  const project = setup ? { ...spoken, setup } : spoken;
  // In no checkout: a change of the roster is a patch, and asks no GitHub.
  const folder = await temporaryFolder(t);
  const file = join(folder, 'rollcall.yml');
  await copyFile(configured.file, file);
  let chosen: ProjectHouse = { ...configured, file, project, letters: [delivery], channels: [delivery] };
  const out = outOf(() => undefined, house.io);
  /** As the PTL does it with the patch in a note. */
  const apply = async (patch: string): Promise<void> => {
    await writeFile(join(folder, 'roster.patch'), patch);
    await git(folder, ['apply', 'roster.patch']);
    const [changed] = await loadProjects(file, house.plugins);
    if (!changed) throw new Error('no project');
    chosen = { ...chosen, rosters: changed.rosters };
    await settle(house, chosen);
  };
  const carry = async (): Promise<void> => {
    const before = sent.length;
    await carryMatters(house, chosen, out);
    for (const { message } of sent.slice(before)) {
      const patch = /```\n(--- a\/rollcall\.yml\n[\s\S]*?)```/.exec(message.body)?.[1];
      if (patch !== undefined) await apply(patch);
    }
  };
  const word = (): string => /confirm (\w+-\w+)/.exec(sent.at(-1)?.message.body ?? '')?.[1] ?? '';
  const left = [...story];
  return {
    ...{ house, sent },
    async until(day) {
      const answers: string[] = [];
      const stops = [...new Set([...left.map(([when]) => when).filter(when => when < day), day])];
      for (const stop of stops) {
        while (left[0] !== undefined && left[0][0] <= stop && left[0][0] < day) {
          const [when, who, words] = left.shift() ?? ['', '', ''];
          clock.now = morning(when) + 3600 + left.length;
          const person = personCalled(
            (await house.store.people(project.id)).filter(({ known }) => known),
            who,
          );
          const said = await askHere(house, chosen, words.replace('WORD', word()).split(' '), person);
          answers.push(`${when} ${who}: ${words} → ${textOf(said)}`);
        }
        // On a Monday as the report of that day sees it.
        clock.now = stop === day ? midnight(day) : morning(stop) + 3 * 3600;
        await carry();
      }
      return answers;
    },
    async report(id, day) {
      const found = house.plugins.reports.get(id);
      if (!found) throw new Error(`no report ${id}`);
      return (await messageFor(house, chosen, found, 'markdown', { at: midnight(day) })).body;
    },
  };
};

export const mondays = (): readonly string[] => {
  const days: string[] = [];
  for (let at = morning(FIRST_MONDAY); at <= morning(LAST_MONDAY); at += 7 * DAY) days.push(dayOf(at));
  return days;
};
