// The dated properties of an item: its title, its labels, whether it is a draft.
import type { ItemState } from '../../domain/activity.ts';
import type { Issue } from './answer.ts';
import type { Event } from './event.ts';
import type { Subject } from './facts.ts';
import type { Settings } from './settings.ts';

const subjectStates = ({ title }: Issue, openedAt: number, events: readonly Event[]): ItemState[] => {
  const renames = events.filter(event => event.event === 'renamed');
  return [
    { field: 'subject', at: openedAt, value: renames[0]?.rename.from ?? title },
    ...renames.map(({ created_at: at, rename }): ItemState => ({ field: 'subject', at, value: rename.to })),
  ];
};

const draftStates = ({ draft = false }: Issue, openedAt: number, events: readonly Event[]): ItemState[] => {
  const turns: ItemState[] = events.flatMap((event): ItemState[] => {
    if (event.event === 'ready_for_review') return [{ field: 'wip', at: event.created_at, value: 'false' }];
    const isBack = event.event === 'convert_to_draft' || event.event === 'converted_to_draft';
    return isBack ? [{ field: 'wip', at: event.created_at, value: 'true' }] : [];
  });
  const [first] = turns;
  const began = first ? first.value === 'false' : draft;
  return [{ field: 'wip', at: openedAt, value: String(began) }, ...turns];
};

/**
 * The list of labels after each change of it. What the events do not explain is a label that was renamed or removed
 * from the whole repository: the new name counts from the opening, the old one until the item was last touched.
 */
const labelStates = (issue: Issue, openedAt: number, events: readonly Event[]): ItemState[] => {
  const turns = events.filter(event => event.event === 'labeled' || event.event === 'unlabeled');
  const told = new Set(turns.map(({ label }) => label.name));
  const labels = new Set(issue.labels.filter(name => !told.has(name)));
  const listed = (at: number): ItemState => ({ field: 'label', at, value: [...labels].sort().join('\n') });
  const states = labels.size > 0 ? [listed(openedAt)] : [];
  for (const { event, label, created_at: at } of turns) {
    if (event === 'labeled') labels.add(label.name);
    else labels.delete(label.name);
    states.push(listed(at));
  }
  const gone = [...labels].filter(name => !issue.labels.includes(name));
  if (gone.length === 0 || issue.updated_at === undefined) return states;
  for (const name of gone) labels.delete(name);
  return [...states, listed(issue.updated_at)];
};

/** The ledger keeps one value for each second: the last one. */
const lastOfEachSecond = (states: readonly ItemState[]): ItemState[] => [
  ...new Map(states.map(state => [`${state.field} ${state.at}`, state])).values(),
];

/** What is known of an item from the moment of its opening. */
export const openingStates = (
  { isPull, openedAt: at }: Subject,
  { title, draft = false }: Pick<Issue, 'title' | 'draft'>,
  { repo }: Settings,
): ItemState[] => [
  { field: 'subject', at, value: title },
  ...(isPull ? [{ field: 'wip', at, value: String(draft) } as const] : []),
  { field: 'repository', at, value: repo },
];

export const statesOf = (
  { isPull, openedAt }: Subject,
  issue: Issue,
  events: readonly Event[],
  { repo }: Settings,
): ItemState[] =>
  lastOfEachSecond([
    ...subjectStates(issue, openedAt, events),
    ...labelStates(issue, openedAt, events),
    ...(isPull ? draftStates(issue, openedAt, events) : []),
    { field: 'repository', at: openedAt, value: repo },
  ]);
