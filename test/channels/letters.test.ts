// Channels that speak to one person alone: whom they reach, with which settings, and that a letter stands there once.
import test from 'ava';
import github from '../../src/channels/github-issue/index.ts';
import mail from '../../src/channels/mail/index.ts';
import type { Message } from '../../src/contracts.ts';
import type { Handle } from '../../src/domain/activity.ts';
import { loadPlugins } from '../../src/house/plugins.ts';
import { type Tracker, tracker } from '../support/issues.ts';
import { CLOSED } from '../support/out.ts';

const email = (id: string): Handle => ({ service: 'email', id });
const login = (id: string): Handle => ({ service: 'github', id });

const MAIL = mail.letters?.parse({ host: 'smtp.example.org', from: 'Rollcall <r@example.org>' });
const ISSUES = github.letters?.parse({ repo: 'acme/widget' });
if (!MAIL || !ISSUES) throw new Error('a channel takes no letters');

test('mail reaches somebody by the first address that every server takes, alone, and is private then', async t => {
  const reached = mail.reach?.(MAIL, [login('7'), email('"odd one"@example.org'), email('una@example.org')]);
  t.deepEqual([reached?.to, reached?.private, reached?.list], ['una@example.org', true, false]);
  t.true(reached !== undefined && (await mail.isPrivate(reached, CLOSED)));
  t.false(await mail.isPrivate(MAIL, CLOSED), 'to nobody in particular it is not');
  t.is(mail.reach?.(MAIL, [login('7')]), undefined);
  t.is(mail.reach?.(MAIL, [email('una@example.org\r\nBcc: all@example.org')]), undefined);
});

test('letters take the settings of a channel less those that a person fills in', t => {
  const given = { host: 'smtp.example.org', from: 'r@example.org' };
  t.false(mail.letters?.safeParse({ ...given, to: 'a@example.org' }).success);
  t.false(mail.letters?.safeParse({ ...given, user: 'r' }).success, 'a user without a password');
  t.false(github.letters?.safeParse({ repo: 'acme/ptl', report: 'team' }).success);
  t.false(github.settings.safeParse({ repo: 'acme/ptl', assignee: { login: 'una' } }).success);
});

test('on GitHub somebody is reached by number before login, for logins change hands', t => {
  const assignee = (...accounts: Handle[]) => github.reach?.(ISSUES, accounts)?.assignee;
  t.deepEqual(assignee(login('una'), login('17')), { number: 17 });
  t.deepEqual(assignee(login('una')), { login: 'una' });
  t.is(assignee(email('una@example.org')), undefined);
});

const letter = (key: string, more: Partial<Message> = {}): Message => ({
  ...{ key: `letter ${key}`, project: 'garden', audience: 'person', format: 'markdown', title: 'A letter' },
  ...{ body: `Hello, this is ${key}.`, follows: null },
  ...more,
});

const say = (there: Tracker, message: Message, earlier = {}) =>
  github.publish(
    message,
    { ...ISSUES, assignee: { number: 17 } },
    { ...CLOSED, github: there.github },
    earlier,
  );

const withUna = (): Tracker => {
  const there = tracker();
  there.accounts.set(17, 'una');
  there.readers = ['una'];
  return there;
};

test('a letter is an issue of its own, assigned to the login of today', async t => {
  const there = withUna();
  await say(there, letter('check-in/gambia/3'));
  await say(there, letter('check-in/gambia/11'));
  t.is(there.issues.size, 2);
  t.deepEqual(there.issues.get(1)?.assignees, ['una']);
  t.is(there.issues.get(1)?.state, 'open', 'the next one closes none');
});

test('what was posted and not recorded is found again, the letter and its reminder', async t => {
  const there = withUna();
  const receipt = await say(there, letter('check-in/gambia/3'));
  t.is(await say(there, letter('check-in/gambia/3')), receipt);
  const reminder = letter('check-in/gambia/3/reminder-1', { follows: 'letter check-in/gambia/3' });
  const comment = await say(there, reminder, { previous: receipt });
  t.regex(comment, /issues\/1#issuecomment-/);
  t.is(await say(there, reminder, { previous: receipt }), comment);
  t.deepEqual([there.issues.size, there.issues.get(1)?.comments.length], [1, 1]);
});

test('who may not read the repository, or is gone, gets nothing there', async t => {
  for (const there of [tracker(), Object.assign(withUna(), { readers: [] })]) {
    await t.throwsAsync(say(there, letter('check-in/gambia/3')), {
      name: 'UserError',
      message: /acme\/widget/,
    });
    t.is(there.issues.size, 0);
  }
});

test('every channel that reaches one person takes an entry of letters', async t => {
  const { channels } = await loadPlugins();
  const reaching = [...channels.values()].filter(channel => channel.reach !== undefined).map(({ id }) => id);
  t.true(reaching.includes('mail') && reaching.includes('github-issue'));
  t.false(reaching.includes('console'));
});
