// Leave, hours and vouches: what is recorded, what is answered where, and that no reason is asked.
import test from 'ava';
import fc from 'fast-check';
import { argsFrom } from '../../src/commands/check-in/words.ts';
import { DAY, dateText } from '../../src/domain/calendar.ts';
import type { Ruling } from '../../src/domain/decision.ts';
import { textOf } from '../../src/lib/blocks.ts';
import { type Asking, asked, command, requestOf } from '../support/asking.ts';
import { ledgerOf, PROJECT, type World } from '../support/ledger.ts';

const WORLD: World = {
  team: ['Una', 'Nia', ['Eva', 'core', 0, 50]],
  acts: [
    [90, 'commit', 'Una'],
    [90, 'commit', 'Oli'],
    [90, 'commit', 'Robo'],
  ],
  bots: ['Robo'],
};
/** Day 100 of the tests is 1970-04-11. */
const NOW = 100;
const una = { service: 'gerrit', id: 'una' } as const;

const worldOf = async (t: Parameters<typeof ledgerOf>[0]) => {
  const { store } = await ledgerOf(t, WORLD);
  return {
    store,
    ask: async (line: string, asking: Partial<Asking> = {}) => {
      const [id = '', ...words] = line.split(' ');
      const reply = await asked(id, words, await requestOf(store, { day: NOW + 0.5, by: 'Una', ...asking }));
      return { said: textOf(reply.say), audience: reply.audience, effects: reply.effects ?? [] };
    },
  };
};

test('leave is from the first day through the last one, in private said back in words', async t => {
  const { ask } = await worldOf(t);
  const { said, audience, effects } = await ask('leave 1970-04-20 1970-04-22', { isPrivate: true });
  t.is(audience, 'person');
  t.regex(said, /you are away from 1970-04-20 through 1970-04-22\./);
  const [effect] = effects;
  if (effect?.kind !== 'leave') return t.fail();
  t.like(effect.of, una);
  t.is(dateText(effect.since, 'UTC'), '1970-04-20');
  t.is(effect.until, effect.since + 3 * DAY);
});

test('today, tomorrow, and no last day are understood', async t => {
  const { ask } = await worldOf(t);
  const since = async (line: string) => {
    const [effect] = (await ask(line, { isPrivate: true })).effects;
    return effect?.kind === 'leave' ? [effect.since / DAY, effect.until && effect.until / DAY] : [];
  };
  t.deepEqual(await since('leave today'), [100, undefined]);
  t.deepEqual(await since('leave Tomorrow'), [101, undefined]);
  t.deepEqual(await since('leave today tomorrow'), [100, 102]);
});

test('a leave without a last day is one until further notice', async t => {
  const { ask } = await worldOf(t);
  t.regex((await ask('leave today', { isPrivate: true })).said, /until further notice/);
});

test('a reason is refused kindly, wherever it stands, and nothing of it is said again', async t => {
  const { ask } = await worldOf(t);
  for (const line of ['leave today surgery', 'leave 1970-04-20 1970-04-22 surgery', 'leave surgery', 'leave'])
    await t.throwsAsync(ask(line), { name: 'UserError', message: /^(?!.*surgery).*No reason is asked/ });
  await t.throwsAsync(ask('back from surgery'), { name: 'UserError', message: /^(?!.*surgery)/ });
  await t.throwsAsync(ask('capacity 6 surgery'), { name: 'UserError', message: /^(?!.*surgery)/ });
  await t.throwsAsync(ask('vouch @Nia surgery'), { name: 'UserError', message: /^(?!.*surgery)/ });
});

test('days that do not exist, lie the wrong way round or far away are refused', async t => {
  const { ask } = await worldOf(t);
  await t.throwsAsync(ask('leave 1970-02-30'), { message: /no such day/ });
  await t.throwsAsync(ask('leave 1970-04-22 1970-04-20'), { message: /before the first/ });
  await t.throwsAsync(ask('leave 2970-04-22'), { message: /is the year right/ });
});

test('in public the answer is the same bare word, whatever was said and whatever holds', async t => {
  const { store, ask } = await worldOf(t);
  const lines = [
    'leave today',
    'leave 1970-04-20 1970-05-02',
    'back',
    'capacity 6',
    'capacity 0',
    'vouch @Nia',
  ];
  const say = async () => Promise.all(lines.map(line => ask(line)));
  const before = await say();
  for (const { said, audience, effects } of before) {
    t.is(said.trim(), 'Noted.');
    t.is(audience, 'public');
    t.is(effects.length, 1);
  }
  const ruling: Ruling = { kind: 'leave', of: una, since: 90 * DAY };
  await store.decide(PROJECT, { key: 'k', at: 90 * DAY, by: una, place: 'x', ruling });
  t.deepEqual(
    (await say()).map(({ said }) => said),
    before.map(({ said }) => said),
  );
});

