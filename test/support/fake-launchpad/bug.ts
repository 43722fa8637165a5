// A bug in the hands of a test: what people do to it, logged as Launchpad logs it.
import { type FakeBugState, type FakeTask, type LaunchpadWorld, RESOLVED, type When } from './state.ts';

export interface By {
  readonly by: string | null;
  readonly at?: When;
}
interface OnTask extends By {
  /** The task, by its target; the first one when not said. */
  readonly on?: string;
  /** Told with another name than the task's, or with none (`''`), as in old logs. */
  readonly as?: string;
}

export const newTask = (
  target: string,
  owner: string,
  createdAt: number,
  status = 'New',
  name = target,
): FakeTask => ({
  target,
  name,
  owner,
  createdAt,
  status,
  importance: 'Undecided',
  assignee: null,
  milestone: null,
  reached: new Map([[status, createdAt]]),
  closedAt: RESOLVED.has(status) ? createdAt : null,
});

export const bugHandle = (world: LaunchpadWorld, bug: FakeBugState) => {
  const taskOn = (target: string | undefined): FakeTask => {
    const task = target === undefined ? bug.tasks[0] : bug.tasks.find(each => each.target === target);
    if (!task) throw new Error(`bug ${bug.id} has no task on ${target}`);
    return task;
  };
  const shown = (name: string | null): string | null =>
    name === null ? null : `${world.people.get(name) ?? name} (${name})`;
  const touch = (at?: When): number => {
    const time = world.time(at);
    bug.updatedAt = Math.max(bug.updatedAt, time);
    return time;
  };
  const log = (
    { by, at }: By,
    what: string,
    before: string | null = null,
    after: string | null = null,
    message: string | null = null,
  ): number => {
    const time = touch(at);
    bug.log.push({ at: time, by, what, before, after, message });
    return time;
  };
  const labelled = (task: FakeTask, { as: name = task.name }: OnTask, what: string): string =>
    name === '' ? what : `${name}: ${what}`;

  return {
    state: bug,
    log,
    status: (value: string, how: OnTask): void => {
      const task = taskOn(how.on);
      const at = log(how, labelled(task, how, 'status'), task.status, value);
      task.status = value;
      task.reached.set(value, at);
      task.closedAt = RESOLVED.has(value) ? at : null;
    },
    importance: (value: string, how: OnTask): void => {
      const task = taskOn(how.on);
      log(how, labelled(task, how, 'importance'), task.importance, value);
      task.importance = value;
    },
    milestone: (value: string | null, how: OnTask): void => {
      const task = taskOn(how.on);
      log(how, labelled(task, how, 'milestone'), task.milestone, value);
      task.milestone = value;
    },
    assign: (value: string | null, how: OnTask): void => {
      const task = taskOn(how.on);
      log(how, labelled(task, how, 'assignee'), shown(task.assignee), shown(value));
      task.assignee = value;
    },
    tags: (tags: readonly string[], how: By): void => {
      log(how, 'tags', bug.tags.join(' '), tags.join(' '));
      bug.tags = [...tags];
    },
    rename: (title: string, how: By): void => {
      log(how, 'summary', bug.title, title);
      bug.title = title;
    },
    duplicate: (of: number | null, how: By): void => {
      const before = bug.duplicateOf === null ? null : String(bug.duplicateOf);
      const what =
        of === null
          ? 'removed duplicate marker'
          : before === null
            ? 'marked as duplicate'
            : 'changed duplicate marker';
      log(how, what, before, of === null ? null : String(of));
      bug.duplicateOf = of;
    },
    comment: ({ by, at }: By): void => {
      bug.messages.push({ at: touch(at), by });
    },
    /** Another project or series is concerned as well. */
    affects: (target: string, how: By & { readonly status?: string }): void => {
      world.projects.add(target);
      const at = log(how, 'bug task added', null, target);
      bug.tasks.push(newTask(target, how.by ?? bug.owner, at, how.status));
    },
    nominate: (series: string, how: By): void => void log(how, 'nominated for series', null, series),
    /** It is the bug of another project after all. */
    move: (to: string, how: OnTask): void => {
      const task = taskOn(how.on);
      world.projects.add(to);
      log(how, 'affects', task.name, to);
      task.target = to;
      task.name = to;
    },
    dropTask: (target: string, how: By): void => {
      const task = taskOn(target);
      log(how, 'bug task deleted', task.name);
      bug.tasks.splice(bug.tasks.indexOf(task), 1);
    },
    /** From now on only some may read it. */
    hide: (how: By): void => {
      log(how, 'information type', 'Public', 'Private');
      bug.isPrivate = true;
    },
  };
};
export type FakeBug = ReturnType<typeof bugHandle>;
