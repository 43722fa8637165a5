// A request as a command is handed it, over a small ledger.
import type { Asker, Command, Ledger, Person, Request } from '../../src/contracts.ts';
import { DAY } from '../../src/domain/calendar.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Project } from '../../src/domain/project.ts';
import { loadPlugins } from '../../src/house/plugins.ts';
import { PROJECT } from './ledger.ts';

const plugins = await loadPlugins();

export const command = (id: string): Command => {
  const found = plugins.commands.get(id);
  if (!found) throw new Error(`there is no command ${id}`);
  return found;
};

export const METRICS = [...plugins.metrics.values()];

export const PROJECT_OF: Project = {
  id: PROJECT,
  title: 'Garden',
  timezone: 'UTC',
  sources: [],
  people: [],
  bots: [],
  priorities: [],
  policy: DEFAULT_POLICY,
  publish: true,
  whenRemoved: 'keep',
  linkByName: false,
  meetings: [],
};

export interface Asking {
  readonly day: number;
  /** A person's name. */
  readonly by?: string;
  readonly standing?: Asker['standing'];
  readonly isPrivate?: boolean;
  readonly project?: Project;
}

export const requestOf = async (ledger: Ledger, asking: Asking): Promise<Request> => {
  const people = await ledger.people(PROJECT);
  const named = (name: string | undefined): Person | undefined => people.find(each => each.name === name);
  const person = named(asking.by);
  return {
    project: asking.project ?? PROJECT_OF,
    ledger,
    at: asking.day * DAY,
    asker: {
      handle: { service: 'github', id: '7' },
      standing: asking.standing ?? 'anyone',
      ...(person && { person }),
    },
    isPrivate: asking.isPrivate ?? false,
    commands: [...plugins.commands.values()],
    metrics: plugins.metrics,
    reports: plugins.reports,
    find: who => Promise.resolve(named(who.replace(/^@/, ''))),
    render: report => Promise.resolve(`rendered ${report.id}`),
  };
};

/** Parses and answers, without any guard around it. */
export const asked = async (id: string, words: readonly string[], request: Request) => {
  const one = command(id);
  return one.answer(one.parse(words), request);
};
