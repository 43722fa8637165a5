// check-in: opens it, takes the answers of people, shows who has answered. What somebody answers goes to the PTL alone.
import type { Block, Command, Person, Reply, Request } from '../../contracts.ts';
import { isCoreAt, standingAt } from '../../domain/asker.ts';
import { DAY, dateText, parseDate } from '../../domain/calendar.ts';
import { type CheckIn, checkInsOf, type Invited, openCheckIn } from '../../domain/check-in.ts';
import { slugOf } from '../../domain/check-in-due.ts';
import type { CheckInChoice, Ruling } from '../../domain/decision.ts';
import { UserError } from '../../domain/errors.ts';
import { DEFAULT_CHECK_IN } from '../../domain/policy.ts';
import { isLeaving, retirementsOf, returnsOf } from '../../domain/retirement.ts';
import { type AnswerWords, type Args, argsFrom } from './words.ts';

/** The same for every answer of everybody: in public no answer can be told from another. */
const NOTED = 'Noted, thank you. What you answer to a check-in goes to the PTL alone.';

const CHOICES: Readonly<Record<CheckInChoice, string>> = {
  stay: 'you stay',
  reduced: 'you stay with less time',
  'step-back': 'you would like to step back',
  talk: 'you would like to talk',
};

const checkInsFor = async ({ ledger, project }: Request): Promise<readonly CheckIn[]> =>
  checkInsOf(await ledger.decisions(project.id, Number.MAX_SAFE_INTEGER), await ledger.people(project.id));

/** Whose answer it is: one's own, or on the PTL's word somebody else's. */
const subject = async (who: string | undefined, request: Request): Promise<Person> => {
  const person = who === undefined ? request.asker.person : await request.find(who);
  if (person) return person;
  throw new UserError(
    who === undefined
      ? 'Nothing is known of this account yet. If you also work from another one, ask the PTL to link them.'
      : 'Nothing is known of that account: nobody to answer for.',
  );
};

const placeOf = (checkIn: CheckIn | undefined, person: Person): { checkIn: CheckIn; own: Invited } => {
  if (!checkIn)
    throw new UserError('No check-in is open. If something has changed for you, tell the PTL at any time.');
  const own = checkIn.invited.find(each => each.person === person.key);
  if (own) return { checkIn, own };
  throw new UserError('This check-in asks those who were in the core team when it was opened.');
};

const untilFrom = ({ until }: AnswerWords, { project, at }: Request): number | undefined => {
  if (until === undefined) return undefined;
  const moment = parseDate(until, project.timezone);
  if (moment === undefined || moment <= at)
    throw new UserError(`"${until}" is no day to come: write a date such as 2026-12-01.`);
  return moment;
};

const answered = (person: Person, say: string, effects: readonly Ruling[], { isPrivate }: Request): Reply =>
  isPrivate
    ? { audience: 'person', person: person.key, say: [say], effects }
    : { audience: 'public', say: [NOTED], effects };

const LEADS =
  ' Who leads the team from now on has to be in the roster first; after that, whoever led it says: /rollcall step-back';

const CONFIRMED =
  ' But the PTL has confirmed meanwhile that you become emeritus, and an answer here does not change that: if you would ' +
  'rather stay, ask the PTL for the way back, which is short (reinstate).';

/** What an answer cannot bring about is said with it. */
const besides = async (choice: CheckInChoice, { key }: Person, { ledger, project }: Request) => {
  if (choice === 'step-back' || choice === 'talk') return '';
  const people = await ledger.people(project.id);
  const decisions = await ledger.decisions(project.id, Number.MAX_SAFE_INTEGER);
  const leaving = isLeaving(retirementsOf(decisions, people), returnsOf(decisions, people), key);
  return leaving ? CONFIRMED : '';
};

const answer = async (args: AnswerWords, request: Request): Promise<Reply> => {
  const person = await subject(args.who, request);
  const { checkIn, own } = placeOf(openCheckIn(await checkInsFor(request), request.at), person);
  const until = untilFrom(args, request);
  const { choice, hours } = args;
  const { id } = checkIn;
  const { of } = own;
  const isPtl =
    standingAt(await request.ledger.members(request.project.id), person.key, request.at) === 'ptl';
  const leads = isPtl && choice === 'step-back';
  const ruling: Ruling = {
    ...({ kind: 'check-in-answer', id, of, answer: choice } as const),
    ...(hours !== undefined && { hours }),
    ...(until !== undefined && { until }),
    ...(leads && ({ leads } as const)),
  };
  const closes = dateText(checkIn.closesAt - 1, request.project.timezone);
  const words = args.who === undefined ? `: ${CHOICES[choice]}` : '';
  const say = `Noted, thank you${words}. It goes to the PTL alone, and can be changed until ${closes}.`;
  const more = leads ? LEADS : args.who === undefined ? await besides(choice, person, request) : '';
  return answered(person, say + more, [ruling], request);
};

