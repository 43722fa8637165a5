// A repository of the fake: opening, moving and deleting issues and pull requests, and who may do what.
import { repoBody, repoUrl, userBody } from './bodies.ts';
import { progress, remarking, reviewing } from './pull.ts';
import {
  accountOf,
  fullName,
  type Permission,
  type Repo,
  shaOf,
  type Thread,
  type When,
  type World,
} from './state.ts';
import { actor, type Doing, labelOf, life, record, talk, triage } from './thread.ts';
import { issueBody, issueUrl, labelBody } from './thread-bodies.ts';
import { tell, tellRepo, tellThread } from './webhooks.ts';

interface Opening {
  readonly by: string | null;
  readonly at?: When;
  readonly title?: string;
  readonly body?: string | null;
  /** Given when it was opened: GitHub has an event for each all the same. */
  readonly labels?: readonly string[];
}

const newThread = (world: World, repo: Repo, isPull: boolean, opening: Opening): Thread => {
  const at = world.time(opening.at);
  const number = Math.max(0, ...repo.threads.keys(), ...repo.gone, ...repo.moved.keys()) + 1;
  const thread: Thread = {
    id: world.next(),
    pullId: world.next(),
    isPull,
    repo,
    number,
    user: opening.by === null ? null : accountOf(world, opening.by),
    title: opening.title ?? `${isPull ? 'Change' : 'Question'} ${number}`,
    body: opening.body ?? null,
    state: 'open',
    stateReason: null,
    createdAt: at,
    updatedAt: at,
    locked: false,
    labels: [],
    assignees: [],
    reviewers: [],
    draft: false,
    head: shaOf(world.next()),
    base: 'main',
    acts: [],
    comments: [],
    reviews: [],
    reviewComments: [],
  };
  repo.threads.set(number, thread);
  return thread;
};

const issueHandle = (world: World, thread: Thread) => {
  const remove = (doing: Doing): void => {
    const who = actor(world, thread, doing);
    world.time(doing.at);
    thread.repo.threads.delete(thread.number);
    thread.repo.gone.add(thread.number);
    tellThread(world, thread, 'deleted', who);
  };
  /** Moves the issue: it has a new number there, and its old address leads to it. */
  const transfer = (to: Repo, doing: Doing): void => {
    const [from, number, before] = [thread.repo, thread.number, issueBody(thread)];
    from.threads.delete(number);
    from.moved.set(number, thread);
    thread.repo = to;
    thread.number = Math.max(0, ...to.threads.keys(), ...to.gone, ...to.moved.keys()) + 1;
    to.threads.set(thread.number, thread);
    const { who } = record(world, thread, 'transferred', doing);
    const changes = { new_issue: issueBody(thread), new_repository: repoBody(to) };
    tellRepo(world, from, 'issues', who, { action: 'transferred', issue: before, changes });
    const old = { old_issue: before, old_repository: repoBody(from) };
    tellThread(world, thread, 'opened', who, { changes: old });
  };
  return { ...triage(world, thread), ...life(world, thread), ...talk(world, thread), remove, transfer };
};

export const threadHandle = (world: World, thread: Thread) => {
  const reviews = reviewing(world, thread);
  return {
    thread,
    get number() {
      return thread.number;
    },
    get url() {
      return issueUrl(thread);
    },
    ...issueHandle(world, thread),
    ...reviews,
    ...remarking(world, thread, reviews.review),
    ...progress(world, thread),
    /** Any other line of the timeline, such as `mentioned`. No webhook is sent. */
    event: (event: string, doing: Doing) => void record(world, thread, event, doing),
  };
};

/** An issue or a pull request to act on; for an issue the acts on pull requests mean nothing. */
type FakeThread = ReturnType<typeof threadHandle>;

const opened = (world: World, thread: Thread, labels: readonly string[]): FakeThread => {
  tellThread(world, thread, 'opened', thread.user);
  const handle = threadHandle(world, thread);
  for (const label of labels) handle.label(label, { at: thread.createdAt });
  return handle;
};

