// Two nominations over GitHub, one that passes and one that does not: what is said where, to whom, and in which order.
import test, { type ExecutionContext } from 'ava';
import { DAY } from '../../src/domain/calendar.ts';
import { nominationsOf } from '../../src/domain/nomination.ts';
import { carryMatters } from '../../src/house/matters.ts';
import { outOf } from '../../src/house/message.ts';
import { loadPlugins } from '../../src/house/plugins.ts';
import { gardenOf } from '../support/garden.ts';

const { channels } = await loadPlugins();
const channel = channels.get('github-issue');
if (!channel?.letters) throw new Error('the channel is missing');
/** Letters and the PTL's reports have a private repository each; everybody reads the third. */
const LETTERS = { channel, settings: channel.letters.parse({ repo: 'acme/letters' }) };
const TO_PTL = { channel, settings: channel.settings.parse({ repo: 'acme/ptl', report: 'team' }) };
const TO_ALL = { channel, settings: channel.settings.parse({ repo: 'acme/widget', report: 'weekly' }) };

const scene = async (t: ExecutionContext) => {
  const garden = await gardenOf(t, {
    alter: house => ({ ...house, letters: [LETTERS], channels: [TO_PTL, TO_ALL] }),
  });
  const post = garden.fake.repo('acme/letters', { private: true });
  for (const login of ['pia', 'cora', 'ned', 'ada']) post.permit(login, 'read');
  const ptl = garden.fake.repo('acme/ptl');
  const [chosen] = garden.projects;
  if (!chosen) throw new Error('no project');
  const out = outOf(() => undefined, garden.house.io);
  const written = (repo: typeof post, base = '') =>
    [...repo.at(1).thread.repo.threads.values()]
      .filter(({ user }) => user?.login === 'rollcall[bot]')
      .map(thread => `${base}${thread.title}`);
  const desk = post.issue({ by: 'pia' });
  return {
    garden,
    post,
    ptl,
    desk,
    written,
    /** `[kind, step, state]` of each. */
    carry: async () => {
      await garden.hear();
      const carried = await carryMatters(garden.house, chosen, out);
      await garden.hear();
      return carried?.map(({ step, state }) => [step.kind, step.key.split('/').slice(2).join('/'), state]);
    },
    state: async () => {
      const { store } = garden;
      const decisions = await store.decisions('garden', Number.MAX_SAFE_INTEGER);
      return nominationsOf(decisions, await store.people('garden')).map(({ state, totals }) => ({
        state,
        ...(totals && { totals }),
      }));
    },
    /** What Rollcall wrote, by its first words in the title. */
    thread: (repo: typeof post, title: RegExp) => {
      const found = [...repo.at(1).thread.repo.threads.values()].find(each => title.test(each.title));
      if (!found) throw new Error(`no issue ${title.source} among ${written(repo).join(', ')}`);
      return repo.at(found.number);
    },
  };
};

type Scene = Awaited<ReturnType<typeof scene>>;

/** Cora nominates Ned, he says yes, and she opens it. */
const opened = async (t: ExecutionContext, world: Scene, more = '') => {
  const { garden, post, ptl, desk, carry, thread } = world;
  const [thanks] = await garden.ask('cora', '/rollcall nominate @ned', desk);
  t.regex(thanks ?? '', /I ask ned first, in private, and tell nobody else/);
  t.deepEqual(await carry(), [['letter', 'ask', 'posted']]);
  const letter = thread(post, /A question to you/);
  t.deepEqual(
    letter.thread.assignees.map(({ login }) => login),
    ['ned'],
  );
  t.regex(letter.thread.body ?? '', /cora would like to nominate you for the core team of Garden/);
  const [yes] = await garden.ask('ned', '/rollcall accept', letter);
  t.regex(yes ?? '', /You can still say no at any time/);
  t.deepEqual(await carry(), [
    ['letter', 'draft', 'posted'],
    ['note', 'known', 'posted'],
  ]);
  t.deepEqual(
    thread(post, /would like to be nominated/).thread.assignees.map(({ login }) => login),
    ['cora'],
  );
  t.regex(thread(ptl, /would like to be nominated/).thread.body ?? '', /cora asked, and ned would like/);
  const [open] = await garden.ask('cora', `/rollcall nomination open${more}`, desk);
  t.regex(open ?? '', /The cores can vote until 2026-03-11/);
  t.deepEqual(await carry(), [['word', 'open', 'posted']]);
  return thread(garden.repo, /Nomination of ned/);
};

