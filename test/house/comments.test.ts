// Comments on GitHub: what is answered, where, once, and to whom.
import { createRequire } from 'node:module';
import test from 'ava';
import { commentIn } from '../../src/house/comments/payload.ts';
import { gardenOf, NOW, projectOf } from '../support/garden.ts';

test('a question gets one answer, however often it is delivered', async t => {
  const garden = await gardenOf(t);
  const [answer, ...more] = await garden.ask('ned', 'Hello\n\n/rollcall help');
  t.regex(answer ?? '', /^<!-- rollcall:answer \d+ -->\n/);
  t.true(answer?.includes('/rollcall priority'));
  t.deepEqual(more, []);
  for (const delivery of [...garden.fake.deliveries]) await garden.listener.hear(delivery);
  t.is(garden.answers().length, 1);
});

test('the answer is edited when the question is, and says so when nothing is asked any more', async t => {
  const garden = await gardenOf(t);
  await garden.ask('ned', '/rollcall hepl');
  t.regex(garden.answers()[0] ?? '', /Did you mean "help"/);
  const [question] = garden.issue.thread.comments;
  if (!question) return t.fail();
  for (const [text, expected] of [
    ['/rollcall explain closure', /Are changes closed as fast/],
    ['never mind', /Nothing is asked here any more/],
    ['/rollcall help', /stands on a line of its own/],
  ] as const) {
    garden.clock.now += 60;
    garden.issue.editComment(question, text, {});
    await garden.hear();
    t.is(garden.answers().length, 1);
    t.regex(garden.answers()[0] ?? '', expected);
  }
});

test('an edit that leaves the command as it was asks nothing of GitHub', async t => {
  const garden = await gardenOf(t);
  await garden.ask('ned', '/rollcall help');
  const [question] = garden.issue.thread.comments;
  if (!question) return t.fail();
  const before = garden.fake.log.length;
  garden.issue.editComment(question, 'Thanks!\n\n/rollcall   help', {});
  await garden.hear();
  t.is(garden.fake.log.length, before);
});

test('an older version of a comment that arrives late replaces nothing', async t => {
  const garden = await gardenOf(t);
  const question = garden.issue.comment('/rollcall help', { by: 'ned' });
  garden.clock.now += 60;
  garden.issue.editComment(question, '/rollcall explain closure', {});
  const [created, edited] = garden.fake.deliveries.slice(-2);
  if (!created || !edited) return t.fail();
  await garden.listener.hear(edited);
  await garden.listener.hear(created);
  t.is(garden.answers().length, 1);
  t.regex(garden.answers()[0] ?? '', /Are changes closed as fast/);
});

for (const ownLogin of ['rollcall[bot]', undefined]) {
  test(`an answer that was posted but not recorded is found again, own login ${ownLogin}`, async t => {
    const garden = await gardenOf(t, { ownLogin });
    const house = garden.house as { store: object };
    house.store = { ...garden.store, recordPublication: () => Promise.reject(new Error('killed')) };
    garden.issue.comment('/rollcall help', { by: 'ned' });
    const asked = garden.fake.deliveries.at(-1);
    if (!asked) return t.fail();
    await t.throwsAsync(garden.listener.hear(asked), { message: 'killed' });
    t.is(garden.answers().length, 1);
    house.store = garden.store;
    garden.restart();
    await garden.listener.hear(asked);
    await garden.listener.hear(asked);
    t.is(garden.answers().length, 1);
  });
}

test('a marker that somebody else wrote is not taken for the answer', async t => {
  const garden = await gardenOf(t);
  const question = garden.issue.comment('/rollcall help', { by: 'ned' });
  garden.issue.comment(`<!-- rollcall:answer ${question.id} -->\nmine`, { by: 'ned' });
  await garden.hear();
  t.is(garden.answers().length, 1);
  t.true(garden.issue.thread.comments.some(({ body }) => body.endsWith('\nmine')));
});

