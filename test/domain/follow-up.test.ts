// What became of an action: by what it names, by what was said later, and by the time that went by.
import test from 'ava';
import fc from 'fast-check';
import { askedIn, meanTheSame, referencesIn } from '../../src/domain/action-text.ts';
import { type ActRow, type Asks, followedActions, type GivenRow } from '../../src/domain/action-trail.ts';
import type { Kind } from '../../src/domain/activity.ts';
import { DAY } from '../../src/domain/calendar.ts';
import { type FollowedAction, isWaitedFor, LET_GO_DAYS } from '../../src/domain/follow-up.ts';

const UNA = 1;
const VIC = 2;
const NOW = 1000 * DAY;
const ago = (days: number): number => NOW - days * DAY;

const given = (text: string, more: Partial<GivenRow> = {}): GivenRow => {
  const givenAt = more.givenAt ?? ago(7);
  return {
    number: `m${givenAt}/action/1`,
    text,
    owner: UNA,
    meeting: 'gardeners',
    url: null,
    givenAt,
    firstAt: givenAt,
    ...more,
  };
};

interface Thing {
  readonly kind?: 'change' | 'bug';
  readonly url?: string;
  readonly closed?: boolean;
  readonly acts?: readonly (readonly [day: number, kind: Kind, person: number | null, own?: boolean])[];
}

const rowsOf = (
  number: string,
  { kind = 'change', url, closed = false, acts = [] }: Thing,
  since: number,
) => {
  const item = { number, itemKind: kind, title: `About ${number}`, url: url ?? null, closed: closed ? 1 : 0 };
  const none: ActRow = { ...item, kind: null, owner: null, own: 0, at: null };
  const rows = acts
    .filter(([day]) => ago(day) >= since)
    .map(
      ([day, act, owner, own = false]): ActRow => ({
        ...item,
        kind: act,
        owner,
        own: own ? 1 : 0,
        at: ago(day),
      }),
    );
  return rows.length === 0 ? [none] : rows;
};

interface World {
  readonly given: readonly GivenRow[];
  readonly things?: Readonly<Record<string, Thing>>;
  readonly words?: readonly (readonly [day: number, text: string, series?: string])[];
}

const asksOf = ({ given: rows, things = {}, words = [] }: World): Asks => ({
  given: async () => rows,
  words: async () => words.map(([day, text, series = 'gardeners']) => ({ series, text, at: ago(day) })),
  acts: async ({ id1, id2, id3, id4, since }) =>
    Object.entries(things).flatMap(([number, thing]) =>
      [id1, id2, id3, id4].includes(number) ? rowsOf(number, thing, since) : [],
    ),
});

const followed = (world: World): Promise<FollowedAction[]> => followedActions(asksOf(world), NOW);
const stateOf = async (world: World): Promise<string | undefined> => (await followed(world))[0]?.state;

const named = (text: string): string[] => referencesIn(text).map(({ ids }) => ids[0] ?? '');

test('changes and bugs are found in the words of people', t => {
  t.deepEqual(named('una to review https://review.example.org/c/garden/shed/+/4681/3 and 4682'), [
    '4681',
    '4682',
  ]);
  t.deepEqual(named('look at https://review.example.org/#/c/301122/'), ['301122']);
  t.deepEqual(named('look at https://review.example.org/301122.'), ['301122']);
  t.deepEqual(named('vic to triage bug #2016, LP: 2017 and lp#2018'), ['bug/2016', 'bug/2017', 'bug/2018']);
  t.deepEqual(named('https://bugs.launchpad.net/garden/+bug/1555555'), ['bug/1555555']);
  t.deepEqual(named('https://launchpad.net/bugs/1555555 please'), ['bug/1555555']);
  t.deepEqual(named('https://github.com/acme/widget/pull/7#issuecomment-1'), ['pull/7']);
  t.deepEqual(named('https://github.com/acme/widget/issues/8, acme/widget#9, PR 10, #11'), [
    'issue/8',
    'pull/9',
    '10',
    'pull/11',
  ]);
  t.deepEqual(named('rebase I0123456789abcdef0123456789abcdef01234567'), [
    'I0123456789abcdef0123456789abcdef01234567',
  ]);
  t.deepEqual(named('una to write to the list by 14:00 on 2026-12-24 about the 2027 plan for v1.2345'), []);
});

test('what is asked is told by the first word for it', t => {
  t.is(askedIn('una to review 12 and comment on bug 3'), 'review');
  t.is(askedIn('una to take a look at the spec'), 'review');
  t.is(askedIn('una will triage new bugs'), 'triage');
  t.is(askedIn('una to rebase the import patch'), 'upload');
  t.is(askedIn('una to buy paint'), undefined);
});

test('the same thing in other words is the same, about another change it is not', t => {
  t.true(meanTheSame('una to review the import spec', '(carried over) Una to still review the import spec.'));
  t.false(meanTheSame('una to review the patch 4681', 'una to review the patch 4682'));
  t.false(meanTheSame('una to paint the shed', 'vic to water the roses'));
});

