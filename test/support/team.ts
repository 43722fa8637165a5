// A team of five with addresses, a cycle and some work: what letters to people are tried on.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { askHere } from '../../src/cli/ask.ts';
import type { GitHub } from '../../src/contracts.ts';
import { personCalled } from '../../src/domain/asker.ts';
import { type House, openHouse, type ProjectHouse } from '../../src/house/house.ts';
import { ingestAll } from '../../src/house/ingest.ts';
import { carryMatters } from '../../src/house/matters.ts';
import { messageFor, outOf } from '../../src/house/message.ts';
import { textOf } from '../../src/lib/blocks.ts';
import { NO_GITHUB } from '../../src/shell/github.ts';
import { temporaryFolder } from './git.ts';
import { QUIETLY } from './quietly.ts';

export const DAY = 86_400;
/** Wednesday, 2026-08-19 09:00 UTC. */
export const OPENED = Date.parse('2026-08-19T09:00:00Z') / 1000;

/** Pia leads; all are invented. */
export const TEAM = ['Pia Hollis', 'Nia Brandt', 'Oli Sand', 'Una Feld', 'Zoë Ruiz'] as const;
const loginOf = (name: string): string => name.split(' ')[0]?.toLowerCase().replace('ë', 'e') ?? '';
export const mailOf = (name: string): string => `${loginOf(name)}@example.org`;

const account = (name: string) => ({ service: 'github', id: loginOf(name), name });

/** Una reviews what Oli proposes; one change waits, and a bug is untriaged. */
const history = (): string[] => {
  const oli = account('Oli Sand');
  const change = (number: number, day: string) => ({
    item: {
      nativeId: `pull/${number}`,
      kind: 'change',
      url: `https://example.org/${number}`,
      owner: oli,
      openedAt: `${day}T08:00:00Z`,
      states: [{ field: 'subject', at: `${day}T08:00:00Z`, value: `Change ${number}` }],
    },
  });
  const act = (kind: string, item: string, who: string, at: string, more: object = {}) => ({
    activity: { nativeId: `${item}/${kind}/${who}`, kind, by: account(who), at, item, ...more },
  });
  const bug = {
    item: { nativeId: 'bug/1', kind: 'bug', owner: oli, openedAt: '2026-08-10T08:00:00Z', states: [] },
  };
  return [
    change(1, '2026-07-01'),
    act('change-opened', 'pull/1', 'Oli Sand', '2026-07-01T08:00:00Z'),
    act('review', 'pull/1', 'Una Feld', '2026-07-02T08:00:00Z', { revision: 1, value: 2 }),
    act('change-merged', 'pull/1', 'Oli Sand', '2026-07-03T08:00:00Z'),
    change(2, '2026-08-12'),
    act('change-opened', 'pull/2', 'Oli Sand', '2026-08-12T08:00:00Z'),
    bug,
    act('bug-opened', 'bug/1', 'Oli Sand', '2026-08-10T08:00:00Z'),
  ].map(line => JSON.stringify(line));
};

/** A change a week with a question that leads to a new patch set; Una agrees afterwards. */
const reviewsOfIvo = (): string[] =>
  ['06', '13', '20', '27'].flatMap((day, index) => {
    const item = `pull/${11 + index}`;
    const openedAt = `2026-07-${day}T08:00:00Z`;
    const state = (field: string, value: string) => ({ field, at: openedAt, value });
    const states = [
      state('subject', `Mend the fence, part ${index + 1}`),
      state('repository', 'acme/fences'),
    ];
    const by = (kind: string, who: string, hour: string, more: object) => ({
      activity: {
        ...{ nativeId: `${item}/${kind}/${who}/${hour}`, kind, by: account(who), item },
        ...{ at: `2026-07-${day}T${hour}:00:00Z`, ...more },
      },
    });
    const url = `https://example.org/${11 + index}`;
    return [
      { item: { nativeId: item, kind: 'change', url, owner: account('Oli Sand'), openedAt, states } },
      by('change-opened', 'Oli Sand', '08', {}),
      by('review', 'Ivo Marek', '09', { revision: 1, value: -1 }),
      by('patchset', 'Oli Sand', '10', { revision: 2 }),
      by('review', 'Ivo Marek', '11', { revision: 2, value: 1 }),
      by('review', 'Una Feld', '12', { revision: 2, value: 2 }),
    ].map(line => JSON.stringify(line));
  });

