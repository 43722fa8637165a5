// The channel on GitHub: one issue a week, found again, edited, closed, and never somebody else’s.
import test from 'ava';
import channel from '../../src/channels/github-issue/index.ts';
import type { Message, Out } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';
import { type Tracker, tracker } from '../support/issues.ts';
import { CLOSED } from '../support/out.ts';

const message = (key = 'weekly 2026-W33', body = '# The week\n\nTwo changes merged.\n'): Message => ({
  ...{ key, project: 'garden', audience: 'public', format: 'markdown', body },
  title: `Weekly report of the Garden, ${key.split(' ')[1]}`,
});

const KEY = '<!-- rollcall:key garden/weekly/2026-W33 -->';
const CREATE = 'POST /repos/{owner}/{repo}/issues';

const outTo = ({ github }: Tracker): Out => ({
  ...CLOSED,
  github,
});

const settings = (more: Record<string, unknown> = {}) =>
  channel.settings.parse({ repo: 'acme/widget', ...more });

const say = (there: Tracker, said: Message, earlier = {}, more: Record<string, unknown> = {}) =>
  channel.publish(said, settings(more), outTo(there), earlier);

test('the first time an issue is opened, with its label and its key', async t => {
  const there = tracker();
  const receipt = await say(there, message());
  t.is(receipt, 'https://github.example/acme/widget/issues/1');
  const issue = there.issues.get(1);
  t.is(issue?.title, 'Weekly report of the Garden, 2026-W33');
  t.is(issue?.body, `${KEY}\n\n# The week\n\nTwo changes merged.`);
  t.deepEqual(issue?.labels, ['rollcall']);
});

test('said again it is edited in place, and left alone when it is the same', async t => {
  const there = tracker();
  const receipt = await say(there, message());
  t.is(await say(there, message(undefined, 'Three changes merged.'), { receipt }), receipt);
  t.is(there.issues.size, 1);
  t.is(there.issues.get(1)?.body, `${KEY}\n\nThree changes merged.`);
  there.asked.length = 0;
  await say(there, message(undefined, 'Three changes merged.'), { receipt });
  t.deepEqual(there.asked, ['GET /repos/{owner}/{repo}/issues/{issue_number}']);
});

test('what was posted and not recorded is found by its key, not posted again', async t => {
  for (const who of ['app', 'token', 'unknown'] as const) {
    const there = tracker(who);
    const receipt = await say(there, message());
    t.is(await say(there, message()), receipt, who);
    t.is(there.issues.size, 1, who);
  }
});

test('it is found also when somebody took its label off, and behind four hundred others', async t => {
  const there = tracker();
  const receipt = await say(there, message());
  for (let index = 0; index < 400; index++) there.post('mallory', 'spam', 'spam', ['rollcall']);
  t.is(await say(there, message()), receipt);
  const other = tracker();
  const first = await say(other, message());
  const issue = other.issues.get(1);
  if (issue) issue.labels = [];
  t.is(await say(other, message()), first);
});

test('a key in what somebody else wrote is not taken for ours', async t => {
  for (const who of ['app', 'token', 'unknown'] as const) {
    const there = tracker(who);
    const forged = there.post('mallory', 'mine', `${KEY}\n\nLook here.`, ['rollcall']);
    t.not(await say(there, message()), 'https://github.example/acme/widget/issues/1', who);
    t.is(forged.body, `${KEY}\n\nLook here.`, who);
    t.is(there.issues.size, 2, who);
  }
  const there = tracker();
  there.post('another[bot]', 'mine', `${KEY}\n\nA bot that repeats.`, ['rollcall'], 'Bot');
  await say(there, message());
  t.is(there.issues.size, 2, 'a bot that is not ours');
});

test('a key that a report’s own text holds is not the key of the issue', async t => {
  const there = tracker();
  await say(there, message('weekly 2026-W32', `A title: ${KEY}\n${KEY}\n`));
  await say(there, message());
  t.is(there.issues.size, 2);
});

