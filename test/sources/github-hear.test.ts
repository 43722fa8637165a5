// Hearing GitHub's webhooks: what they tell at once is what reading tells later, in whatever order they come.

import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import type { Delivery, Store } from '../../src/contracts.ts';
import github from '../../src/sources/github/index.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { dumpOf } from '../support/dump.ts';
import { githubOf } from '../support/fake-github/direct.ts';
import { type FakeGitHub, fakeGitHub } from '../support/fake-github/index.ts';
import { temporaryFolder } from '../support/git.ts';
import { iso, settingsOf, user, webhookExamples } from '../support/github-json.ts';
import { testIo, toldOf } from '../support/reading.ts';

const HEARD = [
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'issue_comment',
  'issues',
];
/** Heard only when one is called otherwise, or is gone. */
const SHARED = ['label', 'milestone'];
const SETTINGS = settingsOf({ approve: ['LGTM'], reject: ['NACK'] });

const hear = (event: string, payload: unknown, settings = SETTINGS) =>
  github.hear({ id: 'd1', event, payload }, settings);

const pull = (more: object = {}) => ({
  number: 7,
  title: 'Paint the shed',
  html_url: 'https://github.com/Acme/Shed/pull/7',
  user: user('oli'),
  created_at: iso(0),
  updated_at: iso(5),
  draft: false,
  ...more,
});
const payload = (action: string, more: object) => ({
  action,
  repository: { full_name: 'acme/SHED' },
  ...more,
});

test('every example of GitHub’s own is heard without a fault', t => {
  let heard = 0;
  for (const { name, examples } of webhookExamples())
    for (const example of examples) {
      const repository = example['repository'] as { full_name?: string } | undefined;
      const settings = github.settings.parse({ repo: repository?.full_name ?? 'acme/shed' });
      const told = hear(name, example, settings);
      const isShared = SHARED.includes(name) && ['edited', 'deleted'].includes(String(example['action']));
      t.is(told !== undefined, HEARD.includes(name) || isShared, `${name} ${String(example['action'])}`);
      if (!told) continue;
      heard++;
      t.deepEqual(told.harvest.skipped, []);
      t.is(told.reread.length, 1);
      t.true(told.harvest.tentative);
    }
  t.true(heard >= 76);
});

test('an opened pull request tells its title, its owner and its draft', t => {
  const told = hear('pull_request', payload('opened', { pull_request: pull({ draft: true }) }));
  t.deepEqual(toldOf(told?.harvest.activities ?? []), ['change-opened 1 pull/7', 'patchset 1 pull/7/1']);
  t.deepEqual(
    told?.harvest.items[0]?.states.map(({ field, value }) => [field, value]),
    [
      ['subject', 'Paint the shed'],
      ['wip', 'true'],
      ['repository', 'Acme/Shed'],
    ],
  );
  t.deepEqual(told?.reread, ['pull/7']);
});

test('other news of a pull request tell who and where it is, and have it read', t => {
  for (const action of [
    'edited',
    'synchronize',
    'labeled',
    'ready_for_review',
    'reopened',
    'heard_of_later',
  ]) {
    const told = hear('pull_request', payload(action, { pull_request: pull() }));
    t.deepEqual(told?.harvest.activities, [], action);
    t.like(told?.harvest.items[0], { nativeId: 'pull/7', kind: 'change', states: [] });
    t.deepEqual(told?.reread, ['pull/7']);
  }
});

test('a merge is told with its approval, closing without a merge has to be read', t => {
  const closed = (more: object) =>
    toldOf(hear('pull_request', payload('closed', { pull_request: pull(more) }))?.harvest.activities ?? []);
  const merged = { merged: true, merged_at: iso(4), merged_by: user('una') };
  t.deepEqual(closed(merged), ['approval 2 pull/7', 'change-merged 2 pull/7']);
  t.deepEqual(closed({ merged: false, merged_at: null, merged_by: null }), []);
});

test('a review is told when it is submitted, and its dismissal is read', t => {
  const review = {
    id: 5,
    user: user('una'),
    state: 'commented',
    body: 'LGTM',
    submitted_at: iso(2),
    commit_id: 'a',
  };
  const told = (action: string) =>
    hear('pull_request_review', payload(action, { pull_request: pull(), review }))?.harvest.activities ?? [];
  t.deepEqual(toldOf(told('submitted')), ['review 2 pull/7 +3']);
  t.deepEqual(told('dismissed'), []);
  t.deepEqual(told('edited'), []);
});

test('comments belong to the pull request or the issue that they stand on', t => {
  const comment = { id: 6, user: user('una'), created_at: iso(2), body: 'NACK' };
  const issue = (more: object) => payload('created', { issue: pull(more), comment });
  const onPull = hear('issue_comment', issue({ pull_request: { url: 'x' } }));
  const onIssue = hear('issue_comment', issue({}));
  t.deepEqual([onPull?.reread, onIssue?.reread], [['pull/7'], ['issue/7']]);
  t.deepEqual(toldOf(onPull?.harvest.activities ?? []), ['review 2 pull/7 -1']);
  t.deepEqual(toldOf(onIssue?.harvest.activities ?? []), ['bug-comment 2 issue/7']);
});

