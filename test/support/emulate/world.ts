// An emulated GitHub with an organisation, three repositories and our App, behind the gateway.
import { Octokit } from '@octokit/rest';
import type { ExecutionContext } from 'ava';
import { createEmulator } from 'emulate';
import type { GitHub } from '../../../src/contracts.ts';
import { githubClient } from '../../../src/shell/github/client.ts';
import { type Gateway, gateway } from './gateway.ts';

export const SECRET = 'a secret for tests alone';
export const APP_ID = 4711;
const SLUG = 'rollcall-for-gardens';

export interface EmulatedWorld {
  readonly gateway: Gateway;
  /** Where the API is: the gateway. */
  readonly url: string;
  readonly privateKey: string;
  /** Where webhooks are sent from now on. */
  sendTo(url: string | undefined): void;
  /** As somebody: ada is an owner of acme, bo a member, mallory neither. */
  as(login: 'ada' | 'bo' | 'mallory'): Octokit;
  /** As our App, through the house's own client. */
  readonly github: GitHub;
  /** The environment in which a process is that App. */
  readonly environment: Readonly<Record<string, string>>;
}

// Octokit shares a token that is on its way by the installation’s number, whatever server it comes from.
let installations = 100;

const EVENTS = ['*'];
const PERMISSIONS = {
  issues: 'write',
  pull_requests: 'write',
  contents: 'write',
  checks: 'write',
  metadata: 'read',
  members: 'read',
};

const seed = (hook: string) => ({
  tokens: {
    'token-ada': { login: 'ada', scopes: ['repo', 'admin:org', 'admin:repo_hook', 'user'] },
    'token-bo': { login: 'bo', scopes: ['repo', 'user'] },
    'token-mallory': { login: 'mallory', scopes: ['repo', 'user'] },
  },
  github: {
    users: [
      { login: 'ada', name: 'Ada Example' },
      { login: 'bo', name: 'Bo Example' },
      { login: 'mallory', name: 'Mallory Example' },
    ],
    orgs: [{ login: 'acme', members: [{ login: 'ada', role: 'admin' as const }, { login: 'bo' }] }],
    repos: [
      { owner: 'acme', name: 'widget', auto_init: true },
      { owner: 'acme', name: 'open', auto_init: true },
      { owner: 'acme', name: 'team-room', auto_init: true, private: true },
    ],
    apps: [
      {
        app_id: APP_ID,
        slug: SLUG,
        name: 'Rollcall for gardens',
        permissions: PERMISSIONS,
        events: EVENTS,
        webhook_url: hook,
        webhook_secret: SECRET,
        installations: [
          { installation_id: ++installations, account: 'acme', repository_selection: 'all' as const },
        ],
      },
    ],
  },
});

export const emulatedWorld = async (t: ExecutionContext): Promise<EmulatedWorld> => {
  let [upstream, target]: [string, string | undefined] = ['', undefined];
  const door = await gateway({ upstream: () => upstream, target: () => target, secret: SECRET });
  const emulator = await createEmulator({ service: 'github', port: 0, seed: seed(`${door.url}/_hook`) });
  upstream = emulator.url;
  t.teardown(async () => {
    await door.close();
    await emulator.close();
  });
  const privateKey = emulator.generatedSecrets.find(({ kind }) => kind === 'github.app_private_key')?.value;
  if (privateKey === undefined) throw new Error('the emulated App has no key');
  const signedIn = (auth: string): Octokit => new Octokit({ auth, baseUrl: door.url });
  return {
    gateway: door,
    url: door.url,
    privateKey,
    sendTo(url) {
      target = url;
    },
    as: login => signedIn(`token-${login}`),
    github: githubClient({ app: { appId: APP_ID, privateKey }, baseUrl: door.url, second: 1 }),
    environment: {
      APP_ID: String(APP_ID),
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: SECRET,
      GITHUB_API_URL: door.url,
    },
  };
};
