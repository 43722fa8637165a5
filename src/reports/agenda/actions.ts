// What was given to somebody at the meetings before, and what was done about it since.
import type { PublicLedger } from '../../contracts.ts';
import { broughtTo } from '../../domain/action-trail.ts';
import type { Kind } from '../../domain/activity.ts';
import { dateText, daysBetween } from '../../domain/calendar.ts';
import { type Evidence, type FollowedAction, type GivenAction, isWaitedFor } from '../../domain/follow-up.ts';
import type { Project } from '../../domain/project.ts';
import { actionsFollowed } from '../../facts/actions.ts';
import { linkTo } from '../../lib/report-parts.ts';
import type { ActionLine, AgendaModel, Done } from './model.ts';

/** What five minutes bear. */
const SHOWN = 10;
const FINISHED = 5;
/** What was done longer ago was spoken of at a meeting since. */
const NEWS_DAYS = 14;

const DID: Partial<Readonly<Record<Kind, string>>> = {
  review: 'reviewed',
  approval: 'approved',
  'inline-comment': 'commented on',
  'change-comment': 'commented on',
  patchset: 'uploaded a patch set to',
  'change-opened': 'proposed',
  'change-merged': 'merged:',
  'change-abandoned': 'abandoned:',
  'change-restored': 'restored',
  commit: 'landed',
  'bug-fix': 'fixed',
  'bug-triage': 'triaged',
  'bug-comment': 'commented on',
  'bug-closed': 'closed:',
  'bug-reopened': 'reopened',
};

/** An end is told of the thing and not of whoever brought it about: a gate merges, a janitor closes. */
const ENDS: readonly Evidence['what'][] = ['change-merged', 'change-abandoned', 'bug-closed'];

const doneBy = (
  evidence: Evidence | undefined,
  names: ReadonlyMap<number, string>,
  timezone: string,
): Done | null => {
  if (!evidence) return null;
  const { what, at, person, number, title, url } = evidence;
  const date = dateText(at, timezone);
  if (what === 'said') return { said: 'a later meeting said that it is done', what: null, date };
  const did = DID[what] ?? 'worked on';
  const who = ENDS.includes(what) || person === undefined ? undefined : names.get(person);
  return {
    said: who === undefined ? did : `${who} ${did}`,
    what: number === undefined ? null : linkTo({ number, title: title ?? null, url: url ?? null }),
    date,
  };
};

/** Whoever wants to be left out of what everybody reads is in the words themselves: only the log still has them. */
const textOf = (
  { text, owners, givenAt }: GivenAction,
  names: ReadonlyMap<number, string>,
  timezone: string,
): string =>
  owners.every(owner => names.has(owner))
    ? text
    : `an action of ${dateText(givenAt, timezone)}, as in its log`;

export const actionsPart = async (
  ledger: PublicLedger,
  project: Project,
  at: number,
  series: string | undefined,
): Promise<Pick<AgendaModel, 'actions' | 'finished'>> => {
  const { id, timezone } = project;
  const names = await ledger.names(id);
  const ours = broughtTo(await actionsFollowed(ledger, id, at), series, project.meetings);
  const lineOf = ({ action, evidence }: FollowedAction): ActionLine => ({
    action: linkTo({
      number: action.number,
      title: textOf(action, names, timezone),
      url: action.url ?? null,
    }),
    since: dateText(action.firstAt, timezone),
    isTaken: action.owners.length > 0,
    done: doneBy(evidence.at(-1), names, timezone),
  });
  const open = ours.filter(isWaitedFor).sort((a, b) => a.action.firstAt - b.action.firstAt);
  const finished = ours.filter(
    ({ state, evidence }) => state === 'done' && daysBetween(evidence.at(-1)?.at ?? 0, at) < NEWS_DAYS,
  );
  return {
    actions: { total: open.length, shown: open.slice(0, SHOWN).map(lineOf) },
    finished: { total: finished.length, shown: finished.slice(-FINISHED).map(lineOf) },
  };
};
