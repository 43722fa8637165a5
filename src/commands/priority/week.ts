// Adds to the list of the week, or takes away from it.
import type { Reply, Request } from '../../contracts.ts';
import { daysBefore } from '../../domain/calendar.ts';
import { withDecisions } from '../../domain/decided.ts';
import { UserError } from '../../domain/errors.ts';
import { isNamed, type Priority } from '../../domain/priority.ts';
import { hint } from '../../lib/suggest.ts';
import { itemsNamed, type NamedItem } from './items.ts';

export interface WeekWish {
  readonly op: 'add' | 'drop';
  readonly number: string;
  /** Ids that the number may stand for. */
  readonly nativeIds: readonly string[];
  readonly priority?: string;
}

const known = async (wish: WeekWish, request: Request): Promise<readonly NamedItem[]> => {
  const rows = await itemsNamed(request, wish.nativeIds);
  const items = new Set(rows.map(({ item }) => item));
  if (items.size === 0)
    throw new UserError(
      `Nothing is known yet of #${wish.number}: it has to be a pull request or an issue of ${request.project.title} that has been read.`,
    );
  if (items.size > 1)
    throw new UserError(
      `There is a #${wish.number} in several repositories of ${request.project.title}, and the list cannot tell them apart.`,
    );
  return rows;
};

const isInForce = ({ since = 0, until = Infinity }: Priority, at: number): boolean =>
  since <= at && at < until;

/** On a list of the last seven days, also of one that another followed: a command heard twice means the same. */
const wasListed = ({ weekly }: Priority, item: string, { at, project }: Request): boolean => {
  const { since } = daysBefore(at, 7, project.timezone);
  return weekly.some(
    list => list.at > since && list.changes.some(id => isNamed({ nativeId: item, states: [] }, id)),
  );
};

/** The one that was named; else the only one; else the only one that the item belongs to, or is listed under. */
const priorityFor = (
  wish: WeekWish,
  item: string,
  belongs: readonly (string | null)[],
  priorities: readonly Priority[],
  request: Request,
): Priority => {
  const ids = priorities.map(({ id }) => id);
  if (wish.priority !== undefined) {
    const id = wish.priority;
    const named = priorities.find(priority => priority.id === id);
    if (named) return named;
    throw new UserError(
      `There is no priority "${id}" now; there are ${ids.join(', ') || 'none'}.${hint(id, ids)}`,
    );
  }
  if (priorities.length === 0) throw new UserError(`${request.project.title} has no priorities now.`);
  const own = priorities.filter(({ id }) => belongs.includes(id));
  const listed = wish.op === 'drop' ? priorities.filter(each => wasListed(each, item, request)) : [];
  for (const only of [priorities, listed, own]) if (only.length === 1 && only[0]) return only[0];
  throw new UserError(
    `Which priority? Write it behind the number: /rollcall priority week ${wish.op} #${wish.number} ${ids[0]}. There are ${ids.join(', ')}.`,
  );
};

export const weekChanged = async (wish: WeekWish, request: Request): Promise<Reply> => {
  const { project, ledger, at } = request;
  const rows = await known(wish, request);
  const item = rows[0]?.number ?? '';
  const decided = withDecisions(project, await ledger.decisions(project.id, at + 1));
  const priorities = decided.priorities.filter(each => isInForce(each, at));
  const belongs = rows.map(({ priority }) => priority);
  const priority = priorityFor(wish, item, belongs, priorities, request);
  const where = `the list of the week of “${priority.title}”`;
  return {
    audience: 'public',
    say: [wish.op === 'add' ? `#${wish.number} is on ${where}.` : `#${wish.number} is off ${where}.`],
    effects: [{ kind: 'priority-week', op: wish.op, priority: priority.id, item }],
  };
};
