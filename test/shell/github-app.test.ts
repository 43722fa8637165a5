// Signed in as the App: the installation of each account, tokens, suspension; and what the environment says.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { ConfigError, SourceError } from '../../src/domain/errors.ts';
import { githubClient } from '../../src/shell/github/client.ts';
import { githubFromEnvironment, githubSettings, webUrlOf } from '../../src/shell/github/environment.ts';
import { type FakeGitHub, fakeGitHub } from '../support/fake-github/index.ts';
import { temporaryFolder } from '../support/git.ts';

const REPO = 'GET /repos/{owner}/{repo}';
const at = (owner: string) => ({ owner, repo: 'lumen' });

/** Two organisations with a private repository each; the App is installed on `acme`. */
const world = async (t: ExecutionContext) => {
  const fake = fakeGitHub();
  for (const owner of ['acme', 'borea']) fake.repo(`${owner}/lumen`, { private: true });
  const acme = fake.install('acme');
  const { url, close } = await fake.listen();
  t.teardown(close);
  const app = { appId: fake.appId, privateKey: fake.privateKey() };
  return { fake, acme, url, app, github: githubClient({ app, baseUrl: url, second: 1 }) };
};

const asked = (fake: FakeGitHub, path: RegExp): number => fake.log.filter(one => path.test(one.path)).length;

test('the App signs in with its key, finds the installation of an account, and keeps its token', async t => {
  const { fake, github } = await world(t);
  t.like((await github.request(REPO, at('acme'))).data, { full_name: 'acme/lumen', private: true });
  t.like(await github.request(REPO, at('ACME')), { status: 200 });
  t.is(asked(fake, /^\/app\/installations\?/), 1);
  t.is(asked(fake, /access_tokens$/), 1);
});

test('each account is asked with its own installation', async t => {
  const { fake, github } = await world(t);
  fake.install('borea');
  t.is((await github.request(REPO, at('acme'))).status, 200);
  t.is((await github.request(REPO, at('borea'))).status, 200);
  t.is(asked(fake, /access_tokens$/), 2);
});

test('many that ask at once look for the installations once', async t => {
  const { fake, github } = await world(t);
  const answers = await Promise.all([1, 2, 3, 4].map(() => github.request(REPO, at('acme'))));
  t.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200],
  );
  t.is(asked(fake, /^\/app\/installations\?/), 1);
});

test('an account without the App is refused in words, until the App is installed there', async t => {
  const { fake, github } = await world(t);
  await t.throwsAsync(github.request(REPO, at('borea')), {
    instanceOf: SourceError,
    message: 'The GitHub App is not installed on borea',
  });
  fake.install('borea');
  t.is((await github.request(REPO, at('borea'))).status, 200);
});

test('a suspended installation is refused in words, until it is so no longer', async t => {
  const { fake, acme, github } = await world(t);
  fake.suspend(acme);
  const refusal = { instanceOf: SourceError, message: 'The GitHub App is suspended on acme' };
  await t.throwsAsync(github.request(REPO, at('acme')), refusal);
  delete acme.suspendedAt;
  t.is((await github.request(REPO, at('acme'))).status, 200);
});

test('an installation that was removed and came back is found again', async t => {
  const { fake, acme, github } = await world(t);
  t.is((await github.request(REPO, at('acme'))).status, 200);
  fake.uninstall(acme);
  fake.install('acme');
  t.is((await github.request(REPO, at('acme'))).status, 200);
  t.is(asked(fake, /^\/app\/installations\?/), 2);
});

test('an installation that gives no token is looked for again', async t => {
  const { fake, github } = await world(t);
  fake.failNext(1, { status: 404, when: /access_tokens$/ });
  t.is((await github.request(REPO, at('acme'))).status, 200);
  t.is(asked(fake, /^\/app\/installations\?/), 2);
});