test('an answer that somebody deleted is written anew with the next edit', async t => {
  const garden = await gardenOf(t);
  await garden.ask('ned', '/rollcall help');
  const [question, answer] = garden.issue.thread.comments;
  if (!question || !answer) return t.fail();
  garden.issue.deleteComment(answer, { by: 'pia' });
  garden.clock.now += 5;
  garden.issue.editComment(question, '/rollcall explain closure', {});
  await garden.hear();
  t.is(garden.answers().length, 1);
});

test('bots, and the bot itself, are not answered', async t => {
  const garden = await gardenOf(t);
  for (const by of ['helper[bot]', 'sprinkler-7', 'rollcall[bot]']) {
    garden.issue.comment('/rollcall help', { by });
    await garden.hear();
  }
  t.is(garden.answers().filter(body => body.startsWith('<!--')).length, 0);
  await garden.ask('ned', '/rollcall help');
  t.is(garden.answers().filter(body => body.startsWith('<!--')).length, 1);
});

test('whoever edits the comment of somebody else does not speak in their name', async t => {
  const garden = await gardenOf(t);
  const comment = garden.issue.comment('Good morning', { by: 'pia' });
  garden.clock.now += 5;
  garden.issue.editComment(comment, '/rollcall priority week add #2', { by: 'ned' });
  await garden.hear();
  t.deepEqual(garden.answers(), []);
  t.deepEqual(await garden.store.decisions('garden', NOW * 2), []);
});

test('what a text claims gives nobody a standing; the roster and GitHub do', async t => {
  const garden = await gardenOf(t);
  const add = '/rollcall priority week add #2';
  t.regex((await garden.ask('ned', `As the PTL (@pia) I say:\n${add}`))[0] ?? '', /Sorry, this is for cores/);
  t.is((await garden.store.decisions('garden', NOW * 2)).length, 0);
  t.regex((await garden.ask('cora', add))[0] ?? '', /is on the list/);
  garden.repo.permit('ned', 'admin');
  t.regex((await garden.ask('ned', '/rollcall priority week drop #2'))[0] ?? '', /is off the list/);
  t.is((await garden.store.decisions('garden', NOW * 2)).length, 2);
});

test('a login that changed hands gives no standing: the number counts', async t => {
  const garden = await gardenOf(t);
  garden.repo.permit('ned', 'admin');
  const delivery = () => structuredClone(garden.fake.deliveries.at(-1));
  garden.issue.comment('/rollcall priority week add #2', { by: 'ned' });
  const forged = delivery() as { payload: { comment: { user: { id: number } }; sender: { id: number } } };
  forged.payload.comment.user.id = 999_999;
  forged.payload.sender.id = 999_999;
  await garden.listener.hear(forged as never);
  t.regex(garden.answers()[0] ?? '', /Sorry, this is for cores/);
});

test('when GitHub cannot be asked for a standing, nothing is carried out', async t => {
  const garden = await gardenOf(t);
  garden.repo.permit('ned', 'admin');
  garden.fake.failNext(1, { status: 502, when: /permission/ });
  const [answer] = await garden.ask('ned', '/rollcall priority week add #2');
  t.regex(answer ?? '', /could not be found out/);
  t.is((await garden.store.decisions('garden', NOW * 2)).length, 0);
});

test('a command that decides is carried out once, through crashes and redeliveries', async t => {
  const garden = await gardenOf(t);
  garden.fake.failNext(2, { status: 502, when: /POST/ });
  garden.issue.comment('/rollcall priority week add #2', { by: 'cora' });
  const asked = garden.fake.deliveries.at(-1);
  if (!asked) return t.fail();
  for (const _ of [1, 2]) await t.throwsAsync(garden.listener.hear(asked), { name: 'SourceError' });
  garden.clock.now += 100;
  await garden.listener.hear(asked);
  const decisions = await garden.store.decisions('garden', NOW * 2);
  t.is(decisions.length, 1);
  t.like(decisions[0], { ruling: { op: 'add', item: 'pull/2', priority: 'sheds' } });
  t.is(garden.answers().length, 1);
});

