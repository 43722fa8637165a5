// Puts a whole project into the fake: a line of JSON for each issue or pull request, with its events and comments.
import {
  type Account,
  type Act,
  accountOf,
  type Json,
  type Label,
  type Repo,
  type ReviewState,
  secondsOf,
  type Thread,
  type World,
} from './state.ts';

/** As GitHub tells it: its dates are text, deleted accounts are null. */
export interface Recorded {
  readonly data: {
    readonly type: 'issue' | 'pull';
    readonly issue?: Json;
    readonly pull?: Json;
    readonly events: readonly Json[];
    readonly comments?: readonly Json[];
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const moment = (value: unknown): number | undefined =>
  typeof value === 'string' ? secondsOf(value) : undefined;
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const inside = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

const accountIn = (world: World, value: unknown): Account | null => {
  const { login, id, type } = inside(value);
  if (typeof login !== 'string') return null;
  return accountOf(world, login, { id: number(id), type: type as Account['type'] });
};

const labelsIn = (repo: Repo, value: unknown): Label[] =>
  list(value).map(({ id, name, color, description }) => {
    const key = text(name).toLowerCase();
    const label = repo.labels.get(key) ?? {
      id: number(id),
      name: text(name),
      color: text(color),
      description: typeof description === 'string' ? description : null,
    };
    repo.labels.set(key, label);
    return label;
  });

const threadIn = (world: World, repo: Repo, raw: Json, isPull: boolean): Thread => {
  const [closedAt, mergedAt] = [moment(raw['closed_at']), moment(raw['merged_at'])];
  return {
    id: isPull ? world.next() : number(raw['id']),
    pullId: isPull ? number(raw['id']) : world.next(),
    isPull,
    repo,
    number: number(raw['number']),
    user: accountIn(world, raw['user']),
    title: text(raw['title']),
    body: typeof raw['body'] === 'string' ? raw['body'] : null,
    state: raw['state'] === 'closed' ? 'closed' : 'open',
    stateReason: typeof raw['state_reason'] === 'string' ? raw['state_reason'] : null,
    createdAt: moment(raw['created_at']) ?? 0,
    updatedAt: moment(raw['updated_at']) ?? 0,
    ...(closedAt !== undefined && { closedAt, closedBy: accountIn(world, raw['closed_by']) }),
    ...(mergedAt !== undefined && { mergedAt, mergedBy: accountIn(world, raw['merged_by']) }),
    locked: raw['locked'] === true,
    labels: labelsIn(repo, raw['labels']),
    assignees: list(raw['assignees']).flatMap(one => accountIn(world, one) ?? []),
    reviewers: list(raw['requested_reviewers']).flatMap(one => accountIn(world, one) ?? []),
    draft: raw['draft'] === true,
    head: text(inside(raw['head'])['sha']),
    base: text(inside(raw['base'])['ref']),
    acts: [],
    comments: [],
    reviews: [],
    reviewComments: [],
  };
};

/** Fields that the recording adds to commits as nulls. */
const withoutNulls = (raw: Json): Json =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));

const addEvent = (world: World, thread: Thread, raw: Json, before: number): number => {
  const user = accountIn(world, raw['user']);
  const at = moment(raw['submitted_at']) ?? moment(raw['created_at']) ?? before;
  if (raw['event'] === 'commented') {
    const updatedAt = moment(raw['updated_at']) ?? at;
    thread.comments.push({ id: number(raw['id']), user, body: text(raw['body']), createdAt: at, updatedAt });
  } else if (raw['event'] === 'reviewed') {
    const [state, commit] = [raw['state'] as ReviewState, text(raw['commit_id'])];
    thread.reviews.push({ id: number(raw['id']), user, state, body: text(raw['body']), at, commit });
  } else {
    const isCommit = raw['event'] === 'committed';
    const act: Act = {
      id: isCommit ? world.next() : number(raw['id']),
      event: text(raw['event']),
      actor: accountIn(world, raw['actor']),
      // Commits have dates of their own: what tells their place is what stands before them.
      at,
      commit: isCommit ? text(raw['sha']) : (raw['commit_id'] as string | null),
      more: () => ({}),
      raw: isCommit ? withoutNulls(raw) : raw,
    };
    thread.acts.push(act);
  }
  return Math.max(at, before);
};

/** Adds one issue or pull request, as it was recorded. No webhooks are told. */
export const load = (world: World, repo: Repo, { data }: Recorded): void => {
  const isPull = data.type === 'pull';
  const thread = threadIn(world, repo, inside(isPull ? data.pull : data.issue), isPull);
  repo.threads.set(thread.number, thread);
  let before = thread.createdAt;
  for (const event of data.events) before = addEvent(world, thread, event, before);
  for (const raw of data.comments ?? []) {
    const [review, line, replyTo] = [raw['pull_request_review_id'], raw['line'], raw['in_reply_to_id']];
    const createdAt = moment(raw['created_at']) ?? 0;
    thread.reviewComments.push({
      id: number(raw['id']),
      user: accountIn(world, raw['user']),
      body: text(raw['body']),
      createdAt,
      updatedAt: moment(raw['updated_at']) ?? createdAt,
      review: typeof review === 'number' ? review : null,
      path: text(raw['path']),
      line: typeof line === 'number' ? line : null,
      commit: text(raw['commit_id']),
      ...(typeof replyTo === 'number' && { replyTo }),
    });
  }
};
