// Follows up all that was to be done: asks what was given, what it names, and what was said later.
import { type Reference, referencesIn } from './action-text.ts';
import type { Kind } from './activity.ts';
import { DAY, type Window } from './calendar.ts';
import {
  type FollowedAction,
  followUp,
  type GivenAction,
  joinedActions,
  type LaterWord,
  LET_GO_DAYS,
  type Named,
  type NamedItem,
} from './follow-up.ts';

/** A row for each person that an action was given to. */
export interface GivenRow {
  readonly number: string;
  readonly text: string;
  readonly owner: number | null;
  /** The name of the meeting. */
  readonly meeting: string;
  readonly url: string | null;
  readonly givenAt: number;
  readonly firstAt: number;
}

/** A row for each kind of act of each person on an item; `kind` is null where there is none. */
export interface ActRow {
  readonly number: string;
  readonly itemKind: 'change' | 'bug';
  readonly title: string | null;
  readonly url: string | null;
  readonly closed: number;
  readonly kind: Kind | null;
  readonly owner: number | null;
  readonly own: number;
  readonly at: number | null;
}

export interface WordsRow {
  readonly series: string;
  readonly text: string;
  readonly at: number;
}

/** The ids under which a ledger is asked for an item; empty ones name nothing. */
export type NamedAs = Readonly<Record<'id1' | 'id2' | 'id3' | 'id4' | 'changeId', string>>;

/** What is asked of a ledger: the metrics open-actions, meeting-words and item-acts. */
export interface Asks {
  given(window: Window): Promise<readonly GivenRow[]>;
  words(window: Window): Promise<readonly WordsRow[]>;
  acts(window: Window & NamedAs): Promise<readonly ActRow[]>;
}

/** How far back it is looked for when the same was first given. */
const BACK_DAYS = 365;
/** Of the latest: no team has so many open ones, but a log may be full of nonsense. */
const MOST_FOLLOWED = 200;

const givenOf = (rows: readonly GivenRow[]): GivenAction[] => {
  const actions = new Map<string, GivenAction>();
  for (const { number, text, owner, meeting, url, givenAt, firstAt } of rows) {
    const before = actions.get(number);
    const owners = [...(before?.owners ?? []), ...(owner === null ? [] : [owner])].sort((a, b) => a - b);
    actions.set(number, {
      number,
      text,
      owners,
      series: meeting,
      givenAt,
      firstAt: Math.min(before?.firstAt ?? firstAt, firstAt),
      ...(url === null ? {} : { url }),
    });
  }
  return joinedActions([...actions.values()]);
};

const itemOf = (rows: readonly ActRow[]): NamedItem | undefined => {
  const [first] = rows;
  if (!first) return undefined;
  const acts = rows.flatMap(({ kind, owner, own, at }) =>
    kind === null || at === null
      ? []
      : [{ kind, at, own: own === 1, ...(owner === null ? {} : { person: owner }) }],
  );
  return {
    number: first.number,
    kind: first.itemKind,
    state: first.closed === 1 ? 'closed' : 'open',
    acts: acts.sort((a, b) => a.at - b.at || (a.kind < b.kind ? -1 : 1)),
    ...(first.title === null ? {} : { title: first.title }),
    ...(first.url === null ? {} : { url: first.url }),
  };
};

/** Of those that have such an id, the likeliest: in the place that was named, and of the first id. */
const meant = (rows: readonly ActRow[], { ids, repository, changeId }: Reference): readonly ActRow[] => {
  const inPlace = rows.filter(
    ({ url }) => repository === undefined || url === null || url.toLowerCase().includes(`/${repository}/`),
  );
  const order = [...ids, ...(changeId === undefined ? [] : inPlace.map(({ number }) => number))];
  const number = order.find(id => inPlace.some(row => row.number === id));
  const url = inPlace.find(row => row.number === number)?.url;
  return inPlace.filter(row => row.number === number && row.url === url);
};

const namedIn = async (asks: Asks, { text, givenAt }: GivenAction, until: number): Promise<Named[]> => {
  const named: Named[] = [];
  for (const reference of referencesIn(text)) {
    const [id1 = '', id2 = '', id3 = '', id4 = ''] = reference.ids;
    const ids = { id1, id2, id3, id4, changeId: reference.changeId ?? '' };
    const item = itemOf(meant(await asks.acts({ since: givenAt, until, ...ids }), reference));
    if (item !== undefined || reference.isSure) named.push({ reference, ...(item ? { item } : {}) });
  }
  return named;
};

/** Everything that was given in the year before `at` and how it stands, by the time at which it was first given. */
export const followedActions = async (asks: Asks, at: number): Promise<FollowedAction[]> => {
  const window = { since: at - BACK_DAYS * DAY, until: at };
  const given = givenOf(await asks.given(window));
  const later = (await asks.words(window)).flatMap(({ series, text, at: saidAt }): LaterWord[] =>
    text.split('\n').map(line => ({ series, text: line, at: saidAt })),
  );
  const recent = new Set(
    given.filter(({ givenAt }) => at - givenAt < LET_GO_DAYS * DAY).slice(-MOST_FOLLOWED),
  );
  const followed: FollowedAction[] = [];
  for (const action of given)
    followed.push(followUp(action, recent.has(action) ? await namedIn(asks, action, at) : [], later, at));
  return followed;
};

/**
 * What a meeting of this name goes through: what was given there; where nothing was, what was given at meetings that no
 * plan of `planned` has, since the schedule may call it otherwise than the logs. All, where no meeting is next.
 */
export const broughtTo = (
  followed: readonly FollowedAction[],
  series: string | undefined,
  planned: readonly { readonly series: string }[],
): readonly FollowedAction[] => {
  if (series === undefined) return followed;
  const own = followed.filter(({ action }) => action.series === series);
  if (own.length > 0) return own;
  const others = new Set(planned.map(plan => plan.series));
  return followed.filter(({ action }) => !others.has(action.series));
};
