// correct: a word against a number about oneself, for the PTL to look at.
import type { Command } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { plain } from '../lib/escape.ts';
import { hint } from '../lib/suggest.ts';

/** Characters of an objection that are kept. */
const LONGEST = 1000;

interface Args {
  readonly metric: string;
  readonly text: string;
}

const command: Command<Args> = {
  id: 'correct',
  usage: 'correct METRIC WHAT IS WRONG',
  help: 'Contests a number about yourself, in your own words; the PTL sees it with the number.',
  examples: ['/rollcall correct reviews "My reviews of the week of the meeting are missing"'],
  allowed: 'anyone',
  parse: ([metric, ...words]) => {
    const text = plain(words.join(' ')).slice(0, LONGEST);
    if (metric === undefined || text === '')
      throw new UserError('Name the metric and say what is wrong with it: /rollcall correct reviews …');
    return { metric: metric.toLowerCase(), text };
  },
  answer: async ({ metric, text }, { metrics, asker }) => {
    if (!metrics.has(metric))
      throw new UserError(
        `There is no metric "${metric}".${hint(metric, metrics.keys())} The page docs/metrics.md lists them all.`,
      );
    if (asker.person === undefined)
      throw new UserError(
        'Nothing is known of this account yet. If you also work from another one, ask the PTL to link them.',
      );
    const effects = [{ kind: 'correct', metric, text } as const];
    return { audience: 'public', say: ['Noted: the PTL will look at it.'], effects };
  },
};

export default command;
