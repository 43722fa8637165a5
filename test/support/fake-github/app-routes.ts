// What the fake tells an App about itself: its installations, their tokens, the limit of the rate.
import { appBody, installationBody, repoBody } from './bodies.ts';
import { fault, NOT_FOUND, ok, paged, type Reply } from './http.ts';
import { type Asked, type Handler, inRepo, type Route, route } from './routes.ts';
import { type Account, type Installation, iso } from './state.ts';

const asApp =
  (answer: Handler): Handler =>
  asked =>
    asked.caller.kind === 'app' ? answer(asked) : fault(401, 'A JSON web token could not be decoded');

const of = (asked: Asked, account: Account | undefined): Reply => {
  const installation = asked.world.installations.find(one => one.account === account);
  return installation ? ok(installationBody(installation, asked.keys.app)) : NOT_FOUND;
};

const HOUR = 3600;

const tokenFor = (asked: Asked, installation: Installation): Reply => {
  if (installation.suspendedAt !== undefined) return fault(403, 'This installation has been suspended');
  const { keys, world } = asked;
  const token = `ghs_${String(world.next()).padStart(36, '0')}`;
  const end = Math.floor(Date.now() / 1000) + HOUR;
  keys.tokens.set(token, { kind: 'installation', as: keys.bot, installation });
  keys.ends.set(token, end);
  return ok(
    { token, expires_at: iso(end), permissions: keys.app.permissions, repository_selection: 'all' },
    201,
  );
};

const createToken = asApp(asked => {
  const installation = asked.world.installations.find(
    ({ id }) => id === Number(asked.params['installation_id']),
  );
  return installation ? tokenFor(asked, installation) : NOT_FOUND;
});

const ownRepositories: Handler = asked => {
  const { world, caller } = asked;
  if (caller.installation === undefined)
    return fault(403, 'You must authenticate with an installation access token');
  const repos = [...world.repos.values()].filter(({ owner }) => owner === caller.installation?.account);
  const page = paged(asked, repos, repoBody);
  return {
    ...page,
    body: { total_count: repos.length, repository_selection: 'all', repositories: page.body },
  };
};

export const APP: readonly Route[] = [
  route(
    'GET /app',
    asApp(({ keys }) => ok(appBody(keys.app))),
  ),
  route(
    'GET /app/installations',
    asApp(asked => paged(asked, asked.world.installations, one => installationBody(one, asked.keys.app))),
  ),
  route('POST /app/installations/{installation_id}/access_tokens', createToken),
  route('GET /repos/{owner}/{repo}/installation', asApp(inRepo((asked, repo) => of(asked, repo.owner)))),
  route(
    'GET /orgs/{org}/installation',
    asApp(asked => of(asked, asked.world.accounts.get((asked.params['org'] ?? '').toLowerCase()))),
  ),
  route('GET /installation/repositories', ownRepositories),
  route('GET /rate_limit', ({ rate }) => {
    const core = rate();
    return ok({ resources: { core, search: core }, rate: core });
  }),
];
