// The nomination: asks the person first, gives the nominator a draft, opens it to everybody, counts once, and welcomes.
import type { Matter, MatterRequest, Member, Person } from '../../contracts.ts';
import { isCoreAt, standingAt } from '../../domain/asker.ts';
import { isAway, type Leave, leavesOf } from '../../domain/leave.ts';
import type { Step } from '../../domain/matter.ts';
import { type Nomination, nominationsOf } from '../../domain/nomination.ts';
import { isNews, mayTellAll, nominationKey, nominationRulings } from '../../domain/nomination-due.ts';
import { DEFAULT_NOMINATION } from '../../domain/policy.ts';
import type { Case } from './case.ts';
import { askOf, countOf, draftOf, noOf, resultOf, waitsOf } from './private.ts';
import { closedOf, openOf, welcomeOf } from './public.ts';

interface Team {
  readonly people: readonly Person[];
  readonly members: readonly Member[];
  readonly leaves: readonly Leave[];
}

const caseOf = (one: Nomination, request: MatterRequest, { people, members }: Team): Case | undefined => {
  const candidate = people.find(({ key }) => key === one.person);
  if (!candidate) return undefined;
  const nominator = people.find(({ key }) => key === one.nominator);
  const isPtls = !nominator || standingAt(members, nominator.key, request.at) === 'ptl';
  return { one, candidate, isPtls, request, ...(nominator && { nominator }) };
};

const passedSteps = (about: Case, { members }: Team): readonly Step[] => {
  const { one, candidate, request } = about;
  if (!mayTellAll(one, request)) return [];
  const welcome = welcomeOf(about);
  if (isCoreAt(members, candidate.key, request.at)) return [welcome];
  const { name, handles } = candidate;
  return [
    welcome,
    {
      ...({ kind: 'roster', key: nominationKey(one, 'roster'), about: one.of } as const),
      change: { kind: 'add', name, handles, at: one.since },
    },
  ];
};

const stepsFor = async (about: Case, team: Team): Promise<readonly Step[]> => {
  const { one, candidate, request } = about;
  const { at } = request;
  switch (one.state) {
    case 'asked':
      // Whoever is away is left alone until they are back.
      return isAway(team.leaves, candidate.key, at) ? [] : [askOf(about)];
    case 'accepted':
      return [
        ...(await draftOf(about)),
        ...(isAway(team.leaves, one.nominator ?? -1, at) ? [] : waitsOf(about)),
      ];
    case 'open':
      return [openOf(about)];
    case 'declined':
    case 'lapsed':
      return noOf(about);
    case 'withdrawn':
      return [...noOf(about), closedOf(about)];
    case 'not-passed':
      return [resultOf(about), countOf(about), ...(mayTellAll(one, request) ? [closedOf(about)] : [])];
    case 'passed':
      return [resultOf(about), ...passedSteps(about, team)];
  }
};

const due = async (request: MatterRequest): Promise<readonly Step[]> => {
  const { project, ledger, at, decisions, said } = request;
  const people = await ledger.people(project.id);
  const nominations = nominationsOf(decisions, people);
  if (nominations.length === 0) return [];
  const members = await ledger.members(project.id);
  const team = { people, members, leaves: leavesOf(decisions, people) };
  const policy = project.nomination ?? DEFAULT_NOMINATION;
  const steps: Step[] = [];
  for (const one of nominations) {
    const rulings = nominationRulings(one, at, said, team.leaves, policy);
    steps.push(...rulings);
    const about = isNews(one, at) && rulings.length === 0 ? caseOf(one, request, team) : undefined;
    if (about) steps.push(...(await stepsFor(about, team)));
  }
  return steps;
};

export default {
  id: 'nomination',
  tells:
    'Somebody is nominated: they are asked first, the nominator gets a draft, the cores vote on what is made public, and the count is told once.',
  due,
} satisfies Matter;
