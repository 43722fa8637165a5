// How a command is answered: unknown words, missing rights, faults of ours, and the guard of private words.
import test, { type ExecutionContext } from 'ava';
import type { Command, Request, Rights } from '../../src/contracts.ts';
import { SourceError, UserError } from '../../src/domain/errors.ts';
import { type Answering, answer } from '../../src/flow/answer.ts';
import { textOf } from '../../src/lib/blocks.ts';
import { commandFrom } from '../../src/lib/command-line.ts';
import { requestOf } from '../support/asking.ts';
import { ledgerOf } from '../support/ledger.ts';

const RULING = { kind: 'correct', metric: 'reviews', text: 'x' } as const;

const commandOf = (more: Partial<Command>): Command => ({
  id: 'dig',
  usage: 'dig',
  help: 'Digs.',
  examples: [],
  allowed: 'anyone',
  parse: words => words,
  answer: () => Promise.resolve({ audience: 'public', say: ['Dug.'], effects: [RULING] }),
  ...more,
});

interface Given {
  readonly line?: string;
  readonly request?: Partial<Request>;
  readonly standing?: Rights;
  readonly gives?: () => Promise<Rights>;
}

const answered = async (t: ExecutionContext, more: Partial<Command>, given: Given = {}) => {
  const { store } = await ledgerOf(t, {});
  const request = await requestOf(store, { day: 1, standing: given.standing ?? 'anyone' });
  const [acted, faults, needed]: [unknown[], unknown[], Rights[]] = [[], [], []];
  const answering: Answering = {
    standing: async wanted => {
      needed.push(wanted);
      return given.gives?.() ?? 'anyone';
    },
    act: async (_line, rulings) => {
      acted.push(...rulings);
      return 'recorded';
    },
    fault: error => {
      faults.push(error);
      return 'ab12';
    },
  };
  const line = commandFrom((given.line ?? 'dig').split(' '));
  const reply = await answer(line, { ...request, commands: [commandOf(more)], ...given.request }, answering);
  return { say: textOf(reply.say), acted, faults, needed };
};

test('what a command says is said, after what it decided was carried out', async t => {
  const { say, acted, needed } = await answered(t, {});
  t.is(say, 'Dug.');
  t.deepEqual(acted, [RULING]);
  t.deepEqual(needed, [], 'nobody is asked for a standing that is not needed');
});

test('an unknown word gets a suggestion, none gets a hint', async t => {
  t.regex((await answered(t, {}, { line: 'digg' })).say, /Did you mean "dig"\? Write \/rollcall help/);
  t.regex((await answered(t, {}, { line: '' })).say, /Write \/rollcall help/);
  t.regex((await answered(t, {}, { line: `dig ${'x'.repeat(201)}` })).say, /200 characters/);
});

for (const whom of [{ audience: 'ptl' }, { audience: 'person', person: 7 }] as const) {
  test(`words for the ${whom.audience} are not said in a public place, and decide nothing there`, async t => {
    const reply = () => Promise.resolve({ ...whom, say: ['41 reviews'], effects: [RULING] });
    const open = await answered(t, { answer: reply }, { standing: 'ptl' });
    t.notRegex(open.say, /41/);
    t.regex(open.say, /others read here/);
    t.deepEqual(open.acted, []);
    const closed = await answered(t, { answer: reply }, { standing: 'ptl', request: { isPrivate: true } });
    t.is(closed.say, '41 reviews');
  });
}

test('words for the PTL are not said to a core, in private neither', async t => {
  const reply = () => Promise.resolve({ audience: 'ptl' as const, say: ['41 reviews'] });
  const { say } = await answered(t, { answer: reply }, { standing: 'core', request: { isPrivate: true } });
  t.is(say, 'Sorry, this is for the PTL.');
});

test('words about somebody are said to them and to the PTL, and to no other core', async t => {
  const about = (person: number) => () =>
    Promise.resolve({ audience: 'person' as const, person, say: ['41 reviews'], effects: [RULING] });
  const una = { key: 7, name: 'Una', bot: false, known: true, handles: [] };
  const asker = { handle: { service: 'irc-account', id: 'una' }, standing: 'core', person: una } as const;
  const said = async (person: number, more: Partial<Request['asker']> = {}) =>
    answered(t, { answer: about(person) }, { request: { isPrivate: true, asker: { ...asker, ...more } } });
  t.is((await said(7)).say, '41 reviews');
  t.is((await said(8, { standing: 'ptl' })).say, '41 reviews');
  const other = await said(8);
  t.regex(other.say, /^Sorry, this is for the person/);
  t.deepEqual(other.acted, []);
  const { person: _, ...nobody } = asker;
  const stranger = await answered(
    t,
    { answer: about(7) },
    { request: { isPrivate: true, asker: { ...nobody, standing: 'anyone' } } },
  );
  t.regex(stranger.say, /^Sorry, this is for the person/);
});

test('who may is asked of the place only when the ledger gives too little', async t => {
  for (const [has, allowed, gives, isDone] of [
    ['core', 'core', undefined, true],
    ['ptl', 'core', undefined, true],
    ['core', 'ptl', 'anyone', false],
    ['anyone', 'ptl', 'admin', true],
    ['ptl', 'admin', 'anyone', false],
  ] as const) {
    const { acted, needed, say } = await answered(
      t,
      { allowed },
      { standing: has, ...(gives && { gives: () => Promise.resolve(gives) }) },
    );
    t.is(acted.length === 1, isDone, `${has} for ${allowed}`);
    t.is(needed.length, gives === undefined ? 0 : 1);
    if (!isDone) t.regex(say, /^Sorry, this is for .*administrator of the repository\.$/);
  }
});

test('some words need more than others, and never less than the command', async t => {
  const needs = (args: unknown): Rights => ((args as string[]).length > 0 ? 'core' : 'anyone');
  t.is((await answered(t, { needs })).say, 'Dug.');
  t.regex((await answered(t, { needs }, { line: 'dig deep' })).say, /^Sorry/);
  t.regex((await answered(t, { needs, allowed: 'ptl' }, { standing: 'core' })).say, /^Sorry/);
});

test('a place that cannot be asked gives no standing', async t => {
  const gives = () => Promise.reject(new SourceError('502'));
  const { say, acted } = await answered(t, { allowed: 'ptl' }, { gives });
  t.regex(say, /could not be found out/);
  t.deepEqual(acted, []);
});

test('a sentence for the asker is said as it is; a fault of ours by its reference alone', async t => {
  const failing = (error: Error) => ({ answer: () => Promise.reject(error) });
  t.is((await answered(t, failing(new UserError('Not today.')))).say, 'Not today.');
  const secret = await answered(t, failing(new TypeError('password=hunter2')));
  t.is(secret.say, 'This is a fault of Rollcall itself; its reference is ab12.');
  t.regex(String(secret.faults[0]), /hunter2/);
  await t.throwsAsync(answered(t, failing(new SourceError('GitHub is down'))), { name: 'SourceError' });
});
