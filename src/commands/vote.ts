// vote: the word of a core on a nomination that is open, on its thread or in private.
import type { Command, Reply, Request } from '../contracts.ts';
import { dateText } from '../domain/calendar.ts';
import { UserError } from '../domain/errors.ts';
import { type Nomination, takesVotes } from '../domain/nomination.ts';
import { nominationsIn, theOne } from '../facts/nominations.ts';
import { aboutFirst } from '../lib/about.ts';

interface Args {
  readonly who?: string;
  readonly value: -1 | 0 | 1;
}

const USAGE = 'Vote with +1, 0 or -1, and say why if you like: /rollcall vote +1 a pleasure to work with.';
const VALUES: Readonly<Record<string, Args['value']>> = {
  ...{ '+1': 1, '1': 1, '0': 0, '+0': 0, '-0': 0, '-1': -1, '−1': -1, '–1': -1 },
};
const EXAMPLE = '/rollcall vote @una-example +1';
const NONE = 'No nomination is open that this could be a vote on.';

/** The one whose thread this is, the one that is named, or the only one. */
const meant = async (who: string | undefined, request: Request): Promise<Nomination> => {
  const { ledger, project, at, under } = request;
  const open = (await nominationsIn(ledger, project.id)).filter(one => takesVotes(one, at));
  const here = open.filter(({ id }) => under === `nomination/${id}/open`);
  return theOne(who === undefined && here.length > 0 ? here : open, who, request, NONE, EXAMPLE);
};

const NOT_COUNTED =
  'Thank you for your word. Those who were in the core team when this was opened decide; yours is not counted, and stays for them to read.';
const COUNTED =
  'Thank you, noted. The last vote of each counts: edit your comment to change it, delete it to take it back.';

const reply = ({ id, opening }: Nomination, name: string, { value }: Args, request: Request): Reply => {
  const { asker, project, isPrivate } = request;
  const isCounted = opening?.electorate.includes(asker.person?.key ?? Number.NaN) === true;
  if (!isCounted) return { audience: 'public', say: [NOT_COUNTED] };
  const effects = [{ kind: 'nomination-vote', id, value } as const];
  if (!isPrivate) return { audience: 'public', say: [COUNTED], effects };
  const until = dateText((opening?.closesAt ?? 0) - 1, project.timezone);
  const shown = value > 0 ? '+1' : String(value);
  const say = `Noted: ${shown} for ${name}, for the count alone. You can change it until ${until}.`;
  return { audience: 'person', person: asker.person?.key ?? 0, say: [say], effects };
};

const command: Command<Args> = {
  id: 'vote',
  usage: 'vote [@LOGIN] +1|0|-1 [WHY]',
  help: 'The word of a core on a nomination: on its thread or in private; the last one counts, until it closes.',
  examples: ['/rollcall vote +1', '/rollcall vote -1 not yet, for me', EXAMPLE],
  allowed: 'anyone',
  discreet: true,
  anew: true,
  parse: words => {
    const { about, rest } = aboutFirst(words);
    const value = Object.hasOwn(VALUES, rest[0] ?? '') ? VALUES[rest[0] ?? ''] : undefined;
    if (value === undefined) throw new UserError(USAGE);
    return { value, ...(about !== undefined && { who: about }) };
  },
  answer: async (args, request) => {
    const nomination = await meant(args.who, request);
    const people = await request.ledger.people(request.project.id);
    const name = people.find(({ key }) => key === nomination.person)?.name ?? 'this person';
    return reply(nomination, name, args, request);
  },
};

export default command;