test('one that passes: asked in private, opened, voted on, and the welcome comes to the person first', async t => {
  const world = await scene(t);
  const { garden, post, ptl, desk, carry, written, state } = world;
  const thread = await opened(t, world, '\nNed asks good questions.\nI would miss them.');
  t.regex(thread.thread.body ?? '', /Ned asks good questions\.\n\nI would miss them\.\n\ncora\n/);
  t.notRegex(
    thread.thread.body ?? '',
    /I would like to nominate/,
    'her own words take the place of the draft',
  );

  const [first] = await garden.ask('pia', '/rollcall vote +1 gladly', thread);
  t.regex(first ?? '', /Thank you, noted\. The last vote of each counts/);
  const [other] = await garden.ask('ada', '/rollcall vote -1', thread);
  t.regex(other ?? '', /Those who were in the core team when this was opened decide/);
  const [own] = await garden.ask('ned', '/rollcall vote +1', thread);
  t.regex(own ?? '', /yours is not counted/);
  const [hidden] = await garden.ask('cora', '/rollcall vote 0', desk);
  t.regex(hidden ?? '', /Noted: 0 for ned, for the count alone/);
  await garden.ask('cora', '/rollcall vote +1', thread);

  garden.clock.now += 6 * DAY;
  t.deepEqual(await carry(), [], 'it is never closed early');
  garden.clock.now += DAY;
  t.deepEqual(await carry(), [['letter', 'result', 'posted']]);
  t.deepEqual(await state(), [{ state: 'passed', totals: { plus: 2, zero: 0, minus: 0 } }]);
  t.deepEqual(await carry(), [
    ['word', 'welcome', 'posted'],
    ['note', 'roster', 'posted'],
  ]);
  t.deepEqual(await carry(), []);
  t.regex(
    thread.thread.comments.at(-1)?.body ?? '',
    /\(\\?\+1: 2, 0: 0, \\?-1: 0\): \*\*welcome to the core team of Garden, ned!\*\*/,
  );
  t.is(thread.thread.state, 'closed', 'what is over is no open issue');
  t.deepEqual(written(garden.repo), ['Nomination of ned for the core team of Garden']);
  t.deepEqual(written(post), [
    ...[
      'A question to you from Garden',
      'ned would like to be nominated',
      'Welcome to the core team of Garden',
    ],
  ]);
  t.deepEqual(written(ptl), ['ned would like to be nominated', 'Roster: ned joins the core team']);
});

test('one that does not: the person is told first and kindly, everybody else that it is closed', async t => {
  const world = await scene(t);
  const { garden, post, ptl, carry, thread: find } = world;
  const thread = await opened(t, world);
  t.regex(thread.thread.body ?? '', /I would like to nominate ned for the core team of Garden\./);
  await garden.ask('pia', '/rollcall vote +1', thread);
  await garden.ask('cora', '/rollcall vote -1 not yet', thread);
  garden.clock.now += 7 * DAY;
  t.deepEqual(await carry(), [
    ['letter', 'result', 'posted'],
    ['note', 'count', 'posted'],
  ]);
  const result = find(post, /Your nomination/);
  t.deepEqual(
    result.thread.assignees.map(({ login }) => login),
    ['ned'],
  );
  t.notRegex(result.thread.body?.replace(/<!--.*-->/, '') ?? '', /\d/);
  t.regex(find(ptl, /did not pass/).thread.body ?? '', /1: 1, 0: 0, \\?-1: 1/);
  t.deepEqual(await carry(), [['word', 'closed', 'posted']]);
  t.regex(
    thread.thread.comments.at(-1)?.body ?? '',
    /-->\n\nThis nomination is closed\. Thank you to everybody who took part\.$/,
  );
  t.is(thread.thread.state, 'closed');
  t.deepEqual(await carry(), []);
});