test('a key that is not the App’s is refused in words', async t => {
  const { url, app } = await world(t);
  const other = fakeGitHub().privateKey();
  const github = githubClient({ app: { ...app, privateKey: other }, baseUrl: url, second: 1 });
  const error = await t.throwsAsync(github.request(REPO, at('acme')), { instanceOf: SourceError });
  t.regex(error.message, /could not be decoded.*the credentials .* are not accepted/);
});

test('a token speaks where the App is not installed', async t => {
  const { fake, url, app } = await world(t);
  fake.token('ghp_invented', 'ada');
  const github = githubClient({ app, token: 'ghp_invented', baseUrl: url, second: 1 });
  t.is((await github.request(REPO, at('borea'))).status, 200);
  t.is((await github.request(REPO, at('acme'))).status, 200);
  t.is(asked(fake, /access_tokens$/), 1);
});

test('what the App writes is written in its name', async t => {
  const { fake, github } = await world(t);
  fake.repo('acme/lumen').issue({ by: 'ada' });
  const comment = { ...at('acme'), issue_number: 1, body: 'Good morning' };
  const answer = await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', comment);
  t.like(answer.data, { user: { login: 'rollcall[bot]', type: 'Bot' } });
});

test('the environment names the App, its key in a variable, as base64, or in a file', async t => {
  const { url, app } = await world(t);
  const file = join(await temporaryFolder(t), 'key.pem');
  await writeFile(file, app.privateKey);
  const keys = [
    { PRIVATE_KEY: app.privateKey.replaceAll('\n', '\\n') },
    { PRIVATE_KEY: Buffer.from(app.privateKey).toString('base64') },
    { PRIVATE_KEY_PATH: file },
  ];
  for (const key of keys) {
    const github = githubFromEnvironment({ APP_ID: String(app.appId), GITHUB_API_URL: `${url}/`, ...key });
    t.is((await github.request(REPO, at('acme'))).status, 200);
  }
});

test('the environment names a token and an Enterprise server', t => {
  t.deepEqual(githubSettings({}), { baseUrl: 'https://api.github.com' });
  t.deepEqual(githubSettings({ GH_TOKEN: 'a', GHE_HOST: 'git.example.org' }), {
    baseUrl: 'https://git.example.org/api/v3',
    token: 'a',
  });
  t.deepEqual(
    githubSettings({ GITHUB_TOKEN: 'b', GH_TOKEN: 'a', GHE_HOST: 'x:8', GHE_PROTOCOL: 'http', APP_ID: ' ' }),
    {
      baseUrl: 'http://x:8/api/v3',
      token: 'b',
    },
  );
});

test('people click where the API is', t => {
  const pages = ['https://api.github.com', 'https://git.example.org/api/v3', 'http://x:8/api/v3'].map(
    webUrlOf,
  );
  t.deepEqual(pages, ['https://github.com', 'https://git.example.org', 'http://x:8']);
});

test('half a set of credentials is refused, and says what is missing, not what is there', t => {
  const faults = (env: Record<string, string>): readonly string[] =>
    t.throws(() => githubSettings(env), { instanceOf: ConfigError }).faults;
  t.regex(faults({ APP_ID: '7' }).join(), /PRIVATE_KEY \(or PRIVATE_KEY_PATH, a file\) is missing/);
  t.regex(faults({ PRIVATE_KEY: 'hush' }).join(), /APP_ID is missing: PRIVATE_KEY belongs to an App/);
  t.regex(faults({ WEBHOOK_SECRET: 'hush' }).join(), /APP_ID is missing/);
  t.regex(faults({ APP_ID: '7', PRIVATE_KEY: 'hush' }).join(), /no RSA private key in PEM form/);
  t.regex(faults({ APP_ID: '7', PRIVATE_KEY_PATH: '/nowhere/key' }).join(), /cannot be read \(ENOENT\)/);
  const two = faults({ APP_ID: 'seven', PRIVATE_KEY: 'hush', GITHUB_API_URL: 'https://ada:hush@x' });
  t.true(two.length >= 2);
  t.notRegex(two.join(), /hush/);
});
