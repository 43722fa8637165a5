// The client of GitHub against the fake over HTTP: pages, limits, failures, redirections.
import test, { type ExecutionContext } from 'ava';
import type { GitHub } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';
import { type GitHubOptions, githubClient } from '../../src/shell/github/client.ts';
import { lazyGitHub, NO_GITHUB } from '../../src/shell/github.ts';
import { type FakeGitHub, fakeGitHub } from '../support/fake-github/index.ts';

const LUMEN = { owner: 'acme', repo: 'lumen' };
const LIST = 'GET /repos/{owner}/{repo}/issues';
const COMMENT = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const TOKEN = 'ghp_invented';

/** A fake with three issues, and a client that waits a millisecond for each second. */
const world = async (
  t: ExecutionContext,
  options: GitHubOptions = {},
): Promise<{ fake: FakeGitHub; github: GitHub; url: string }> => {
  const fake = fakeGitHub();
  fake.token(TOKEN, 'ada');
  const repo = fake.repo('acme/lumen');
  for (const title of ['One', 'Two', 'Three']) repo.issue({ by: 'ada', title });
  const { url, close } = await fake.listen();
  t.teardown(close);
  const github = githubClient({ baseUrl: url, token: TOKEN, second: 1, ...options });
  return { fake, github, url };
};

const statuses = (fake: FakeGitHub): number[] => fake.log.map(({ status }) => status);
const now = (): number => Math.floor(Date.now() / 1000);

test('a listing tells whether there is more, and which page is the last', async t => {
  const { github } = await world(t);
  const first = await github.request(LIST, { ...LUMEN, per_page: 2 });
  t.like(first, { status: 200, more: true, lastPage: 2 });
  t.is((first.data as unknown[]).length, 2);
  const second = await github.request(LIST, { ...LUMEN, per_page: 2, page: 2 });
  t.false(second.more);
  t.is((second.data as unknown[]).length, 1);
});

test('what has not changed is answered with 304 and no data, and costs nothing', async t => {
  const { fake, github } = await world(t);
  const { etag } = await github.request(LIST, LUMEN);
  t.regex(etag ?? '', /^W\/"/);
  const left = fake.desk.remaining;
  const again = await github.request(LIST, { ...LUMEN, headers: { 'if-none-match': etag } });
  t.deepEqual([again.status, again.data, again.more], [304, undefined, false]);
  t.is(fake.desk.remaining, left);
});

test('404, 410 and 422 are answers', async t => {
  const { fake, github } = await world(t);
  fake.repo('acme/lumen').at(3).remove({ by: 'ada' });
  const one = 'GET /repos/{owner}/{repo}/issues/{issue_number}';
  t.is((await github.request(one, { ...LUMEN, issue_number: 77 })).status, 404);
  t.is((await github.request(one, { ...LUMEN, issue_number: 3 })).status, 410);
  const untitled = await github.request('POST /repos/{owner}/{repo}/issues', { ...LUMEN, title: '' });
  t.like(untitled, { status: 422, data: { message: 'Validation Failed' } });
});

test('a 502 and a cut connection are tried again when something is only asked', async t => {
  const { fake, github } = await world(t);
  fake.failNext(2, { status: 502, body: '<html>Unicorn</html>' });
  fake.failNext(1, { status: 0 });
  t.is((await github.request(LIST, LUMEN)).status, 200);
  t.deepEqual(statuses(fake), [502, 502, 0, 200]);
});

test('what was to be written is not written again after a 502: it may be there already', async t => {
  const { fake, github } = await world(t);
  fake.failNext(1, { status: 502 });
  await t.throwsAsync(github.request(COMMENT, { ...LUMEN, issue_number: 1, body: 'Once' }), {
    instanceOf: SourceError,
    message: 'GitHub answered 502 to POST /repos/acme/lumen/issues/1/comments (As planned)',
  });
  t.deepEqual(statuses(fake), [502]);
});

test('a 502 that does not end is an error in the end', async t => {
  const { fake, github } = await world(t);
  fake.failNext(9, { status: 502, body: '<html>Unicorn</html>' });
  await t.throwsAsync(github.request(LIST, LUMEN), {
    instanceOf: SourceError,
    message: 'GitHub answered 502 to GET /repos/acme/lumen/issues',
  });
  t.deepEqual(statuses(fake), [502, 502, 502, 502]);
});

test('both limits are waited for as GitHub tells, and the waits are told', async t => {
  const waits: [number, string][] = [];
  const { fake, github } = await world(t, { onWait: (seconds, why) => waits.push([seconds, why]) });
  fake.limitPrimary(1, now() + 30);
  fake.limitSecondary(1, 7);
  fake.limitSecondary(1, 8, 429);
  fake.failNext(1, { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } });
  t.is((await github.request(LIST, LUMEN)).status, 200);
  t.deepEqual(statuses(fake), [403, 403, 429, 403, 200]);
  const [primary, ...secondary] = waits;
  t.true(primary !== undefined && primary[0] >= 20 && primary[0] <= 31);
  t.regex(primary?.[1] ?? '', /requests an hour/);
  // The last one tells no time: a minute, doubled for each wait before it.
  t.deepEqual(
    secondary.map(([seconds]) => seconds),
    [7, 8, 480],
  );
});