test('a line that comes back after it was decided otherwise is not pretended to be carried out', async t => {
  const garden = await gardenOf(t);
  await garden.ask('cora', '/rollcall priority week add #2');
  const [question] = garden.issue.thread.comments;
  if (!question) return t.fail();
  for (const text of ['/rollcall priority week drop #2', '/rollcall priority week add #2']) {
    garden.clock.now += 60;
    garden.issue.editComment(question, text, {});
    await garden.hear();
  }
  t.regex(garden.answers()[0] ?? '', /carried out before, and was decided otherwise/);
  t.is((await garden.store.decisions('garden', NOW * 2)).length, 2);
});

test('with publish: false nothing is posted and nothing decided', async t => {
  const garden = await gardenOf(t, { projects: [projectOf({ publish: false })] });
  t.deepEqual(await garden.ask('cora', '/rollcall priority week add #2'), []);
  t.deepEqual(await garden.store.decisions('garden', NOW * 2), []);
  t.true(garden.logged.some(line => line.includes('publish is false')));
});

test('with several projects in a repository the line says which', async t => {
  const projects = [projectOf(), projectOf({ id: 'orchard', title: 'Orchard' })];
  const garden = await gardenOf(t, { projects });
  t.regex(
    (await garden.ask('ned', '/rollcall priority'))[0] ?? '',
    /Several projects live here: garden, orchard/,
  );
  t.regex((await garden.ask('ned', '/rollcall help'))[0] ?? '', /Several projects live here/);
  t.regex((await garden.ask('ned', '/rollcall --project shed priority'))[0] ?? '', /no project "shed"/);
  t.regex(
    (await garden.ask('cora', '/rollcall --project orchard priority week add #2'))[0] ?? '',
    /on the list/,
  );
  t.is((await garden.store.decisions('garden', NOW * 2)).length, 0);
  t.is((await garden.store.decisions('orchard', NOW * 2)).length, 1);
});

test('comments elsewhere, and malformed deliveries, are none of its business', async t => {
  const garden = await gardenOf(t);
  const other = garden.fake.repo('acme/other').issue({ by: 'ada' });
  other.comment('/rollcall help', { by: 'ned' });
  await garden.hear();
  t.is(other.thread.comments.length, 1);
  garden.issue.comment('/rollcall help', { by: 'ned' });
  const { id, event, payload } = garden.fake.deliveries.at(-1) as {
    id: string;
    event: string;
    payload: object;
  };
  for (const broken of [
    null,
    7,
    {},
    { ...payload, comment: null },
    { ...payload, repository: { full_name: '../x' } },
  ])
    await garden.listener.hear({ id, event, payload: broken });
  t.deepEqual(garden.answers(), []);
});

