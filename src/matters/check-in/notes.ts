// What the PTL is told of a check-in as it happens: who asks for a word, and that it is over.
import type { Person } from '../../contracts.ts';
import { DAY, dateText } from '../../domain/calendar.ts';
import { answeredIn, type CheckIn, type Invited, isOpen, promisedHours } from '../../domain/check-in.ts';
import { letterKey } from '../../domain/check-in-due.ts';
import type { NoteStep } from '../../domain/matter.ts';
import type { Project } from '../../domain/project.ts';

/** Days after which the end of a check-in is no news. */
const NEWS = 14;

const wishOf = (checkIn: CheckIn, one: Invited, name: string): NoteStep | undefined => {
  const choice = one.answer?.choice;
  if (choice !== 'talk' && choice !== 'step-back') return undefined;
  return {
    kind: 'note',
    key: `${letterKey(checkIn, one)}/${choice}`,
    about: one.of,
    template: `check-in-${choice}`,
    title: choice === 'talk' ? `${name} would like to talk` : `${name} would like to step back`,
    model: { name },
  };
};

const endOf = (checkIn: CheckIn, { title, timezone }: Project): NoteStep => ({
  kind: 'note',
  key: `check-in/${checkIn.id}/closed`,
  template: 'check-in-closed',
  title: `The check-in of ${title} is over`,
  model: {
    closed: dateText(checkIn.closesAt, timezone),
    answered: answeredIn(checkIn),
    invited: checkIn.invited.length,
    hours: promisedHours(checkIn),
  },
});

interface Told {
  readonly project: Project;
  readonly at: number;
  /** Nobody is told what they said themselves. */
  readonly ptls: ReadonlySet<number>;
}

export const notesOf = (
  checkIns: readonly CheckIn[],
  people: readonly Person[],
  { project, at, ptls }: Told,
): NoteStep[] => {
  const latest = checkIns.at(-1);
  if (!latest || at >= latest.closesAt + NEWS * DAY) return [];
  const names = new Map(people.map(({ key, name }) => [key, name]));
  const wishes = latest.invited
    .filter(({ person }) => person === undefined || !ptls.has(person))
    .flatMap(one => wishOf(latest, one, names.get(one.person ?? Number.NaN) ?? 'Somebody') ?? []);
  return isOpen(latest, at) ? wishes : [...wishes, endOf(latest, project)];
};
