// Shows the priorities with their changes, and what is agreed on for the week.
import type { Block, Reply, Request } from '../../contracts.ts';
import { agreedAt, withDecisions } from '../../domain/decided.ts';
import { isNamed, type Priority } from '../../domain/priority.ts';
import { type Link, linkTo } from '../../lib/report-parts.ts';
import priorityItems, { type PriorityItemFact } from '../../metrics/priority-items.ts';
import { itemsNamed } from './items.ts';

/** Changes of each kind that are listed. */
const SHOWN = 20;

const isMerged = ({ status }: PriorityItemFact): boolean => status === 'change-merged';
const isOpen = ({ status }: PriorityItemFact): boolean =>
  !['change-merged', 'change-abandoned'].includes(status ?? '');

const listed = (head: string, links: readonly (Link | string)[]): Block[] => {
  if (links.length === 0) return [];
  const left = links.length - SHOWN;
  const more = left > 0 ? [`and ${left} more`] : [];
  return [head, { list: [...links.slice(0, SHOWN), ...more] }];
};

/** A listed id as its change; issues are no changes and are looked up. */
const shownAs = async (
  id: string,
  facts: readonly PriorityItemFact[],
  request: Request,
): Promise<Link | string> => {
  const fact = facts.find(({ number }) => isNamed({ nativeId: number, states: [] }, id));
  if (fact) return linkTo(fact);
  const [item] = await itemsNamed(request, [id]);
  return item ? linkTo(item) : id;
};

const partOf = async (
  priority: Priority,
  facts: readonly PriorityItemFact[],
  request: Request,
): Promise<Block[]> => {
  const own = facts.filter(fact => fact.priority === priority.id);
  const week = agreedAt(priority, request.at, request.project.timezone);
  const agreed = await Promise.all(week.slice(0, SHOWN).map(id => shownAs(id, own, request)));
  const merged = own.filter(isMerged).sort((a, b) => (b.statusAt ?? 0) - (a.statusAt ?? 0));
  const parts = [
    ...listed('Agreed to look at first this week:', agreed),
    ...listed('Open:', own.filter(isOpen).map(linkTo)),
    ...listed('Merged:', merged.map(linkTo)),
  ];
  const title = `${priority.title} (${priority.id})`;
  return [title, ...(parts.length === 0 ? ['No changes yet.'] : parts)];
};

export const prioritiesShown = async (request: Request): Promise<Reply> => {
  const { project, ledger, at } = request;
  const decided = withDecisions(project, await ledger.decisions(project.id, at + 1));
  const inForce = decided.priorities.filter(({ since = 0, until = Infinity }) => since <= at && at < until);
  if (inForce.length === 0) return { audience: 'public', say: [`${project.title} has no priorities now.`] };
  const facts = await ledger.measure(priorityItems, project.id, { since: 0, until: at + 1 });
  const parts: Block[] = [];
  for (const priority of inForce) parts.push(...(await partOf(priority, facts, request)));
  return { audience: 'public', say: parts };
};
