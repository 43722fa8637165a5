// What the fake tells of issues, pull requests and repositories.
import { fullRepoBody, fullUserBody, teamBody, userBody } from './bodies.ts';
import { invalid, NO_CONTENT, NOT_FOUND, ok, paged, sinceOf } from './http.ts';
import { type Asked, inRepo, inThread, type Route, route } from './routes.ts';
import type { Comment, Permission, Repo, Team, Thread } from './state.ts';
import {
  commentBody,
  fullIssueBody,
  fullPullBody,
  issueBody,
  labelBody,
  pullBody,
  reviewBody,
  reviewCommentBody,
} from './thread-bodies.ts';
import { actBody, timeline } from './timeline.ts';

type Dated = { readonly createdAt: number; readonly updatedAt: number; readonly id: number };

/** `direction`: GitHub's default depends on the listing. */
const sorted = <Item extends Dated>(
  { query }: Asked,
  items: readonly Item[],
  direction: 'asc' | 'desc',
): Item[] => {
  const at = (item: Item): number => (query.get('sort') === 'updated' ? item.updatedAt : item.createdAt);
  const sign = (query.get('direction') ?? direction) === 'asc' ? 1 : -1;
  return [...items].sort((a, b) => sign * (at(a) - at(b) || a.id - b.id));
};

const inState = (asked: Asked, threads: readonly Thread[]): Thread[] => {
  const state = asked.query.get('state') ?? 'open';
  return threads.filter(thread => state === 'all' || thread.state === state);
};

const listIssues = inRepo((asked, repo) => {
  const { query } = asked;
  if (!['open', 'closed', 'all', null].includes(query.get('state')))
    return invalid('Issue', 'state', 'invalid');
  const wanted = (query.get('labels') ?? '').split(',').filter(name => name !== '');
  const [creator, has] = [
    query.get('creator'),
    (thread: Thread) => (name: string) =>
      thread.labels.some(label => label.name.toLowerCase() === name.toLowerCase()),
  ];
  const milestone = query.get('milestone');
  const threads = inState(asked, sinceOf(query, [...repo.threads.values()])).filter(
    thread =>
      wanted.every(has(thread)) &&
      (creator === null || thread.user?.login === creator) &&
      (milestone === null || String(thread.milestone?.number) === milestone),
  );
  return paged(asked, sorted(asked, threads, 'desc'), issueBody);
});

const listPulls = inRepo((asked, repo) => {
  const pulls = [...repo.threads.values()].filter(({ isPull }) => isPull);
  const direction = (asked.query.get('sort') ?? 'created') === 'created' ? 'desc' : 'asc';
  return paged(asked, sorted(asked, inState(asked, pulls), direction), pullBody);
});

/** Comments of the whole repository with the thread of each. */
const everywhere = <One extends Comment>(
  asked: Asked,
  repo: Repo,
  of: (thread: Thread) => readonly One[],
): { thread: Thread; one: One }[] => {
  const all = [...repo.threads.values()].flatMap(thread =>
    of(thread).map(one => ({ thread, one, createdAt: one.createdAt, updatedAt: one.updatedAt, id: one.id })),
  );
  return sorted(asked, sinceOf(asked.query, all), 'asc');
};

const findComment = inRepo((asked, repo) => {
  for (const thread of repo.threads.values()) {
    const one = thread.comments.find(({ id }) => id === Number(asked.params['comment_id']));
    if (one) return ok(commentBody(thread, one));
  }
  return NOT_FOUND;
});

const LEVEL: Readonly<Record<Permission, string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
};

const permission = inRepo(({ world, params }, repo) => {
  const account = world.accounts.get((params['username'] ?? '').toLowerCase());
  if (account === undefined) return NOT_FOUND;
  const given = account.id === repo.owner.id ? 'admin' : repo.permissions.get(account.id);
  const role = given ?? (repo.isPrivate ? 'none' : 'read');
  const user = { ...userBody(account), permissions: permissionsOf(role), role_name: role };
  return ok({ permission: LEVEL[role], role_name: role, user });
});

const ORDER: readonly Permission[] = ['read', 'triage', 'write', 'maintain', 'admin'];
/** Whoever was let into the repository. */
const assignable = inRepo(({ world, params }, repo) => {
  const account = world.accounts.get((params['assignee'] ?? '').toLowerCase());
  const isIn = account && (account.id === repo.owner.id || repo.permissions.has(account.id));
  return isIn ? NO_CONTENT : NOT_FOUND;
});

const permissionsOf = (role: Permission) => {
  const may = (needed: Permission): boolean => ORDER.indexOf(role) >= ORDER.indexOf(needed);
  return {
    pull: may('read'),
    triage: may('triage'),
    push: may('write'),
    maintain: may('maintain'),
    admin: may('admin'),
  };
};

