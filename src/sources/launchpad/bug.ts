// What everything about a bug means: who opened, triaged, discussed, closed it, and how it stood from when on.
import { z } from 'zod';
import type { Activity, Harvest, Item, Kind, Skip } from '../../domain/activity.ts';
import { BUG, type Bug, faultOf, MESSAGE, TASK, type Task, usable } from './answer.ts';
import { type Attribute, type Change, changesOf } from './changes.ts';
import { handleOf, isProgram, LAUNCHPAD, nameIn } from './people.ts';
import type { Raw } from './read.ts';
import { type Settings, taskOn } from './settings.ts';
import { type Story, statesOf, statusStates } from './states.ts';

const GONE = z.object({ gone: z.number().int().positive() });
const RAW = z.object({
  bug: BUG,
  tasks: z.array(z.unknown()),
  activity: z.array(z.unknown()),
  messages: z.array(z.unknown()),
  people: z.array(z.tuple([z.string(), z.string()])),
  whole: z.boolean(),
});

const NOTHING: Harvest = { activities: [], items: [], aliases: [], skipped: [] };

export const nativeIdOf = (number: number): string => `bug/${number}`;

/** One act: how it is told from others of its bug, what it was, whose, when. */
interface Act {
  readonly id: string;
  readonly kind: Kind;
  readonly by: string;
  readonly at: number;
}

/** What people sort a bug by. That it is another one again is found out by whoever sorts, too. */
const TRIAGE: ReadonlySet<Attribute> = new Set([
  'status',
  'importance',
  'assignee',
  'milestone',
  'tags',
  'marked as duplicate',
]);

const CLOSED: ReadonlySet<string> = new Set([
  'Fix Released',
  'Invalid',
  "Won't Fix",
  'Opinion',
  'Expired',
  'Does Not Exist',
]);

/** The names by which the log calls the project’s own tasks. */
const nameTest = (tasks: readonly Task[], { project }: Settings) => {
  const itself = new Set([project]);
  const all = new Set([project]);
  for (const task of tasks) {
    const name = task.bug_target_name.toLowerCase();
    all.add(name);
    if (taskOn(task.target_link, { project, url: '' }) === 'itself') itself.add(name);
  }
  return {
    isItself: (name: string | undefined): boolean => name === undefined || itself.has(name),
    isOurs: (name: string | undefined): boolean =>
      name === undefined || all.has(name) || name.startsWith(`${project}/`),
  };
};
type Names = ReturnType<typeof nameTest>;

/** Seconds between a bug and the task that is made with it. */
const TOGETHER = 60;

/** A bug comes to a project with its report, or later: from another project, or because it is found to concern it. */
const arrivalOf = (
  bug: Bug,
  tasks: readonly Task[],
  changes: readonly Change[],
  { isItself }: Names,
): { at: number; by: string | undefined } => {
  const named = (name: string | undefined): boolean => name !== undefined && isItself(name.toLowerCase());
  const move = changes.find(({ attribute, before, after }) =>
    attribute === 'affects' ? named(after) || named(before) : attribute === 'bug task added' && named(after),
  );
  if (move && named(move.after)) return { at: move.at, by: move.by };
  const [first] = [...tasks].sort((a, b) => a.date_created - b.date_created);
  const at = Math.max(bug.date_created, first?.date_created ?? 0);
  const isLater = at > bug.date_created + TOGETHER;
  const reporter = nameIn(bug.owner_link);
  return { at, by: isLater ? (nameIn(first?.owner_link) ?? reporter) : reporter };
};

/** A bug is closed while its status says so, and while it is a duplicate of another one. */
const turnsOf = (story: Story, ours: readonly Change[], openedBy: string): Act[] => {
  const { bug, openedAt, changes } = story;
  // What happens to the series in development happens to the project, and may be told of the series alone.
  const statuses = ours.filter(({ attribute }) => attribute === 'status');
  const by = new Map([[openedAt, openedBy], ...statuses.map(({ at, by: who }) => [at, who] as const)]);
  type Turn = { readonly at: number; readonly closed?: boolean; readonly duplicate?: boolean };
  const turns: Turn[] = statusStates(story).map(({ at, value }) => ({ at, closed: CLOSED.has(value) }));
  for (const { attribute, at, by: who } of changes) {
    if (attribute === 'marked as duplicate') turns.push({ at, duplicate: true });
    else if (attribute === 'removed duplicate marker') turns.push({ at, duplicate: false });
    else if (attribute !== 'status') continue;
    by.set(at, who);
  }
  const isDuplicate = Boolean(bug.duplicate_of_link);
  const acts: Act[] = [];
  let [closed, duplicate] = [false, false];
  const turn = ({ at, ...next }: Turn): void => {
    const before = closed || duplicate;
    closed = next.closed ?? closed;
    duplicate = next.duplicate ?? duplicate;
    const after = closed || duplicate;
    if (before === after) return;
    const kind = after ? 'bug-closed' : 'bug-reopened';
    acts.push({ id: `${kind}/${at}`, kind, by: by.get(at) ?? LAUNCHPAD, at });
  };
  turns.sort((a, b) => a.at - b.at).forEach(turn);
  if (duplicate !== isDuplicate) turn({ at: bug.date_last_updated, duplicate: isDuplicate });
  return acts;
};

