// Gerrit through its REST API: what an answer tells, and what of it is the same through the other ways.
import test, { type ExecutionContext } from 'ava';
import type { Harvest } from '../../src/domain/activity.ts';
import { httpClient } from '../../src/shell/http.ts';
import gerritRest from '../../src/sources/gerrit-rest/index.ts';
import { type FakeGerrit, fakeGerrit } from '../support/fake-gerrit/index.ts';
import { temporaryFolder } from '../support/git.ts';
import { testIo, toldOf } from '../support/reading.ts';

const T = 1_600_000_000;

const garden = (): FakeGerrit => {
  const fake = fakeGerrit();
  fake.account(1, { name: 'Oli Owner', username: 'oli', email: 'Oli@example.org' });
  fake.account(5, { name: 'Una Core', username: 'una', email: 'una@example.org' });
  fake.account(6, { name: 'Vic Core', username: '66' });
  return fake;
};

/** Everything that the source reads of the fake. */
const readAll = async (t: ExecutionContext, fake: FakeGerrit, more: object = {}) => {
  const { url, close } = await fake.listen();
  t.teardown(close);
  const settings = gerritRest.settings.parse({ url, ...more });
  const io = { ...testIo(await temporaryFolder(t)), http: httpClient({ second: 1 }) };
  const harvests: Harvest[] = [];
  for await (const page of gerritRest.pull(settings, new Map(), io))
    harvests.push(...page.raws.map(raw => gerritRest.normalise(raw, settings)));
  return {
    url,
    activities: harvests.flatMap(each => each.activities),
    items: harvests.flatMap(each => each.items),
    aliases: harvests.flatMap(each => each.aliases),
    skipped: harvests.flatMap(each => each.skipped),
    whole: harvests.flatMap(each => each.whole ?? []),
  };
};

const stateOf = (items: Harvest['items'], field: string): string[] =>
  (items[0]?.states ?? [])
    .filter(state => state.field === field)
    .map(({ at, value }) => `${at - T} ${value}`);

test('a change is opened, uploaded, voted on and merged by account numbers', async t => {
  const fake = garden();
  const acts = fake.change({ number: 7, created: T });
  acts.review(5, { at: T + 10, votes: { 'Code-Review': -1 }, text: 'Not blue.' });
  acts.upload(1, T + 20);
  acts.review(5, { at: T + 30, votes: { 'Code-Review': 2, Workflow: 1 } });
  acts.review(6, { at: T + 40, votes: { Verified: 1 } });
  acts.review(1, { at: T + 45, text: 'Thanks.' });
  acts.merge(6, T + 50);
  const { activities, items, skipped, whole, url } = await readAll(t, fake);
  t.deepEqual(toldOf(activities), [
    'approval 5 7/2 +1',
    'change-comment 1 7/2',
    'change-merged 6 7',
    'change-opened 1 7',
    'patchset 1 7/1',
    'patchset 1 7/2',
    'review 5 7/1 -1',
    'review 5 7/2 +2',
    'verification 6 7/2 +1',
  ]);
  t.deepEqual(skipped, []);
  t.deepEqual(whole, ['7']);
  t.like(items[0], { nativeId: '7', url: `${url}/c/7`, openedAt: T, owner: { id: '1', name: 'Oli Owner' } });
  t.is(activities.find(({ kind }) => kind === 'change-merged')?.at, T + 50);
});

test('native ids are those of NoteDb', async t => {
  const fake = garden();
  const acts = fake.change({ number: 7, created: T });
  acts.review(5, { at: T + 10, votes: { 'Code-Review': 1 }, inline: 1 });
  acts.review(5, { at: T + 20, votes: { 'Code-Review': 0 } });
  acts.review(6, { at: T + 30, text: 'hm' });
  const { activities } = await readAll(t, fake);
  t.deepEqual(activities.map(({ nativeId }) => nativeId).sort(), [
    `7/1/-Code-Review/5/${T + 20}`,
    `7/1/Code-Review/5/${T + 10}`,
    `7/1/comment/6/${T + 30}`,
    '7/1/patchset',
    '7/change-opened',
    `7/inline/c7-5-${T + 10}-1`,
  ]);
});

test('a review of inline comments alone counts, by the message and by the comments', async t => {
  const fake = garden();
  fake.change({ number: 7, created: T }).review(5, { at: T + 10, inline: 2 });
  const { activities } = await readAll(t, fake);
  t.deepEqual(toldOf(activities, 'review', 'inline-comment'), [
    'inline-comment 5 7/1',
    'inline-comment 5 7/1',
    'review 5 7/1 0',
  ]);
});

