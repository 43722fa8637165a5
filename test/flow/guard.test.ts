// The guard: whatever is known of somebody in private, not one byte of what everybody reads depends on it.
import { fc } from '@fast-check/ava';
import test, { type ExecutionContext } from 'ava';
import type { Message } from '../../src/contracts.ts';
import type { Handle, Kind } from '../../src/domain/activity.ts';
import type { Decision, Ruling } from '../../src/domain/decision.ts';
import type { Project } from '../../src/domain/project.ts';
import { STANDINGS } from '../../src/domain/standing.ts';
import { publish } from '../../src/flow/publish.ts';
import type { Asking } from '../support/asking.ts';
import { PROJECT_OF } from '../support/asking.ts';
import { LETTERS } from '../support/demo.ts';
import { type Act, ledgerOf, PROJECT, SOURCE, type World } from '../support/ledger.ts';
import { CLOSED } from '../support/out.ts';
import { COMMANDS, decideAll, PUBLIC_REPORTS, publicAnswer, publicReports } from '../support/public.ts';

const DAY = 86_400;
/** A Monday: 1970-04-13. */
const TODAY = 102;

/** Odd enough to be found in any text; the first is the one whose private life changes. */
const TEAM = [
  'Quillon Zyx',
  'Brandiwick Ott',
  'Ümmü Özgürsel',
  'Tamsin *Vole*',
  'Aino_Starling',
  'Wolf <Ekk>',
];
const OTHERS = ['Fennimore Jazz', 'Pip Nnamdi-Oxl'];
const EVERYBODY = [...TEAM, ...OTHERS];
const [VICTIM = '', FRIEND = ''] = TEAM;
const of = (name: string): Handle => ({ service: 'gerrit', id: name.toLowerCase() });

const CHANGES = 'abcdefgh'.split('').map(name => `c-${name}`);

interface Story {
  readonly acts: readonly Act[];
  readonly owners: readonly (readonly string[])[];
  readonly answered: readonly boolean[];
  readonly hidden: readonly boolean[];
}

const KINDS_OF_WORK: readonly Kind[] = [
  'review',
  'approval',
  'inline-comment',
  'commit',
  'change-merged',
  'change-abandoned',
];
const act = fc.oneof(
  fc.tuple(
    fc.integer({ min: 60, max: TODAY - 1 }),
    fc.constantFrom(...KINDS_OF_WORK),
    fc.constantFrom(...EVERYBODY),
    fc.constantFrom(...CHANGES),
    fc.constantFrom(1, 2),
    fc.constantFrom(-1, 0, 1, 2),
  ),
  fc.tuple(
    fc.integer({ min: 60, max: TODAY - 1 }),
    fc.constantFrom<Kind>('bug-triage', 'bug-closed'),
    fc.constantFrom(...EVERYBODY),
    fc.constantFrom('bug-1', 'bug-2'),
  ),
) as fc.Arbitrary<Act>;

const stories: fc.Arbitrary<Story> = fc.record({
  acts: fc.array(act, { maxLength: 30 }),
  owners: fc.array(fc.uniqueArray(fc.constantFrom(...EVERYBODY), { maxLength: 3 }), {
    minLength: 2,
    maxLength: 2,
  }),
  answered: fc.array(fc.boolean(), { minLength: TEAM.length, maxLength: TEAM.length }),
  hidden: fc.array(fc.boolean(), { minLength: EVERYBODY.length, maxLength: EVERYBODY.length }),
});

const worldOf = (acts: readonly Act[]): World => ({
  team: TEAM,
  changes: {
    ...Object.fromEntries(
      CHANGES.map((name, index) => [
        name,
        {
          owner: EVERYBODY[index % EVERYBODY.length] ?? VICTIM,
          day: 90 + index,
          states: [['subject', 90 + index, `Work ${name.slice(2)}`]] as const,
        },
      ]),
    ),
    'bug-1': { kind: 'bug', owner: 'Fennimore Jazz', day: 97 },
    'bug-2': { kind: 'bug', owner: 'Pip Nnamdi-Oxl', day: 98 },
  },
  acts,
  priorities: [
    ['c-a', 'sheds', 0],
    ['c-b', 'sheds', 0],
    ['c-c', 'hedges', 0],
  ],
});

const projectOf = ({ owners }: Pick<Story, 'owners'>, share = 1): Project => ({
  ...PROJECT_OF,
  people: TEAM.map(name => ({ name, handles: [], none: [], companies: [], share })),
  priorities: ['sheds', 'hedges'].map((id, index) => ({
    ...{ id, title: `The ${id}`, owners: owners[index] ?? [], match: {}, weekly: [] },
  })),
});

let count = 0;
const said = (day: number, by: string, ruling: Ruling): Decision => ({
  ...{ key: `k${count++}`, at: Math.round(day * DAY), by: of(by), place: 'x', ruling },
});

