// Finds items of the project's repositories on GitHub by their ids.
import type { Metric, Request } from '../../contracts.ts';
import { titleOf } from '../../lib/sql.ts';

export interface NamedItem {
  readonly item: number;
  readonly origin: string;
  readonly number: string;
  readonly title: string | null;
  readonly url: string | null;
  /** To which it belongs now; a row for each. */
  readonly priority: string | null;
}

const named: Metric<NamedItem, 'item'> = {
  id: 'named-items',
  per: 'item',
  question: 'Which items have one of these ids?',
  unit: 'items',
  definition:
    'Changes and bugs by the id that their place gives them, with the priorities that they belong to.',
  source: 'Rollcall',
  kinds: ['change-opened', 'bug-opened'],
  sql: `
    select i.item, i.origin, i.native_id as number, ${titleOf('i')} as title, i.url, p.priority
    from items i left join priority_items p
      on p.item = i.item and p.since < $until and (p.until is null or p.until >= $until)
    where i.project = $project and i.native_id in ($one, $other)`,
};

/** `github`: only what is kept there. */
export const itemsNamed = async (
  { ledger, project, at }: Pick<Request, 'ledger' | 'project' | 'at'>,
  [one = '', other = one]: readonly string[],
): Promise<NamedItem[]> => {
  const sources = await ledger.sources(project.id);
  const onGitHub = new Set(sources.filter(({ type }) => type === 'github').map(({ origin }) => origin));
  const found = await ledger.measure(named, project.id, { since: 0, until: at + 1, one, other });
  return found.filter(({ origin }) => onGitHub.has(origin));
};
