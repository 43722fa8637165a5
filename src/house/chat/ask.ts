// Answers one command from a chat: who asks is told by the network's services, never by a nick.
import type { Asker, Block, ChatLine, Person, Request } from '../../contracts.ts';
import type { Handle } from '../../domain/activity.ts';
import { personBehind, personCalled, standingAt } from '../../domain/asker.ts';
import { SourceError, UserError } from '../../domain/errors.ts';
import { dueAt } from '../../domain/schedule.ts';
import { act } from '../../flow/act.ts';
import { type Answering, answer } from '../../flow/answer.ts';
import type { CommandLine } from '../../lib/command-line.ts';
import { nickId } from '../../lib/irc-line.ts';
import { accountId } from '../../lib/irc-text.ts';
import { chosenFor } from '../chosen.ts';
import { numberOf } from '../comments/place.ts';
import { digestOf } from '../digest.ts';
import type { House, ProjectHouse } from '../house.ts';
import { messageFor } from '../message.ts';

/** A line in which something is asked, and the services account of whoever said it. */
export interface Question {
  readonly said: ChatLine;
  readonly line: CommandLine;
  readonly host: string;
  /** Nobody reads along on our way to the network. */
  readonly isSealed: boolean;
  readonly account: string | undefined;
}

export interface ChatLog {
  info(text: string): void;
  /** Whole, for those who run this house. */
  error(text: string, error: unknown): void;
}

type Speaking = Pick<ProjectHouse, 'sources' | 'channels' | 'letters'>;

/** Every server of a chat on which the project listens or speaks. */
const hostsOf = ({ sources, channels, letters }: Speaking): ReadonlySet<string> =>
  new Set(
    [
      ...sources.map(({ plugin: { id }, settings }) => ({ id, settings })),
      ...[...channels, ...letters].map(({ channel: { id }, settings }) => ({ id, settings })),
    ].flatMap(({ id, settings }) =>
      id === 'irc' ? [(settings as { readonly server: string }).server.toLowerCase()] : [],
    ),
  );

/**
 * An account is of its network, and may always be written with its server, `una@irc.example.org`. Where a project speaks
 * on several it has to be, or somebody could take the name of a core on another one. The one to be written comes first.
 */
const handlesOf = (project: Speaking, account: string, host: string): readonly [Handle, ...Handle[]] => {
  const plain: Handle = { service: 'irc-account', id: account };
  const placed: Handle = { service: 'irc-account', id: `${account}@${host.toLowerCase()}` };
  return hostsOf(project).size > 1 ? [placed] : [plain, placed];
};

export const askerOf = async (house: House, chosen: ProjectHouse, question: Question): Promise<Asker> => {
  const { host, said } = question;
  const account = accountId(question.account);
  // For records of who asked nothing is taken from a nick either.
  if (account === undefined) return { handle: { service: 'irc', id: nickId(said.nick) }, standing: 'anyone' };
  const handles = handlesOf(chosen, account, host);
  const { id } = chosen.project;
  const people = await house.store.people(id);
  const handle = handles.find(each => personBehind(people, each)) ?? handles[0];
  const person = personBehind(people, handle);
  if (!person) return { handle, standing: 'anyone' };
  const members = await house.store.members(id);
  return { handle, person, standing: standingAt(members, person.key, house.io.now()) };
};

/** By an account, never by a nick that anybody may have taken. */
const finder =
  (house: House, people: readonly Person[]) =>
  async (who: string): Promise<Person | undefined> => {
    const login = who.replace(/^@/, '');
    if (login.includes(':') || login === who) return personCalled(people, login);
    const number = await numberOf(login, house.io.github).catch((error: unknown) => {
      if (error instanceof SourceError) return undefined;
      throw error;
    });
    if (number !== undefined) {
      const behind = personBehind(people, { service: 'github', id: String(number) });
      if (behind) return behind;
    }
    const vouched = people.map(person => ({
      ...person,
      handles: person.handles.filter(({ service }) => service !== 'irc' && service !== 'name'),
    }));
    const found = personCalled(vouched, login);
    return found && people.find(({ key }) => key === found.key);
  };

