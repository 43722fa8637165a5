// What the configuration says, in a few lines: where things are, and what was set otherwise than it comes.
import { DEFAULT_POLICY } from '../../domain/policy.ts';
import type { Project } from '../../domain/project.ts';
import type { HandoverModel } from './model.ts';

const at = (type: string, where: string): string => (where === '' ? type : `${type}: ${where}`);

export const placesOf = ({ setup, sources }: Project): HandoverModel['places'] => ({
  file: setup?.file ?? '',
  rosters: (setup?.rosters ?? []).map(({ type, where }) => at(type, where)),
  reports: (setup?.channels ?? []).map(({ type, where, report }) => `${report} → ${at(type, where)}`),
  letters: setup?.letters ?? [],
  sources: sources.map(({ id, type }) => (id === type ? id : `${id} (${type})`)),
});

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Those of the policy that differ from what they are when nothing is set: somebody decided them. */
const decided = ({ policy }: Project): string[] => {
  const { standing, ...rest } = policy;
  const { standing: defaults, ...others } = DEFAULT_POLICY;
  const differing = (
    own: Readonly<Record<string, number>>,
    usual: Readonly<Record<string, number>>,
    prefix: string,
  ) =>
    Object.entries(own)
      .filter(([key, value]) => value !== usual[key])
      .map(([key, value]) => `${prefix}${key} is ${value} (it comes as ${usual[key]})`);
  return [
    ...differing({ ...rest }, { ...others }, 'policy.'),
    ...differing({ ...standing }, { ...defaults }, 'policy.standing.'),
  ];
};

export const settingsOf = (project: Project): string[] => {
  const { publish, schedule, checkIn, retention, people, bots, linkByName } = project;
  const parts = people.filter(({ share }) => share < 1).length;
  const two = (number: number): string => String(number).padStart(2, '0');
  return [
    publish ? 'Reports and letters are sent.' : 'Nothing is sent: publish is false.',
    schedule
      ? `Weekly reports are due on ${DAYS[schedule.weekday - 1]} at ${two(Math.floor(schedule.minute / 60))}:${two(schedule.minute % 60)}.`
      : 'Reports are sent by hand.',
    checkIn === undefined || checkIn.before === 'never'
      ? 'The check-in is opened by hand.'
      : `The check-in opens ${checkIn.weeks} weeks before ${checkIn.before}, for ${checkIn.days} days.`,
    `${people.length} people are listed with their accounts${parts > 0 ? `, ${parts} of them part time` : ''}; programs: ${bots.join(', ') || 'none'}.`,
    ...(linkByName ? ['Accounts with the same full name are taken to be one person.'] : []),
    ...(retention ? ['What is known of people is let go after some time (retention).'] : []),
    ...decided(project),
  ];
};

/** What no data tells. */
export const QUESTIONS: readonly string[] = [
  'Who is going through something that the others need not know, but you should be gentle about?',
  'What was promised to somebody that is written nowhere?',
  'Which argument has been had often enough, and how was it settled?',
  'Whom do you ask when you do not know, in the team and outside of it?',
  'Who might like to grow into something, and what have you already tried together?',
  'Which duties come round every cycle that no calendar shows?',
  'Who holds keys and rights beside you: groups, channels, lists, releases?',
  'What would you do differently, and what gave you joy?',
];
