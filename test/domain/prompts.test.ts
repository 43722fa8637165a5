// Prompts: each by an example, and the laws that hold for all of them.
import test from 'ava';
import fc from 'fast-check';
import { DAY } from '../../src/domain/calendar.ts';
import { isAway } from '../../src/domain/leave.ts';
import {
  type PromptContext,
  type PromptFacts,
  promptKey,
  promptsOf,
  subjectOfPrompt,
} from '../../src/domain/prompts.ts';
import { STANDINGS } from '../../src/domain/standing.ts';

const NOW = 1000;

const factsOf = (more: Partial<PromptFacts> = {}): PromptFacts => ({
  ...{ person: 7, isPtl: false, standing: 'active', standingBefore: 'active', doubts: [], contests: [] },
  ...{ lastAt: (NOW - 5) * DAY, wasAsked: false, share: null, isReached: true },
  ...more,
});

const contextOf = (more: Partial<PromptContext> = {}): PromptContext => ({
  ...{ at: NOW * DAY, timezone: 'UTC', leaves: [], overloadShare: 0.25, windowDays: 90, reviewers: 30 },
  reachesBack: true,
  ...more,
});

const codes = (facts: Partial<PromptFacts>, context?: Partial<PromptContext>) =>
  promptsOf([factsOf(facts)], contextOf(context)).map(({ code }) => code);

const checkIn = (from: number, to: number) => ({ openedAt: from * DAY, closesAt: to * DAY });
const answered = (choice: 'stay' | 'reduced' | 'talk' | 'step-back', day: number, until?: number) => ({
  ...{ wasAsked: true, standing: 'quiet' as const },
  answer: { choice, at: day * DAY, ...(until !== undefined && { until: until * DAY }) },
});

test('of whoever takes part there is nothing to say', t => {
  for (const standing of ['active', 'occasional', 'new', 'away'] as const)
    t.deepEqual(codes({ standing }), []);
});

test('who is quiet is named, with whether they were asked', t => {
  const quiet = { standing: 'quiet' as const };
  const askedOf = (facts: Partial<PromptFacts>, context?: Partial<PromptContext>) =>
    promptsOf([factsOf({ ...quiet, ...facts })], contextOf(context)).map(one => 'asked' in one && one.asked);
  t.deepEqual(askedOf({}), ['unasked']);
  t.deepEqual(askedOf({ wasAsked: true }, { checkIn: checkIn(NOW - 60, NOW - 40) }), ['unanswered']);
  t.deepEqual(askedOf({ wasAsked: true }, { checkIn: checkIn(NOW - 300, NOW - 280) }), ['unasked']);
  t.deepEqual(askedOf({ isPtl: true }), []);
  t.deepEqual(askedOf({}, { reachesBack: false }), [], 'the data is too young to tell');
});

test('the person is asked first: in the first half of a check-in nothing is said of them', t => {
  const quiet = { standing: 'quiet' as const, wasAsked: true };
  t.deepEqual(codes(quiet, { checkIn: checkIn(NOW - 5, NOW + 15) }), []);
  t.deepEqual(codes(quiet, { checkIn: checkIn(NOW - 12, NOW + 8) }), ['quiet']);
});

test('who has answered is left in peace for a window, or for as long as they asked', t => {
  t.deepEqual(codes(answered('stay', NOW - 30)), []);
  t.deepEqual(codes(answered('stay', NOW - 91)), ['quiet']);
  t.deepEqual(codes(answered('reduced', NOW - 91, NOW + 30)), []);
});

test('a wish to talk stands for four weeks, one to step back until the roster says so', t => {
  t.deepEqual(codes(answered('talk', NOW - 3)), ['talk']);
  t.deepEqual(codes(answered('talk', NOW - 28)), []);
  t.deepEqual(codes(answered('step-back', NOW - 200)), ['step-back']);
});

test('a share counts as much above the bound, above twice the even one, and when it grows', t => {
  const share = (whole: number, earlier: number, later: number) => ({ share: { whole, earlier, later } });
  t.deepEqual(codes(share(0.3, 0.25, 0.33)), ['overloaded']);
  t.deepEqual(codes(share(0.3, 0.33, 0.25)), []);
  t.deepEqual(codes(share(0.25, 0.2, 0.3)), []);
  t.deepEqual(codes(share(0.45, 0.4, 0.5), { reviewers: 4 }), []);
  t.deepEqual(codes(share(0.6, 0.5, 0.7), { reviewers: 4 }), ['overloaded']);
});