/** What everybody may know of the check-in is how many have answered; who is hidden is the person's own word. */
const commonOf = ({ answered, hidden }: Story): Decision[] => [
  said(80, VICTIM, { kind: 'check-in-open', id: 'g', closes: 110 * DAY, invited: TEAM.map(of) }),
  ...TEAM.flatMap((name, index) =>
    answered[index] && name !== VICTIM
      ? [said(85, name, { kind: 'check-in-answer', id: 'g', of: of(name), answer: 'stay', hours: 4 })]
      : [],
  ),
  ...EVERYBODY.flatMap((name, index) =>
    hidden[index] ? [said(86, name, { kind: 'hide', of: of(name) })] : [],
  ),
];

/** Private words of the victim and about them; the answer to the check-in is given in any case. */
const privateOf = (
  choice: 'stay' | 'reduced' | 'step-back' | 'talk',
  days: readonly number[],
): Decision[] => {
  const [from = 90, to = 120, hours = 5] = days;
  const me = of(VICTIM);
  return [
    said(85, VICTIM, { kind: 'check-in-answer', id: 'g', of: me, answer: choice }),
    ...(days.length === 0
      ? []
      : [
          said(86, VICTIM, { kind: 'check-in-manager', id: 'g', of: me, talked: 'not-yet' }),
          said(87, VICTIM, { kind: 'leave', of: me, since: from * DAY, until: to * DAY }),
          said(88, VICTIM, { kind: 'capacity', of: me, hours }),
          said(89, FRIEND, { kind: 'vouch', of: me }),
          said(90, VICTIM, { kind: 'stand', of: me }),
          said(91, VICTIM, { kind: 'contest', of: me, metric: 'reviews', events: hours, text: 'no' }),
          said(92, FRIEND, { kind: 'contest-answer', of: me, metric: 'reviews', text: 'yes' }),
          said(93, VICTIM, { kind: 'correct', metric: 'reviews', text: 'no' }),
        ]),
  ];
};

const storeOf = async (t: ExecutionContext, acts: readonly Act[], decisions: readonly Decision[]) => {
  const { store } = await ledgerOf(t, worldOf(acts));
  await store.markRead(PROJECT, SOURCE, TODAY * DAY);
  await decideAll(store, decisions);
  return store;
};

/** Lines as they are asked where everybody reads; every command has some. */
const LINES: readonly string[] = [
  ...[
    'back',
    'capacity 4',
    'capacity @x 4',
    'check-in',
    'check-in stay 4',
    'check-in talk',
    'check-in status',
  ],
  ...['check-in manager yes', 'contest reviews', 'contest answer @x reviews no', 'correct reviews no'],
  ...[
    'explain reviews',
    'explain closure',
    'explain review-load',
    'export',
    'forget',
    'help',
    'hide',
    'hide off',
  ],
  ...[
    'leave tomorrow',
    'leave 1970-04-20',
    'link',
    'me',
    'priority',
    'report',
    'report team',
    'report bench',
  ],
  ...['accept', 'decline', 'nominate @x', `nominate @${VICTIM}`, 'nomination', 'nomination open', 'vote +1'],
  ...['retire @x', `retire @${VICTIM}`, 'step-back', 'object', 'withdraw @x', `withdraw @${VICTIM}`],
  ...['confirm some-word', 'reinstate @x', `reinstate @${VICTIM}`, 'whatif @x', `whatif @${VICTIM}`],
  ...['stand', 'stand off', 'vouch @x', `vouch @${VICTIM}`, `explain reviews @${VICTIM}`],
];

const ASKERS: readonly Omit<Asking, 'day'>[] = [
  { by: VICTIM, standing: 'core' },
  { by: FRIEND, standing: 'ptl' },
  { by: 'Fennimore Jazz', standing: 'anyone' },
  {},
];

test('every command and every public report is tried', t => {
  const tried = new Set(LINES.map(line => line.split(' ')[0]));
  t.deepEqual(
    COMMANDS.filter(id => !tried.has(id)),
    [],
  );
  t.true(PUBLIC_REPORTS.length > 0);
});

const choices = fc.constantFrom('stay', 'reduced', 'step-back', 'talk' as const);
const days = fc.tuple(
  fc.integer({ min: 60, max: 101 }),
  fc.integer({ min: 103, max: 150 }),
  fc.integer({ min: 0, max: 40 }),
);

test('leave, hours, answers, vouches, part-time and wishes of somebody change no byte of a public report', async t => {
  await fc.assert(
    fc.asyncProperty(
      stories,
      choices,
      days,
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      async (story, choice, when, share) => {
        const plain = await storeOf(t, story.acts, [...commonOf(story), ...privateOf('stay', [])]);
        const other = await storeOf(t, story.acts, [...commonOf(story), ...privateOf(choice, when)]);
        t.deepEqual(
          await publicReports(other, projectOf(story, share), TODAY),
          await publicReports(plain, projectOf(story), TODAY),
        );
      },
    ),
    { numRuns: 20 },
  );
});