test('what is asked of a change is done when its owner does it; others’ work is told beside it', async t => {
  const action = given('una to review 4681');
  const by = (person: number | null, kind: Kind = 'review', own = false) =>
    stateOf({ given: [action], things: { '4681': { acts: [[3, kind, person, own]] } } });
  t.is(await by(UNA), 'done');
  t.is(await by(VIC), 'moving');
  const things = { '4681': { acts: [[3, 'review', VIC]] } } as const;
  const nobodys = { ...given('somebody to review 4681'), owner: null };
  t.is(await stateOf({ given: [nobodys], things }), 'done', 'what nobody took on is done by anybody');
  t.is(await by(VIC, 'patchset', true), 'open', 'a new patch set is no review');
  t.is(await by(UNA, 'change-comment'), 'moving');
});

test('the evidence says what was done, by whom, when and where', async t => {
  const [first] = await followed({
    given: [given('una to review 4681')],
    things: { '4681': { url: 'https://review.example.org/4681', acts: [[3, 'review', VIC]] } },
  });
  t.deepEqual(first?.evidence, [
    {
      what: 'review',
      at: ago(3),
      person: VIC,
      number: '4681',
      title: 'About 4681',
      url: 'https://review.example.org/4681',
    },
  ]);
});

test('what was done before the action was given does not do it', async t => {
  const things = { '4681': { acts: [[9, 'review', UNA]] } } as const;
  t.is(await stateOf({ given: [given('una to review 4681')], things }), 'open');
});

test('a change that merges and a bug that is closed need nothing more', async t => {
  const action = given('una to find out about 4681 and bug 2016');
  const merged = { closed: true, acts: [[2, 'change-merged', null]] } as const;
  const closed = { kind: 'bug', closed: true, acts: [[1, 'bug-closed', VIC]] } as const;
  t.is(await stateOf({ given: [action], things: { '4681': merged, 'bug/2016': closed } }), 'done');
  t.is(await stateOf({ given: [action], things: { '4681': merged, 'bug/2016': { kind: 'bug' } } }), 'moving');
  const reopened = { ...closed, closed: false };
  t.not(await stateOf({ given: [action], things: { '4681': merged, 'bug/2016': reopened } }), 'done');
});

test('what nobody has is unknown, a number that may be anything is not', async t => {
  t.is(await stateOf({ given: [given('una to look at bug 999999')] }), 'unknown');
  t.is(await stateOf({ given: [given('una to order 5000 pots')] }), 'open');
});

test('a link leads to the repository that it names', async t => {
  const action = given('una to review https://github.com/acme/widget/pull/7');
  const there = (url: string) =>
    stateOf({ given: [action], things: { 'pull/7': { url, acts: [[1, 'review', UNA]] } } });
  t.is(await there('https://github.com/acme/widget/pull/7'), 'done');
  t.is(await there('https://github.com/acme/gadget/pull/7'), 'unknown');
});

test('a later meeting that says so closes it; one of another name, or before, does not', async t => {
  const world = (day: number, text: string, series?: string) => ({
    given: [given('una to write to the list about the shed')],
    words: [[day, text, ...(series === undefined ? [] : [series])] as [number, string, string?]],
  });
  t.is(await stateOf(world(1, 'una wrote to the list about the shed: done')), 'done');
  t.is(await stateOf(world(8, 'una wrote to the list about the shed: done')), 'open');
  t.is(await stateOf(world(1, 'una wrote to the list about the shed: done', 'cooks')), 'open');
  t.is(await stateOf(world(1, 'vic has finished the roses')), 'open');
});

test('what is given again is one action, as old as the first, and waits since the last', async t => {
  const rows = [
    given('una to review 4681', { givenAt: ago(21) }),
    given('(carried over) una to review 4681', { givenAt: ago(7) }),
  ];
  const things = { '4681': { acts: [[14, 'review', UNA]] } } as const;
  const [only, ...more] = await followed({ given: rows, things });
  t.deepEqual(more, []);
  t.like(only, { state: 'open', action: { firstAt: ago(21), givenAt: ago(7) } });
});

test('an action of two people is one', async t => {
  const both = [given('una and vic to paint'), given('una and vic to paint', { owner: VIC })];
  const [only, ...more] = await followed({ given: both });
  t.deepEqual(more, []);
  t.deepEqual(only?.action.owners, [UNA, VIC]);
});

test('what nobody repeated for two months is let go, and nobody waits for it', async t => {
  const old = (days: number) => followed({ given: [given('una to paint', { givenAt: ago(days) })] });
  const [kept] = await old(LET_GO_DAYS - 1);
  const [gone] = await old(LET_GO_DAYS);
  t.is(kept?.state, 'open');
  t.is(gone?.state, 'let-go');
  t.true(kept !== undefined && isWaitedFor(kept));
  t.false(gone !== undefined && isWaitedFor(gone));
});

test('no text keeps anybody busy, and no more than eight things are named', t => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(fc.string(), fc.constantFrom('https://', '/+/', '#', 'bug ', '4681', 'a/b#1', 'I01234567')),
        {
          maxLength: 200,
        },
      ),
      parts => {
        const text = parts.join('');
        t.true(referencesIn(text).length <= 8);
        t.true(meanTheSame(text, text));
      },
    ),
  );
});
