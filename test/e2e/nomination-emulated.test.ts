// A nomination against an emulated GitHub: two private repositories, a public one with the roster, and the day one opens.
import test, { type ExecutionContext } from 'ava';
import { nominationsOf } from '../../src/domain/nomination.ts';
import { emulatedTeam, LETTERS, PTLS, PUBLIC } from '../support/emulated-team.ts';

const ROSTER = `# Maintainers

* **Ada Example** ([@ada](https://github.com/ada))
* **Bo Example** ([@bo](https://github.com/bo))

## Emeriti

* **Zoe Nin** ([@zoe-n](https://github.com/zoe-n))
`;

const scene = async (t: ExecutionContext) => {
  const at = await emulatedTeam(t, {
    ...{ roster: ROSTER, more: { onBoarding: ['invite them to the meeting'] } },
  });
  await at.later(0);
  const api = at.world.as('ada');
  const commentsOf = async (repo: string, issue_number: number) =>
    (await api.issues.listComments({ ...{ owner: 'acme', repo, issue_number } })).data.map(
      ({ body }) => body ?? '',
    );
  return {
    ...at,
    everywhere: async () => [await at.titles(LETTERS), await at.titles(PTLS), await at.titles(PUBLIC)],
    find: async (repo: string, title: RegExp) => {
      const found = (await at.issues(repo)).find(each => title.test(each.title));
      if (!found) throw new Error(`no issue ${title.source} in ${repo}`);
      const { number, body, assignees } = found;
      return { number, body: body ?? '', assigned: (assignees ?? []).map(({ login }) => login) };
    },
    commentsOf,
    state: async () => {
      const decisions = await at.store.decisions('garden', Number.MAX_SAFE_INTEGER);
      const all = nominationsOf(decisions, await at.store.people('garden'));
      return all.map(({ state, totals }) => ({ state, ...(totals && { totals }) }));
    },
    /** Every text that stands in a repository: issues, comments, pull requests, whoever wrote it. */
    textsOf: async (repo: string) => {
      const { data } = await api.issues.listForRepo({ ...{ owner: 'acme', repo }, state: 'all' });
      const { data: pulls } = await api.pulls.list({ ...{ owner: 'acme', repo }, state: 'all' });
      const comments = await Promise.all(data.map(({ number }) => commentsOf(repo, number)));
      return [...data, ...pulls].flatMap(({ title, body }) => [title, body ?? '']).concat(comments.flat());
    },
    open: (isPublic: boolean) => api.repos.update({ ...{ owner: 'acme', repo: PTLS }, private: !isPublic }),
  };
};

type Scene = Awaited<ReturnType<typeof scene>>;

const QUESTION = 'A question to you from Garden';
const WISH = 'mallory would like to be nominated';
const PUBLIC_TITLE = 'Nomination of mallory for the core team of Garden';
const WELCOME = 'Welcome to the core team of Garden';
const ROSTER_TITLE = 'Roster: mallory joins the core team';

/** Bo nominates Mallory, who says yes in the letter itself. */
const accepted = async (t: ExecutionContext, at: Scene) => {
  const asked = await at.ask('bo', 'nominate @mallory', PTLS);
  t.regex(asked, /I ask mallory first, in private, and tell nobody else/);
  t.deepEqual(await at.carry(), ['letter ask: posted']);
  t.deepEqual(await at.everywhere(), [[QUESTION], [], []], 'not even the PTL is told yet');
  const letter = await at.find(LETTERS, /A question/);
  t.deepEqual(letter.assigned, ['mallory']);
  const yes = await at.ask('mallory', 'accept', LETTERS, letter.number);
  t.regex(yes, /You can still say no at any time/);
};

/** Bo opens it with words of his own; returns the number of the public issue. */
const opened = async (t: ExecutionContext, at: Scene): Promise<number> => {
  const said = await at.ask('bo', 'nomination open\nMallory asks good questions.', PTLS);
  t.regex(said, /The cores can vote until \d{4}-\d\d-\d\d/);
  t.deepEqual(await at.carry(), ['word open: posted']);
  return (await at.find(PUBLIC, /^Nomination of/)).number;
};

/** What the roster's pull request changes, told by the two files: emulate knows no patch. */
const pullDiff = async (at: Scene) => {
  const api = at.world.as('ada');
  const [pull] = await at.pulls();
  const textAt = async (ref: string): Promise<string[]> => {
    const { data } = await api.repos.getContent({
      ...{ owner: 'acme', repo: PUBLIC, path: 'MAINTAINERS.md', ref },
    });
    const { content } = data as { content: string };
    return Buffer.from(content, 'base64').toString('utf8').split('\n');
  };
  const [before, after] = [await textAt(pull?.base.ref ?? ''), await textAt(pull?.head.ref ?? '')];
  return { before, after };
};

/** Sentences of the private places that everybody can read. */
const sharedWith = (told: string, texts: readonly string[]): readonly string[] =>
  texts
    .flatMap(text => text.replaceAll(/<!--.*?-->/gs, '').split('\n'))
    .filter(line => /\w+ \w+ \w+/.test(line) && told.includes(line.trim()));