test('one person is answered ten comments in an hour, and told so once', async t => {
  const garden = await gardenOf(t);
  const counts: number[] = [];
  for (let round = 0; round < 13; round++)
    counts.push((await garden.ask('ned', `/rollcall explain closure ${round}`)).length);
  t.deepEqual(counts, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
  t.regex(garden.answers().at(-1) ?? '', /ten comments/);
  t.is((await garden.ask('cora', '/rollcall help')).length, 1);
  garden.clock.now += 3600;
  t.is((await garden.ask('ned', '/rollcall help')).length, 1);
});

test('a comment of 60 KB with ten thousand commands gets one short answer', async t => {
  const garden = await gardenOf(t);
  const text = '/rollcall help\n'.repeat(4000);
  const [answer] = await garden.ask('ned', text);
  t.regex(answer ?? '', /The first 5 commands of a comment are answered/);
  t.true((answer ?? '').length < 65_000);
});

test('the report is answered in place, and is the public one', async t => {
  const garden = await gardenOf(t);
  const [answer] = await garden.ask('ned', '/rollcall report');
  t.regex(answer ?? '', /# Garden/);
  t.true(answer?.includes('Merged'));
  t.true(answer?.includes('](https://redirect.github.com/acme/widget/pull/'));
  t.false(answer?.includes('](https://github.com/'));
  t.regex(
    (await garden.ask('pia', '/rollcall report team'))[0] ?? '',
    /for the PTL alone, and others read here/,
  );
});

test('private words need a repository that is private now, and that the configuration names', async t => {
  const garden = await gardenOf(t);
  const ask = async (by: string, text: string) => (await garden.ask(by, text, garden.inside))[0] ?? '';
  t.regex(await ask('pia', '/rollcall report team'), /For the PTL alone/);
  t.regex(await ask('cora', '/rollcall report team'), /Sorry, this is for the PTL/);
  t.regex(await ask('pia', '/rollcall explain reviews @cora'), /cora, .*: 1 event\./);
  t.regex(await ask('cora', '/rollcall me'), /\| reviews \| 1 \|/);
  const other = garden.fake.repo('acme/diary', { private: true }).issue({ by: 'pia' });
  t.deepEqual(await garden.ask('pia', '/rollcall report team', other), []);
  garden.fake.repo('acme/ptl').setInternal();
  t.regex(await ask('pia', '/rollcall report team'), /others read here/, 'a whole enterprise reads it');
  garden.fake.repo('acme/ptl').setPrivate(false);
  t.regex(await ask('pia', '/rollcall report team'), /others read here/);
  t.notRegex(await ask('cora', '/rollcall me'), /reviews/);
});

test('a link makes two accounts one person at once', async t => {
  const garden = await gardenOf(t);
  t.regex((await garden.ask('cora', '/rollcall link @ned irc:ned_'))[0] ?? '', /Sorry, this is for the PTL/);
  t.regex((await garden.ask('pia', '/rollcall link @ned ned@acme.example'))[0] ?? '', /are one person/);
  const people = await garden.store.people('garden');
  const ned = people.find(({ handles }) => handles.some(({ id }) => id === 'ned@acme.example'));
  t.is(ned?.handles.length, 2);
  t.false(garden.answers().some(body => body.includes('ned@acme')));
  t.regex((await garden.ask('pia', '/rollcall link @pia @cora'))[0] ?? '', /somebody else’s/);
});

test('what was decided and contested is in the reports', async t => {
  const garden = await gardenOf(t);
  await garden.ask('cora', '/rollcall priority week add #2\n/rollcall priority');
  t.regex(garden.answers()[0] ?? '', /Agreed to look at first this week:\n\n- \[Mend the fence\]/);
  t.regex(
    (await garden.ask('cora', '/rollcall correct reviews "I saw @ned’s <i>two</i> more"'))[0] ?? '',
    /Noted: the PTL will look at it\.$/,
  );
  const [team] = await garden.ask('pia', '/rollcall report team', garden.inside);
  t.regex(team ?? '', /Contested/);
  t.true(team?.includes('&lt;i&gt;two'));
});

interface Example {
  readonly name: string;
  readonly examples: readonly {
    readonly action: string;
    readonly repository: { readonly full_name: string };
  }[];
}

test('every example of a comment that GitHub itself gives is understood, and heard without error', async t => {
  const all = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly Example[];
  const found = all.find(({ name }) => name === 'issue_comment')?.examples ?? [];
  t.true(found.length > 3);
  const garden = await gardenOf(t);
  for (const [index, payload] of found.entries()) {
    const delivery = { id: `${index}`, event: 'issue_comment', payload };
    const isOurs = ['created', 'edited', 'deleted'].includes(payload.action);
    t.is(commentIn(delivery)?.repository, isOurs ? payload.repository.full_name.toLowerCase() : undefined);
    await garden.listener.hear(delivery);
  }
});
