// Answers commands: finds each, sees whether the person may, and keeps what is private out of public places.
import type { Audience, Block, Command, Reply, Request, Rights } from '../contracts.ts';
import { atLeast } from '../domain/asker.ts';
import type { Ruling } from '../domain/decision.ts';
import { SourceError, UserError } from '../domain/errors.ts';
import { type CommandLine, LONGEST_WORD } from '../lib/command-line.ts';
import { hint } from '../lib/suggest.ts';
import type { Outcome } from './act.ts';

export interface Answering {
  /**
   * What the asker may, where the ledger gives less than `needed`: asked of the place itself.
   * @throws SourceError when the place cannot be asked.
   */
  standing(needed: Rights): Promise<Rights>;
  /** Carries out what the command decided, before it is said. */
  act(line: CommandLine, rulings: readonly Ruling[]): Promise<Outcome>;
  /** Keeps an error of ours whole, for those who run this house; returns the reference to find it by. */
  fault(error: unknown, line: CommandLine): string;
}

/** What one command line is answered. */
export interface Answer {
  readonly say: readonly Block[];
  /** Carried out. */
  readonly effects: readonly Ruling[];
}

const WHO: Readonly<Record<Rights, string>> = {
  anyone: 'anyone',
  core: 'cores and the PTL',
  ptl: 'the PTL or an administrator of the repository',
  admin: 'an administrator of the repository',
};

const saying = (...say: Block[]): Answer => ({ say, effects: [] });

const chosen = ({ verb, words }: CommandLine, commands: readonly Command[]): Command => {
  if (verb === '') throw new UserError('Write /rollcall help to see what may be asked.');
  if ([verb, ...words].some(word => word.length > LONGEST_WORD))
    throw new UserError(`A word may have ${LONGEST_WORD} characters at most.`);
  const command = commands.find(({ id }) => id === verb);
  if (command) return command;
  const ids = commands.map(({ id }) => id);
  throw new UserError(
    `There is no command "${verb}".${hint(verb, ids)} Write /rollcall help to see them all.`,
  );
};

/** The asker with the standing that the command needs. @throws UserError when that is not theirs. */
const allowed = async (command: Command, args: unknown, request: Request, answering: Answering) => {
  const { asker } = request;
  const more = command.needs?.(args, request) ?? command.allowed;
  const needed = atLeast(more, command.allowed) ? more : command.allowed;
  if (atLeast(asker.standing, needed)) return asker;
  const refusal = `Sorry, this is for ${WHO[needed]}.`;
  try {
    const asked = await answering.standing(needed);
    if (atLeast(asked, needed)) return { ...asker, standing: asked };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    throw new UserError(`${refusal} Whether that is you could not be found out just now; please try later.`);
  }
  throw new UserError(refusal);
};

const PRIVATE: Readonly<Record<Exclude<Audience, 'public'>, string>> = {
  ptl: 'This is for the PTL alone, and others read here. Ask where the PTL’s report is posted.',
  person: 'This is for the person alone, and others read here. Ask where the PTL’s report is posted.',
};

/**
 * The guard: what is not public is said in private places only, to the PTL what is the PTL's, and about somebody to
 * them and the PTL.
 */
const mustFit = (reply: Reply, { isPrivate, asker }: Request): void => {
  if (reply.audience === 'public') return;
  if (!isPrivate) throw new UserError(PRIVATE[reply.audience]);
  if (atLeast(asker.standing, 'ptl')) return;
  if (reply.audience !== 'person') throw new UserError('Sorry, this is for the PTL.');
  if (reply.person !== asker.person?.key)
    throw new UserError('Sorry, this is for the person whom it is about, and for the PTL.');
};

const OVERTAKEN =
  'This very line was carried out before, and was decided otherwise since. To decide it again, write a new comment.';

const answered = async (line: CommandLine, request: Request, answering: Answering): Promise<Answer> => {
  const command = chosen(line, request.commands);
  const args = command.parse(line.words, line.below);
  const asker = await allowed(command, args, request, answering);
  const reply = await command.answer(args, { ...request, asker });
  mustFit(reply, { ...request, asker });
  const effects = reply.effects ?? [];
  if (effects.length === 0) return { say: reply.say, effects };
  const outcome = await answering.act(line, effects);
  return outcome === 'overtaken' ? saying(OVERTAKEN) : { say: reply.say, effects };
};

/** Never throws but when the outer world is ill before anything was decided: then it is to be heard again. */
export const answer = async (line: CommandLine, request: Request, answering: Answering): Promise<Answer> => {
  try {
    return await answered(line, request, answering);
  } catch (error) {
    if (error instanceof UserError) return saying(error.message);
    if (error instanceof SourceError) throw error;
    return saying(`This is a fault of Rollcall itself; its reference is ${answering.fault(error, line)}.`);
  }
};
