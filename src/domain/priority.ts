// Priority items: what the team promised to look at first, and which changes belong to them since when.
import type { ItemField, ItemState } from './activity.ts';

/** Rules that make a change part of a priority: one match of one rule is enough. Patterns are globs or `/re2/`. */
export interface MatchRules {
  readonly topic?: readonly string[];
  readonly hashtag?: readonly string[];
  readonly label?: readonly string[];
  readonly subject?: readonly string[];
  readonly bug?: readonly number[];
  /** Change numbers, Change-Ids, or commit ids. */
  readonly change?: readonly string[];
}

/** The changes that the team agreed to look at first in the week from `at` on; they belong from then on for good. */
export interface WeeklyList {
  readonly at: number;
  /** As in `MatchRules`. */
  readonly changes: readonly string[];
}

export interface Priority {
  readonly id: string;
  readonly title: string;
  /** Names as in `people`. */
  readonly owners: readonly string[];
  readonly match: MatchRules;
  /** Seconds UTC; before it nothing counts towards the priority. */
  readonly since?: number;
  readonly until?: number;
  readonly weekly: readonly WeeklyList[];
}

/** What is known of an item for matching. */
export interface MatchableItem {
  readonly nativeId: string;
  readonly openedAt: number;
  readonly states: readonly ItemState[];
}

/** A pattern already compiled: `(pattern, text) => matches`. */
export type PatternTest = (pattern: string, text: string) => boolean;

const PATTERN_FIELDS = ['topic', 'hashtag', 'label', 'subject'] as const satisfies readonly ItemField[];

const stateMatches = (rules: MatchRules, state: ItemState, test: PatternTest): boolean => {
  const lines = state.value.split('\n');
  if (state.field === 'bug') return rules.bug?.some(bug => lines.includes(String(bug))) ?? false;
  const field = PATTERN_FIELDS.find(name => name === state.field);
  if (field === undefined) return false;
  return rules[field]?.some(pattern => lines.some(line => test(pattern, line))) ?? false;
};

const LANDING = 'landing/';
/** Shorter ones may be anything. */
const COMMIT = /^[0-9a-f]{7,40}$/;

/** Whether `id` names the item: its number or other id, its Change-Id, or its commit, also abbreviated. */
export const isNamed = (
  { nativeId, states }: Pick<MatchableItem, 'nativeId' | 'states'>,
  id: string,
): boolean =>
  nativeId === id ||
  nativeId.endsWith(`/${id}`) ||
  states.some(({ field, value }) => field === 'change-id' && value.split('\n').includes(id)) ||
  (COMMIT.test(id) && nativeId.startsWith(`${LANDING}${id}`));

/**
 * Times in which an item belongs to a priority, as `[since, until)` in seconds UTC; `until` absent = still does.
 * A rule holds from the moment the item's state made it true (the topic was set) until another value ends it.
 */
export const belongsTo = (
  item: MatchableItem,
  priority: Priority,
  test: PatternTest,
): { since: number; until?: number }[] => {
  const explicit = priority.match.change?.some(id => isNamed(item, id));
  const listed = priority.weekly
    .filter(list => list.changes.some(id => isNamed(item, id)))
    .map(list => list.at);
  const spans: { since: number; until?: number }[] = [];
  if (explicit) spans.push({ since: item.openedAt });
  for (const at of listed) spans.push({ since: at });
  const fields = new Set(item.states.map(state => state.field));
  for (const field of fields) {
    const history = item.states.filter(state => state.field === field).sort((a, b) => a.at - b.at);
    history.forEach((state, index) => {
      if (!stateMatches(priority.match, state, test)) return;
      const next = history[index + 1];
      spans.push(next ? { since: state.at, until: next.at } : { since: state.at });
    });
  }
  return joinSpans(
    spans
      .map(span => ({ ...span, since: Math.max(span.since, priority.since ?? 0) }))
      .map(span =>
        priority.until === undefined
          ? span
          : { ...span, until: Math.min(span.until ?? Infinity, priority.until) },
      )
      .filter(span => span.until === undefined || span.since < span.until),
  );
};

const joinSpans = (spans: { since: number; until?: number }[]): { since: number; until?: number }[] => {
  const joined: { since: number; until?: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.since - b.since)) {
    const last = joined.at(-1);
    if (!last || (last.until !== undefined && last.until < span.since)) {
      joined.push({ ...span });
      continue;
    }
    const until =
      last.until === undefined || span.until === undefined ? undefined : Math.max(last.until, span.until);
    if (until === undefined) delete last.until;
    else last.until = until;
  }
  return joined;
};