test('inline comments are asked for only where there are some', async t => {
  const fake = garden();
  for (const number of [1, 2, 3]) fake.change({ number, created: T }).review(5, { at: T + 10, text: 'hm' });
  fake.change({ number: 4, created: T }).review(5, { at: T + 10, inline: 1 });
  await readAll(t, fake);
  t.deepEqual(
    fake.log.map(({ path }) => path).filter(path => path.endsWith('/comments')),
    ['/changes/4/comments'],
  );
});

test('a vote that is in force on a later patch set than it was cast on was carried over to each', async t => {
  const fake = garden();
  const acts = fake.change({ number: 7, created: T });
  acts.review(5, { at: T + 10, votes: { 'Code-Review': 2 } });
  acts.upload(1, T + 20, { keeps: true });
  acts.upload(1, T + 30, { keeps: true });
  acts.review(6, { at: T + 40, votes: { 'Code-Review': 1 } });
  const { activities } = await readAll(t, fake);
  t.deepEqual(toldOf(activities, 'review', 'review-copied'), [
    'review 5 7/1 +2',
    'review 6 7/3 +1',
    'review-copied 5 7/2 +2',
    'review-copied 5 7/3 +2',
  ]);
  t.deepEqual(
    activities.filter(({ kind }) => kind === 'review-copied').map(({ at }) => at - T),
    [20, 30],
  );
});

test('the same vote cast anew on the next patch set is no copy', async t => {
  const fake = garden();
  const acts = fake.change({ number: 7, created: T });
  acts.review(5, { at: T + 10, votes: { 'Code-Review': 2 } });
  acts.upload(1, T + 20);
  acts.review(5, { at: T + 30, votes: { 'Code-Review': 2 } });
  const { activities } = await readAll(t, fake);
  t.deepEqual(toldOf(activities, 'review', 'review-copied'), ['review 5 7/1 +2', 'review 5 7/2 +2']);
});

test('a vote that no message tells is there all the same', async t => {
  const fake = garden();
  fake.change({ number: 7, created: T, votes: [{ label: 'Code-Review', value: 1, by: 5, at: T + 10 }] });
  t.deepEqual(toldOf((await readAll(t, fake)).activities, 'review'), ['review 5 7/1 +1']);
});

test('a vote that somebody else took away is withdrawn by whose it was, however they are named', async t => {
  const fake = garden();
  for (const [number, how] of [
    [1, '<GERRIT_ACCOUNT_5>'],
    [2, 'Una Core <una@example.org>'],
    [3, 'Una Core'],
    [4, 'Somebody Else'],
  ] as const) {
    const acts = fake.change({ number, created: T });
    acts.review(5, { at: T + 10, votes: { 'Code-Review': 1 } });
    acts.removeVote(6, T + 20, 5, 'Code-Review', how);
  }
  const { activities } = await readAll(t, fake);
  t.deepEqual(toldOf(activities, 'review-withdrawn'), [
    'review-withdrawn 5 1/1',
    'review-withdrawn 5 2/1',
    'review-withdrawn 5 3/1',
  ]);
  t.deepEqual(toldOf(activities, 'review-copied'), []);
});

test('what a machine says in its own name is no comment, and its votes count', async t => {
  const fake = garden();
  const acts = fake.change({ number: 7, created: T });
  acts.review(6, { at: T + 10, votes: { Verified: 1 }, text: 'Build ok', tag: 'autogenerated:zuul:check' });
  acts.review(6, { at: T + 20, text: 'Build begun', tag: 'autogenerated:zuul:check' });
  acts.say(undefined, T + 30, 'Patch Set 1:\n\nThe server has a word.', 'autogenerated:gerrit:x');
  t.deepEqual(toldOf((await readAll(t, fake)).activities, 'review', 'verification', 'change-comment'), [
    'verification 6 7/1 +1',
  ]);
});

test('abandoned, restored, and merged without a message', async t => {
  const fake = garden();
  const acts = fake.change({ number: 7, created: T });
  acts.abandon(1, T + 10);
  acts.restore(5, T + 20);
  Object.assign(acts.change, { status: 'MERGED', submitted: T + 30, submitter: 5 });
  fake.change({ number: 8, created: T, status: 'ABANDONED' });
  const { activities } = await readAll(t, fake);
  t.deepEqual(toldOf(activities, 'change-abandoned', 'change-restored', 'change-merged'), [
    'change-abandoned 1 7',
    'change-abandoned server 8',
    'change-merged 5 7',
    'change-restored 5 7',
  ]);
  t.is(activities.find(({ kind }) => kind === 'change-merged')?.nativeId, `7/change-merged/${T + 30}`);
  t.true(activities.some(({ nativeId }) => nativeId === '8/change-abandoned'));
});

