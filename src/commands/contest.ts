// contest: a number about oneself goes to the PTL with the events behind it, and the answer is recorded.
import type { Command, Metric, Request } from '../contracts.ts';
import { daysBefore } from '../domain/calendar.ts';
import { UserError } from '../domain/errors.ts';
import { contestedNumbers } from '../domain/rights.ts';
import { plain } from '../lib/escape.ts';
import { hint } from '../lib/suggest.ts';

/** Characters that are kept. */
const LONGEST = 1000;

type Args =
  | { readonly metric: string; readonly text: string }
  | { readonly about: string; readonly metric: string; readonly text: string };

/** Numbers as reports and letters call them. */
const SHOWN: ReadonlyMap<string, string> = new Map([
  ['meetings', 'meeting-attendance'],
  ['approvals', 'reviews'],
  ['bugs triaged', 'bug-triage'],
  ['bug fixes', 'bug-fixes'],
  ['reviews on priority items', 'priority-reviews'],
  ['last seen', 'last-activity'],
]);
const MOST_WORDS = 4;

/** The number that the first words name, and the words after it. */
const named = (words: readonly string[]): { readonly metric: string; readonly rest: readonly string[] } => {
  for (let count = MOST_WORDS; count > 0; count--) {
    const metric = SHOWN.get(words.slice(0, count).join(' ').toLowerCase());
    if (metric !== undefined) return { metric, rest: words.slice(count) };
  }
  return { metric: words[0]?.toLowerCase() ?? '', rest: words.slice(1) };
};

const wanted = (metrics: ReadonlyMap<string, Metric>, id: string): Metric => {
  const metric = metrics.get(id);
  if (metric?.per === 'person') return metric;
  const ids = [...metrics.values()].filter(({ per }) => per === 'person').map(each => each.id);
  throw new UserError(
    `There is no number "${id}" about persons.${hint(id, [...ids, ...SHOWN.keys()])} There are ${ids.join(', ')}.`,
  );
};

const contest = async ({ metric: id, text }: { metric: string; text: string }, request: Request) => {
  const { asker, ledger, project, at } = request;
  const { kinds } = wanted(request.metrics, id);
  if (asker.person === undefined)
    throw new UserError(
      'Nothing is known of this account yet. If you also work from another one, ask the PTL to link them.',
    );
  const window = daysBefore(at, project.policy.windowDays, project.timezone);
  const events = (await ledger.events(asker.person.key, window, kinds)).length;
  return {
    audience: 'public' as const,
    say: ['Noted: the PTL gets it with the events behind the number, and answers you.'],
    effects: [{ kind: 'contest' as const, of: asker.handle, metric: id, events, text }],
  };
};

const answered = async (
  { about, metric, text }: { about: string; metric: string; text: string },
  request: Request,
) => {
  const { ledger, project, at } = request;
  const person = await request.find(about);
  const people = await ledger.people(project.id);
  const cases = contestedNumbers(await ledger.decisions(project.id, at + 1), people);
  const open = person && cases.find(each => each.person === person.key && each.metric === metric);
  if (!open) throw new UserError('Nothing is contested there: the team report lists what is.');
  return {
    audience: 'ptl' as const,
    say: ['Recorded: it stands beside the number, and goes to whoever contested it.'],
    effects: [{ kind: 'contest-answer' as const, of: open.of, metric, text }],
  };
};

const command: Command<Args> = {
  id: 'contest',
  usage: 'contest METRIC [WHY] | contest answer @LOGIN METRIC WORDS',
  help: 'Asks the PTL to look at a number about you, with the events behind it; the answer is recorded.',
  examples: [
    '/rollcall contest reviews',
    '/rollcall contest answer @una-example reviews "They are counted now."',
  ],
  allowed: 'anyone',
  needs: args => ('about' in args ? 'ptl' : 'anyone'),
  parse: words => {
    const [first] = words;
    if (first === undefined) throw new UserError('Name the metric: /rollcall contest reviews');
    const isAnswer = first === 'answer';
    const about = words[1];
    const { metric, rest } = named(words.slice(isAnswer ? 2 : 0));
    const text = plain(rest.join(' ')).slice(0, LONGEST);
    if (!isAnswer) return { metric, text };
    if (about === undefined || metric === '' || text === '')
      throw new UserError('Write /rollcall contest answer @login METRIC and your answer.');
    return { about, metric, text };
  },
  answer: (args, request) => ('about' in args ? answered(args, request) : contest(args, request)),
};

export default command;