test('a comment of commands alone is no work on what it stands on, one with other words is', t => {
  const said = (body: string) => {
    const comment = { id: 3, user: user('ada'), created_at: iso(2), body };
    const told = hear(
      'issue_comment',
      payload('created', { issue: { ...pull(), pull_request: {} }, comment }),
    );
    return told?.harvest.activities.map(({ kind }) => kind);
  };
  t.deepEqual(said('/rollcall me\n\n/rollcall help'), []);
  t.deepEqual(said('Thank you.\n\n/rollcall me'), ['change-comment']);
  t.deepEqual(said('/rollcaller is a word'), ['change-comment']);
  t.deepEqual(said(''), ['change-comment']);
});

test('of an issue that leaves nothing is said, it is only read', t => {
  for (const action of ['transferred', 'deleted']) {
    const told = hear('issues', payload(action, { issue: pull() }));
    t.like(told, { reread: ['issue/7'], harvest: { items: { length: 0 }, activities: { length: 0 } } });
  }
});

test('other repositories and other events are not heard', t => {
  const elsewhere = { action: 'opened', repository: { full_name: 'acme/shed2' }, issue: pull() };
  t.is(hear('issues', elsewhere), undefined);
  t.is(hear('issues', { ...elsewhere, repository: undefined }), undefined);
  t.is(hear('push', payload('x', { issue: pull() })), undefined);
  t.is(hear('label', payload('created', {})), undefined);
});

test('a payload with missing fields is skipped with a reason, and what can be read is read', t => {
  const broken = hear(
    'pull_request_review',
    payload('submitted', { pull_request: pull(), review: { id: 5 } }),
  );
  t.deepEqual(broken?.reread, ['pull/7']);
  t.is(broken?.harvest.skipped[0]?.where, 'Acme/Shed delivery d1');
  t.regex(broken?.harvest.skipped[0]?.reason ?? '', /^not a delivery of pull_request_review: review\./);
  const empty = hear('issues', payload('opened', {}));
  t.like(empty, { reread: { length: 0 }, harvest: { skipped: { length: 1 } } });
});

test('nothing that is sent makes it throw', t => {
  const some = fc.object({
    maxDepth: 3,
    key: fc.constantFrom('id', 'user', 'number', 'title', 'created_at', 'x'),
  });
  const law = fc.property(
    fc.constantFrom(...HEARD),
    fc.constantFrom('opened', 'created', 'submitted', 'closed', 'deleted'),
    fc.oneof(some, fc.constant(pull())),
    some,
    (event, action, item, more) => {
      const given = payload(action, { pull_request: item, issue: item, review: more, comment: more });
      hear(event, given);
      hear(event, more);
      return true;
    },
  );
  t.notThrows(() => fc.assert(law, { numRuns: 500 }));
});

/** A little life of a repository: every delivery, and the world as it is in the end. */
const lived = (): FakeGitHub => {
  const fake = fakeGitHub();
  const shed = fake.repo('Acme/Shed');
  const paint = shed.pull({ by: 'oli', title: 'Paint', draft: true });
  paint.label('colour', { by: 'una' });
  paint.ready({});
  const review = paint.review('CHANGES_REQUESTED', { by: 'una', body: 'red?' });
  paint.reviewComment({ by: 'vic', body: 'why here' });
  paint.comment('LGTM', { by: 'vic' });
  paint.push({});
  paint.rename('Paint it', {});
  paint.forcePush({});
  paint.dismiss(review, { by: 'oli' });
  paint.review('APPROVED', { by: 'una' });
  const slip = paint.comment('NACK', { by: 'wim' });
  paint.editComment(slip, 'fine', {});
  paint.merge({ by: 'una' });
  const roof = shed.pull({ by: 'vic' });
  roof.review('COMMENTED', { by: null });
  const gone = roof.comment('oops', { by: 'oli' });
  roof.deleteComment(gone, {});
  roof.close({ by: 'una' });
  roof.reopen({});
  const leak = shed.issue({ by: 'wim', title: 'It leaks', labels: ['bug'] });
  leak.label('roof', { by: 'una' });
  leak.milestone('1.0', { by: 'oli' });
  leak.comment('where?', { by: 'oli' });
  leak.close({ by: 'una', reason: 'not_planned' });
  leak.reopen({});
  shed.issue({ by: 'oli' }).remove({ by: 'una' });
  shed.issue({ by: 'oli' }).transfer(fake.repo('Acme/Barn').repo, { by: 'una' });
  return fake;
};

const PLACE = { id: 'github', type: 'github', origin: 'github acme/shed' };

const readWhole = async (store: Store, fake: FakeGitHub, items: readonly string[]): Promise<void> => {
  const io = { ...testIo('.'), github: githubOf(fake) };
  for await (const raw of github.reread(items, SETTINGS, io))
    await store.append('shed', PLACE, github.normalise(raw, SETTINGS), []);
};