test('a vote that is edited is the new one, and one that is deleted is none', async t => {
  const world = await scene(t);
  const { garden, carry, state } = world;
  const thread = await opened(t, world);
  const say = async (act: () => void) => {
    garden.clock.now += 10;
    act();
    await garden.hear();
  };
  await garden.ask('pia', '/rollcall vote +1', thread);
  await garden.ask('cora', '/rollcall vote -1', thread);
  const of = (login: string) => {
    const found = thread.thread.comments.find(({ user }) => user?.login === login);
    if (!found) throw new Error(`no comment of ${login}`);
    return found;
  };
  const counts = async () => {
    const [one] = nominationsOf(
      await garden.store.decisions('garden', Number.MAX_SAFE_INTEGER),
      await garden.store.people('garden'),
    );
    return one?.votes.map(({ value }) => value).sort();
  };
  t.deepEqual(await counts(), [-1, 1]);
  const cora = of('cora');
  await say(() => thread.editComment(cora, '/rollcall vote +1', {}));
  t.deepEqual(await counts(), [1, 1]);
  await say(() => thread.editComment(cora, '/rollcall vote -1', {}));
  t.deepEqual(await counts(), [-1, 1], 'back to what an earlier version said');
  await say(() => thread.editComment(cora, 'I have to think about it.', {}));
  t.deepEqual(await counts(), [1]);
  await say(() => thread.editComment(cora, '/rollcall vote +1', {}));
  t.deepEqual(await counts(), [1, 1]);
  await say(() => thread.deleteComment(of('pia'), { by: 'ada' }));
  t.deepEqual(await counts(), [1, 1], 'nobody takes back the vote of another');
  await say(() => thread.deleteComment(cora, { by: 'cora' }));
  t.deepEqual(await counts(), [1]);
  t.is(thread.thread.comments.filter(({ body }) => body.includes('it counts no longer')).length, 1);
  garden.clock.now += 7 * DAY;
  await carry();
  t.deepEqual(await state(), [{ state: 'not-passed', totals: { plus: 1, zero: 0, minus: 0 } }]);
});

test('the wish to nominate is not noted in public, and a no stays with who asked', async t => {
  const world = await scene(t);
  const { garden, post, ptl, desk, carry, state, thread, written } = world;
  const [kindly] = await garden.ask('cora', '/rollcall nominate @ned');
  t.regex(kindly ?? '', /A nomination begins in private/);
  t.notRegex(kindly ?? '', /ned\b(?!<)/);
  t.deepEqual(await state(), []);
  const [refused] = await garden.ask('ada', '/rollcall nominate @ned', desk);
  t.regex(refused ?? '', /Sorry, this is for cores and the PTL/);

  const [nothing] = await garden.ask('ned', '/rollcall decline');
  await garden.ask('cora', '/rollcall nominate @ned', desk);
  await carry();
  const [heard] = await garden.ask('ned', '/rollcall decline');
  const bare = (text = '') => text.split('\n').slice(1).join('\n');
  t.is(bare(heard), bare(nothing), 'in public nobody can tell whether there was a question');
  t.deepEqual(await state(), [{ state: 'declined' }]);
  t.deepEqual(await carry(), [['letter', 'no', 'posted']]);
  t.deepEqual(
    thread(post, /would rather not/).thread.assignees.map(({ login }) => login),
    ['cora'],
  );
  t.deepEqual(written(ptl), []);
  t.deepEqual(written(garden.repo), []);
  const [again] = await garden.ask('pia', '/rollcall nominate @ned', desk);
  t.regex(again ?? '', /I ask nobody twice within 90 days/);
});