test('the commands of leave are not repeated by an answer', t => {
  for (const id of ['leave', 'back', 'capacity', 'vouch']) t.true(command(id).discreet);
});

test('the PTL may say it for somebody, who is asked for nothing', async t => {
  const { ask } = await worldOf(t);
  for (const line of ['leave @Nia today', 'back @Nia', 'capacity @Nia 4']) {
    const [id = '', ...words] = line.split(' ');
    const one = command(id);
    const needed = (given: readonly string[]) => one.needs?.(one.parse(given), { reports: new Map() });
    t.is(needed(words), 'ptl');
    t.is(needed(words.slice(1)), 'anyone');
    const { audience, effects } = await ask(line, { isPrivate: true, standing: 'ptl' });
    t.is(audience, 'ptl');
    t.like(effects[0], { of: { service: 'gerrit', id: 'nia' } });
  }
  await t.throwsAsync(ask('leave @nobody today', { standing: 'ptl' }), { message: /Nothing is known/ });
  await t.throwsAsync(ask('leave @Robo today', { standing: 'ptl' }), { message: /program/ });
});

test('whoever is not known is told so', async t => {
  const { ask } = await worldOf(t);
  for (const line of ['leave today', 'back', 'capacity 6', 'vouch @Nia'])
    await t.throwsAsync(ask(line, { by: 'stranger' }), { name: 'UserError', message: /Nothing is known/ });
});

test('back says in private whether there was anything to end', async t => {
  const { store, ask } = await worldOf(t);
  const back = async () => (await ask('back', { isPrivate: true })).said;
  t.regex(await back(), /No leave was noted/);
  const decide = (key: string, since: number) =>
    store.decide(PROJECT, {
      key,
      at: 95 * DAY,
      by: una,
      place: 'x',
      ruling: { kind: 'leave', of: una, since: since * DAY },
    });
  await decide('planned', 120);
  t.regex(await back(), /planned is taken back/);
  await decide('now', 99);
  t.regex(await back(), /Good to have you back/);
});

test('hours are a number from 0 to 80, as in a check-in', async t => {
  const { ask } = await worldOf(t);
  t.regex((await ask('capacity 1', { isPrivate: true })).said, /1 hour a week/);
  t.like((await ask('capacity 2.5h')).effects[0], { kind: 'capacity', hours: 2.5 });
  t.like((await ask('capacity 80')).effects[0], { kind: 'capacity', hours: 80 });
  t.like(argsFrom(['stay', '80']), { hours: 80 });
  t.throws(() => argsFrom(['stay', '81']), { message: /from 0 to 80/ });
  for (const wrong of ['81', '-1', 'six', '1e3', ''])
    await t.throwsAsync(ask(`capacity ${wrong}`), { message: /from 0 to 80/ });
});

test('a core vouches for another core, and for nobody else', async t => {
  const { ask } = await worldOf(t);
  const { said, effects } = await ask('vouch @Nia', { isPrivate: true });
  t.regex(said, /Nia counts as taking part/);
  t.deepEqual(effects, [{ kind: 'vouch', of: { service: 'gerrit', id: 'nia' } }] as never);
  await t.throwsAsync(ask('vouch @Una'), { message: /Nobody vouches for themselves/ });
  await t.throwsAsync(ask('vouch @Oli'), { message: /Only for cores/ });
  await t.throwsAsync(ask('vouch @Eva'), { message: /Only for cores/ });
  await t.throwsAsync(ask('vouch @Nia', { by: 'Oli', standing: 'admin' }), { message: /word of a core/ });
  await t.throwsAsync(ask('vouch Nia'), { message: /Name one core/ });
  t.is(command('vouch').allowed, 'core');
});

test('whatever is typed, a refusal never repeats a day or a word of it', async t => {
  const { ask } = await worldOf(t);
  const word = fc.stringMatching(/^[a-z]{7,12}$/).filter(each => !['tomorrow'].includes(each));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('leave', 'back', 'capacity'), word, async (id, secret) => {
      const error = await t.throwsAsync(ask(`${id} 2031-01-01 ${secret}`));
      t.false(error?.message.includes(secret) || error?.message.includes('2031'));
    }),
    { numRuns: 40 },
  );
});
