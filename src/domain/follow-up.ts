// What became of an action: a state of the thing that was to be done, never a judgement of whom it was given to.
import { type Asked, askedIn, isAbout, meanTheSame, type Reference } from './action-text.ts';
import type { Kind } from './activity.ts';
import { DAY } from './calendar.ts';

/** An action as it was last given; the same words given again are one. */
export interface GivenAction {
  /** The id of the item. */
  readonly number: string;
  readonly text: string;
  /** Persons; nobody when it names none. */
  readonly owners: readonly number[];
  readonly series: string;
  /** Seconds UTC, at the latest meeting that gave it; its age counts from `firstAt`. */
  readonly givenAt: number;
  readonly firstAt: number;
  readonly url?: string;
}

/** One kind of act of one person on an item since the action was given. */
export interface Act {
  readonly kind: Kind;
  /** Undefined: a bot, as one that merges. */
  readonly person?: number;
  /** When it was first done since. */
  readonly at: number;
  /** On a change of one's own. */
  readonly own: boolean;
}

export interface NamedItem {
  readonly number: string;
  readonly kind: 'change' | 'bug';
  readonly title?: string;
  readonly url?: string;
  /** In the order of time. */
  readonly acts: readonly Act[];
  /** How it stands: `closed` also when it was before. */
  readonly state: 'open' | 'closed';
}

/** What an action names: the item, or nothing where the ledger has none of that name. */
export interface Named {
  readonly reference: Reference;
  readonly item?: NamedItem;
}

/** What was said at a later meeting. */
export interface LaterWord {
  readonly series: string;
  readonly text: string;
  readonly at: number;
}

/**
 * - `done`: what it names is merged or closed since, was done in the way that was asked, or a later meeting said so.
 * - `moving`: something was done about it since. `open`: nothing that can be seen.
 * - `unknown`: it names something that the ledger does not have.
 * - `let-go`: nobody spoke of it for so long that nobody waits for it.
 */
export type ActionState = 'done' | 'moving' | 'open' | 'unknown' | 'let-go';

/** Why it is in this state: what was done, when, where. */
export interface Evidence {
  readonly what: Kind | 'said';
  readonly at: number;
  readonly person?: number;
  /** Of the item. */
  readonly number?: string;
  readonly title?: string;
  readonly url?: string;
}

export interface FollowedAction {
  readonly action: GivenAction;
  readonly state: ActionState;
  /** The latest of each item, by time; empty where nothing can be seen. */
  readonly evidence: readonly Evidence[];
  /** What it names, found or not. */
  readonly named: readonly Named[];
}

/** After two months no team that repeats what it waits for still waits: an agenda of old promises is read by nobody. */
export const LET_GO_DAYS = 60;

const CLOSING: readonly Kind[] = ['change-merged', 'change-abandoned', 'bug-closed'];

/** What would be it. */
const WOULD_DO: Readonly<Record<Asked, readonly Kind[]>> = {
  review: ['review', 'approval', 'inline-comment'],
  upload: ['patchset', 'change-opened', 'commit', 'bug-fix'],
  comment: ['change-comment', 'inline-comment', 'review', 'bug-comment', 'bug-triage'],
  triage: ['bug-triage'],
  land: ['approval'],
  abandon: [],
};

/** A review of one's own change is none, and so is an answer on it where a review is asked. */
const counts = (act: Act, asked: Asked): boolean =>
  WOULD_DO[asked].includes(act.kind) && !(act.own && asked !== 'upload' && asked !== 'comment');

const evidenceOf = (item: NamedItem, { kind, at, person }: Act): Evidence => ({
  what: kind,
  at,
  ...(person === undefined ? {} : { person }),
  number: item.number,
  ...(item.title === undefined ? {} : { title: item.title }),
  ...(item.url === undefined ? {} : { url: item.url }),
});

interface Found {
  readonly isDone: boolean;
  readonly evidence?: Evidence;
}

/** The acts on one item, read with what was asked: it is done by whom it was given to, and an item that is closed asks nothing. */
const onItem = (item: NamedItem, { owners }: GivenAction, asked: Asked | undefined): Found => {
  const closing =
    item.state === 'closed' ? item.acts.findLast(({ kind }) => CLOSING.includes(kind)) : undefined;
  if (closing) return { isDone: true, evidence: evidenceOf(item, closing) };
  const isOwn = ({ person }: Act): boolean => person !== undefined && owners.includes(person);
  const asAsked = asked === undefined ? [] : item.acts.filter(act => counts(act, asked));
  // What nobody took on is done by whoever does it.
  const done = owners.length === 0 ? asAsked[0] : asAsked.find(isOwn);
  if (done) return { isDone: true, evidence: evidenceOf(item, done) };
  const last = item.acts.findLast(isOwn) ?? asAsked.at(-1);
  return { isDone: false, ...(last ? { evidence: evidenceOf(item, last) } : {}) };
};

const stateOf = (named: readonly Named[], found: readonly Found[]): ActionState => {
  const missing = named.filter(({ item, reference }) => item === undefined && reference.isSure);
  if (found.length > 0 && missing.length === 0 && found.every(({ isDone }) => isDone)) return 'done';
  if (found.some(({ evidence }) => evidence !== undefined)) return 'moving';
  return missing.length > 0 ? 'unknown' : 'open';
};

/** As of `at`, seconds UTC; nothing later is among what is given. */
export const followUp = (
  action: GivenAction,
  named: readonly Named[],
  later: readonly LaterWord[],
  at: number,
): FollowedAction => {
  const said = later.find(
    word => word.series === action.series && word.at > action.givenAt && isAbout(word.text, action.text),
  );
  if (said) return { action, named, state: 'done', evidence: [{ what: 'said', at: said.at }] };
  const asked = askedIn(action.text);
  const found = named.flatMap(({ item }) => (item ? [onItem(item, action, asked)] : []));
  const evidence = found
    .flatMap(({ evidence: each }) => (each ? [each] : []))
    .sort((a, b) => a.at - b.at || ((a.number ?? '') < (b.number ?? '') ? -1 : 1));
  const state = stateOf(named, found);
  const isOld = state !== 'done' && at - action.givenAt >= LET_GO_DAYS * DAY;
  return { action, named, state: isOld ? 'let-go' : state, evidence };
};

/** Those that somebody still waits for. */
export const isWaitedFor = ({ state }: Pick<FollowedAction, 'state'>): boolean =>
  state === 'open' || state === 'moving' || state === 'unknown';

const sameOwners = (a: GivenAction, b: GivenAction): boolean =>
  a.owners.length === 0 || b.owners.length === 0 || a.owners.some(owner => b.owners.includes(owner));

/**
 * Each thing once: what was given again, in the same words or nearly so, to one of the same people at a meeting of the
 * same name, is as old as when it was first given and waits since it was last given. By time.
 */
export const joinedActions = (given: readonly GivenAction[]): GivenAction[] => {
  const joined: GivenAction[] = [];
  for (const action of [...given].sort((a, b) => a.givenAt - b.givenAt || (a.number < b.number ? -1 : 1))) {
    const before = joined.findIndex(
      each =>
        each.series === action.series && sameOwners(each, action) && meanTheSame(each.text, action.text),
    );
    const first = joined[before];
    if (first === undefined) joined.push(action);
    else
      joined[before] = {
        ...action,
        owners: [...new Set([...first.owners, ...action.owners])],
        firstAt: Math.min(first.firstAt, action.firstAt),
      };
  }
  return joined.sort((a, b) => a.firstAt - b.firstAt || (a.number < b.number ? -1 : 1));
};
