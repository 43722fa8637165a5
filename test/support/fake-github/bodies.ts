// Accounts, repositories, teams and the App as GitHub's REST API writes them.
import {
  type Account,
  type CheckRun,
  fullName,
  type Installation,
  iso,
  type Json,
  type Repo,
  type Team,
} from './state.ts';

export const API = 'https://api.github.com';
export const WEB = 'https://github.com';

export const nodeId = (kind: string, id: number): string =>
  `${kind}_${Buffer.from(`0:${id}`).toString('base64url')}`;

const GHOST: Account = { id: 10_137, login: 'ghost', type: 'User' };

export const userBody = (account: Account): Json => {
  const url = `${API}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('U', account.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${WEB}/${encodeURIComponent(account.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
};

/** As an account itself is asked for. */
export const fullUserBody = (account: Account): Json => ({
  ...userBody(account),
  name: null,
  company: null,
  blog: '',
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: '2020-01-01T00:00:00Z',
  updated_at: '2020-01-01T00:00:00Z',
});

export const someone = (account: Account | null | undefined): Json | null =>
  account ? userBody(account) : null;

/** Webhooks always have a sender: deleted accounts are the ghost. */
export const senderBody = (account: Account | null): Json => userBody(account ?? GHOST);

const ENDPOINTS: Readonly<Record<string, string>> = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
};

export const repoUrl = (repo: Repo): string => `${API}/repos/${fullName(repo)}`;

export const repoBody = (repo: Repo): Json => {
  const open = [...repo.threads.values()].filter(({ state }) => state === 'open').length;
  return {
    id: repo.id,
    node_id: nodeId('R', repo.id),
    name: repo.name,
    full_name: fullName(repo),
    owner: userBody(repo.owner),
    private: repo.isPrivate,
    visibility: repo.isInternal ? 'internal' : repo.isPrivate ? 'private' : 'public',
    html_url: `${WEB}/${fullName(repo)}`,
    description: null,
    fork: false,
    url: repoUrl(repo),
    ...Object.fromEntries(
      Object.entries(ENDPOINTS).map(([name, path]) => [`${name}_url`, repoUrl(repo) + path]),
    ),
    git_url: `git://github.com/${fullName(repo)}.git`,
    ssh_url: `git@github.com:${fullName(repo)}.git`,
    clone_url: `${WEB}/${fullName(repo)}.git`,
    svn_url: `${WEB}/${fullName(repo)}`,
    homepage: null,
    mirror_url: null,
    language: null,
    license: null,
    default_branch: 'main',
    archived: false,
    disabled: false,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    size: 1,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: open,
    open_issues_count: open,
    created_at: iso(repo.createdAt),
    updated_at: iso(repo.createdAt),
    pushed_at: iso(repo.createdAt),
  };
};

/** As the repository itself is asked for. */
export const fullRepoBody = (repo: Repo): Json => ({
  ...repoBody(repo),
  network_count: 0,
  subscribers_count: 0,
});

export const orgBody = (org: Account): Json => {
  const url = `${API}/orgs/${org.login}`;
  return {
    login: org.login,
    id: org.id,
    node_id: nodeId('O', org.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${org.id}?v=4`,
    description: '',
  };
};

export const teamBody = (team: Team): Json => {
  const url = `${API}/organizations/${team.org.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId('T', team.id),
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    type: 'organization',
    url,
    html_url: `${WEB}/orgs/${team.org.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
  };
};

export interface AppIdentity {
  readonly id: number;
  readonly slug: string;
  readonly owner: Account;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

export const appBody = (app: AppIdentity): Json => ({
  id: app.id,
  slug: app.slug,
  client_id: `Iv1.${app.id}`,
  node_id: nodeId('A', app.id),
  owner: userBody(app.owner),
  name: app.slug,
  description: '',
  external_url: 'https://example.org/',
  html_url: `${WEB}/apps/${app.slug}`,
  created_at: '2025-01-01T00:00:00Z',
  updated_at: '2025-01-01T00:00:00Z',
  permissions: app.permissions,
  events: app.events,
});

export const installationBody = (installation: Installation, app: AppIdentity): Json => ({
  id: installation.id,
  account: userBody(installation.account),
  app_id: app.id,
  app_slug: app.slug,
  target_id: installation.account.id,
  target_type: installation.account.type,
  repository_selection: 'all',
  permissions: app.permissions,
  events: app.events,
  access_tokens_url: `${API}/app/installations/${installation.id}/access_tokens`,
  repositories_url: `${API}/installation/repositories`,
  html_url: `${WEB}/settings/installations/${installation.id}`,
  single_file_name: null,
  created_at: iso(installation.createdAt),
  updated_at: iso(installation.createdAt),
  suspended_at: installation.suspendedAt === undefined ? null : iso(installation.suspendedAt),
  suspended_by: installation.suspendedAt === undefined ? null : userBody(installation.account),
});

export const checkBody = (repo: Repo, check: CheckRun, app: AppIdentity): Json => {
  const { name, head_sha, output, status, conclusion, details_url, external_id } = check.given;
  const said = (output ?? {}) as Json;
  const url = `${repoUrl(repo)}/check-runs/${check.id}`;
  return {
    id: check.id,
    node_id: nodeId('CR', check.id),
    name,
    head_sha,
    external_id: external_id ?? '',
    url,
    html_url: `${WEB}/${fullName(repo)}/runs/${check.id}`,
    details_url: details_url ?? 'https://example.org/',
    status: check.completedAt === null ? (status ?? 'queued') : 'completed',
    conclusion: conclusion ?? null,
    started_at: iso(check.startedAt),
    completed_at: check.completedAt === null ? null : iso(check.completedAt),
    output: {
      title: said['title'] ?? null,
      summary: said['summary'] ?? null,
      text: said['text'] ?? null,
      annotations_count: Array.isArray(said['annotations']) ? said['annotations'].length : 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: check.id },
    app: appBody(app),
    pull_requests: [],
  };
};
