// Matters: rulings first, each step once, and nothing private in a place that is not.
import test, { type ExecutionContext } from 'ava';
import { z } from 'zod';
import type { Channel, Matter, MatterRequest, Message } from '../../src/contracts.ts';
import { SourceError, UserError } from '../../src/domain/errors.ts';
import { type RosterStep, recordedAs, type SayStep, type Step } from '../../src/domain/matter.ts';
import { carryOut, personIn, planOf, saidOf, type Voice } from '../../src/flow/matters.ts';
import { PROJECT_OF } from '../support/asking.ts';
import { CLOSED } from '../support/out.ts';
import { openMemory } from '../support/store.ts';

const UNA = { service: 'github', id: '1' } as const;

interface Place {
  readonly id: string;
  readonly isPrivate?: boolean;
  readonly reaches?: boolean;
  readonly fails?: Error;
}

const setup = (
  t: ExecutionContext,
  { letters = [], notes = [], words = [] }: Partial<Record<'letters' | 'notes' | 'words', readonly Place[]>>,
) => {
  const store = openMemory(t);
  const heard: string[] = [];
  const delivery = ({ id, isPrivate = true, reaches = true, fails }: Place) => {
    const channel: Channel<unknown> = {
      ...{ id, reads: 'x', settings: z.unknown(), local: false, place: () => 'there' },
      isPrivate: () => Promise.resolve(isPrivate),
      reach: settings => (reaches ? settings : undefined),
      publish({ key }) {
        if (fails) return Promise.reject(fails);
        heard.push(`${id}: ${key}`);
        return Promise.resolve(`${id} ${key}`);
      },
    };
    return { channel, settings: {} };
  };
  const voice: Voice = {
    project: { id: 'garden', publish: true },
    letters: letters.map(delivery),
    notes: notes.map(delivery),
    words: words.map(delivery),
    accountsOf: () => [UNA],
    nameOf: () => 'Una',
    render: (step: SayStep): Promise<Message> =>
      Promise.resolve({
        ...{ key: recordedAs(step), project: 'garden', format: 'text', title: step.title, body: 'x' },
        audience: step.kind === 'letter' ? 'person' : step.kind === 'note' ? 'ptl' : 'public',
        ...{ follows: null, ...(personIn(step) && { person: UNA }) },
      }),
    propose({ key, about, change: { name } }) {
      heard.push(`proposed: ${key}`);
      return Promise.resolve({ kind: 'note', key, about, template: 'x', title: name, model: {} });
    },
    ...{ out: CLOSED, records: store, at: 1000 },
  };
  return { store, voice, heard };
};

const matterOf = (due: (request: MatterRequest) => readonly Step[]): Matter => ({
  ...{ id: 'care', tells: 'x', due: request => Promise.resolve(due(request)) },
});

const step = (kind: SayStep['kind'], key: string): SayStep => {
  const base = { key, template: 'x', title: `About ${key}`, model: {} };
  return kind === 'letter' ? { ...base, kind, to: UNA } : { ...base, kind };
};

const run = async ({ store, voice }: ReturnType<typeof setup>, matter: Matter) => {
  const request = {
    ...{ project: PROJECT_OF, ledger: store, at: 1000, said: await saidOf(store, 'garden') },
    decisions: await store.decisions('garden', Number.MAX_SAFE_INTEGER),
    freshness: { sources: [], streams: [], driedUp: [], stale: [], untold: [] },
    unsure: new Set<string>(),
    numbers: () => Promise.resolve([]),
    wordFor: () => Promise.resolve('word'),
  };
  const carried = await carryOut(matter, await planOf(matter, request), voice, store);
  return carried.map(({ step: { key }, channel, state }) => [key, channel, state]);
};

test('the first place that reaches somebody is taken, once', async t => {
  const world = setup(t, { letters: [{ id: 'far', reaches: false }, { id: 'near' }, { id: 'other' }] });
  const matter = matterOf(() => [step('letter', 'care/1')]);
  t.deepEqual(await run(world, matter), [['care/1', 'near', 'posted']]);
  t.deepEqual(await run(world, matter), []);
  t.deepEqual(world.heard, ['near: letter care/1']);
});

test('a place that is ill is waited for, one that refuses is passed over', async t => {
  const ill = setup(t, { letters: [{ id: 'ill', fails: new SourceError('down') }, { id: 'near' }] });
  const matter = matterOf(() => [step('letter', 'care/1')]);
  t.deepEqual(await run(ill, matter), [['care/1', 'ill', 'later']]);
  t.deepEqual(ill.heard, []);
  const refusing = setup(t, { letters: [{ id: 'no', fails: new UserError('no') }, { id: 'near' }] });
  t.deepEqual(await run(refusing, matter), [['care/1', 'near', 'posted']]);
});

