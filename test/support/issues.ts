// A GitHub of issues and comments in memory: what the channel needs, with accounts that write.
import type { GitHub, GitHubAnswer } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';

export interface Post {
  readonly number: number;
  readonly id: number;
  title: string;
  body: string;
  state: string;
  state_reason?: string;
  labels: readonly string[];
  readonly user: { readonly login: string; readonly type: string };
  assignees?: readonly string[];
  readonly comments: { readonly id: number; body: string; readonly user: Post['user'] }[];
}

export interface Tracker {
  readonly github: GitHub;
  readonly issues: Map<number, Post>;
  /** `METHOD route` of everything that was asked, in order. */
  readonly asked: string[];
  repository: { private: boolean; visibility?: string } | undefined;
  /** Logins by number, and those who may read the repository. */
  readonly accounts: Map<number, string>;
  readers: readonly string[];
  /** Posts an issue as somebody. */
  post(login: string, title: string, body: string, labels?: readonly string[], type?: string): Post;
  /** Called before each request is answered; may throw. */
  before: (route: string) => void;
  /** Called after each request was carried out; may throw. */
  after: (route: string) => void;
}

type Parameters = Readonly<Record<string, unknown>>;

const answer = (data: unknown, status = 200, more = false, lastPage?: number): GitHubAnswer => ({
  status,
  data,
  more,
  ...(lastPage !== undefined && { lastPage }),
});

const GONE = answer({ message: 'Not Found' }, 404);
const BOT = { login: 'rollcall-for-gardens[bot]', type: 'Bot' };

const paged = <T>(all: readonly T[], { page = 1, per_page = 30 }: Parameters): GitHubAnswer => {
  const [number, size] = [Number(page), Number(per_page)];
  const last = Math.max(1, Math.ceil(all.length / size));
  return answer(
    all.slice((number - 1) * size, number * size),
    200,
    number < last,
    last > 1 ? last : undefined,
  );
};

/** `who`: how the client is signed in. */
export const tracker = (who: 'app' | 'token' | 'unknown' = 'app'): Tracker => {
  const issues = new Map<number, Post>();
  let ids = 0;
  const shownIssue = ({ comments, labels, ...post }: Post) => ({
    ...post,
    labels: labels.map(name => ({ name })),
    html_url: `https://github.example/acme/widget/issues/${post.number}`,
    comment_count: comments.length,
  });
  const shownComment = (issue: Post, comment: Post['comments'][number]) => ({
    ...comment,
    html_url: `https://github.example/acme/widget/issues/${issue.number}#issuecomment-${comment.id}`,
  });
  const self: Tracker = {
    issues,
    asked: [],
    repository: { private: false },
    accounts: new Map(),
    readers: [],
    before: () => undefined,
    after: () => undefined,
    post(login, title, body, labels = [], type = 'User') {
      const post: Post = {
        ...{ number: issues.size + 1, id: ++ids, title, body, state: 'open', labels },
        ...{ user: { login, type }, comments: [] },
      };
      issues.set(post.number, post);
      return post;
    },
    github: {
      async request(route, parameters = {}) {
        self.asked.push(route);
        self.before(route);
        const answered = carryOut(route, parameters);
        self.after(route);
        return answered;
      },
    },
  };
  const withIssue = (parameters: Parameters, work: (post: Post) => GitHubAnswer): GitHubAnswer => {
    const post = issues.get(Number(parameters['issue_number']));
    return post ? work(post) : GONE;
  };
  const withComment = (
    { comment_id }: Parameters,
    work: (post: Post, comment: Post['comments'][number]) => GitHubAnswer,
  ): GitHubAnswer => {
    for (const post of issues.values())
      for (const comment of post.comments) if (comment.id === comment_id) return work(post, comment);
    return GONE;
  };
  const refused = (route: string): never => {
    throw new SourceError(`${route}: 403`);
  };
  const ROUTES: Readonly<Record<string, (parameters: Parameters) => GitHubAnswer>> = {
    'GET /app': () => (who === 'app' ? answer({ slug: 'rollcall-for-gardens' }) : refused('GET /app')),
    'GET /user': () => (who === 'token' ? answer(BOT) : refused('GET /user')),
    'GET /repos/{owner}/{repo}': () => (self.repository ? answer(self.repository) : GONE),
    'GET /repos/{owner}/{repo}/issues': parameters => {
      const wanted = ((parameters['labels'] ?? '') as string).split(',').filter(label => label !== '');
      const found = [...issues.values()].reverse();
      return paged(
        found.filter(({ labels }) => wanted.every(label => labels.includes(label))).map(shownIssue),
        parameters,
      );
    },
    'GET /user/{account_id}': ({ account_id }) => {
      const login = self.accounts.get(Number(account_id));
      return login === undefined ? GONE : answer({ login });
    },
    'GET /repos/{owner}/{repo}/assignees/{assignee}': ({ assignee }) =>
      self.readers.includes(String(assignee)) ? answer(undefined, 204) : GONE,
    'POST /repos/{owner}/{repo}/issues': ({ title, body, labels, assignees }) => {
      if (String(body).length > 65_536) return answer({ message: 'body is too long' }, 422);
      const post = self.post(BOT.login, String(title), String(body), labels as string[], BOT.type);
      if (assignees !== undefined) post.assignees = assignees as string[];
      return answer(shownIssue(post), 201);
    },
    'GET /repos/{owner}/{repo}/issues/{issue_number}': parameters =>
      withIssue(parameters, post => answer(shownIssue(post))),
    'PATCH /repos/{owner}/{repo}/issues/{issue_number}': parameters =>
      withIssue(parameters, post => {
        for (const key of ['title', 'body', 'state', 'state_reason'] as const)
          if (parameters[key] !== undefined) post[key] = parameters[key] as string;
        return answer(shownIssue(post));
      }),
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': parameters =>
      withIssue(parameters, post =>
        paged(
          post.comments.map(comment => shownComment(post, comment)),
          parameters,
        ),
      ),
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': parameters =>
      withIssue(parameters, post => {
        const comment = { id: ++ids, body: String(parameters['body']), user: BOT };
        post.comments.push(comment);
        return answer(shownComment(post, comment), 201);
      }),
    'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': parameters =>
      withComment(parameters, (post, comment) => answer(shownComment(post, comment))),
    'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': parameters =>
      withComment(parameters, (post, comment) => {
        comment.body = String(parameters['body']);
        return answer(shownComment(post, comment));
      }),
  };
  const carryOut = (route: string, parameters: Parameters): GitHubAnswer => {
    const found = ROUTES[route];
    if (!found) throw new Error(`nobody answers ${route}`);
    return found(parameters);
  };
  return self;
};
