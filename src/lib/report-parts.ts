// Parts that several reports share: links to changes, and the definitions under the numbers.

/** Rendered as a link where the format has links. */
export interface Link {
  readonly text: string;
  readonly url: string;
}

export const linkTo = (fact: { number: string; title: string | null; url: string | null }): Link => ({
  text: fact.title === null || fact.title === '' ? fact.number : fact.title,
  url: fact.url ?? '',
});

export interface Definition {
  readonly question: string;
  readonly definition: string;
  readonly source: string;
}

export const definitionsOf = (metrics: readonly Definition[]): Definition[] =>
  metrics.map(({ question, definition, source }) => ({ question, definition, source }));
