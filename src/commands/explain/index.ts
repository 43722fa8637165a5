// explain: what a metric means and the project's number; the events behind somebody's in private.
import type { Block, Command, Metric } from '../../contracts.ts';
import { UserError } from '../../domain/errors.ts';
import { hint } from '../../lib/suggest.ts';
import { eventsBehind } from './events.ts';
import { projectNumber } from './number.ts';

interface Args {
  readonly metric: string;
  /** `@login`; undefined: the person who asks. */
  readonly about?: string;
}

const meaning = ({ question, definition, unit, source }: Metric): Block[] => [
  question,
  definition,
  `Unit: ${unit}. Source: ${source}.`,
];

const wanted = (metrics: ReadonlyMap<string, Metric>, id: string): Metric => {
  const metric = metrics.get(id);
  if (metric) return metric;
  throw new UserError(
    `There is no metric "${id}".${hint(id, metrics.keys())} There are ${[...metrics.keys()].join(', ')}.`,
  );
};

const IN_PRIVATE =
  'The events behind a person’s number are shown in private only, where the PTL’s report is posted.';

const command: Command<Args> = {
  id: 'explain',
  usage: 'explain METRIC [@LOGIN]',
  help: 'What a metric means; in private also the events behind your number, for the PTL behind anybody’s.',
  examples: ['/rollcall explain closure', '/rollcall explain reviews'],
  allowed: 'anyone',
  needs: ({ about }) => (about === undefined ? 'anyone' : 'ptl'),
  parse: ([metric, about, more]) => {
    if (metric === undefined || more !== undefined || (about !== undefined && !about.startsWith('@')))
      throw new UserError('Name one metric, such as /rollcall explain reviews');
    return { metric: metric.toLowerCase(), ...(about !== undefined && { about }) };
  },
  answer: async ({ metric: id, about }, request) => {
    const metric = wanted(request.metrics, id);
    const isAboutPeople = metric.per === 'person' || metric.per === 'name';
    if (about !== undefined) {
      // Whether anything is known of somebody is not said in public either.
      if (!request.isPrivate) return { audience: 'ptl', say: [] };
      const person = await request.find(about);
      if (person === undefined) throw new UserError(`Nothing is known of ${about}.`);
      return { audience: 'ptl', say: [...meaning(metric), ...(await eventsBehind(metric, person, request))] };
    }
    const { person } = request.asker;
    if (isAboutPeople && request.isPrivate && person !== undefined)
      return {
        audience: 'person',
        person: person.key,
        say: [...meaning(metric), ...(await eventsBehind(metric, person, request))],
      };
    const rest = isAboutPeople ? [IN_PRIVATE] : await projectNumber(metric, request);
    return { audience: 'public', say: [...meaning(metric), ...rest] };
  },
};

export default command;
