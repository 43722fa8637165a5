// A retirement and the way back against an emulated GitHub: two private repositories, a public one, and the day one opens.
import test, { type ExecutionContext } from 'ava';
import { emulatedTeam, LETTERS, PTLS, PUBLIC } from '../support/emulated-team.ts';

const ROSTER = `# Maintainers

* **Ada Example** ([@ada](https://github.com/ada))
* **Bo Example** ([@bo](https://github.com/bo))
* **Mallory Example** ([@mallory](https://github.com/mallory))

## Emeriti

* **Zoe Nin** ([@zoe-n](https://github.com/zoe-n))
`;

const scene = (t: ExecutionContext) =>
  emulatedTeam(t, {
    ...{ roster: ROSTER, more: { offBoarding: ['take them off the calendar of the meeting'] } },
  });

test('each message goes where it belongs: to the person, to the PTL, and at last to everybody', async t => {
  const at = await scene(t);
  await at.later(0);
  const everywhere = async () => [await at.titles(LETTERS), await at.titles(PTLS), await at.titles(PUBLIC)];
  t.regex(await at.ask('ada', 'retire @bo', PTLS), /Bo Example is told first, in private/);
  t.deepEqual(await at.carry(), ['letter told: posted']);
  t.deepEqual(await everywhere(), [['Your place in the core team of Garden'], [], []]);
  const [letter] = await at.issues(LETTERS);
  t.deepEqual(
    letter?.assignees?.map(({ login }) => login),
    ['bo'],
  );
  await at.carry();
  await at.later(11);
  t.deepEqual(await at.carry(), ['note ready: posted']);
  t.deepEqual((await everywhere())[1], ['Bo Example: for you to confirm, or not']);
  const word = /confirm (\w+-\w+)/.exec((await at.issues(PTLS))[0]?.body ?? '')?.[1] ?? '';
  const inPublic = await at.ask('ada', `confirm ${word}`, PUBLIC);
  t.regex(inPublic, /This is for a private place, and others read here/);
  t.notRegex(inPublic, /Bo|retire|confirm/);
  // To emulate every member of the organisation is an administrator; Mallory is none.
  t.regex(await at.ask('mallory', `confirm ${word}`, PTLS), /Sorry, this is for the PTL/);
  t.regex(await at.ask('ada', `confirm ${word}`, PTLS), /Confirmed\. Bo Example is written to/);
  t.deepEqual(await at.carry(), ['letter confirmed: posted', 'note roster: posted']);
  const [pull] = await at.pulls();
  t.is(pull?.title, 'Roster: Bo Example becomes emeritus');
  const [note] = await at.issues(PTLS);
  t.is(note?.title, 'Roster: Bo Example becomes emeritus');
  t.true(note?.body?.includes(`[pull request](${pull?.html_url})`));
  t.regex(note?.body ?? '', /- \[ \] take them off the calendar of the meeting/);
  t.deepEqual(await at.carry(), ['word thanks: posted']);
  t.deepEqual((await everywhere())[2], ['Thank you, Bo Example']);
  t.notRegex(
    (await at.issues(PUBLIC))[0]?.body?.replace(/^<!--.*-->/, '') ?? '',
    /\d/,
    'no number is said of anybody',
  );
  t.deepEqual(await at.carry(), []);

  await at.ask('ada', 'reinstate @bo', PTLS);
  t.deepEqual([await at.carry(), await at.carry()], [['letter welcome: posted'], ['note roster: posted']]);
  t.regex((await at.issues(PTLS))[0]?.body ?? '', /core by this roster already/, 'nobody has merged it');
});

test('an objection in the letter itself ends it, and in public nothing of it can be seen', async t => {
  const at = await scene(t);
  await at.later(0);
  await at.ask('ada', 'retire @bo', PTLS);
  await at.carry();
  const [letter] = await at.issues(LETTERS);
  const stranger = await at.ask('mallory', 'object', PUBLIC);
  const answer = await at.ask('bo', 'object', LETTERS, letter?.number ?? 0);
  t.regex(answer, /Noted: it has ended\. You stay in the core team as before/);
  t.deepEqual(await at.carry(), ['letter ended: posted', 'note over: posted']);
  await at.ask('ada', 'retire @bo', PTLS);
  await at.carry();
  const heard = await at.ask('bo', 'object', PUBLIC);
  const bare = (text: string) =>
    text
      .replace(/<!--.*-->/, '')
      .replaceAll('bo', 'X')
      .replaceAll('mallory', 'X');
  t.is(bare(heard), bare(stranger), 'the same words, whether there was something or not');
  t.deepEqual(await at.carry(), ['letter ended: posted', 'note over: posted']);
  t.deepEqual(await at.titles(PUBLIC), []);
  for (const words of ['retire @bo', 'withdraw @bo', 'reinstate @bo', 'whatif @bo', 'step-back', 'withdraw'])
    t.regex(await at.ask('ada', words, PUBLIC), /This is for a private place, and others read here/);
});

test('the PTL’s repository is made public in the middle: the bot stops, says why, and goes on when it is private', async t => {
  const at = await scene(t);
  await at.later(0);
  await at.ask('ada', 'retire @bo', PTLS);
  await at.carry();
  await at.carry();
  await at.later(11);
  await at.carry();
  const word = /confirm (\w+-\w+)/.exec((await at.issues(PTLS))[0]?.body ?? '')?.[1] ?? '';
  await at.ask('ada', `confirm ${word}`, PTLS);
  const open = (isPublic: boolean) =>
    at.world.as('ada').repos.update({ ...{ owner: 'acme', repo: PTLS }, private: !isPublic });
  await open(true);
  const before = await at.titles(PTLS);
  t.deepEqual(await at.carry(), [
    'letter confirmed: posted',
    'roster roster: refused: no place of the PTL is private, so that nobody could be told what came of it. Nothing was proposed.',
  ]);
  t.deepEqual([await at.titles(PTLS), await at.titles(PUBLIC), await at.pulls()], [before, [], []]);
  t.regex(await at.ask('ada', 'whatif @bo', PTLS), /This is for a private place, and others read here/);
  await open(false);
  t.deepEqual(await at.carry(), ['note roster: posted']);
  t.is((await at.pulls()).length, 1);
  t.deepEqual(await at.carry(), ['word thanks: posted']);
});

test('the repository of the letters is made public before the first one: nobody is told there, and no day counts', async t => {
  const at = await scene(t);
  await at.later(0);
  await at.world.as('ada').repos.update({ ...{ owner: 'acme', repo: LETTERS }, private: false });
  await at.ask('ada', 'retire @bo', PTLS);
  const [letter, note] = await at.carry();
  t.regex(letter ?? '', /letter told: refused: .*not private/);
  t.regex(note ?? '', /^note \w+: posted$/);
  t.deepEqual(await at.titles(PTLS), ['Somebody cannot be written to in private']);
  t.deepEqual(await at.titles(LETTERS), []);
  await at.later(40);
  await at.carry();
  t.false((await at.titles(PTLS)).some(title => /confirm/.test(title)));
});
