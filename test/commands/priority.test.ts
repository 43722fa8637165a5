// The list of the week: who may write it, what may stand on it, and where it shows.
import test from 'ava';
import type { Priority } from '../../src/domain/priority.ts';
import { gardenOf, NOW, projectOf } from '../support/garden.ts';

const priority = (id: string, more: Partial<Priority> = {}): Priority => ({
  id,
  title: `Title of ${id}`,
  owners: [],
  match: {},
  weekly: [],
  ...more,
});

const TWO = projectOf({
  priorities: [priority('sheds', { match: { change: ['pull/1'] } }), priority('fences')],
});

test('an issue or a pull request that was read may be listed, by its number', async t => {
  const garden = await gardenOf(t);
  const say = async (words: string) => (await garden.ask('cora', `/rollcall priority ${words}`))[0] ?? '';
  t.regex(await say('week add #99'), /Nothing is known yet of #​?99/);
  t.regex(await say('week add pull/3'), /Nothing is known yet/);
  t.regex(await say('week add #3'), /is on the list of the week of “Paint the sheds”/);
  t.regex(await say('week add 2 sheds'), /is on the list/);
  t.regex(
    await say('week add #2 shed'),
    /There is no priority "shed" now; there are sheds\. Did you mean "sheds"/,
  );
  t.regex(await say('week mend #2'), /Write \/rollcall priority list/);
  const list = await say('list');
  t.regex(list, /this week:\n\n- \[The gate squeaks\].*\n- \[Mend the fence\]/);
  t.regex(await say('week drop issue/3'), /is off the list/);
  t.notRegex(await say('list'), /gate/);
});

test('with several priorities the one that the item belongs to is meant, else it is to be named', async t => {
  const garden = await gardenOf(t, { projects: [TWO] });
  const say = async (words: string) => (await garden.ask('cora', `/rollcall priority ${words}`))[0] ?? '';
  t.regex(await say('week add #1'), /“Title of sheds”/);
  t.regex(await say('week add #2'), /Which priority\?.*#​?2 sheds.*sheds, fences/);
  t.regex(await say('week add #2 fences'), /“Title of fences”/);
  t.regex(await say('week drop #2'), /off the list of the week of “Title of fences”/);
});

test('a drop that is heard again after a crash means the same', async t => {
  const garden = await gardenOf(t, { projects: [TWO] });
  await garden.ask('cora', '/rollcall priority week add #2 fences');
  garden.fake.failNext(1, { status: 502, when: /POST/ });
  garden.issue.comment('/rollcall priority week drop #2', { by: 'cora' });
  const asked = garden.fake.deliveries.at(-1);
  if (!asked) return t.fail();
  await t.throwsAsync(garden.listener.hear(asked), { name: 'SourceError' });
  await garden.listener.hear(asked);
  t.regex(garden.answers().at(-1) ?? '', /off the list of the week of “Title of fences”/);
  t.is((await garden.store.decisions('garden', NOW * 2)).length, 2);
});

test('the same number in two repositories of a project is refused: the list could not tell them apart', async t => {
  const garden = await gardenOf(t);
  const source = { id: 'private', type: 'github', origin: 'github:acme/ptl' };
  const item = { nativeId: 'pull/2', kind: 'change', openedAt: NOW - 100, states: [] } as const;
  await garden.store.append(
    'garden',
    source,
    { activities: [], items: [item], aliases: [], skipped: [] },
    [],
  );
  const [answer] = await garden.ask('cora', '/rollcall priority week add #2');
  t.regex(answer ?? '', /in several repositories/);
});

test('the weekly report shows what was agreed, as of its day', async t => {
  const garden = await gardenOf(t);
  await garden.ask('cora', '/rollcall priority week add #2');
  const [before] = await garden.ask('ned', '/rollcall report');
  t.regex(before ?? '', /Paint the sheds/);
  t.notRegex(before ?? '', /agreed to look/i);
  garden.clock.now += 6 * 86_400;
  const [after] = await garden.ask('ned', '/rollcall report');
  t.regex(after ?? '', /agreed to look at first this week:?.*Mend the fence/is);
});
