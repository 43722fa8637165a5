// back: here again; who is not away takes back a leave that was planned.
import type { Command, Request } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { isAway, leavesOf } from '../domain/leave.ts';
import { aboutFirst, discreetly, subjectOf } from '../lib/about.ts';

const wordsFor = async (
  person: number,
  { ledger, project, at }: Request,
): Promise<'back' | 'planned' | 'here'> => {
  const leaves = leavesOf(await ledger.decisions(project.id, at + 1), await ledger.people(project.id));
  if (isAway(leaves, person, at)) return 'back';
  return leaves.some(leave => leave.person === person && leave.since > at) ? 'planned' : 'here';
};

const SAID = {
  back: 'Noted: the leave ends today. Good to have you back.',
  planned: 'Noted: the leave that was planned is taken back.',
  here: 'No leave was noted, and none is now.',
} as const;

const command: Command<{ readonly about?: string }> = {
  id: 'back',
  usage: 'back [@LOGIN]',
  help: 'Ends your leave, or takes back one that is planned; the PTL may say it for somebody.',
  examples: ['/rollcall back'],
  allowed: 'anyone',
  discreet: true,
  needs: ({ about }) => (about === undefined ? 'anyone' : 'ptl'),
  parse: words => {
    const { about, rest } = aboutFirst(words);
    if (rest.length > 0) throw new UserError('Nothing more is asked: write /rollcall back');
    return about === undefined ? {} : { about };
  },
  answer: async ({ about }, request) => {
    const { person, of } = await subjectOf(about, request);
    return {
      ...discreetly(request.isPrivate, about, person.key, [SAID[await wordsFor(person.key, request)]]),
      effects: [{ kind: 'back', of }],
    };
  },
};

export default command;