test('the one before is closed and the two lead to each other, once', async t => {
  const there = tracker();
  const previous = await say(there, message('weekly 2026-W32'));
  const receipt = await say(there, message(), { previous });
  for (let again = 0; again < 2; again++) {
    const [before, now] = [there.issues.get(1), there.issues.get(2)];
    t.is(before?.state, 'closed');
    t.is(before?.state_reason, 'completed');
    t.is(before?.body.match(/Next: #2/g)?.length, 1);
    t.true(before?.body.startsWith('<!-- rollcall:key garden/weekly/2026-W32 -->\n'));
    t.true(now?.body.endsWith('The one before: #1'));
    t.is(now?.state, 'open');
    await say(there, message(), { previous, receipt });
  }
});

test('one that dies after each single request ends with the same two issues', async t => {
  const whole = tracker();
  const first = await say(whole, message('weekly 2026-W32'));
  whole.asked.length = 0;
  await say(whole, message(), { previous: first });
  for (let dies = 1; dies <= whole.asked.length; dies++) {
    const there = tracker();
    const previous = await say(there, message('weekly 2026-W32'));
    let left = dies;
    there.after = () => {
      if (--left === 0) throw new Error('killed');
    };
    await t.throwsAsync(say(there, message(), { previous }), { message: 'killed' });
    await say(there, message(), { previous });
    t.deepEqual([...there.issues.values()], [...whole.issues.values()], `after request ${dies}`);
  }
});

test('one that was deleted is opened anew; one that somebody closed stays closed', async t => {
  const there = tracker();
  const receipt = await say(there, message());
  const issue = there.issues.get(1);
  if (issue) issue.state = 'closed';
  await say(there, message(undefined, 'Edited.'), { receipt });
  t.is(issue?.state, 'closed');
  there.issues.clear();
  there.post('ada', 'another', 'x');
  t.is(
    await say(there, message(), { receipt: `${receipt}9` }),
    'https://github.example/acme/widget/issues/2',
  );
});

test('an issue that was moved to another repository is not edited there', async t => {
  const there = tracker();
  const moved = 'https://github.example/acme/open/issues/1';
  there.post('rollcall-for-gardens[bot]', 'Team', 'elsewhere', [], 'Bot');
  const request: Tracker['github']['request'] = async (route, parameters) => {
    const found = await there.github.request(route, parameters);
    const isOne = route === 'GET /repos/{owner}/{repo}/issues/{issue_number}';
    return isOne ? { ...found, data: { ...(found.data as object), html_url: moved } } : found;
  };
  const out = { ...outTo(there), github: { request } };
  await channel.publish(message(), settings(), out, { receipt: moved });
  t.is(there.issues.get(1)?.body, 'elsewhere');
  t.is(there.issues.size, 2);
});

test('rolling: one issue, a comment a week, each found again and edited in place', async t => {
  const there = tracker();
  const rolling = { mode: 'rolling' };
  const first = await say(there, message('weekly 2026-W32'), {}, rolling);
  t.regex(first, /issues\/1#issuecomment-\d+$/);
  const second = await say(there, message(), { previous: first }, rolling);
  t.is(await say(there, message(), { previous: first }, rolling), second, 'not recorded');
  t.is(await say(there, message(), {}, rolling), second, 'nothing recorded at all');
  t.is(
    await say(there, message(undefined, 'Edited.'), { previous: first, receipt: second }, rolling),
    second,
  );
  t.is(there.issues.size, 1);
  const issue = there.issues.get(1);
  t.is(issue?.title, 'Weekly report of the Garden');
  t.deepEqual(
    issue?.comments.map(({ body }) => body.split('\n').at(-1)),
    ['Two changes merged.', 'Edited.'],
  );
  t.is(issue?.state, 'open');
});

test('rolling: found among two hundred and fifty comments, of which some are forged', async t => {
  const there = tracker();
  const rolling = { mode: 'rolling' };
  const receipt = await say(there, message(), {}, rolling);
  const issue = there.issues.get(1);
  const user = { login: 'mallory', type: 'User' };
  const ours = issue?.comments.splice(0) ?? [];
  for (let id = 1000; id < 1250; id++) issue?.comments.push({ id, body: `${KEY}\n\nmine`, user });
  issue?.comments.push(...ours);
  t.is(await say(there, message(), {}, rolling), receipt);
  t.is(issue?.comments.length, 251);
});

test('from one mode to the other nothing of the first is edited', async t => {
  const there = tracker();
  const issue = await say(there, message('weekly 2026-W32'));
  const comment = await say(there, message(), { previous: issue }, { mode: 'rolling' });
  t.is(there.issues.get(1)?.comments.length, 0);
  await say(there, message('weekly 2026-W34'), { previous: comment });
  t.deepEqual(
    [...there.issues.values()].map(({ state }) => state),
    ['open', 'open', 'open'],
  );
});

test('private is what GitHub calls private, now: not internal, not unknown, not in trouble', async t => {
  const there = tracker();
  const isPrivate = () => channel.isPrivate(settings(), outTo(there));
  t.false(await isPrivate());
  there.repository = { private: true };
  t.true(await isPrivate());
  there.repository = { private: true, visibility: 'private' };
  t.true(await isPrivate());
  there.repository = { private: true, visibility: 'internal' };
  t.false(await isPrivate());
  there.repository = undefined;
  t.false(await isPrivate());
  there.before = () => {
    throw new SourceError('GitHub cannot be reached');
  };
  t.false(await isPrivate());
});

test('what GitHub refuses is said in words; trouble in between is GitHub’s', async t => {
  const there = tracker();
  const github = (status: number): Out => ({
    ...outTo(there),
    github: {
      request: async (route, parameters) =>
        route === CREATE ? { status, data: {}, more: false } : there.github.request(route, parameters),
    },
  });
  const post = (status: number) => channel.publish(message(), settings(), github(status));
  await t.throwsAsync(post(404), { name: 'UserError', message: /acme\/widget.*may not write/ });
  await t.throwsAsync(post(410), { name: 'UserError', message: /turned off/ });
  await t.throwsAsync(post(422), { name: 'UserError', message: /refuses/ });
  await t.throwsAsync(post(201), { name: 'SourceError', message: /something else than expected/ });
});

test('a report of 200 KB is cut to what GitHub takes, and leads to the whole', async t => {
  const there = tracker();
  const line = '- a change with a title of some length, by somebody or other\n';
  await say(there, message(undefined, line.repeat(3500)), {}, { page: 'https://rollcall.example/weekly' });
  const body = there.issues.get(1)?.body ?? '';
  t.true(body.length < 65_536);
  t.true(body.length > 60_000);
  t.true(body.endsWith('[The whole report](https://rollcall.example/weekly).'));
});

test('its title is one line that calls nobody, its own where one is given', async t => {
  const there = tracker();
  const title = 'Weekly of @acme/team\r\n\u202E<b>**x**</b>, 2026-W33';
  await say(there, { ...message(), title });
  t.is(there.issues.get(1)?.title, 'Weekly of @\u200Bacme/team <b>**x**</b>, 2026-W33');
  await say(there, message('weekly 2026-W34'), {}, { title: 'Our week' });
  t.is(there.issues.get(2)?.title, 'Our week, 2026-W34');
});

test('a repository is owner/name; its place does not depend on case', t => {
  t.is(channel.place(settings({ repo: 'Acme/Widget.js' })), 'acme/widget.js');
  for (const repo of [
    'acme',
    'acme/a/b',
    'a b/c',
    '../x',
    'acme/..',
    'acme/.',
    'https://github.com/acme/widget',
    '-a/b',
  ])
    t.false(channel.settings.safeParse({ repo }).success, repo);
});
