// One check-in over GitHub: issues in the PTL’s private repository, answers in comments, and the day it becomes public.
import test, { type ExecutionContext } from 'ava';
import { DAY } from '../../src/domain/calendar.ts';
import { carryMatters } from '../../src/house/matters.ts';
import { outOf } from '../../src/house/message.ts';
import { loadPlugins } from '../../src/house/plugins.ts';
import { gardenOf } from '../support/garden.ts';

const { channels } = await loadPlugins();
const channel = channels.get('github-issue');
if (!channel?.letters) throw new Error('the channel is missing');
const LETTERS = { channel, settings: channel.letters.parse({ repo: 'acme/ptl' }) };
const REPORTS = { channel, settings: channel.settings.parse({ repo: 'acme/ptl', report: 'team' }) };

const scene = async (t: ExecutionContext, readers: readonly string[] = ['pia', 'cora']) => {
  const garden = await gardenOf(t, {
    alter: house => ({ ...house, letters: [LETTERS], channels: [REPORTS] }),
  });
  const secret = garden.fake.repo('acme/ptl');
  for (const login of readers) secret.permit(login, 'read');
  const [chosen] = garden.projects;
  if (!chosen) throw new Error('no project');
  const out = outOf(() => undefined, garden.house.io);
  return {
    garden,
    secret,
    carry: async () =>
      (await carryMatters(garden.house, chosen, out))?.map(
        ({ step, state, words }) => [step.kind, step.key, state, words] as const,
      ),
    /** What Rollcall wrote in the PTL’s repository, without its answers to comments. */
    letters: () =>
      [...garden.inside.thread.repo.threads.values()].filter(({ user }) => user?.login === 'rollcall[bot]'),
  };
};

test('each gets an issue of their own, assigned to them, and answers on it', async t => {
  const { garden, carry, letters } = await scene(t);
  const [opened] = await garden.ask('pia', '/rollcall check-in open', garden.inside);
  t.regex(opened ?? '', /The check-in is open until/);
  t.deepEqual(
    (await carry())?.map(([kind, , state]) => [kind, state]),
    [
      ['letter', 'posted'],
      ['letter', 'posted'],
    ],
  );
  const [cora, pia] = letters();
  t.deepEqual(
    [cora, pia].map(thread => thread?.assignees.map(({ login }) => login)),
    [['cora'], ['pia']],
  );
  t.is(cora?.title, 'Check-in of Garden');
  t.regex(cora?.body ?? '', /^<!-- rollcall:key garden\/letter\/check-in%2F\S+%2F1 -->\n\nHello cora,/);
  t.regex(cora?.body ?? '', /- reviews: 1\n/);
  t.deepEqual(await carry(), []);

  const own = garden.fake.repo('acme/ptl').at(cora?.number ?? 0);
  const [noted] = await garden.ask('cora', '/rollcall check-in stay 6', own);
  t.regex(noted ?? '', /Noted, thank you: you stay\. It goes to the PTL alone/);
  const [status] = await garden.ask('pia', '/rollcall check-in status', garden.inside);
  t.regex(status ?? '', /\| cora\s+\| stays\s+\| 6/);
  const [refused] = await garden.ask('cora', '/rollcall check-in status', garden.inside);
  t.regex(refused ?? '', /Sorry, this is for the PTL/);

  garden.clock.now += 8 * DAY;
  t.deepEqual(
    (await carry())?.map(([, key]) => key.replace(/\d{4}-\d\d-\d\d/, 'day')),
    ['check-in/day/2/reminder-1'],
    'who has answered is not reminded',
  );
  t.is(letters().length, 2, 'a reminder is a comment on the letter');
  t.regex(pia?.comments.at(-1)?.body ?? '', /I have no answer from you yet/);
});

