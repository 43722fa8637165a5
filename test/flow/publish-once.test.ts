// Said once: what is recorded is edited or left alone, and an old week is not touched again.
import test, { type ExecutionContext } from 'ava';
import type { Channel, Earlier, Message, Out } from '../../src/contracts.ts';
import { SourceError, UnsureError } from '../../src/domain/errors.ts';
import { publishOnce } from '../../src/flow/publish.ts';
import { CLOSED } from '../support/out.ts';
import { openMemory } from '../support/store.ts';

const OUT: Out = CLOSED;

const message = (key: string, body = 'Two changes merged.', more: Partial<Message> = {}): Message => ({
  ...{ key, project: 'garden', audience: 'public', format: 'markdown', title: `Report, ${key}`, body },
  ...more,
});

interface Wall extends Channel {
  readonly said: { readonly key: string; readonly earlier: Earlier | undefined }[];
}

/** Gives each key a receipt of its own, as a wall with posters would. */
const wall = (more: Partial<Channel> = {}): Wall => {
  const said: Wall['said'] = [];
  return {
    id: 'wall',
    reads: 'Posters.',
    settings: undefined as never,
    local: false,
    place: settings => String(settings),
    isPrivate: () => Promise.resolve(false),
    async publish({ key }, _settings, _out, earlier) {
      said.push({ key, earlier });
      return `poster of ${key}`;
    },
    ...more,
    said,
  };
};

const PROJECT = { id: 'garden', publish: true };

const scene = (t: ExecutionContext) => {
  const [store, channel] = [openMemory(t), wall()];
  const say = (said: Message, settings: unknown = 'hall', through: Channel = channel) =>
    publishOnce(said, { channel: through, settings }, PROJECT, OUT, { records: store, at: 1000 });
  return { store, channel, say };
};

test('the first time it is posted, then left alone, then edited when it differs', async t => {
  const { channel, say } = scene(t);
  t.deepEqual(await say(message('weekly 2026-W33')), {
    state: 'posted',
    receipt: 'poster of weekly 2026-W33',
  });
  t.is((await say(message('weekly 2026-W33'))).state, 'unchanged');
  t.is((await say(message('weekly 2026-W33', 'Three.'))).state, 'edited');
  t.is((await say(message('weekly 2026-W33', 'Three.', { title: 'Another' }))).state, 'edited');
  t.deepEqual(
    channel.said.map(({ earlier }) => earlier),
    [{}, { receipt: 'poster of weekly 2026-W33' }, { receipt: 'poster of weekly 2026-W33' }],
  );
});

test('the one before is that of the same report at the same place, whatever the order of recording', async t => {
  const { channel, say } = scene(t);
  await say(message('weekly 2026-W31'));
  await say(message('weekly 2026-W32'));
  await say(message('weekly 2026-W32', 'anew'));
  await say(message('team 2026-W32'));
  await say(message('weekly 2026-W32'), 'garden shed');
  await say(message('weekly 2026-W33'));
  t.deepEqual(channel.said.at(-1), {
    key: 'weekly 2026-W33',
    earlier: { previous: 'poster of weekly 2026-W32' },
  });
  t.deepEqual(channel.said.at(-2)?.earlier, {}, 'another place');
  t.deepEqual(channel.said.at(-3)?.earlier, {}, 'another report');
});

test('a week that is over is not touched, nor opened afterwards', async t => {
  const { channel, say } = scene(t);
  await say(message('weekly 2026-W32'));
  await say(message('weekly 2026-W34'));
  t.deepEqual(await say(message('weekly 2026-W32', 'late')), {
    state: 'over',
    receipt: 'poster of weekly 2026-W32',
  });
  t.deepEqual(await say(message('weekly 2026-W33')), { state: 'over', receipt: 'poster of weekly 2026-W34' });
  t.is(channel.said.length, 2);
});

