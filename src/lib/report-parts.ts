// Parts that several reports share: links to changes, definitions, zeros that are none.

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