test('answered in public it is noted in the same bare words, whatever the answer, and nothing is repeated', async t => {
  const { garden } = await scene(t);
  await garden.ask('pia', '/rollcall check-in open', garden.inside);
  const answers = new Set<string>();
  for (const words of ['stay 6', 'reduced 2030-01-01 2', 'step-back', 'talk', 'manager yes']) {
    const [said = ''] = await garden.ask('cora', `/rollcall check-in ${words}`);
    answers.add(said.split('\n').slice(1).join('\n').trim());
  }
  t.deepEqual([...answers], ['Noted, thank you. What you answer to a check-in goes to the PTL alone.']);
  const [opening] = await garden.ask('pia', '/rollcall check-in close');
  t.regex(opening ?? '', /This is for the PTL alone, and others read here/);
  const [status] = await garden.ask('pia', '/rollcall check-in status', garden.inside);
  t.regex(status ?? '', /\| cora\s+\| would like to talk\s+\|\s*\| yes/);
});

test('nobody answers for another but the PTL', async t => {
  const { garden } = await scene(t);
  await garden.ask('pia', '/rollcall check-in open', garden.inside);
  const [refused] = await garden.ask('cora', '/rollcall check-in stay 6 @pia', garden.inside);
  t.regex(refused ?? '', /Sorry, this is for the PTL/);
  const [noted] = await garden.ask('pia', '/rollcall check-in stay 6 @cora', garden.inside);
  t.regex(noted ?? '', /Noted, thank you\. It goes to the PTL alone/);
  const [stranger] = await garden.ask('ned', '/rollcall check-in stay 6');
  t.regex(stranger ?? '', /asks those who were in the core team/);
});

test('who may not read the repository is not written to there, and the PTL is told', async t => {
  const { garden, carry, letters } = await scene(t, ['pia']);
  await garden.ask('pia', '/rollcall check-in open', garden.inside);
  t.deepEqual(
    (await carry())?.map(([kind, , state]) => [kind, state]),
    [
      ['letter', 'refused'],
      ['letter', 'posted'],
      ['note', 'posted'],
    ],
  );
  const [, note] = letters();
  t.is(note?.title, 'Somebody cannot be written to in private');
  t.regex(note?.body ?? '', /- cora \(Check-in of Garden\): github-issue: acme\/ptl: GitHub lets no issue/);
  t.false(letters().some(({ body }) => body?.includes('Hello cora')));
});

test('the repository is made public in the middle: nothing more is said there, and the house says why', async t => {
  const { garden, secret, carry, letters } = await scene(t);
  await garden.ask('pia', '/rollcall check-in open', garden.inside);
  await carry();
  const words = () => letters().map(({ title, body, comments }) => [title, body, comments.length]);
  const before = words();
  secret.setPrivate(false);
  garden.clock.now += 8 * DAY;
  await garden.hear();
  const carried = await carry();
  t.deepEqual(
    carried?.map(([kind, , state]) => [kind, state]),
    [
      ['letter', 'refused'],
      ['letter', 'refused'],
      ['note', 'refused'],
    ],
  );
  for (const [, , , words] of carried ?? [])
    t.regex(words, /alone, and this github-issue channel is not private\. Nothing was sent\./);
  t.deepEqual(words(), before, 'not a word was added');
  const [own] = letters();
  const [noted] = await garden.ask('cora', '/rollcall check-in talk', secret.at(own?.number ?? 0));
  t.regex(
    noted ?? '',
    /^<!--.*-->\nNoted, thank you\. What you answer to a check-in goes to the PTL alone\.$/,
  );
  const [status] = await garden.ask('pia', '/rollcall check-in status', garden.inside);
  t.regex(status ?? '', /others read here/);
  // Private again, it goes on where it stopped.
  secret.setPrivate(true);
  const states = (await carry())?.map(([kind, key, state]) => [kind, key.split('/').at(-1), state]);
  t.deepEqual(states, [
    ['letter', 'reminder-1', 'posted'],
    ['note', 'talk', 'posted'],
  ]);
});