test('one that passes: each message goes where it belongs, and the roster gains one line', async t => {
  const at = await scene(t);
  await accepted(t, at);
  t.deepEqual(await at.carry(), ['letter draft: posted', 'note known: posted']);
  t.deepEqual(await at.everywhere(), [[QUESTION, WISH], [WISH], []]);
  t.deepEqual((await at.find(LETTERS, /would like/)).assigned, ['bo']);

  const thread = await opened(t, at);
  t.deepEqual(await at.everywhere(), [[QUESTION, WISH], [WISH], [PUBLIC_TITLE]]);
  const word = await at.find(PUBLIC, /^Nomination of/);
  t.regex(word.body, /Mallory asks good questions\./);
  t.regex(await at.ask('ada', 'vote +1', PUBLIC, thread), /Thank you, noted/);
  t.regex(await at.ask('mallory', 'vote +1', PUBLIC, thread), /yours is not counted/);
  t.regex(await at.ask('bo', 'vote +1 with all my heart', PTLS), /Noted: .*1 for/);

  await at.later(6);
  t.deepEqual(await at.carry(), [], 'it is never closed early');
  await at.later(1);
  t.deepEqual(await at.carry(), ['letter result: posted'], 'the person hears it first');
  t.deepEqual(await at.state(), [{ state: 'passed', totals: { plus: 2, zero: 0, minus: 0 } }]);
  t.deepEqual((await at.find(LETTERS, /^Welcome/)).assigned, ['mallory']);
  t.deepEqual(await at.pulls(), []);
  t.deepEqual(await at.carry(), ['word welcome: posted', 'note roster: posted']);
  t.deepEqual(await at.carry(), []);
  t.deepEqual(await at.everywhere(), [[QUESTION, WISH, WELCOME], [WISH, ROSTER_TITLE], [PUBLIC_TITLE]]);
  t.regex((await at.commentsOf(PUBLIC, thread)).at(-1) ?? '', /welcome to the core team of Garden, mallory!/);

  const [pull, ...others] = await at.pulls();
  t.deepEqual([pull?.title, others], [ROSTER_TITLE, []]);
  const note = await at.find(PTLS, /^Roster/);
  t.true(note.body.includes(`[pull request](${pull?.html_url})`));
  t.regex(note.body, /- \[ \] invite them to the meeting/);
  const { before, after } = await pullDiff(at);
  const line = '* **mallory** ([@mallory](https://github.com/mallory))';
  const place = ROSTER.split('\n').findIndex(each => each.includes('@bo')) + 1;
  t.deepEqual(before, ROSTER.split('\n'));
  t.deepEqual(after, before.toSpliced(place, 0, line), 'one line more, and no other touched');

  const told = (await at.textsOf(PUBLIC)).join('\n');
  t.notRegex(told, /with all my heart|would like to be nominated|A question to you|invite them/);
  t.notRegex(told, new RegExp(`${PTLS}|${LETTERS}`), 'not even that there is a private place');
  const hidden = [...(await at.textsOf(LETTERS)), ...(await at.textsOf(PTLS))];
  t.deepEqual(
    sharedWith(told, hidden),
    [ROSTER_TITLE, 'Mallory asks good questions.'],
    'the title of the pull request, and what Bo gave to be public',
  );
});

test('the PTL’s repository is made public in the middle: the bot stops, says why, and goes on when it is private', async t => {
  const at = await scene(t);
  await accepted(t, at);
  const known =
    'note known: refused: github-issue: "mallory would like to be nominated" is for the PTL alone, and this github-issue channel is not private. Nothing was sent.';
  await at.open(true);
  t.deepEqual(await at.carry(), ['letter draft: posted', known]);
  t.deepEqual(await at.carry(), [known], 'it is tried again, and refused again');
  t.deepEqual(await at.everywhere(), [[QUESTION, WISH], [], []]);
  t.regex(await at.ask('ada', 'nominate @zoe-n', PTLS), /A nomination begins in private/);
  await at.open(false);
  t.deepEqual(await at.carry(), ['note known: posted']);
  t.deepEqual((await at.everywhere())[1], [WISH]);

  const thread = await opened(t, at);
  for (const login of ['ada', 'bo'] as const) await at.ask(login, 'vote +1', PUBLIC, thread);
  await at.open(true);
  await at.later(7);
  t.deepEqual(await at.carry(), ['letter result: posted']);
  const refused =
    'roster roster: refused: no place of the PTL is private, so that nobody could be told what came of it. Nothing was proposed.';
  t.deepEqual(await at.carry(), ['word welcome: posted', refused]);
  t.deepEqual(await at.carry(), [refused]);
  t.deepEqual(
    [await at.pulls(), (await at.everywhere())[1]],
    [[], [WISH]],
    'nothing was added while others could read',
  );
  await at.open(false);
  t.deepEqual(await at.carry(), ['note roster: posted']);
  t.deepEqual(
    (await at.pulls()).map(({ title }) => title),
    [ROSTER_TITLE],
  );
  t.deepEqual((await at.everywhere())[1], [WISH, ROSTER_TITLE]);
  t.deepEqual(await at.carry(), []);
});