const configuration = (
  letters: readonly string[],
  channels: readonly string[],
  publish: boolean,
  withIvo: boolean,
): string =>
  [
    'id: garden',
    'title: The Garden',
    `publish: ${publish}`,
    'cycle: { name: Gambia, start: 2026-03-02, end: 2026-10-05, milestones: { ptg: 2026-09-30 } }',
    'sources: [{ type: journal, path: journal.jsonl }]',
    'roster:',
    '  - type: rollcall',
    '    members:',
    ...TEAM.map(
      (name, index) => `      - { name: ${name}, role: ${index === 0 ? 'ptl' : 'core'}, since: 2024-01-01 }`,
    ),
    'people:',
    ...TEAM.map(
      name => `  - { name: ${name}, handles: { github: ${loginOf(name)}, email: ${mailOf(name)} } }`,
    ),
    ...(withIvo ? ['  - { name: Ivo Marek, handles: { github: ivo, email: ivo@example.org } }'] : []),
    ...(withIvo ? ['onBoarding: ["add them to the calendar of the meeting"]'] : []),
    ...(channels.length === 0 ? [] : ['channels:', ...channels.map(channel => `  - ${channel}`)]),
    ...(letters.length === 0 ? [] : ['letters:', ...letters.map(letter => `  - ${letter}`)]),
    '',
  ].join('\n');

export interface TeamOptions {
  readonly letters?: readonly string[];
  readonly channels?: readonly string[];
  readonly publish?: boolean;
  readonly github?: GitHub;
  /** Ivo, who is no core, reviews what Oli proposes. */
  readonly withIvo?: boolean;
  /** The matters that are carried out. */
  readonly matters?: readonly string[];
}

export interface TeamWorld {
  readonly house: House;
  readonly chosen: ProjectHouse;
  readonly config: string;
  readonly database: string;
  readonly clock: { now: number };
  /** Carries out what is due; `[kind, key, channel, state]` of each step. */
  readonly carry: (again?: string) => Promise<(readonly [string, string, string, string])[] | undefined>;
  /** Asks as somebody in the terminal; nobody: whoever holds the ledger. */
  readonly ask: (words: string, name?: (typeof TEAM)[number]) => Promise<string>;
  readonly report: (id: string, at?: number) => Promise<string>;
}

export const teamOf = async (
  t: ExecutionContext,
  {
    letters = [],
    channels = [],
    publish = true,
    github = NO_GITHUB,
    withIvo = false,
    matters = ['check-in', 'retirement', 'nomination'],
  }: TeamOptions,
): Promise<TeamWorld> => {
  const folder = await temporaryFolder(t);
  const [config, database] = [join(folder, 'rollcall.yml'), join(folder, 'rollcall.db')];
  await writeFile(
    join(folder, 'journal.jsonl'),
    `${[...history(), ...(withIvo ? reviewsOfIvo() : [])].join('\n')}\n`,
  );
  await writeFile(config, configuration(letters, channels, publish, withIvo));
  const clock = { now: OPENED };
  const opened = await openHouse({ config, database }, { makes: true });
  t.teardown(() => opened.store.close());
  const chosenMatters = [...opened.plugins.matters].filter(([id]) => matters.includes(id));
  const plugins = { ...opened.plugins, matters: new Map(chosenMatters) };
  const house = { ...opened, plugins, io: { ...opened.io, github, now: () => clock.now } };
  await ingestAll(house, QUIETLY);
  const [chosen] = house.projects;
  if (!chosen) throw new Error('no project');
  const out = outOf(() => undefined, house.io);
  return {
    ...{ house, chosen, config, database, clock },
    carry: async again =>
      (await carryMatters(house, chosen, out, again))?.map(
        ({ step, channel, state }) => [step.kind, step.key, channel, state] as const,
      ),
    async ask(words, name) {
      clock.now += 1;
      const people = await house.store.people('garden');
      const person = name === undefined ? undefined : personCalled(people, name);
      return textOf(await askHere(house, chosen, words.split(' '), person));
    },
    async report(id, at = clock.now) {
      const report = house.plugins.reports.get(id);
      if (!report) throw new Error(`no report ${id}`);
      return (await messageFor(house, chosen, report, 'text', { at })).body;
    },
  };
};