test('topic and work in progress have the dates that the messages tell', async t => {
  const fake = garden();
  const acts = fake.change({ number: 7, created: T, wip: true });
  acts.topic(1, T + 10, 'colours');
  acts.topic(1, T + 20, 'blue');
  acts.topic(1, T + 30, '');
  acts.progress(1, T + 40, false);
  const { items } = await readAll(t, fake);
  t.deepEqual(stateOf(items, 'topic'), ['0 ', '10 colours', '20 blue', '30 ']);
  t.deepEqual(stateOf(items, 'wip'), ['0 true', '40 false']);
  t.deepEqual(stateOf(items, 'bug'), ['0 1234']);
  t.deepEqual(stateOf(items, 'repository'), ['0 garden/shed']);
});

test('an answer that says that the change is ready ends its progress', async t => {
  const fake = garden();
  const acts = fake.change({ number: 7, created: T, wip: true });
  acts.review(1, { at: T + 10, text: 'This change is ready for review.' });
  acts.change.wip = false;
  t.deepEqual(stateOf((await readAll(t, fake)).items, 'wip'), ['0 true', '10 false']);
});

test('what is in force is true where the message of the same moment tells another value', async t => {
  const fake = garden();
  const acts = fake.change({ number: 7, created: T });
  acts.review(5, { at: T + 10, votes: { 'Code-Review': 2 } });
  acts.change.votes = [{ label: 'Code-Review', value: 1, by: 5, at: T + 10 }];
  t.deepEqual(toldOf((await readAll(t, fake)).activities, 'review'), ['review 5 7/1 +1']);
});

test('a topic that no message tells counts from the beginning', async t => {
  const fake = garden();
  fake.change({ number: 7, created: T, topic: 'colours' });
  t.deepEqual(stateOf((await readAll(t, fake)).items, 'topic'), ['0 colours']);
});

test('accounts are joined to their addresses and user names, but not to a number', async t => {
  const fake = garden();
  const acts = fake.change({ number: 7, created: T });
  acts.review(5, { at: T + 10, votes: { 'Code-Review': 1 } });
  acts.review(6, { at: T + 10, votes: { 'Code-Review': 1 } });
  const { aliases } = await readAll(t, fake);
  t.deepEqual(
    aliases.map(({ a, b, evidence }) => `${a.id} = ${b.service}:${b.id} (${evidence})`),
    [
      '1 = email:oli@example.org (gerrit account)',
      '1 = gerrit:oli (gerrit account)',
      '5 = email:una@example.org (gerrit account)',
      '5 = gerrit:una (gerrit account)',
    ],
  );
});

test('accounts of a server with a name of its own have it before the number', async t => {
  const fake = garden();
  fake.change({ number: 7, created: T }).review(5, { at: T + 10, votes: { 'Code-Review': 1 } });
  const { activities, aliases, items } = await readAll(t, fake, { origin: 'wiki' });
  t.deepEqual(toldOf(activities, 'review'), ['review wiki/5 7/1 +1']);
  t.is(items[0]?.owner?.id, 'wiki/1');
  t.true(aliases.every(({ a }) => a.id.startsWith('wiki/')));
});

test('bad parts of a change are skipped with a reason, and so is what is no change', t => {
  const settings = gerritRest.settings.parse({ url: 'https://review.example.org' });
  const account = { _account_id: 5, name: 'Una Core' };
  const date = '2020-09-13 12:26:40.000000000';
  const { activities, skipped } = gerritRest.normalise(
    {
      change: {
        _number: 7,
        created: date,
        owner: { _account_id: 1 },
        messages: [
          { date: 'yesterday' },
          { author: account, date, message: 'Patch Set 1: Code-Review+1' },
          3,
        ],
        revisions: { a: { _number: 'one' } },
        labels: {
          'Code-Review': { all: [{ name: 'nobody' }] },
          Sparkle: { all: [{ ...account, value: 1, date }] },
        },
      },
      comments: { 'a.py': [{ id: 'x' }, 'y'] },
    },
    settings,
  );
  t.deepEqual(toldOf(activities, 'review', 'patchset'), ['patchset 1 7/1', 'review 5 7/1 +1']);
  t.deepEqual(skipped.map(({ reason }) => reason).sort(), [
    'inline comments without an author or a date',
    'messages that cannot be read',
    'patch sets that cannot be read',
    'votes with the label Code-Review that cannot be read',
    'votes with the label Sparkle are not counted',
  ]);
  for (const change of [undefined, null, 3, {}, { _number: 8 }])
    t.regex(gerritRest.normalise({ change }, settings).skipped[0]?.reason ?? '', /^not a change/);
});