test('nor does how often they reviewed what they reviewed, but for the reviews of all together', async t => {
  await fc.assert(
    fc.asyncProperty(stories, fc.integer({ min: 1, max: 9 }), async (story, times) => {
      const own = story.acts.filter(([, kind, who]) => kind === 'review' && who === VICTIM);
      const again = own.flatMap(([day, kind, who, item, revision, value]) =>
        // At the same moment: when work was last seen on a priority is told, whoever did it.
        Array.from({ length: times }, (): Act => [day, kind, who, item, revision, value ?? 0]),
      );
      const decisions = [...commonOf(story), ...privateOf('stay', [])];
      const plain = await storeOf(t, story.acts, decisions);
      const more = await storeOf(t, [...story.acts, ...again], decisions);
      t.deepEqual(
        await publicReports(more, projectOf(story), TODAY, ['weeks']),
        await publicReports(plain, projectOf(story), TODAY, ['weeks']),
      );
    }),
    { numRuns: 20 },
  );
});

test('nor any word of a command where everybody reads, whoever asks', async t => {
  await fc.assert(
    fc.asyncProperty(stories, choices, days, async (story, choice, when) => {
      const plain = await storeOf(t, story.acts, [...commonOf(story), ...privateOf('stay', [])]);
      const other = await storeOf(t, story.acts, [...commonOf(story), ...privateOf(choice, when)]);
      const project = projectOf(story);
      for (const asker of ASKERS)
        for (const line of LINES) {
          const asking = { ...asker, day: TODAY, project };
          t.deepEqual(
            await publicAnswer(other, line, asking, 'the report'),
            await publicAnswer(plain, line, asking, 'the report'),
            `${line}, asked by ${asker.by ?? 'nobody'}`,
          );
        }
    }),
    { numRuns: 5 },
  );
});

/** Every object with its own strings and numbers: what stands side by side. */
const objectsIn = (value: unknown): Readonly<Record<string, unknown>>[] => {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Readonly<Record<string, unknown>>, ...Object.values(value).flatMap(objectsIn)];
};

/** Of a priority its changes are counted, whoever made them; its silence is not told beside a single name. */
const COUNTS_OF_CHANGES: readonly string[] = ['merged', 'unseen'];

test('beside a person’s name stands no number, no standing word, and nobody who wants to be left out is named', async t => {
  await fc.assert(
    fc.asyncProperty(stories, async story => {
      const store = await storeOf(t, story.acts, [...commonOf(story), ...privateOf('talk', [95, 120, 3])]);
      const texts = await publicReports(store, projectOf(story), TODAY);
      const hidden = EVERYBODY.filter((_, index) => story.hidden[index]);
      for (const report of PUBLIC_REPORTS) {
        const json = texts[`${report.id} json`] ?? '';
        for (const name of hidden) t.false(json.includes(JSON.stringify(name).slice(1, -1)), name);
        // The report itself holds the numbers of all together.
        for (const part of objectsIn(JSON.parse(json)).slice(1)) {
          const names = Object.entries(part).filter(([key, value]) =>
            key === 'owners' ? (value as string[]).length === 1 : EVERYBODY.includes(String(value)),
          );
          const numbers = Object.entries(part).filter(
            ([key, value]) => typeof value === 'number' && !COUNTS_OF_CHANGES.includes(key),
          );
          if (names.length > 0) t.deepEqual(numbers, [], JSON.stringify(part));
        }
        for (const line of (texts[`${report.id} text`] ?? '').split('\n')) {
          if (!EVERYBODY.some(name => line.includes(name))) continue;
          t.notRegex(line, /\d/, line);
          t.false(
            STANDINGS.some(word => line.toLowerCase().includes(word)),
            line,
          );
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('a count of few people is not told beside their names', async t => {
  const triage = (who: string, bug: string): Act => [99, 'bug-triage', who, bug];
  const of = async (acts: readonly Act[]) => {
    const store = await storeOf(t, acts, []);
    const texts = await publicReports(store, projectOf({ owners: [] }), TODAY);
    return JSON.parse(texts['weekly json'] ?? '').bugs.triaged;
  };
  t.is(await of([triage(VICTIM, 'bug-1'), triage(VICTIM, 'bug-2')]), null);
  t.is(await of([triage(VICTIM, 'bug-1'), triage(FRIEND, 'bug-2')]), null);
  t.is(await of(TEAM.slice(0, 3).map(name => triage(name, 'bug-1'))), 1);
  t.is(await of([]), 0);
});

test('what is written to one person or about one is never public, whatever it calls itself', async t => {
  const channel = { ...LETTERS, publish: () => Promise.resolve('said') };
  const delivery = { channel, settings: {} };
  const message = { project: 'garden', audience: 'public', format: 'text', title: 'x', body: 'x' } as const;
  const send = (more: Pick<Message, 'key' | 'person'>) =>
    publish({ ...message, ...more }, delivery, { id: 'garden', publish: true }, CLOSED);
  await t.throwsAsync(send({ key: 'note prompts/quiet/1/never' }), { message: /was to be public/ });
  await t.throwsAsync(send({ key: 'letter check-in/g/1' }), { message: /was to be public/ });
  await t.throwsAsync(send({ key: 'word thanks/1', person: of(VICTIM) }), { message: /was to be public/ });
  t.is(await send({ key: 'word thanks/1' }), 'said');
});
