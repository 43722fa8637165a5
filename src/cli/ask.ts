// rollcall ask: the commands of comments, on the terminal of whoever holds the ledger.
import type { Block, Person, Request } from '../contracts.ts';
import type { Handle } from '../domain/activity.ts';
import { personCalled } from '../domain/asker.ts';
import { UsageError } from '../domain/errors.ts';
import { dueAt } from '../domain/schedule.ts';
import { act } from '../flow/act.ts';
import { answer } from '../flow/answer.ts';
import { applyDecisions } from '../house/decided.ts';
import type { House, ProjectHouse } from '../house/house.ts';
import { messageFor } from '../house/message.ts';
import { settleIfChanged } from '../house/settled.ts';
import { textOf } from '../lib/blocks.ts';
import { commandFrom } from '../lib/command-line.ts';
import { personNamed } from './explain.ts';
import { chosenProject, mustHaveData, openNamed } from './project.ts';
import { COMMON, text, type Verb } from './verb.ts';

const TERMINAL: Handle = { service: 'name', id: 'the command line' };

/** Whoever holds the ledger can read all of it: to them this is a private place, and the PTL's. */
const requestFor = async (
  house: House,
  chosen: ProjectHouse,
  person: Person | undefined,
): Promise<Request> => {
  const { project } = chosen;
  const at = house.io.now();
  const people = await house.store.people(project.id);
  return {
    project,
    ledger: house.store,
    at,
    asker: { handle: person?.handles[0] ?? TERMINAL, standing: 'ptl', ...(person && { person }) },
    isPrivate: true,
    commands: [...house.plugins.commands.values()],
    metrics: house.plugins.metrics,
    reports: house.plugins.reports,
    find: who => Promise.resolve(personCalled(people, who.replace(/^@/, ''))),
    render: async report => {
      const due = dueAt(report.schedule, at, project.timezone);
      return (await messageFor(house, chosen, report, 'text', { at: due })).body;
    },
  };
};

/** Asks as this person, or as whoever holds the ledger, and carries out what is decided. */
export const askHere = async (
  house: House,
  chosen: ProjectHouse,
  words: readonly string[],
  person?: Person,
): Promise<readonly Block[]> => {
  const { id } = chosen.project;
  const request = await requestFor(house, chosen, person);
  const { handle: by } = request.asker;
  const { say, effects } = await answer(commandFrom(words), request, {
    standing: () => Promise.resolve('admin'),
    act: (line, rulings) =>
      act(house.store, id, rulings, {
        key: `terminal/${request.at}/${line.text}`,
        at: request.at,
        by,
        place: TERMINAL.id,
      }),
    // Whoever sits at the terminal is shown faults whole.
    fault: error => {
      throw error;
    },
  });
  if (effects.length > 0) await applyDecisions(house, chosen);
  return say;
};

export const askVerb: Verb = {
  name: 'ask',
  takes: Number.POSITIVE_INFINITY,
  usage: 'ask COMMAND [WORDS] [--as PERSON]',
  summary: 'what may be asked in comments, here (see docs/commands.md)',
  details: 'For example: rollcall ask priority week add "#123"',
  options: {
    as: { type: 'string', value: 'PERSON', help: 'who asks, by name or account, for what is about oneself' },
    ...COMMON,
  },
  async run(invocation) {
    const { options, terminal, words } = invocation;
    if (words.length === 0) throw new UsageError('What? Write: rollcall ask help');
    const house = await openNamed(invocation);
    try {
      const chosen = chosenProject(house.projects, options);
      const { id } = chosen.project;
      await mustHaveData(house.store, chosen.project);
      await settleIfChanged(house, chosen, terminal);
      const who = text(options, 'as');
      const person = who === undefined ? undefined : await personNamed(house.store, id, who);
      const say = await askHere(house, chosen, words, person);
      terminal.print(`${textOf(say)}\n`);
      return 0;
    } finally {
      house.store.close();
    }
  },
};
