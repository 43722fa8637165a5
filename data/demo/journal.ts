// The weekly meetings and the bug tracker of the invented project, as Rollcall's own lines.
import { actionText } from './actions.ts';
import { type Bug, bugReports } from './bugs.ts';
import { type Actor, isHere, valueAt } from './cast.ts';
import { EVERYBODY } from './crowd.ts';
import type { Change } from './gerrit.ts';
import { DAY, type Dice, day, dice, HOUR, iso, MINUTE, STOP, WEEK, when } from './random.ts';

interface Line {
  readonly at: number;
  readonly json: object;
}

type State = readonly [field: string, at: number, value: string];

const item = (
  nativeId: string,
  kind: string,
  url: string,
  at: number,
  subject: string,
  { owner, states = [] }: { owner?: object; states?: readonly State[] } = {},
): Line => ({
  at,
  json: {
    item: {
      nativeId,
      kind,
      url,
      ...(owner === undefined ? {} : { owner }),
      openedAt: iso(at),
      states: [['subject', at, subject] as const, ...states.filter(([, since]) => since <= STOP)].map(
        ([field, since, value]) => ({
          field,
          at: iso(since),
          value,
        }),
      ),
    },
  },
});

const act = (nativeId: string, kind: string, by: object, at: number, of: string, value?: number): Line => ({
  at,
  json: {
    activity: { nativeId, kind, by, at: iso(at), item: of, ...(value === undefined ? {} : { value }) },
  },
});

/** The word after `#startmeeting`, every week. */
const SERIES = 'lumen';
const CANCELLED = ['2026-04-23', '2026-05-28'];
const VISITORS = ['opsfolk', 'zuzanna-h'];

const irc = (nick: string): object => ({ service: 'irc', id: nick });

const visitorsAt = (at: number, random: Dice): string[] =>
  VISITORS.filter((_, index) => at < when('2026-08-10') && random.chance(0.12 + index * 0.06));

/** One Thursday, 14:00 UTC: who was there with how many lines, who led it, who took something on. */
const meeting = (at: number, random: Dice, wordsFor: (nick: string, at: number) => string): Line[] => {
  const id = `meeting/${day(at)}`;
  const page = `https://meetings.example.org/lumen/${day(at)}`;
  const here = EVERYBODY.filter(
    (one: Actor) => one.irc !== undefined && isHere(one, at) && random.chance(valueAt(one.meets, at)),
  );
  const nicks = [...here.flatMap(one => one.irc ?? []), ...visitorsAt(at, random)];
  const chair = nicks.find(nick => nick === 'marisol' || nick === 'ayo' || nick === 'zdenka') ?? 'zdenka';
  const actions = nicks.filter(nick => !VISITORS.includes(nick) && random.chance(0.22)).slice(0, 4);
  return [
    item(id, 'meeting', page, at, SERIES),
    act(`${id}/chair`, 'meeting-chair', irc(chair), at, id),
    ...nicks.map((nick, index) =>
      act(
        `${id}/present/${nick}`,
        'meeting-present',
        irc(nick),
        at + (index + 1) * 20,
        id,
        linesOf(nick, chair, random),
      ),
    ),
    ...actions.flatMap((nick, index) => {
      const [number, given] = [`${id}/action/${index + 1}`, at + (20 + 8 * index) * MINUTE];
      return [
        item(number, 'action', page, given, wordsFor(nick, given), {
          owner: irc(nick),
          states: [['meeting', given, id]],
        }),
        act(`${number}/${nick}`, 'meeting-action', irc(nick), given, number),
      ];
    }),
  ];
};

const linesOf = (nick: string, chair: string, random: Dice): number =>
  nick === chair
    ? random.between(38, 84)
    : random.chance(0.25)
      ? random.between(1, 3)
      : random.between(4, 31);

const meetings = (changes: readonly Change[]): Line[] => {
  const random = dice('meetings');
  const words = dice('actions');
  const bugs = bugReports();
  const wordsFor = (nick: string, at: number): string => {
    const who = EVERYBODY.find(one => one.irc === nick);
    return who === undefined ? `${nick} to say more` : actionText(who, at, changes, bugs, words);
  };
  const lines: Line[] = [];
  for (let at = when('2026-02-19T14:00'); at < STOP; at += WEEK)
    if (!CANCELLED.includes(day(at))) lines.push(...meeting(at, random, wordsFor));
  return lines;
};

const launchpad = (id: string, name: string): object => ({ service: 'launchpad', id, name });

const account = (username: string): object | undefined => {
  const found = EVERYBODY.find(one => one.username === username);
  return found?.launchpad === undefined ? undefined : launchpad(found.launchpad, found.name);
};