test('what nobody takes in private becomes a note to the PTL, said once, and is never said in public', async t => {
  const world = setup(t, {
    letters: [{ id: 'open', isPrivate: false }],
    notes: [{ id: 'open', isPrivate: false }, { id: 'ptl' }],
    words: [{ id: 'list', isPrivate: false }],
  });
  const matter = matterOf(() => [step('letter', 'care/1'), step('letter', 'care/2')]);
  const first = await run(world, matter);
  t.deepEqual(
    first.map(([, channel, state]) => [channel, state]),
    [
      ['–', 'refused'],
      ['–', 'refused'],
      ['ptl', 'posted'],
    ],
  );
  t.is(world.heard.length, 1);
  t.regex(world.heard[0] ?? '', /^ptl: note care\/unreached\//);
  t.is((await run(world, matter)).length, 2, 'the PTL has been told');
});

test('words for everybody go to each public place', async t => {
  const world = setup(t, {
    words: [
      { id: 'list', isPrivate: false },
      { id: 'web', isPrivate: false },
    ],
  });
  await run(
    world,
    matterOf(() => [step('word', 'care/thanks')]),
  );
  t.deepEqual(world.heard, ['list: word care/thanks', 'web: word care/thanks']);
});

test('rulings stand before what follows from them is said, and once', async t => {
  const world = setup(t, { letters: [{ id: 'near' }] });
  const matter = matterOf(({ decisions }) =>
    decisions.some(({ key }) => key === 'care/open')
      ? [step('letter', 'care/1')]
      : [{ kind: 'ruling', key: 'care/open', ruling: { kind: 'check-in-close', id: 'x' } }],
  );
  t.deepEqual(await run(world, matter), [['care/1', 'near', 'posted']]);
  t.deepEqual(
    (await world.store.decisions('garden', 2000)).map(({ key, by }) => [key, by.id]),
    [['care/open', 'the calendar']],
  );
  t.deepEqual(await run(world, matter), []);
});

test('a matter that comes to no rest is our own fault and is said to be', async t => {
  let count = 0;
  const matter = matterOf(() => [
    { kind: 'ruling', key: `care/${count++}`, ruling: { kind: 'check-in-close', id: 'x' } },
  ]);
  await t.throwsAsync(run(setup(t, {}), matter), { message: /care comes to no rest/ });
});

const CHANGE: RosterStep = {
  ...{ kind: 'roster', key: 'care/1/roster', about: UNA },
  change: { kind: 'retire', name: 'Una', handles: [UNA], at: 1000 },
};

test('a change of the roster is proposed, and the note to the PTL is the record that it was', async t => {
  const world = setup(t, { notes: [{ id: 'ptl' }], words: [{ id: 'list', isPrivate: false }] });
  const matter = matterOf(() => [CHANGE]);
  t.deepEqual(await run(world, matter), [['care/1/roster', 'ptl', 'posted']]);
  t.deepEqual(await run(world, matter), []);
  t.deepEqual(world.heard, ['proposed: care/1/roster', 'ptl: note care/1/roster']);
});

test('a change whose note did not arrive is proposed again, under the same key', async t => {
  const world = setup(t, { notes: [{ id: 'ill', fails: new SourceError('down') }] });
  const matter = matterOf(() => [CHANGE]);
  t.deepEqual(await run(world, matter), [['care/1/roster', 'ill', 'later']]);
  t.deepEqual(await run(world, matter), [['care/1/roster', 'ill', 'later']]);
  t.deepEqual(world.heard, ['proposed: care/1/roster', 'proposed: care/1/roster']);
});

test('no change of the roster is proposed where nobody could be told of it in private', async t => {
  for (const notes of [[], [{ id: 'open', isPrivate: false }]]) {
    const world = setup(t, { notes });
    t.deepEqual(
      await run(
        world,
        matterOf(() => [CHANGE]),
      ),
      [['care/1/roster', '–', 'refused']],
    );
    t.deepEqual(world.heard, []);
  }
});

test('nothing leaves a project that does not publish', async t => {
  const world = setup(t, { letters: [{ id: 'near' }] });
  const dry = { ...world, voice: { ...world.voice, project: { id: 'garden', publish: false } } };
  const [[, , state] = []] = await run(
    dry,
    matterOf(() => [step('letter', 'care/1')]),
  );
  t.is(state, 'refused');
  t.deepEqual(world.heard, []);
});
