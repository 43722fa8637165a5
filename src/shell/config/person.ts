// The schema of a person: name, accounts, employers, share of a week.
import { z } from 'zod';
import type { SERVICES, Service } from '../../domain/activity.ts';
import { wanted } from './explain.ts';
import { date, identifier, line, oneOrMore } from './fields.ts';

const ACCOUNTS: Readonly<Record<Service, string>> = {
  gerrit: 'Gerrit account number, or user name.',
  github: 'GitHub login, or user number.',
  launchpad: 'Launchpad name.',
  irc: 'IRC nick. Anybody can take it: it is for counting alone.',
  'irc-account': 'Account with the services of the IRC network: who somebody is, for anything private.',
  email: 'E-mail address; case does not matter.',
  name: 'Display name, where a source knows nothing else.',
};

const handle = (service: Service) =>
  oneOrMore(identifier)
    .optional()
    .describe(`${ACCOUNTS[service]} One or a list; \`none\`: confirmed to have none.`);

const handles = z.strictObject({
  gerrit: handle('gerrit'),
  github: handle('github'),
  launchpad: handle('launchpad'),
  irc: handle('irc'),
  'irc-account': handle('irc-account'),
  email: handle('email'),
  name: handle('name'),
} satisfies Record<(typeof SERVICES)[number], z.ZodType>);

const employment = z.strictObject({
  name: line.describe('The employer.'),
  since: date.optional().describe('First day there; left out: always.'),
  until: date.optional().describe('First day no longer there; left out: still.'),
});

const SHARE = 'a number from 0 to 1';

export const person = z.strictObject({
  name: line.describe('Full name, as it is to be printed.'),
  handles: handles.default({}).describe('The accounts that are this person.'),
  company: oneOrMore(z.union([line.transform(name => ({ name }) as z.output<typeof employment>), employment]))
    .optional()
    .describe('Employers with dates; a name alone means always.'),
  share: z.number(wanted(SHARE)).min(0, wanted(SHARE)).max(1, wanted(SHARE)).optional().meta({
    default: 1,
    description: 'Part of a full working week given to the project: 0.5 is half of it.',
  }),
});

export type PersonEntry = z.output<typeof person>;