const manager = async (args: Args & { op: 'manager' }, request: Request): Promise<Reply> => {
  const person = await subject(args.who, request);
  const { checkIn, own } = placeOf(openCheckIn(await checkInsFor(request), request.at), person);
  const ruling = { kind: 'check-in-manager', id: checkIn.id, of: own.of, talked: args.talked } as const;
  return answered(person, 'Noted, thank you. It goes to the PTL alone.', [ruling], request);
};

/** What nobody has asked for yet under this name: the cycle’s, or the day’s. */
const idFor = ({ project, at }: Request, taken: readonly CheckIn[]): string => {
  const { cycle, timezone } = project;
  const name = cycle && at < cycle.end ? slugOf(cycle.name) : dateText(at, timezone);
  const ids = new Set(taken.map(({ id }) => id));
  for (let number = 2, id = name; ; number++, id = `${name}-${number - 1}`) if (!ids.has(id)) return id;
};

const open = async ({ closes }: Args & { op: 'open' }, request: Request): Promise<Reply> => {
  const { project, ledger, at } = request;
  const all = await checkInsFor(request);
  const running = openCheckIn(all, at);
  if (running)
    throw new UserError(
      `A check-in is open until ${dateText(running.closesAt - 1, project.timezone)} already.`,
    );
  const policy = project.checkIn ?? DEFAULT_CHECK_IN;
  const end = closes === undefined ? at + policy.days * DAY : parseDate(closes, project.timezone);
  if (end === undefined || end < at + DAY)
    throw new UserError(`"${closes}" is no day to come: write a date such as 2026-12-01.`);
  const members = await ledger.members(project.id);
  const cores = (await ledger.people(project.id))
    .filter(({ key, bot }) => !bot && isCoreAt(members, key, at))
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.key - b.key);
  const invited = cores.flatMap(({ handles: [handle] }) => handle ?? []);
  if (invited.length === 0) throw new UserError('The roster lists nobody: there is no one to ask.');
  const until = dateText(end - 1, project.timezone);
  return {
    audience: 'ptl',
    say: [
      `The check-in is open until ${until}. Everybody in the core team (${invited.length}) is written to alike.`,
    ],
    effects: [{ kind: 'check-in-open', id: idFor(request, all), closes: end, invited }],
  };
};

const close = async (request: Request): Promise<Reply> => {
  const running = openCheckIn(await checkInsFor(request), request.at);
  if (!running) throw new UserError('No check-in is open.');
  const effects = [{ kind: 'check-in-close', id: running.id } as const];
  return {
    audience: 'ptl',
    say: ['The check-in is closed; the report "check-in" tells what was answered.'],
    effects,
  };
};

const status = async (request: Request): Promise<Reply> => {
  const report = request.reports.get('check-in');
  // What nobody may read here need not be made.
  const say = report && request.isPrivate ? [{ report: await request.render(report) }] : [];
  return { audience: 'ptl', say };
};

const own = async (request: Request): Promise<Reply> => {
  const running = openCheckIn(await checkInsFor(request), request.at);
  const until = running && dateText(running.closesAt - 1, request.project.timezone);
  const state =
    until === undefined ? 'No check-in is open.' : `A check-in is open until ${until}. Answer with one of:`;
  const how: Block[] =
    until === undefined
      ? []
      : [
          {
            code: ['stay 6', 'reduced 2026-12-01 2', 'step-back', 'talk'].map(
              each => `/rollcall check-in ${each}`,
            ),
          },
        ];
  const mine = running?.invited.find(
    ({ person }) => person !== undefined && person === request.asker.person?.key,
  );
  if (!request.isPrivate || mine?.person === undefined) return { audience: 'public', say: [state, ...how] };
  const said = mine.answer
    ? `Your answer so far: ${CHOICES[mine.answer.choice]}.`
    : 'You have not answered yet.';
  return { audience: 'person', person: mine.person, say: [said, state, ...how] };
};

const command: Command<Args> = {
  id: 'check-in',
  usage: 'check-in [stay HOURS | reduced DATE [HOURS] | step-back | talk | manager yes|not-yet|no-need]',
  help: 'Answers the check-in of the team, for the PTL alone; the PTL opens it, closes it, and sees who has answered.',
  examples: [
    '/rollcall check-in stay 6',
    '/rollcall check-in reduced 2026-12-01 2',
    '/rollcall check-in talk',
    '/rollcall check-in manager yes',
    '/rollcall check-in open 2026-10-01',
    '/rollcall check-in step-back @una-example',
    '/rollcall check-in status',
  ],
  allowed: 'anyone',
  needs: args => {
    const isAboutSomebody = 'who' in args && args.who !== undefined;
    return isAboutSomebody || ['open', 'close', 'status'].includes(args.op) ? 'ptl' : 'anyone';
  },
  parse: argsFrom,
  answer: (args, request) => {
    if (args.op === 'answer') return answer(args, request);
    if (args.op === 'manager') return manager(args, request);
    if (args.op === 'open') return open(args, request);
    if (args.op === 'close') return close(request);
    return args.op === 'status' ? status(request) : own(request);
  },
};

export default command;