test('a comment that met a limit is written once when it is over', async t => {
  const { fake, github } = await world(t);
  fake.limitSecondary(1, 3);
  const answer = await github.request(COMMENT, { ...LUMEN, issue_number: 1, body: 'Once' });
  t.is(answer.status, 201);
  t.is(fake.repo('acme/lumen').at(1).thread.comments.length, 1);
});

test('a wait of more than an hour is not begun', async t => {
  const waits: number[] = [];
  const { fake, github } = await world(t, { onWait: seconds => waits.push(seconds) });
  fake.limitPrimary(1, now() + 7200);
  const error = await t.throwsAsync(github.request(LIST, LUMEN), { instanceOf: SourceError });
  t.regex(error.message, /it ends in 12[01] minutes, too long to wait/);
  t.deepEqual(waits, []);
});

test('a wait ends when it is asked to stop', async t => {
  let asked = false;
  const stop = () => {
    asked = true;
  };
  const { fake, github } = await world(t, { stopping: () => asked, onWait: stop, second: 60_000 });
  fake.limitSecondary(1, 3000);
  await t.throwsAsync(github.request(LIST, LUMEN), { instanceOf: SourceError, message: /asked to stop/ });
  t.deepEqual(statuses(fake), [403]);
});

test('limits that do not end are an error in the end', async t => {
  const { fake, github } = await world(t);
  fake.limitSecondary(20, 1);
  await t.throwsAsync(github.request(LIST, LUMEN), {
    instanceOf: SourceError,
    message: /^GitHub answered 403/,
  });
  t.is(fake.log.length, 6);
});

test('refused credentials are a sentence without them', async t => {
  const { github } = await world(t, { token: 'ghp_secret' });
  const comment = { ...LUMEN, issue_number: 1, body: 'Confidential' };
  const error = await t.throwsAsync(github.request(COMMENT, comment), { instanceOf: SourceError });
  t.is(
    error.message,
    'GitHub answered 401 to POST /repos/acme/lumen/issues/1/comments (Bad credentials): the credentials (GITHUB_TOKEN, or those of the App) are not accepted',
  );
  t.notRegex(JSON.stringify(error), /ghp_secret|Confidential/);
});

test('without credentials public things are read, and nothing is written', async t => {
  const { url } = await world(t);
  const github = githubClient({ baseUrl: url, second: 1 });
  t.is((await github.request(LIST, LUMEN)).status, 200);
  await t.throwsAsync(github.request(COMMENT, { ...LUMEN, issue_number: 1, body: 'Hello' }), {
    instanceOf: SourceError,
    message: /^GitHub answered 401 .*Requires authentication/,
  });
});

test('who cannot be reached is said so', async t => {
  const github = githubClient({ baseUrl: 'http://127.0.0.1:9', token: TOKEN, second: 1 });
  await t.throwsAsync(github.request(LIST, LUMEN), {
    instanceOf: SourceError,
    message: /^GitHub cannot be reached for GET \/repos\/acme\/lumen\/issues \(.+\)$/,
  });
});

test('a renamed repository is found under its old name, to read and to write', async t => {
  const { fake, github } = await world(t);
  fake.repo('acme/lumen').rename('candela');
  const issues = await github.request(LIST, { ...LUMEN, per_page: 2 });
  t.like(issues, { status: 200, more: true });
  t.like((issues.data as unknown[])[0], { repository_url: 'https://api.github.com/repos/acme/candela' });
  const comment = await github.request(COMMENT, { ...LUMEN, issue_number: 1, body: 'Still here' });
  t.is(comment.status, 201);
  t.like(comment.data, { body: 'Still here' });
});

test('an Enterprise server is asked under its own path', async t => {
  const { url } = await world(t);
  const github = githubClient({ baseUrl: `${url}/api/v3`, token: TOKEN, second: 1 });
  t.is((await github.request(LIST, LUMEN)).status, 200);
});

test('what is written about one account is written one after the other, in the order asked', async t => {
  const { fake, github } = await world(t);
  fake.slow(5);
  const bodies = ['a', 'b', 'c', 'd', 'e'];
  await Promise.all(bodies.map(body => github.request(COMMENT, { ...LUMEN, issue_number: 1, body })));
  const { comments } = fake.repo('acme/lumen').at(1).thread;
  t.deepEqual(
    comments.map(({ body }) => body),
    bodies,
  );
});

test('at GitHub’s own pace everything is answered as well', async t => {
  const { github } = await world(t, { second: 1000 });
  t.is((await github.request(LIST, LUMEN)).status, 200);
  const written = await github.request(COMMENT, { ...LUMEN, issue_number: 1, body: 'Slowly' });
  t.is(written.status, 201);
});

test('a client is made when it is first asked', async t => {
  let made = 0;
  const github = lazyGitHub(() => {
    made += 1;
    return NO_GITHUB;
  });
  t.is(made, 0);
  await t.throwsAsync(github.request(LIST, LUMEN), { instanceOf: SourceError });
  await t.throwsAsync(github.request(LIST, LUMEN), { instanceOf: SourceError });
  t.is(made, 1);
});