const commentsOf = (messages: readonly unknown[], where: string): { acts: Act[]; skipped: Skip[] } => {
  const { good, faults } = usable(MESSAGE, messages, 'a comment');
  const skipped = faults.map((reason): Skip => ({ where, reason }));
  const acts = good.flatMap(({ self_link: link, owner_link: owner, date_created: at }, index): Act[] => {
    const place = Number(/\/comments\/(\d{1,9})$/.exec(link ?? '')?.[1] ?? index);
    const by = nameIn(owner);
    if (by === undefined) skipped.push({ where: `${where} comment ${place}`, reason: 'a comment by nobody' });
    // The first message is the description.
    return by === undefined || place === 0 ? [] : [{ id: `comment/${place}`, kind: 'bug-comment', by, at }];
  });
  return { acts, skipped };
};

const itemOf = (story: Story, owner: Item['owner']): Item => ({
  nativeId: nativeIdOf(story.bug.id),
  kind: 'bug',
  url: story.bug.web_link ?? `https://bugs.launchpad.net/bugs/${story.bug.id}`,
  ...(owner === undefined ? {} : { owner }),
  openedAt: story.openedAt,
  states: statesOf(story),
});

const normaliseWhole = (
  { bug, tasks: all, activity, messages, people: shown, whole }: z.infer<typeof RAW>,
  settings: Settings,
): Harvest => {
  const where = `bug ${bug.id}`;
  const item = nativeIdOf(bug.id);
  const taken = whole ? { whole: [item] } : {};
  const told = usable(TASK, all, 'a task');
  const tasks = told.good.filter(({ target_link: link }) => taskOn(link, settings) !== 'elsewhere');
  const task = tasks.find(({ target_link: link }) => taskOn(link, settings) === 'itself') ?? tasks[0];
  const { changes, skipped } = changesOf(activity, where);
  skipped.push(...told.faults.map(reason => ({ where, reason })));
  // It has gone to another project.
  if (task === undefined) return { ...NOTHING, skipped, ...(told.faults.length > 0 ? {} : taken) };
  const names = nameTest(tasks, settings);
  const arrival = arrivalOf(bug, tasks, changes, names);
  const reporter = nameIn(bug.owner_link);
  if (arrival.by === undefined) skipped.push({ where, reason: 'a bug without a reporter' });
  const opened: Act[] =
    arrival.by === undefined ? [] : [{ id: 'opened', kind: 'bug-opened', by: arrival.by, at: arrival.at }];
  const main = changes.filter(({ target, at }) => names.isItself(target) && at >= arrival.at);
  const story: Story = { bug, task, openedAt: arrival.at, changes: main };
  const ours = changes.filter(({ target }) => names.isOurs(target));
  const triage = ours
    .filter(({ attribute, by }) => TRIAGE.has(attribute) && by !== reporter && !isProgram(by))
    .map(({ key, by, at }): Act => ({ id: `activity/${key}`, kind: 'bug-triage', by, at }));
  const comments = commentsOf(messages, where);
  const people = new Map(shown);
  const acts = [...opened, ...triage, ...comments.acts, ...turnsOf(story, ours, arrival.by ?? LAUNCHPAD)];
  return {
    ...NOTHING,
    activities: acts.map(
      ({ id, kind, by, at }): Activity => ({
        nativeId: `${item}/${id}`,
        kind,
        by: handleOf(by, people),
        at,
        item,
      }),
    ),
    items: [itemOf(story, reporter === undefined ? undefined : handleOf(reporter, people))],
    skipped: [...skipped, ...comments.skipped],
    ...taken,
  };
};

export const normalise = (raw: Raw, settings: Settings): Harvest => {
  const gone = GONE.safeParse(raw);
  if (gone.success) return { ...NOTHING, whole: [nativeIdOf(gone.data.gone)] };
  const whole = RAW.safeParse(raw);
  if (whole.success) return normaliseWhole(whole.data, settings);
  return {
    ...NOTHING,
    skipped: [{ where: `launchpad ${settings.project}`, reason: `not a bug: ${faultOf(whole.error)}` }],
  };
};
