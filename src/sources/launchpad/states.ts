// The dated properties of a bug: what its log tells, and where the log is silent, what is so now.
import type { ItemField, ItemState } from '../../domain/activity.ts';
import type { Bug, Task } from './answer.ts';
import type { Attribute, Change } from './changes.ts';

/** What a bug was like before its first change, and what it is now. */
interface Property {
  readonly field: ItemField;
  readonly attribute: Attribute;
  readonly value: (told: string | undefined) => string;
  readonly now: string;
  /** Since when it is so, where Launchpad tells; seconds UTC. */
  readonly since?: number | undefined;
  readonly first?: string;
}

const plain = (told: string | undefined): string => told ?? '';
const listed = (told: string | undefined): string =>
  [...new Set(plain(told).split(/\s+/))].sort().join('\n').trim();
/** Whether, and not to whom: names stand with the people. */
const assigned = (told: string | undefined): string =>
  told === undefined || /^(nobody|\(?un(assigned|set)\)?|none)$/i.test(told) ? 'false' : 'true';

/** When a task got the status that it has. */
export const statusSince = (task: Task): number | undefined => {
  const dates = new Map([
    ['Confirmed', task.date_confirmed],
    ['Incomplete', task.date_incomplete],
    ['Triaged', task.date_triaged],
    ['In Progress', task.date_in_progress],
    ['Fix Committed', task.date_fix_committed],
    ['Fix Released', task.date_fix_released],
  ]);
  return (
    dates.get(task.status) ?? task.date_closed ?? task.date_left_new ?? task.date_left_closed ?? undefined
  );
};

/** Launchpad writes `Incomplete (with response)` where a search tells it, and `Incomplete` elsewhere. */
const statusOf = (told: string | undefined): string => plain(told).replace(/ \(with(out)? response\)$/, '');

const history = (
  { field, attribute, value, now, since, first }: Property,
  changes: readonly Change[],
  openedAt: number,
  updatedAt: number,
): ItemState[] => {
  const turns = changes.filter(change => change.attribute === attribute);
  const settledAt = Math.max(openedAt, since ?? updatedAt);
  const [begin] = turns;
  const untold = first !== undefined && settledAt > openedAt ? first : now;
  const states: ItemState[] = [
    { field, at: openedAt, value: begin ? value(begin.before) : untold },
    ...turns.map(({ at, after }): ItemState => ({ field, at: Math.max(at, openedAt), value: value(after) })),
  ];
  const last = states.at(-1);
  if (last === undefined || last.value === now) return states;
  return [...states, { field, at: Math.max(settledAt, last.at), value: now }];
};

/** The ledger keeps one value for each second: the last one. */
const lastOfEachSecond = (states: readonly ItemState[]): ItemState[] => [
  ...new Map(states.map(state => [`${state.field} ${state.at}`, state])).values(),
];

export interface Story {
  readonly bug: Bug;
  readonly task: Task;
  readonly openedAt: number;
  /** Of the bug and of its task on the project itself, the oldest first. */
  readonly changes: readonly Change[];
}

/** What a status says of a bug from each moment on. */
export const statusStates = ({ bug, task, openedAt, changes }: Story): ItemState[] => {
  const property: Property = {
    field: 'status',
    attribute: 'status',
    value: statusOf,
    now: statusOf(task.status),
    since: statusSince(task),
    first: 'New',
  };
  return history(property, changes, openedAt, bug.date_last_updated);
};

export const statesOf = (story: Story): ItemState[] => {
  const { bug, task, openedAt, changes } = story;
  const properties: Property[] = [
    { field: 'subject', attribute: 'summary', value: plain, now: bug.title.trim() },
    { field: 'label', attribute: 'tags', value: listed, now: listed(bug.tags.join(' ')) },
    { field: 'importance', attribute: 'importance', value: plain, now: task.importance },
    {
      field: 'assigned',
      attribute: 'assignee',
      value: assigned,
      now: String(/\/~./.test(task.assignee_link ?? '')),
    },
  ];
  const states = properties.flatMap(property => history(property, changes, openedAt, bug.date_last_updated));
  // Nothing is said of a list that was always empty.
  const isTagged = states.some(({ field, value }) => field === 'label' && value !== '');
  return lastOfEachSecond(
    [...states, ...statusStates(story)].filter(({ field }) => field !== 'label' || isTagged),
  );
};
