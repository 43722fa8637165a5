// nomination: which are open, and the nominator's word that makes one public.
import type { Block, Command, Person, Reply, Request } from '../contracts.ts';
import { atLeast, isCoreAt } from '../domain/asker.ts';
import { DAY, dateText } from '../domain/calendar.ts';
import { UserError } from '../domain/errors.ts';
import { type Nomination, ruleOf, takesVotes } from '../domain/nomination.ts';
import { DEFAULT_NOMINATION } from '../domain/policy.ts';
import { draftFor } from '../facts/nomination-draft.ts';
import { nominationsIn, theOne } from '../facts/nominations.ts';
import { aboutFirst } from '../lib/about.ts';

type Args =
  | { readonly op: 'list' }
  | { readonly op: 'open'; readonly who?: string; readonly words?: readonly string[] };

const USAGE =
  'Write "nomination" to see which are open, or "nomination open" to make yours public, with your own text on the lines under it.';
const IN_PRIVATE =
  'Whoever nominates opens it in a private place; then everybody reads it. Nothing was noted here.';
const NONE =
  'There is no nomination that you could open: either nobody has said yes yet, or it is somebody else’s.';

const parse = (given: readonly string[], below: readonly string[] = []): Args => {
  const [first = '', ...more] = given;
  if (first === '' && more.length === 0) return { op: 'list' };
  const { about, rest } = aboutFirst(more);
  if (first.toLowerCase() !== 'open' || rest.length > 0) throw new UserError(USAGE);
  return {
    op: 'open',
    ...(about !== undefined && { who: about }),
    ...(below.length > 0 && { words: below }),
  };
};

const nameOf = (people: readonly Person[], { person }: Nomination): string =>
  people.find(({ key }) => key === person)?.name ?? 'somebody';

const list = async ({ ledger, project, at, asker, isPrivate }: Request): Promise<Reply> => {
  const people = await ledger.people(project.id);
  const all = await nominationsIn(ledger, project.id);
  const open = all.filter(one => takesVotes(one, at));
  const lines = open.map(
    one =>
      `${nameOf(people, one)}: open until ${dateText((one.opening?.closesAt ?? 0) - 1, project.timezone)}`,
  );
  const isOwn = ({ nominator }: Nomination) => nominator !== undefined && nominator === asker.person?.key;
  // Whom somebody has asked is theirs alone until there is a yes.
  const waiting = all.filter(
    one =>
      (one.state === 'accepted' && (isOwn(one) || atLeast(asker.standing, 'ptl'))) ||
      (one.state === 'asked' && isOwn(one)),
  );
  const own = waiting.map(
    one =>
      `${nameOf(people, one)}: ${one.state === 'asked' ? 'asked, no answer yet' : 'said yes, waits for "nomination open"'}`,
  );
  const say = (shown: readonly string[]): Block[] =>
    shown.length > 0 ? [{ list: shown }] : ['No nomination is open.'];
  return isPrivate && own.length > 0
    ? { audience: 'person', person: asker.person?.key ?? 0, say: say([...lines, ...own]) }
    : { audience: 'public', say: say(lines) };
};

const open = async ({ who, words }: Args & { op: 'open' }, request: Request): Promise<Reply> => {
  const { ledger, project, at, asker, isPrivate } = request;
  if (!isPrivate) return { audience: 'public', say: [IN_PRIVATE] };
  const mayAll = atLeast(asker.standing, 'ptl');
  const ready = (await nominationsIn(ledger, project.id)).filter(
    one =>
      one.state === 'accepted' &&
      one.person !== undefined &&
      (mayAll || (one.nominator !== undefined && one.nominator === asker.person?.key)),
  );
  const one = await theOne(ready, who, request, NONE, '/rollcall nomination open @una-example');
  const policy = project.nomination ?? DEFAULT_NOMINATION;
  const people = await ledger.people(project.id);
  const members = await ledger.members(project.id);
  const candidate = people.find(({ key }) => key === one.person);
  if (!candidate) throw new UserError(NONE);
  const draft = await draftFor(ledger, project, candidate, at);
  const cores = people
    .filter(({ key, bot }) => !bot && key !== one.person && isCoreAt(members, key, at))
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.key - b.key);
  const closes = at + policy.days * DAY;
  const until = dateText(closes - 1, project.timezone);
  return {
    audience: 'person',
    person: asker.person?.key ?? 0,
    say: [
      `It becomes public within a quarter of an hour. The cores can vote until ${until}, and I count once, at the end.`,
    ],
    effects: [
      {
        ...({ kind: 'nomination-open', id: one.id, of: one.of, closes, rule: ruleOf(policy) } as const),
        ...{ words: words ?? draft.words, work: draft.work },
        electorate: cores.flatMap(({ handles: [handle] }) => handle ?? []),
      },
    ],
  };
};

const command: Command<Args> = {
  id: 'nomination',
  usage: 'nomination [open [@LOGIN]]',
  help: 'Shows which nominations are open; whoever nominates makes theirs public, with their own text on the lines under it.',
  examples: ['/rollcall nomination', '/rollcall nomination open', '/rollcall nomination open @una-example'],
  allowed: 'anyone',
  discreet: true,
  takesText: true,
  needs: ({ op }) => (op === 'open' ? 'core' : 'anyone'),
  parse,
  answer: (args, request) => (args.op === 'open' ? open(args, request) : list(request)),
};

export default command;
