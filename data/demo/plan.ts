// Which changes are opened when and by whom; what becomes of them is told in story.ts.
import { type Bug, bugReports } from './bugs.ts';
import { type Actor, isHere, officeTime, valueAt } from './cast.ts';
import { actor, EVERYBODY, PROPOSAL_BOT } from './crowd.ts';
import type { Opening } from './gerrit.ts';
import { PROMISED } from './promises.ts';
import { DAY, type Dice, day, dice, HOUR, START, STOP, WEEK, when } from './random.ts';
import { type Idea, ideas, SMALL_IDEAS } from './subjects.ts';

/** Changes a week besides those that are planned one by one: the start of a cycle is busier. */
const weekly = (monday: number): number =>
  monday < when('2026-04-06') ? 7 : monday < when('2026-05-18') ? 14 : 12.5;

/** Few changes draw everybody, some draw nobody. */
const appeal = (random: Dice): number => {
  const luck = random.next();
  return luck < 0.1 ? 0.1 : luck < 0.3 ? 0.35 : luck < 0.85 ? 1 : 1.8;
};

const fromIdea = (owner: Actor, at: number, idea: Idea, random: Dice): Opening => ({
  at,
  owner,
  ...idea,
  branch: 'master',
  appeal: appeal(random),
  priority: false,
  ...(random.chance(0.08) ? { dropAfterDays: random.between(8, 45) } : {}),
});

/** A change that fixes a bug which was reported some days before, while there are such bugs. */
const bugFix = (bugs: Bug[], at: number): Idea & { bug?: number } => {
  const index = bugs.findIndex(bug => bug.at + 2 * DAY < at);
  const [bug] = index === -1 ? [] : bugs.splice(index, 1);
  return {
    repository: bug && /client|progress/i.test(bug.title) ? 'lumen/python-lumenclient' : 'lumen/lumen',
    subject: bug?.fix ?? '',
    ...(bug === undefined ? {} : { bug: bug.number, topic: `bug/${bug.number}` }),
  };
};

const everydayWork = (next: () => Idea, random: Dice): Opening[] => {
  const bugs = bugReports().filter(bug => bug.fix !== undefined);
  const openings: Opening[] = [];
  for (let monday = START; monday < STOP; monday += WEEK) {
    const count = weekly(monday) + random.between(-2, 2);
    for (let i = 0; i < count; i++) {
      const midnight = monday + random.between(0, random.chance(0.06) ? 6 : 4) * DAY;
      const owner = random.weighted(EVERYBODY, one =>
        isHere(one, midnight) ? valueAt(one.work, midnight) : 0,
      );
      if (!owner) continue;
      const at = Math.min(officeTime(owner, midnight, random), STOP - 3 * HOUR);
      const fix = random.chance(0.17) ? bugFix(bugs, at) : undefined;
      openings.push(fromIdea(owner, at, fix?.subject ? fix : next(), random));
    }
  }
  return openings;
};

/** The first change of everybody who is not there from the beginning. */
const firstChanges = (next: () => Idea, random: Dice): Opening[] => {
  let small = 0;
  return EVERYBODY.flatMap(owner => {
    if (owner.first === undefined) return [];
    const idea = next();
    const subject = owner.work.length > 0 ? undefined : SMALL_IDEAS[small++];
    const at = officeTime(owner, when(owner.first), random);
    const opening = fromIdea(owner, at, idea, random);
    if (subject === undefined) return [opening];
    const { branch, priority } = opening;
    return [{ at, owner, subject, repository: 'lumen/lumen', branch, priority, appeal: 1.4 }];
  });
};

const translations = (): Opening[] => {
  const openings: Opening[] = [];
  for (let at = START + 7 * HOUR; at < STOP; at += 2 * WEEK)
    openings.push({
      at,
      owner: PROPOSAL_BOT,
      repository: 'lumen/lumen',
      branch: 'master',
      subject: `Import translations of ${day(at)}`,
      body: 'Sent by a program; see the contributor guide on how to review it.',
      topic: 'translations',
      appeal: 1.2,
      priority: false,
    });
  return openings;
};

const backports = (openings: readonly Opening[], random: Dice): Opening[] =>
  openings
    .filter(opening => opening.bug !== undefined && random.chance(0.22))
    .map(opening => ({
      ...opening,
      at: opening.at + random.between(12, 20) * DAY + random.between(0, 200) * 60,
      branch: 'stable/hawthorn',
      subject: `[hawthorn] ${opening.subject}`,
      topic: 'backports',
      appeal: 0.5,
    }))
    .filter(opening => opening.at < STOP - DAY && isHere(opening.owner, opening.at));

const promised = (): Opening[] =>
  PROMISED.map(({ at, owner, repository, ...rest }) => ({
    ...rest,
    at: when(at),
    owner: actor(owner),
    repository: repository ?? 'lumen/lumen',
    branch: 'master',
    priority: true,
  }));

/** Every change of the story, oldest first. */
export const openings = (): readonly Opening[] => {
  const random = dice('plan');
  const next = ideas(dice('subjects'));
  const everyday = everydayWork(next, random);
  const all = [
    ...everyday,
    ...firstChanges(next, random),
    ...backports(everyday, random),
    ...translations(),
    ...promised(),
  ];
  const seen = new Set<string>();
  return all
    .filter(({ subject }) => !seen.has(subject) && seen.add(subject))
    .sort((a, b) => a.at - b.at || (a.subject < b.subject ? -1 : 1));
};
