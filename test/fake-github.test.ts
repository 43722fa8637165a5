// The fake of GitHub: what is done to it is what it tells, by REST and by webhook.
import test from 'ava';
import { githubOf } from './support/fake-github/direct.ts';
import { type FakeGitHub, fakeGitHub } from './support/fake-github/index.ts';

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