export const repoHandle = (world: World, repo: Repo) => {
  const moved = (action: string, doing: Doing, changes: Record<string, unknown>): void => {
    const who = typeof doing.by === 'string' ? accountOf(world, doing.by) : repo.owner;
    world.time(doing.at);
    tellRepo(world, repo, 'repository', who, { action, changes });
  };
  return {
    repo,
    issue: (opening: Opening): FakeThread =>
      opened(world, newThread(world, repo, false, opening), opening.labels ?? []),
    /** A pull request with one commit. */
    pull: (opening: Opening & { readonly draft?: boolean }): FakeThread => {
      const thread = newThread(world, repo, true, opening);
      thread.draft = opening.draft ?? false;
      const commit = { id: world.next(), event: 'committed', actor: thread.user, at: thread.createdAt };
      thread.acts.push({ ...commit, commit: thread.head, more: () => ({}) });
      return opened(world, thread, opening.labels ?? []);
    },
    /** The thread of this number. */
    at: (number: number): FakeThread => {
      const thread = repo.threads.get(number);
      if (thread === undefined) throw new Error(`${fullName(repo)} has no ${number}`);
      return threadHandle(world, thread);
    },
    label: (name: string, doing: Doing = {}): void => {
      const label = labelOf(world, repo, name);
      world.time(doing.at);
      tellRepo(world, repo, 'label', repo.owner, { action: 'created', label: labelBody(repo, label) });
    },
    renameLabel: (name: string, to: string): void => {
      const label = labelOf(world, repo, name);
      repo.labels.delete(name.toLowerCase());
      label.name = to;
      repo.labels.set(to.toLowerCase(), label);
      const more = { label: labelBody(repo, label), changes: { name: { from: name } } };
      tellRepo(world, repo, 'label', repo.owner, { action: 'edited', ...more });
    },
    permit: (login: string, permission: Permission): void => {
      const account = accountOf(world, login);
      repo.permissions.set(account.id, permission);
      tellRepo(world, repo, 'member', repo.owner, { action: 'added', member: userBody(account) });
    },
    /** Puts a file onto the default branch. */
    file: (path: string, text: string, doing: Doing = {}): void => {
      const isNew = !repo.files.has(path);
      repo.files.set(path, text);
      const [before, after] = [shaOf(world.next()), shaOf(world.next())];
      const by = typeof doing.by === 'string' ? accountOf(world, doing.by) : repo.owner;
      const who = { name: by.login, email: 'someone@example.org', username: by.login };
      world.time(doing.at);
      const commit = {
        id: after,
        tree_id: after,
        distinct: true,
        message: `Write ${path}`,
        timestamp: '2025-01-06T09:00:00Z',
        url: `${repoUrl(repo)}/commit/${after}`,
        author: who,
        committer: who,
        added: isNew ? [path] : [],
        removed: [],
        modified: isNew ? [] : [path],
      };
      const ref = { ref: 'refs/heads/main', before, after, base_ref: null, compare: repoUrl(repo) };
      const more = {
        ...ref,
        created: false,
        deleted: false,
        forced: false,
        commits: [commit],
        head_commit: commit,
      };
      tellRepo(world, repo, 'push', by, { ...more, pusher: { name: by.login, email: who.email } });
    },
    /** The old name leads to the new one from now on. */
    rename: (name: string, doing: Doing = {}): void => {
      const from = repo.name;
      world.repos.delete(fullName(repo).toLowerCase());
      world.formerly.set(fullName(repo).toLowerCase(), repo);
      repo.name = name;
      world.repos.set(fullName(repo).toLowerCase(), repo);
      moved('renamed', doing, { repository: { name: { from } } });
    },
    /** Of an enterprise: private, and yet everybody in it reads it. */
    setInternal: (): void => {
      repo.isPrivate = true;
      repo.isInternal = true;
    },
    setPrivate: (isPrivate: boolean): void => {
      repo.isPrivate = isPrivate;
      repo.isInternal = false;
      tell(world, 'repository', repo.owner, repo.owner, {
        action: isPrivate ? 'privatized' : 'publicized',
        repository: repoBody(repo),
      });
    },
  };
};

export type FakeRepo = ReturnType<typeof repoHandle>;
