// Answers the command lines of one comment on GitHub, each for the project that it is about.
import type { Block, Request } from '../../contracts.ts';
import { personBehind, personCalled, standingAt } from '../../domain/asker.ts';
import { dueAt } from '../../domain/schedule.ts';
import { act } from '../../flow/act.ts';
import { type Answer, type Answering, answer } from '../../flow/answer.ts';
import type { CommandLine } from '../../lib/command-line.ts';
import { chosenFor } from '../chosen.ts';
import { digestOf } from '../digest.ts';
import type { House, ProjectHouse } from '../house.ts';
import { messageFor } from '../message.ts';
import { accountOf, type Comment } from './payload.ts';
import { isPrivatePlace, numberOf, standingOnGitHub } from './place.ts';
import { decisionKey, underWhat } from './votes.ts';

export interface Log {
  info(text: string): void;
  /** Whole, for those who run this house. */
  error(text: string, error: unknown): void;
}

const requestFor = async (house: House, chosen: ProjectHouse, comment: Comment): Promise<Request> => {
  const { project } = chosen;
  const { plugins, store } = house;
  const { github } = house.io;
  const at = house.io.now();
  const handle = accountOf(comment);
  const people = await store.people(project.id);
  const person = personBehind(people, handle);
  const members = person ? await store.members(project.id) : [];
  return {
    project,
    ledger: store,
    at,
    asker: {
      handle,
      ...(person && { person }),
      standing: person ? standingAt(members, person.key, at) : 'anyone',
    },
    isPrivate: await isPrivatePlace(chosen, comment.place, plugins.reports, github),
    ...(await underWhat(store, project.id, comment)),
    commands: [...plugins.commands.values()],
    metrics: plugins.metrics,
    reports: plugins.reports,
    find: async who => {
      if (!who.startsWith('@')) return personCalled(people, who);
      const number = await numberOf(who.slice(1), github);
      const behind =
        number === undefined ? undefined : personBehind(people, { service: 'github', id: String(number) });
      return behind ?? personCalled(people, `github:${who.slice(1)}`);
    },
    render: async report => {
      const due = dueAt(report.schedule, at, project.timezone);
      return (await messageFor(house, chosen, report, 'markdown', { at: due })).body;
    },
  };
};

const answeringFor = (house: House, chosen: ProjectHouse, comment: Comment, log: Log): Answering => ({
  standing: () => standingOnGitHub(comment.place, chosen, comment.author, house.io.github),
  act: (line, rulings) =>
    act(house.store, chosen.project.id, rulings, {
      key: decisionKey(comment, line.text, house.plugins.commands.get(line.verb)?.anew),
      at: Math.min(comment.updatedAt, house.io.now()),
      by: accountOf(comment),
      place: comment.url,
    }),
  fault(error, line) {
    const seen = `${comment.repository} ${comment.id} ${comment.updatedAt} ${line.text}`;
    const reference = digestOf(seen).slice(0, 8);
    log.error(`fault ${reference}: ${line.verb} in ${comment.url}`, error);
    return reference;
  },
});

export interface Told {
  readonly say: readonly Block[];
  /** Projects in which something was decided. */
  readonly decided: readonly ProjectHouse[];
}

/** The line that an answer belongs to. What may be private is not repeated, also where the verb is misspelt. */
const echoOf = ({ verb, text }: CommandLine, { plugins }: House): string => {
  const command = plugins.commands.get(verb);
  return command && !command.discreet ? text : `/rollcall ${verb}`;
};

/** Nothing is done for a project that does not publish: a dry run decides nothing. */
export const tell = async (
  house: House,
  projects: readonly ProjectHouse[],
  comment: Comment,
  lines: readonly CommandLine[],
  log: Log,
): Promise<Told> => {
  const say: Block[] = [];
  const decided = new Set<ProjectHouse>();
  for (const line of lines) {
    const { chosen, say: hint } = chosenFor(line, projects);
    if (chosen && !chosen.project.publish) {
      log.info(`${chosen.project.id}: publish is false, a command in ${comment.url} is not answered`);
      continue;
    }
    const given: Answer = chosen
      ? await answer(
          line,
          await requestFor(house, chosen, comment),
          answeringFor(house, chosen, comment, log),
        )
      : { say: [], effects: [] };
    if (chosen && given.effects.length > 0) decided.add(chosen);
    if (lines.length > 1) say.push({ code: [echoOf(line, house)] });
    say.push(...given.say, ...hint);
  }
  return { say, decided: [...decided] };
};
