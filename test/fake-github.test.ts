// The fake of GitHub: what is done to it is what it tells, by REST and by webhook.
import examples from '@octokit/webhooks-examples' with { type: 'json' };
import test from 'ava';
import { githubOf } from './support/fake-github/direct.ts';
import { type FakeGitHub, fakeGitHub, ROUTES } from './support/fake-github/index.ts';
import { openapi } from './support/fake-github/openapi.ts';

const LUMEN = { owner: 'acme', repo: 'lumen' };

/** A small project with one of everything. */
const lumen = (): FakeGitHub => {
  const fake = fakeGitHub();
  fake.install('acme');
  const repo = fake.repo('acme/lumen');
  repo.permit('ada', 'admin');
  const issue = repo.issue({ by: 'cy', title: 'It blinks', body: 'Why?', at: '2025-02-03T08:00:00Z' });
  issue.label('bug', { by: 'ada', at: '2025-02-03T09:00:00Z' });
  issue.assign('bo', { by: 'ada' });
  issue.milestone('1.0', { by: 'ada' });
  issue.typed('Bug', { by: 'ada' });
  issue.comment('Since Monday.', {});
  issue.close({ by: 'ada', reason: 'not_planned' });
  const pull = repo.pull({ by: 'bo', title: 'Stop blinking', draft: true });
  pull.ready({});
  pull.requestReview('ada', {});
  const first = pull.review('CHANGES_REQUESTED', { by: 'ada', body: 'Not yet' });
  pull.reviewComment({ by: 'ada', body: 'Here', review: first });
  pull.forcePush({});
  pull.dismiss(first, { by: 'cy' });
  pull.review('APPROVED', { by: 'ada' });
  pull.review('COMMENTED', { by: null, body: 'Gone since' });
  pull.merge({ by: 'ada' });
  fake.team('acme', 'core', ['ada']).add('bo');
  repo.file('.github/rollcall.yml', 'name: Lumen\n');
  return fake;
};

const fieldsOf = (data: unknown, ...names: string[]): unknown[][] =>
  (data as Record<string, unknown>[]).map(one => names.map(name => one[name]));

test('acts are told by REST in the order in which they were done', async t => {
  const github = githubOf(lumen());
  const issues = await github.request('GET /repos/{owner}/{repo}/issues', { ...LUMEN, state: 'all' });
  t.deepEqual(fieldsOf(issues.data, 'number', 'state', 'state_reason'), [
    [2, 'closed', null],
    [1, 'closed', 'not_planned'],
  ]);
  const one = { ...LUMEN, issue_number: 1 };
  const timeline = await github.request('GET /repos/{owner}/{repo}/issues/{issue_number}/timeline', one);
  const events = fieldsOf(timeline.data, 'event').flat();
  t.deepEqual(events, ['labeled', 'assigned', 'milestoned', 'issue_type_added', 'commented', 'closed']);
  const two = { ...LUMEN, pull_number: 2 };
  const reviews = await github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', two);
  t.deepEqual(fieldsOf(reviews.data, 'state').flat(), ['DISMISSED', 'APPROVED', 'COMMENTED']);
  const pull = await github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', two);
  t.like(pull.data, { merged: true, merged_by: { login: 'ada' }, draft: false });
});

test('the same acts are told by webhook, with reviews in lower case', t => {
  const { deliveries } = lumen();
  const told = deliveries.map(
    ({ event, payload }) => `${event}.${(payload as { action?: string }).action ?? ''}`,
  );
  t.deepEqual(told, [
    'member.added',
    'issues.opened',
    'issues.labeled',
    'issues.assigned',
    'issues.milestoned',
    'issues.typed',
    'issue_comment.created',
    'issues.closed',
    'pull_request.opened',
    'pull_request.ready_for_review',
    'pull_request.review_requested',
    'pull_request_review.submitted',
    'pull_request_review_comment.created',
    'pull_request.synchronize',
    'pull_request_review.dismissed',
    'pull_request_review.submitted',
    'pull_request_review.submitted',
    'pull_request.closed',
    'membership.added',
    'push.',
  ]);
  t.is(new Set(deliveries.map(({ id }) => id)).size, deliveries.length);
  const review = deliveries.find(({ event }) => event === 'pull_request_review')?.payload;
  t.like(review, {
    review: { state: 'changes_requested' },
    sender: { login: 'ada' },
    repository: { name: 'lumen' },
  });
});

test('deleted and transferred issues are gone and elsewhere', async t => {
  const fake = fakeGitHub();
  const [lamp, lumen] = [fake.repo('acme/lamp'), fake.repo('acme/lumen')];
  lamp.issue({ by: 'ada', title: 'Here' });
  const moving = lumen.issue({ by: 'ada', title: 'Moving' });
  const going = lumen.issue({ by: 'ada', title: 'Going' });
  moving.transfer(lamp.repo, { by: 'ada' });
  going.remove({ by: 'ada' });
  const github = githubOf(fake);
  const asked = (issue_number: number) =>
    github.request('GET /repos/{owner}/{repo}/issues/{issue_number}', { ...LUMEN, issue_number });
  t.like((await asked(1)).data, { number: 2, repository_url: 'https://api.github.com/repos/acme/lamp' });
  t.is((await asked(2)).status, 410);
  t.is((await asked(3)).status, 404);
});

