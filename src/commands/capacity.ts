// capacity: the hours a week that somebody means to give.
import type { Command } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { MOST_HOURS } from '../domain/leave.ts';
import { aboutFirst, discreetly, subjectOf } from '../lib/about.ts';

interface Args {
  readonly about?: string;
  readonly hours: number;
}

const HOURS = /^(\d{1,2}(?:\.\d)?)h?$/;

const command: Command<Args> = {
  id: 'capacity',
  usage: 'capacity [@LOGIN] HOURS',
  help: 'Says how many hours a week you mean to give from now on; the PTL may say it for somebody.',
  examples: ['/rollcall capacity 6'],
  allowed: 'anyone',
  discreet: true,
  needs: ({ about }) => (about === undefined ? 'anyone' : 'ptl'),
  parse: words => {
    const { about, rest } = aboutFirst(words);
    const [, number] = HOURS.exec(rest[0] ?? '') ?? [];
    if (number === undefined || rest.length > 1 || Number(number) > MOST_HOURS)
      throw new UserError(`Write the hours a week alone, from 0 to ${MOST_HOURS}: /rollcall capacity 6`);
    return { hours: Number(number), ...(about !== undefined && { about }) };
  },
  answer: async ({ about, hours }, request) => {
    const { person, of } = await subjectOf(about, request);
    const whose = about === undefined ? '' : ` for ${person.name}`;
    return {
      ...discreetly(request.isPrivate, about, person.key, [
        `Noted: ${hours} ${hours === 1 ? 'hour' : 'hours'} a week${whose}, from now on.`,
      ]),
      effects: [{ kind: 'capacity', of, hours }],
    };
  },
};

export default command;