const requestFor = async (
  house: House,
  chosen: ProjectHouse,
  asker: Asker,
  isAlone: boolean,
): Promise<Request> => {
  const { plugins, store } = house;
  const at = house.io.now();
  return {
    project: chosen.project,
    ledger: store,
    at,
    asker,
    // To whoever is nobody we know, a private place is a public one.
    isPrivate: isAlone && asker.person !== undefined,
    commands: [...plugins.commands.values()],
    metrics: plugins.metrics,
    reports: plugins.reports,
    find: finder(house, await store.people(chosen.project.id)),
    render: async report => {
      const due = dueAt(report.schedule, at, chosen.project.timezone);
      return (await messageFor(house, chosen, report, 'text', { at: due })).body;
    },
  };
};

const UNKNOWN =
  'I do not know who you are: a nick is anybody’s. Identify with the network’s services (/msg NickServ IDENTIFY …), and ' +
  'again.';
const UNSEALED =
  'I do not know who you are: my connection to this network is not encrypted, and anybody on the way could speak as you.';
/** Why nobody is known there. */
const unknown = ({ isSealed }: Pick<Question, 'isSealed'>): string => (isSealed ? UNKNOWN : UNSEALED);
const unlisted = (id: string): string =>
  `Your account is signed in, but it is in no configuration that I read: ask the PTL to add it to your handles, as ` +
  `"irc-account: ${id}".`;

const placeOf = ({ said, host }: Question): string => `${host} ${said.channel ?? 'in private'}`;

const answeringFor = (
  house: House,
  chosen: ProjectHouse,
  question: Question,
  asker: Asker,
  log: ChatLog,
): Answering => {
  const { said, host, account } = question;
  const key = `irc/${host}/${said.channel ?? 'private'}/${said.at}/${nickId(said.nick)}/${question.line.text}`;
  return {
    async standing() {
      if (account === undefined)
        throw new UserError(`Sorry, that is not for everybody. ${unknown(question)}`);
      if (asker.person === undefined)
        throw new UserError(`Sorry, that is not for everybody. ${unlisted(asker.handle.id)}`);
      return 'anyone';
    },
    act(_line, rulings) {
      if (account === undefined)
        throw new UserError(`To decide something I have to know who you are. ${unknown(question)}`);
      return act(house.store, chosen.project.id, rulings, {
        key,
        at: Math.min(said.at, house.io.now()),
        by: asker.handle,
        place: placeOf(question),
      });
    },
    fault(error, line) {
      const reference = digestOf(key).slice(0, 8);
      log.error(`fault ${reference}: ${line.verb} in ${placeOf(question)}`, error);
      return reference;
    },
  };
};

/** With the usage of each it would be longer than what is said in a chat. */
const commandsIn = ({ plugins }: House): string =>
  `I know ${[...plugins.commands.keys()].sort().join(', ')}. How one is used: /rollcall help COMMAND`;

export interface ChatAnswer {
  readonly say: readonly Block[];
  readonly chosen?: ProjectHouse;
  /** Something was decided. */
  readonly decided: boolean;
}

/** `projects` are those that may speak there. */
export const answerInChat = async (
  house: House,
  projects: readonly ProjectHouse[],
  question: Question,
  log: ChatLog,
): Promise<ChatAnswer> => {
  const { chosen, say: hint } = chosenFor(question.line, projects);
  if (!chosen) return { say: hint, decided: false };
  const asker = await askerOf(house, chosen, question);
  const isAlone = question.said.channel === undefined;
  const isPrivate = isAlone && question.isSealed;
  const given = await answer(
    question.line,
    await requestFor(house, chosen, asker, isPrivate),
    answeringFor(house, chosen, question, asker, log),
  );
  const isOverview = question.line.verb === 'help' && question.line.words.length === 0;
  const words = isOverview ? [commandsIn(house)] : given.say;
  const stranger = question.account === undefined ? unknown(question) : unlisted(asker.handle.id);
  const isSaid = words.some(block => typeof block === 'string' && block.includes(stranger));
  const more = isAlone && asker.person === undefined && !isSaid ? [stranger] : [];
  return { say: [...words, ...more, ...hint], chosen, decided: given.effects.length > 0 };
};
