// What holds of any history of decisions: no decision has no effect, replayed it gives the same, forgetting changes no count.
import { fc } from '@fast-check/ava';
import test from 'ava';
import type { Handle } from '../../src/domain/activity.ts';
import { answeredIn, checkInsOf, promisedHours } from '../../src/domain/check-in.ts';
import { linksOf } from '../../src/domain/decided.ts';
import type { Decision, Ruling } from '../../src/domain/decision.ts';
import { capacitiesOf, leavesOf, type Somebody } from '../../src/domain/leave.ts';
import { contestedNumbers, hiddenOf } from '../../src/domain/rights.ts';
import { vouchesOf } from '../../src/domain/vouch.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { NOTHING } from '../support/store.ts';

const WHO = ['una', 'bo', 'cy', 'di', 'eve'] as const;
const accountOf = (id: string): Handle => ({ service: 'launchpad', id });
const ACCOUNTS = WHO.map(accountOf);
const PEOPLE: readonly Somebody[] = ACCOUNTS.map((handle, index) => ({ key: index + 1, handles: [handle] }));

const one = fc.constantFrom(...ACCOUNTS);
const day = fc.nat(60);
const rulings: fc.Arbitrary<Ruling> = fc.oneof(
  fc
    .record({ of: one, since: day, days: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }) })
    .map(({ of, since, days }) => ({
      ...({ kind: 'leave', of, since } as const),
      ...(days !== undefined && { until: since + days }),
    })),
  fc.record({ kind: fc.constant('back' as const), of: one }),
  fc.record({ kind: fc.constant('capacity' as const), of: one, hours: fc.nat(40) }),
  fc.record({ kind: fc.constantFrom('hide' as const, 'show' as const), of: one }),
  fc.record({ kind: fc.constant('vouch' as const), of: one }),
  fc.record({
    ...{ kind: fc.constant('contest' as const), of: one, metric: fc.constant('reviews') },
    ...{ events: fc.nat(9), text: fc.constant('x') },
  }),
  fc.record({
    ...{ kind: fc.constant('contest-answer' as const), of: one, metric: fc.constant('reviews') },
    text: fc.constant('y'),
  }),
  fc.record({
    ...{ kind: fc.constant('check-in-open' as const), id: fc.constantFrom('a', 'b'), closes: day },
    invited: fc.constant(ACCOUNTS),
  }),
  fc.record({
    ...{ kind: fc.constant('check-in-answer' as const), id: fc.constantFrom('a', 'b'), of: one },
    ...{ answer: fc.constantFrom('stay' as const, 'talk' as const), hours: fc.nat(40) },
  }),
  fc.record({ kind: fc.constant('check-in-close' as const), id: fc.constantFrom('a', 'b') }),
);

/** One at each second, so that the order in which they are heard is not the order in which they were said. */
const histories = fc
  .array(fc.record({ by: one, ruling: rulings }), { maxLength: 25 })
  .map(said => said.map(({ by, ruling }, at): Decision => ({ key: `k${at}`, at, by, place: 'p', ruling })));

const stateOf = (decisions: readonly Decision[], people: readonly Somebody[]) => ({
  leaves: leavesOf(decisions, people),
  capacities: capacitiesOf(decisions, people),
  checkIns: checkInsOf(decisions, people).map(({ invited, ...rest }) => ({
    ...rest,
    invited: invited.map(({ place, person, answer }) => ({ place, person, answer })),
  })),
  hidden: [...hiddenOf(decisions, people)].sort((a, b) => a - b),
  contested: contestedNumbers(decisions, people).map(({ person, answer, at }) => ({ person, answer, at })),
  vouches: vouchesOf(decisions, people),
  links: linksOf(decisions),
});

const everything = Number.MAX_SAFE_INTEGER;

test('no decision has no effect', t => {
  const { hidden, ...others } = stateOf([], PEOPLE);
  for (const list of [hidden, ...Object.values(others)]) t.deepEqual([...list], []);
});

test('what others decide about themselves changes nothing of somebody', t => {
  fc.assert(
    fc.property(histories, fc.constantFrom(...PEOPLE), (all, { key, handles }) => {
      const own = all.filter(
        ({ ruling }) => !('of' in ruling) || handles.some(({ id }) => id === ruling.of.id),
      );
      const [whole, alone] = [all, own].map(each => stateOf(each, PEOPLE));
      const pick = (state: typeof whole) => ({
        leaves: state?.leaves.filter(({ person }) => person === key),
        capacities: state?.capacities.filter(({ person }) => person === key),
        hidden: state?.hidden.filter(person => person === key),
        contested: state?.contested.filter(({ person }) => person === key),
        vouches: state?.vouches.filter(({ person }) => person === key),
        answers: state?.checkIns.map(({ invited }) => invited.filter(({ person }) => person === key)),
      });
      t.deepEqual(pick(whole), pick(alone));
    }),
  );
});

test('heard in any order and as often as it comes, a history gives the same state', async t => {
  await fc.assert(
    fc.asyncProperty(
      histories.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all]))),
      async ([all, heard]) => {
        const store = openSqlite(':memory:');
        try {
          for (const decision of [...heard, ...all]) await store.decide('garden', decision);
          t.deepEqual(stateOf(await store.decisions('garden', everything), PEOPLE), stateOf(all, PEOPLE));
        } finally {
          store.close();
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('forgetting somebody changes no count of what the team has decided, and nothing of the others', async t => {
  await fc.assert(
    fc.asyncProperty(histories, fc.constantFrom(...WHO), async (all, who) => {
      const store = openSqlite(':memory:');
      try {
        const source = { id: 's', type: 's', origin: 's' };
        const names = ACCOUNTS.map(handle => ({ ...handle, name: handle.id }));
        await store.append('garden', source, { ...NOTHING, names }, []);
        for (const decision of all) await store.decide('garden', decision);
        const look = async () => {
          const people = await store.people('garden');
          const state = stateOf(await store.decisions('garden', everything), people);
          const checkIns = checkInsOf(await store.decisions('garden', everything), people);
          const counts = checkIns.map(each => [answeredIn(each), promisedHours(each), each.invited.length]);
          return { state, counts, people };
        };
        const before = await look();
        const key = before.people.find(({ handles }) => handles[0]?.id === who)?.key ?? 0;
        await store.forgetPerson('garden', key);
        const after = await look();
        t.deepEqual(after.counts, before.counts);
        t.deepEqual(after.state, {
          ...before.state,
          contested: before.state.contested
            .filter(({ person }) => person !== key)
            // What they answered others stands as answered; their words are gone.
            .map(contest =>
              contest.answer && all[contest.answer.at]?.by.id === who
                ? { ...contest, answer: { ...contest.answer, text: '' } }
                : contest,
            ),
        });
      } finally {
        store.close();
      }
    }),
    { numRuns: 40 },
  );
});