test('who is back from a leave of some length, or awake after a quiet time, is welcomed once', t => {
  const leave = (since: number, until: number) => ({
    leaves: [{ person: 7, since: since * DAY, until: until * DAY }],
  });
  t.deepEqual(codes({}, leave(NOW - 20, NOW - 1)), ['back']);
  t.deepEqual(codes({}, leave(NOW - 20, NOW - 7)), []);
  t.deepEqual(codes({}, leave(NOW - 4, NOW - 1)), []);
  t.deepEqual(codes({ standingBefore: 'quiet' }), ['back']);
  t.deepEqual(codes({ standingBefore: 'unknown' }), []);
});

test('where the data cannot tell, what is missing is said once, and nothing of the people', t => {
  const stale = { code: 'stale', place: 'gerrit' } as const;
  const unknown = { standing: 'unknown', doubts: [stale] } as const;
  const all = [1, 2, 3].map(person => factsOf({ person, ...unknown }));
  t.like(promptsOf(all, contextOf())[0], { code: 'missing', waiting: 3, doubt: stale });
  t.is(promptsOf(all, contextOf()).length, 1);
});

test('who has no account that is known is asked about, with the service', t => {
  const doubts = [{ code: 'no-account', service: 'gerrit' } as const];
  t.deepEqual(promptsOf([factsOf({ standing: 'unknown', doubts })], contextOf()), [
    { code: 'account', person: 7, stamp: 'gerrit', service: 'gerrit' },
  ]);
  t.deepEqual(codes({ standing: 'active', doubts }), []);
});

test('of whoever is being retired silence is not told beside it, and what waits for the PTL is told in its place', t => {
  const retirement = (isReady: boolean) => ({ id: 'a', isReady, own: true, at: NOW * DAY });
  const wish = answered('step-back', NOW - 3);
  t.deepEqual(codes({ standing: 'quiet' }), ['quiet']);
  t.deepEqual(codes({ standing: 'quiet', retirement: retirement(false) }), []);
  t.deepEqual(codes({ ...wish, retirement: retirement(false) }), ['step-back']);
  t.deepEqual(codes({ ...wish, retirement: retirement(true) }), ['confirm']);
  t.deepEqual(promptsOf([factsOf({ retirement: retirement(true) })], contextOf()), [
    { code: 'confirm', person: 7, stamp: 'a', own: true, saidAt: NOW * DAY },
  ]);
});

const anyFacts: fc.Arbitrary<PromptFacts> = fc
  .record({
    person: fc.integer({ min: 1, max: 4 }),
    isPtl: fc.boolean(),
    standing: fc.constantFrom(...STANDINGS),
    standingBefore: fc.constantFrom(...STANDINGS),
    doubts: fc.constantFrom([], [{ code: 'stale', place: 'a b' }], [{ code: 'no-account', service: 'irc' }]),
    contests: fc.constantFrom([], [{ metric: 'reviews', at: 9 * DAY }]),
    wasAsked: fc.boolean(),
    share: fc.constantFrom(null, { whole: 0.9, earlier: 0.1, later: 0.9 }),
    isReached: fc.boolean(),
    retirement: fc.constantFrom(undefined, { id: 'a', isReady: true, own: false, at: 9 * DAY }),
  })
  .map(facts => facts as PromptFacts);
const anyLeave = fc.record({
  person: fc.integer({ min: 1, max: 4 }),
  since: fc.integer({ min: (NOW - 30) * DAY, max: (NOW + 3) * DAY }),
  until: fc.integer({ min: (NOW - 3) * DAY, max: (NOW + 30) * DAY }),
});

test('law: nobody on leave is prompted about, whatever is known of them', t => {
  fc.assert(
    fc.property(fc.array(anyFacts), fc.array(anyLeave), (all, leaves) => {
      for (const prompt of promptsOf(all, contextOf({ leaves })))
        if ('person' in prompt) t.false(isAway(leaves, prompt.person, NOW * DAY));
    }),
  );
  t.pass();
});

test('law: of whom the data cannot tell, no prompt says that they are quiet or back', t => {
  fc.assert(
    fc.property(anyFacts, facts => {
      const found = codes({ ...facts, standing: 'unknown' });
      t.false(found.includes('quiet'));
      t.false(found.includes('back'));
    }),
  );
  t.pass();
});

test('law: keys hold no space and tell one prompt from another', t => {
  fc.assert(
    fc.property(fc.uniqueArray(anyFacts, { selector: ({ person }) => person }), all => {
      const prompts = promptsOf(all, contextOf());
      const keys = prompts.map(promptKey);
      t.is(new Set(keys).size, keys.length);
      for (const key of keys) t.regex(key, /^[a-z-]+(\/[\w.-]+){1,2}$/);
      t.is(new Set(prompts.map(subjectOfPrompt)).size, keys.length);
    }),
  );
});