const hearAll = async (store: Store, deliveries: readonly Delivery[]): Promise<Set<string>> => {
  const items = new Set<string>();
  for (const delivery of deliveries) {
    const heard = github.hear(delivery, SETTINGS);
    if (!heard) continue;
    await store.append('shed', PLACE, heard.harvest, []);
    for (const item of heard.reread) items.add(item);
  }
  return items;
};

const newLedger = async (t: ExecutionContext, folder: string, name: string) => {
  const file = join(folder, `${name}.ledger`);
  const store = openSqlite(file);
  t.teardown(() => store.close());
  return { file, store };
};

test('webhooks in any order, some of them twice, and then the reading are the reading alone', async t => {
  const fake = lived();
  const folder = await temporaryFolder(t);
  const alone = await newLedger(t, folder, 'alone');
  const everything = ['pull/1', 'pull/2', 'issue/3'];
  await readWhole(alone.store, fake, everything);
  // When an account was last seen may have been in a comment that was deleted since.
  const expected = dumpOf(alone.file, ['last_at']);
  t.true((expected['activity']?.length ?? 0) > 20);
  let run = 0;
  const order = fc.shuffledSubarray([...fake.deliveries, ...fake.deliveries.slice(0, 10)], {
    minLength: 10,
  });
  const law = fc.asyncProperty(order, async deliveries => {
    run += 1;
    const { file, store } = await newLedger(t, folder, `heard ${run}`);
    const items = await hearAll(store, deliveries);
    await readWhole(store, fake, [...items, ...everything]);
    return JSON.stringify(dumpOf(file, ['last_at'])) === JSON.stringify(expected);
  });
  await fc.assert(law, { numRuns: 12, endOnFailure: true });
});

test('what webhooks tell at once are rows that the reading tells too', async t => {
  const fake = lived();
  const folder = await temporaryFolder(t);
  const [heard, whole] = [await newLedger(t, folder, 'heard'), await newLedger(t, folder, 'whole')];
  const kept = fake.deliveries.filter(({ payload: given }) => {
    const { issue } = given as { issue?: { number: number } };
    return issue === undefined || issue.number <= 3;
  });
  await hearAll(heard.store, kept);
  await readWhole(whole.store, fake, ['pull/1', 'pull/2', 'issue/3']);
  const ids = (file: string) =>
    (dumpOf(file)['activity'] ?? []).map(row => {
      const { native_id: id, kind, handle, at } = JSON.parse(row) as Record<string, unknown>;
      return `${String(id)} ${String(kind)} ${String(handle)} ${String(at)}`;
    });
  const read = new Set(ids(whole.file));
  const news = ids(heard.file).filter(row => !read.has(row));
  // A vote in words that was edited away, and a comment that was deleted.
  t.deepEqual(
    news.map(row => row.split(' ')[1]),
    ['review', 'change-comment'],
  );
  t.true(ids(heard.file).length >= 14);
});

test('a label that is called otherwise has what carries it read anew', async t => {
  const fake = fakeGitHub();
  const repo = fake.repo('acme/shed');
  const pull = repo.pull({ title: 'Paint', by: 'oli', labels: ['colour'] });
  repo.issue({ title: 'Leak', by: 'ada' });
  repo.renameLabel('colour', 'paint');
  const renamed = fake.deliveries.at(-1);
  const heard = renamed && github.hear(renamed, SETTINGS);
  t.deepEqual(heard?.reread, ['label/paint']);
  const io = { ...testIo(await temporaryFolder(t)), github: githubOf(fake) };
  const told = [];
  for await (const raw of github.reread(heard?.reread ?? [], SETTINGS, io))
    told.push(github.normalise(raw, SETTINGS));
  t.deepEqual(
    told.flatMap(({ whole }) => whole),
    [`pull/${pull.number}`],
  );
});

test('a milestone that is gone, or carries nothing, has nothing read', async t => {
  const fake = fakeGitHub();
  fake.repo('acme/shed').issue({ title: 'Leak', by: 'ada' });
  const io = { ...testIo(await temporaryFolder(t)), github: githubOf(fake) };
  const told = [];
  for await (const raw of github.reread(['milestone/9'], SETTINGS, io)) told.push(raw);
  t.deepEqual(told, []);
});

test('an issue that was moved is gone, also where it has the same number; one of a renamed repository is not', async t => {
  const fake = fakeGitHub();
  const shed = fake.repo('Acme/Shed');
  shed.issue({ by: 'oli' }).transfer(fake.repo('Acme/Barn').repo, { by: 'una' });
  shed.issue({ by: 'oli' });
  shed.rename('Hut');
  const io = { ...testIo('.'), github: githubOf(fake) };
  const raws: unknown[] = [];
  for await (const raw of github.reread(['issue/1', 'issue/2'], SETTINGS, io)) raws.push(raw);
  t.like(raws, [{ gone: 1 }, { issue: { number: 2 } }]);
});
