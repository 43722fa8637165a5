// The check-in: asks every core alike how they go on, reminds twice at most, and tells the PTL who wants to talk.
import type { Matter, MatterRequest, Member, Person } from '../../contracts.ts';
import { isCoreAt, standingAt } from '../../domain/asker.ts';
import { checkInsOf } from '../../domain/check-in.ts';
import { lettersDue, openingDue } from '../../domain/check-in-due.ts';
import { leavesOf } from '../../domain/leave.ts';
import type { Step } from '../../domain/matter.ts';
import { DEFAULT_CHECK_IN } from '../../domain/policy.ts';
import { letterOf, reminderOf } from './letter.ts';
import { notesOf } from './notes.ts';
import { shortOf } from './short.ts';

/** Every core of now, by name: the order says nothing else. */
const coresOf = (people: readonly Person[], members: readonly Member[], at: number): Person[] =>
  people
    .filter(({ key, bot, handles }) => !bot && handles.length > 0 && isCoreAt(members, key, at))
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.key - b.key);

const due = async (request: MatterRequest): Promise<readonly Step[]> => {
  const { project, ledger, at, decisions, said } = request;
  const people = await ledger.people(project.id);
  const members = await ledger.members(project.id);
  const cores = coresOf(people, members, at);
  const checkIns = checkInsOf(decisions, people);
  const opening =
    project.writesLetters === true
      ? openingDue({
          ...{ at, timezone: project.timezone, cycle: project.cycle, checkIns },
          policy: project.checkIn ?? DEFAULT_CHECK_IN,
          cores: cores.flatMap(({ handles: [handle] }) => handle ?? []),
        })
      : undefined;
  if (opening) return [opening];
  const letters = lettersDue({
    ...{ at, checkIns, said },
    cores: new Set(cores.map(({ key }) => key)),
    leaves: leavesOf(decisions, people),
  });
  const ptls = new Set(
    cores.filter(({ key }) => standingAt(members, key, at) === 'ptl').map(({ key }) => key),
  );
  const notes = notesOf(checkIns, people, { project, at, ptls });
  if (letters.length === 0) return notes;
  const team = { people, members, short: await shortOf(request) };
  const steps: Step[] = [];
  for (const letter of letters)
    steps.push(
      letter.reminder === 0 ? await letterOf(letter, request, team) : reminderOf(letter, request, team),
    );
  return [...steps, ...notes];
};

export default {
  id: 'check-in',
  tells:
    'Opened by the PTL, or by the calendar before a milestone: every core is written to alike and asked how they go on.',
  due,
} satisfies Matter;