test('without an answer it lapses, and whoever is away is not asked', async t => {
  const { garden, desk, carry, state } = await scene(t);
  await garden.ask('pia', '/rollcall nominate @ned', desk);
  await garden.ask('pia', '/rollcall leave @ned 2026-03-01 2026-03-10', desk);
  t.deepEqual(await carry(), []);
  garden.clock.now += 8 * DAY;
  t.deepEqual(await carry(), [['letter', 'ask', 'posted']]);
  garden.clock.now += 13 * DAY;
  t.deepEqual(await carry(), []);
  garden.clock.now += DAY;
  t.deepEqual(await carry(), [['note', 'no', 'posted']]);
  t.deepEqual(await state(), [{ state: 'lapsed' }]);
});

test('the private repositories are made public in the middle: the bot stops there, and says why', async t => {
  const world = await scene(t);
  const { garden, post, ptl, desk, carry, written, state } = world;
  const thread = await opened(t, world);
  await garden.ask('pia', '/rollcall vote +1', thread);
  await garden.ask('cora', '/rollcall vote -1', thread);
  const before = [written(post), written(ptl)];
  post.setPrivate(false);
  ptl.setPrivate(false);
  const [refused] = await garden.ask('cora', '/rollcall nominate @ada', desk);
  t.regex(refused ?? '', /A nomination begins in private/);
  garden.clock.now += 7 * DAY;
  t.deepEqual(await carry(), [
    ['letter', 'result', 'refused'],
    ['note', 'count', 'refused'],
    ['note', (await carry())?.at(-1)?.[1] ?? '', 'refused'],
  ]);
  t.deepEqual([written(post), written(ptl)], before, 'not a word was added');
  t.is(thread.thread.comments.filter(({ body }) => body.includes('closed')).length, 0);
  t.deepEqual(await state(), [{ state: 'not-passed', totals: { plus: 1, zero: 0, minus: 1 } }]);
  post.setPrivate(true);
  ptl.setPrivate(true);
  t.deepEqual((await carry())?.slice(0, 2), [
    ['letter', 'result', 'posted'],
    ['note', 'count', 'posted'],
  ]);
  t.deepEqual(await carry(), [['word', 'closed', 'posted']]);
});

test('with several open, a vote names one, or stands under it', async t => {
  const world = await scene(t);
  const { garden, post, desk, carry } = world;
  const first = await opened(t, world);
  await garden.ask('pia', '/rollcall nominate @ada', desk);
  await carry();
  const letters = [...post.at(1).thread.repo.threads.values()].filter(({ title }) =>
    /A question/.test(title),
  );
  await garden.ask('ada', '/rollcall accept', post.at(letters.at(-1)?.number ?? 0));
  await carry();
  await garden.ask('pia', '/rollcall nomination open', desk);
  await carry();
  const [which] = await garden.ask('cora', '/rollcall vote +1');
  t.regex(which ?? '', /There are several: ned, ada\. Say whom you mean|There are several: ada, ned/);
  const [here] = await garden.ask('cora', '/rollcall vote +1', first);
  t.regex(here ?? '', /noted/);
  const [named] = await garden.ask('cora', '/rollcall vote @ada -1', desk);
  t.regex(named ?? '', /Noted: \\?-1 for ada/);
  const [list] = await garden.ask('ned', '/rollcall nomination');
  t.regex(list ?? '', /- ned: open until 2026-03-11\n- ada: open until/);
  const decisions = await garden.store.decisions('garden', Number.MAX_SAFE_INTEGER);
  const votes = nominationsOf(decisions, await garden.store.people('garden')).map(one =>
    one.votes.map(({ value }) => value),
  );
  t.deepEqual(votes, [[1], [-1]]);
});