test('what failed is not recorded; what was said is kept as it was said', async t => {
  const { store, say } = scene(t);
  const ill = wall({ publish: () => Promise.reject(new SourceError('no paste')) });
  await t.throwsAsync(say(message('weekly 2026-W33'), 'hall', ill), { name: 'SourceError' });
  t.is(await store.publication('garden', 'wall hall', 'weekly 2026-W33'), undefined);
  await say(message('weekly 2026-W33'));
  const kept = await store.publication('garden', 'wall hall', 'weekly 2026-W33');
  t.is(kept?.body, 'Two changes merged.');
  t.is(kept?.at, 1000);
});

test('the guard stands before a record as before any word', async t => {
  const { store, channel, say } = scene(t);
  await t.throwsAsync(say(message('team 2026-W33', 'x', { audience: 'ptl' })), { message: /alone/ });
  t.deepEqual(channel.said, []);
  t.deepEqual(await store.publications('garden', 'wall hall', ''), []);
});

test('the terminal and files are said to every time, and nothing is recorded', async t => {
  const { store, say } = scene(t);
  const local = wall({ local: true });
  await say(message('weekly 2026-W33'), 'hall', local);
  t.is((await say(message('weekly 2026-W33'), 'hall', local)).state, 'posted');
  t.is(local.said.length, 2);
  t.deepEqual(await store.publications('garden', 'wall hall', ''), []);
});

/** A wall on which nothing can be found again; `fails` after the intent. */
const street = (fails?: Error): Wall => {
  const said: Wall['said'] = [];
  const publish: Channel['publish'] = async ({ key }, _settings, _out, earlier, intend) => {
    await intend?.(`cry of ${key}`);
    said.push({ key, earlier });
    if (fails) throw fails;
    return `cry of ${key}`;
  };
  return { ...wall({ final: true, publish }), said };
};

test('what can neither be edited nor found again is said once, whatever changes', async t => {
  const { store, say } = scene(t);
  const cry = street();
  t.is((await say(message('weekly 2026-W33'), 'hall', cry)).state, 'posted');
  t.is((await say(message('weekly 2026-W33', 'Other words'), 'hall', cry)).state, 'unchanged');
  t.is(cry.said.length, 1);
  t.is((await store.publication('garden', 'wall hall', 'weekly 2026-W33'))?.intended, undefined);
  t.deepEqual(await store.intendedPublications('garden'), []);
});

test('an intent stands where nobody can tell, and goes where it is certain that nothing was said', async t => {
  const { store, say } = scene(t);
  const doubt = street(new UnsureError('no echo'));
  t.deepEqual(await say(message('weekly 2026-W33'), 'hall', doubt), { state: 'unsure', receipt: 'no echo' });
  t.is((await say(message('weekly 2026-W33', 'Other'), 'hall', street())).state, 'unsure');
  t.is(
    (await say(message('weekly 2026-W33'), 'hall', street())).state,
    'unsure',
    'the same words are no proof',
  );
  t.deepEqual(
    (await store.intendedPublications('garden')).map(({ key, receipt }) => [key, receipt]),
    [['weekly 2026-W33', 'cry of weekly 2026-W33']],
  );
  const certain = street(new SourceError('hoarse'));
  await t.throwsAsync(say(message('weekly 2026-W34'), 'hall', certain), { name: 'SourceError' });
  t.is(await store.publication('garden', 'wall hall', 'weekly 2026-W34'), undefined);
  const bug = street(new TypeError('ours'));
  await t.throwsAsync(say(message('weekly 2026-W35'), 'hall', bug), { name: 'TypeError' });
  t.is(
    (await store.publication('garden', 'wall hall', 'weekly 2026-W35'))?.intended,
    true,
    'our own bug proves nothing',
  );
});

test('an intent is a claim: of two without a lease one speaks', async t => {
  const { say } = scene(t);
  const cry = street();
  const both = await Promise.allSettled([1, 2].map(() => say(message('weekly 2026-W33'), 'hall', cry)));
  t.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  t.is(cry.said.length, 1);
});