const TRIAGERS = ['yaelt', 'yaelt', 'yaelt', 'yaelt', 'yaelt', 'yaelt', 'mquispe', 'nakashololo'];

/** The moment at which the fix was merged. */
const fixedAt = (bug: Bug, changes: readonly Change[]): Change | undefined =>
  changes.find(
    ({ opening, status }) => opening.bug === bug.number && opening.branch === 'master' && status === 'MERGED',
  );

const triage = (bug: Bug, random: Dice): Line[] => {
  const id = `bug/${bug.number}`;
  const by = account(random.pick(TRIAGERS));
  const at = bug.at + random.between(6, 200) * HOUR + random.between(0, 59) * MINUTE;
  const lines: Line[] = [];
  if (by && random.chance(bug.fix === undefined ? 0.36 : 0.6)) {
    lines.push(act(`${id}/triage/1`, 'bug-triage', by, at, id));
    if (random.chance(0.5)) lines.push(act(`${id}/triage/2`, 'bug-triage', by, at + 3 * MINUTE, id));
    if (random.chance(0.6)) lines.push(act(`${id}/comment/1`, 'bug-comment', by, at + 5 * MINUTE, id));
  }
  if (random.chance(0.35)) {
    const reply = launchpad(bug.by.launchpad, bug.by.name);
    lines.push(act(`${id}/comment/2`, 'bug-comment', reply, at + random.between(5, 90) * HOUR, id));
  }
  return lines;
};

const closing = (bug: Bug, changes: readonly Change[], random: Dice): Line[] => {
  const id = `bug/${bug.number}`;
  const fix = fixedAt(bug, changes);
  const merged = fix?.comments.at(-1)?.timestamp;
  if (fix && merged !== undefined) {
    const by = account(fix.opening.owner.username) ?? account('yaelt');
    return by ? [act(`${id}/closed`, 'bug-closed', by, merged + 9 * MINUTE, id)] : [];
  }
  const by = account('yaelt');
  if (!by || bug.fix !== undefined || !random.chance(0.2)) return [];
  const at = bug.at + random.between(9, 30) * DAY;
  return [
    act(`${id}/comment/3`, 'bug-comment', by, at, id),
    act(`${id}/closed`, 'bug-closed', by, at + MINUTE, id),
  ];
};

const firstOf = (lines: readonly Line[], ending: string): number | undefined =>
  lines.find(({ json }) => (json as { activity?: { nativeId: string } }).activity?.nativeId.endsWith(ending))
    ?.at;

/** What the tracker shows of a bug: its first triage sorts it, its end closes it. */
const statesOf = (
  bug: Bug,
  triaged: number | undefined,
  closed: number | undefined,
  random: Dice,
): State[] => {
  const sorted = random.weighted(['Triaged', 'Confirmed', 'Incomplete'], each =>
    each === 'Incomplete' && bug.fix !== undefined ? 0 : 1,
  );
  const importance = random.weighted(['High', 'Medium', 'Low', 'Undecided'], each =>
    each === 'Medium' ? 2 : 1,
  );
  return [
    ['status', bug.at, 'New'],
    ['importance', bug.at, 'Undecided'],
    ...(triaged === undefined
      ? []
      : ([
          ['status', triaged, sorted ?? 'Triaged'],
          ['importance', triaged, importance ?? 'Medium'],
        ] as const)),
    ...(closed === undefined
      ? []
      : ([['status', closed, bug.fix === undefined ? 'Invalid' : 'Fix Released']] as const)),
  ];
};

const bugLines = (changes: readonly Change[]): Line[] => {
  const random = dice('bug tracker');
  const tracker = dice('states of bugs');
  return bugReports().flatMap(bug => {
    const id = `bug/${bug.number}`;
    const owner = launchpad(bug.by.launchpad, bug.by.name);
    const [sorting, end] = [triage(bug, random), closing(bug, changes, random)];
    const states = statesOf(bug, firstOf(sorting, '/triage/1'), firstOf(end, '/closed'), tracker);
    return [
      item(id, 'bug', `https://bugs.example.org/${bug.number}`, bug.at, bug.title, { owner, states }),
      act(`${id}/opened`, 'bug-opened', owner, bug.at, id),
      ...sorting,
      ...end,
    ];
  });
};

/** Every line, oldest first. */
export const journal = (changes: readonly Change[]): string =>
  [...meetings(changes), ...bugLines(changes)]
    .filter(line => line.at <= STOP)
    .sort((a, b) => a.at - b.at)
    .map(line => `${JSON.stringify(line.json)}\n`)
    .join('');
