// Parts that several reports share: links to changes, definitions, zeros that are none, names told apart.
import { plain } from './escape.ts';

/** Rendered as a link where the format has links. */
export interface Link {
  readonly text: string;
  readonly url: string;
}

/** Characters of a title that are shown: a report is no place for a novel. */
const TITLE = 160;

/** A change by its title, or by its number where the title shows nothing. */
export const linkTo = (fact: { number: string; title: string | null; url: string | null }): Link => {
  const title = plain(fact.title ?? '');
  const shown = title.length > TITLE ? `${title.slice(0, TITLE)}…` : title;
  return { text: shown === '' ? fact.number : shown, url: fact.url ?? '' };
};

export interface Definition {
  readonly question: string;
  readonly definition: string;
  readonly source: string;
}

export const definitionsOf = (metrics: readonly Definition[]): Definition[] =>
  metrics.map(({ question, definition, source }) => ({ question, definition, source }));

/** The number, or null where it is a zero that the data cannot tell from silence. */
export const orNothing = (value: number | null, isTold: boolean): number | null =>
  value === 0 && !isTold ? null : value;

interface Named {
  readonly key: number;
  readonly name: string;
  readonly known: boolean;
  readonly handles: readonly { readonly service: string; readonly id: string }[];
}

/**
 * Names by person for a private report: where two have the same, the one whom the team does not know carries an
 * account as well.
 */
export const namesToldApart = (people: readonly Named[]): Map<number, string> => {
  const uses = new Map<string, number>();
  for (const { name } of people) uses.set(name, (uses.get(name) ?? 0) + 1);
  return new Map(
    people.map(({ key, name, known, handles }) => {
      const account = handles.find(({ service }) => !['name', 'email'].includes(service)) ?? handles[0];
      return [key, known || uses.get(name) === 1 || !account ? name : `${name} (${account.id})`];
    }),
  );
};