test('listings have pages, `since` and ETags', async t => {
  const fake = fakeGitHub();
  const repo = fake.repo('acme/lumen');
  for (let day = 1; day <= 25; day += 1)
    repo.issue({ by: 'ada', at: `2025-03-${String(day).padStart(2, '0')}T00:00:00Z` });
  const github = githubOf(fake);
  const list = (more: Record<string, unknown>) =>
    github.request('GET /repos/{owner}/{repo}/issues', {
      ...LUMEN,
      sort: 'updated',
      direction: 'asc',
      ...more,
    });
  const first = await list({ per_page: 10 });
  t.like(first, { status: 200, more: true, lastPage: 3 });
  const last = await list({ per_page: 10, page: 3 });
  t.false(last.more);
  t.is((last.data as unknown[]).length, 5);
  t.is(((await list({ since: '2025-03-20T00:00:00Z' })).data as unknown[]).length, 6);
  const again = await list({ per_page: 10, headers: { 'if-none-match': first.etag } });
  t.is(again.status, 304);
  repo.at(3).comment('news', { by: 'bo', at: '2025-04-01T00:00:00Z' });
  t.is((await list({ per_page: 10, headers: { 'if-none-match': first.etag } })).status, 200);
  t.deepEqual(
    fake.log.map(({ status }) => status),
    [200, 200, 200, 304, 200],
  );
});

/** What to ask each route with; the App's own are asked as the App. */
const ASKED: Readonly<Record<string, Record<string, unknown>>> = {
  'POST /repos/{owner}/{repo}/issues': { title: 'From outside', body: 'Text', labels: ['report'] },
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}': { title: 'Renamed', state: 'open' },
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': { body: 'Text' },
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': { body: 'Other text' },
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels': { labels: ['bug', 'later'] },
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}': { name: 'later' },
  'POST /repos/{owner}/{repo}/labels': { name: 'new', color: 'ff0000' },
  'POST /repos/{owner}/{repo}/check-runs': { name: 'rollcall', head_sha: 'a'.repeat(40) },
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': {
    conclusion: 'failure',
    output: { title: 'Faults', summary: 'One', annotations: [] },
  },
  'GET /repos/{owner}/{repo}/issues': { state: 'all' },
  'GET /repos/{owner}/{repo}/pulls': { state: 'all' },
};

const kindFor = (path: string): 'app' | 'installation' | 'token' => {
  if (path === '/installation/repositories') return 'installation';
  return path.startsWith('/app') || path.endsWith('/installation') ? 'app' : 'token';
};

/** Deleting comes last. */
const inOrder = [...ROUTES].sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));

test('every answer is as GitHub’s OpenAPI describes it', async t => {
  const check = openapi();
  if (check === undefined) {
    t.log('skipped: .cache/github-openapi.json is not there; "node scripts/openapi.mjs" brings it');
    t.pass();
    return;
  }
  const fake = lumen();
  const { thread } = fake.repo('acme/lumen').at(1);
  const comment = thread.comments[0]?.id;
  let run: unknown;
  for (const { method, path } of inOrder) {
    const route = `${method} ${path}`;
    const number = path.includes('/pulls/') ? 2 : 1;
    const names = {
      issue_number: path.includes('timeline') ? 2 : number,
      pull_number: 2,
      comment_id: comment,
    };
    const { id } = fake.world.installations[0] ?? {};
    const more = {
      org: 'acme',
      team_slug: 'core',
      username: 'ada',
      assignee: 'ada',
      account_id: fake.user('ada').id,
      path: '.github/rollcall.yml',
      name: 'bug',
    };
    const all = { ...LUMEN, ...names, ...more, installation_id: id, check_run_id: run, ...ASKED[route] };
    const wanted = /\{(\w+)\}/g;
    const needed = [...path.matchAll(wanted)].map(found => found[1] ?? '');
    const given = Object.fromEntries(needed.map(name => [name, all[name as keyof typeof all]]));
    const { status, data } = await githubOf(fake, { kind: kindFor(path) }).request(route, {
      ...given,
      ...ASKED[route],
    });
    if (route === 'POST /repos/{owner}/{repo}/check-runs') run = (data as { id: number }).id;
    t.true(status >= 200 && status < 300, `${route}: ${status}`);
    if (status !== 204) t.deepEqual(check(method, path, status, data), [], route);
  }
});

interface Example {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}

const EXAMPLES = examples as unknown as readonly Example[];

/** Keys that GitHub's newer deliveries have and its examples have not; of the envelope, some examples only have. */
const NEWER =
  /^(organization|installation|auto_merge|parent|user_view_type|type|pin|minimized|subject_type|has_discussions|notification_setting|custom_properties|state_reason|reactions|timeline_url|draft|performed_via_github_app|web_commit_signoff_required|is_template|topics|visibility|allow_forking|tree_id)$/;

/** The keys of an object, and of those within it, that no example of the same kind has. */
const strangers = (told: unknown, examples: readonly unknown[], at: string): string[] => {
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return [];
  const shown = examples.filter(one => typeof one === 'object' && one !== null) as Record<string, unknown>[];
  if (shown.length === 0) return [];
  return Object.entries(told).flatMap(([key, value]) =>
    shown.some(one => key in one)
      ? strangers(
          value,
          shown.map(one => one[key]),
          `${at}.${key}`,
        )
      : NEWER.test(key)
        ? []
        : [`${at}.${key}`],
  );
};

test('webhooks have no keys that GitHub’s examples have not, and lack none that every example has', t => {
  const found: string[] = [];
  for (const { event, payload } of lumen().deliveries) {
    const told = payload as Record<string, unknown>;
    const kind = EXAMPLES.find(({ name }) => name === event)?.examples ?? [];
    const same = kind.filter(({ action }) => action === told['action']);
    const examples = same.length > 0 ? same : kind;
    t.true(examples.length > 0, event);
    found.push(...strangers(told, examples, event));
    const always = Object.keys(same[0] ?? {}).filter(key => same.every(one => key in one));
    t.deepEqual(
      always.filter(key => !(key in told)),
      [],
      `${event} ${String(told['action'])}`,
    );
  }
  t.deepEqual([...new Set(found)], []);
});