const contents = inRepo(({ params, headers }, repo) => {
  const path = params['path'] ?? '';
  const text = repo.files.get(path);
  const url = `https://api.github.com/repos/${repo.owner.login}/${repo.name}/contents`;
  const entry = (name: string) => ({
    type: 'file',
    size: Buffer.byteLength(repo.files.get(name) ?? ''),
    name: name.split('/').at(-1),
    path: name,
    sha: '0'.repeat(40),
    url: `${url}/${name}`,
    git_url: `${url}/${name}`,
    html_url: `${url}/${name}`,
    download_url: `${url}/${name}`,
    _links: { self: `${url}/${name}`, git: `${url}/${name}`, html: `${url}/${name}` },
  });
  if (text !== undefined) {
    if (/\.raw(\+json)?$/.test(headers['accept'] ?? '')) return ok(text);
    return ok({
      ...entry(path),
      encoding: 'base64',
      content: Buffer.from(text).toString('base64').replace(/.{60}/g, '$&\n'),
    });
  }
  const inside = [...repo.files.keys()].filter(
    name => name.startsWith(`${path}/`) && !name.slice(path.length + 1).includes('/'),
  );
  return inside.length > 0 ? ok(inside.map(entry)) : NOT_FOUND;
});

const teamsOf = ({ world, params, caller }: Asked): Team[] | undefined => {
  const org = world.accounts.get((params['org'] ?? '').toLowerCase());
  const isMember = caller.kind === 'token' || (caller.installation && caller.installation.account === org);
  return org?.type === 'Organization' && isMember
    ? [...world.teams.values()].filter(team => team.org === org)
    : undefined;
};

const teamNamed = (asked: Asked): Team | undefined =>
  teamsOf(asked)?.find(({ slug }) => slug === asked.params['team_slug']);

export const READ: readonly Route[] = [
  route(
    'GET /repos/{owner}/{repo}',
    inRepo((_, repo) => ok(fullRepoBody(repo))),
  ),
  route('GET /repos/{owner}/{repo}/issues', listIssues),
  route(
    'GET /repos/{owner}/{repo}/issues/{issue_number}',
    inThread((_, thread) => ok(fullIssueBody(thread))),
  ),
  route(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/timeline',
    inThread((asked, thread) => paged(asked, timeline(thread), body => body)),
  ),
  route(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/events',
    inThread((asked, thread) =>
      paged(
        asked,
        thread.acts.filter(({ event }) => event !== 'committed'),
        act => actBody(thread, act),
      ),
    ),
  ),
  route(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/labels',
    inThread((asked, thread) => paged(asked, thread.labels, label => labelBody(thread.repo, label))),
  ),
  route(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    inThread((asked, thread) =>
      paged(asked, sinceOf(asked.query, thread.comments), one => commentBody(thread, one)),
    ),
  ),
  route(
    'GET /repos/{owner}/{repo}/issues/comments',
    inRepo((asked, repo) =>
      paged(
        asked,
        everywhere(asked, repo, ({ comments }) => comments),
        ({ thread, one }) => commentBody(thread, one),
      ),
    ),
  ),
  route('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', findComment),
  route('GET /repos/{owner}/{repo}/pulls', listPulls),
  route(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    inThread((_, thread) => ok(fullPullBody(thread))),
  ),
  route(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    inThread((asked, thread) => paged(asked, thread.reviews, one => reviewBody(thread, one))),
  ),
  route(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/comments',
    inThread((asked, thread) =>
      paged(asked, sorted(asked, sinceOf(asked.query, thread.reviewComments), 'asc'), one =>
        reviewCommentBody(thread, one),
      ),
    ),
  ),
  route(
    'GET /repos/{owner}/{repo}/pulls/comments',
    inRepo((asked, repo) =>
      paged(
        asked,
        everywhere(asked, repo, ({ reviewComments }) => reviewComments),
        ({ thread, one }) => reviewCommentBody(thread, one),
      ),
    ),
  ),
  route(
    'GET /repos/{owner}/{repo}/labels',
    inRepo((asked, repo) => paged(asked, [...repo.labels.values()], label => labelBody(repo, label))),
  ),
  route(
    'GET /repos/{owner}/{repo}/labels/{name}',
    inRepo((asked, repo) => {
      const label = repo.labels.get((asked.params['name'] ?? '').toLowerCase());
      return label ? ok(labelBody(repo, label)) : NOT_FOUND;
    }),
  ),
  route('GET /repos/{owner}/{repo}/collaborators/{username}/permission', permission),
  route('GET /repos/{owner}/{repo}/contents/{path}', contents),
  route('GET /orgs/{org}/teams', asked => {
    const teams = teamsOf(asked);
    return teams ? paged(asked, teams, teamBody) : NOT_FOUND;
  }),
  route('GET /orgs/{org}/teams/{team_slug}/members', asked => {
    const team = teamNamed(asked);
    return team ? paged(asked, team.members, userBody) : NOT_FOUND;
  }),
  route('GET /repos/{owner}/{repo}/assignees/{assignee}', assignable),
  route('GET /user/{account_id}', ({ world, params }) => {
    const account = [...world.accounts.values()].find(({ id }) => id === Number(params['account_id']));
    return account ? ok(fullUserBody(account)) : NOT_FOUND;
  }),
  route('GET /users/{username}', ({ world, params }) => {
    const account = world.accounts.get((params['username'] ?? '').toLowerCase());
    return account ? ok(fullUserBody(account)) : NOT_FOUND;
  }),
];
