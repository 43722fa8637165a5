// Laws of the retirement as it is lived: whatever was decided, and whenever one looks.
import { fc } from '@fast-check/ava';
import test from 'ava';
import type { Ledger, MatterRequest, Member, Person } from '../../src/contracts.ts';
import type { Handle } from '../../src/domain/activity.ts';
import { DAY } from '../../src/domain/calendar.ts';
import type { Decision, Ruling } from '../../src/domain/decision.ts';
import { isAway, leavesOf } from '../../src/domain/leave.ts';
import { decisionOf } from '../../src/domain/matter.ts';
import { retirementsOf } from '../../src/domain/retirement.ts';
import { planOf } from '../../src/flow/matters.ts';
import retirement from '../../src/matters/retirement/index.ts';
import { PROJECT_OF } from '../support/asking.ts';

const handle = (key: number): Handle => ({ service: 'github', id: String(key) });
const PEOPLE: Person[] = [1, 2, 3].map(key => ({
  ...{ key, name: `Person ${key}`, bot: false, known: true, handles: [handle(key)] },
}));
const MEMBERS = PEOPLE.map(({ key }) => ({ person: key, role: 'core', since: 0 })) as unknown as Member[];

/** A ledger without any work. */
const EMPTY = {
  people: () => Promise.resolve(PEOPLE),
  members: () => Promise.resolve(MEMBERS),
  measure: () => Promise.resolve([]),
  streams: () => Promise.resolve([]),
  decisions: () => Promise.resolve([]),
  events: () => Promise.resolve([]),
} as unknown as Ledger;

const WHAT = ['retire', 'step-back', 'object', 'withdraw', 'confirm', 'leave', 'back', 'vouch'] as const;
const acts = fc.array(
  fc.record({
    hour: fc.integer({ min: 0, max: 40 * 24 }),
    who: fc.integer({ min: 1, max: 3 }),
    what: fc.constantFrom<string>(...WHAT),
  }),
  { maxLength: 14 },
);
interface Act {
  readonly hour: number;
  readonly who: number;
  readonly what: string;
}

const rulingOf = ({ hour, who, what }: Act, id: string): Ruling => {
  const of = handle(who);
  if (what === 'leave') return { kind: what, of, since: hour * 3600, until: hour * 3600 + 4 * DAY };
  if (what === 'back' || what === 'vouch') return { kind: what, of };
  if (what === 'retire' || what === 'step-back') return { kind: what, id: `${who}-${hour}`, of };
  if (what === 'object') return { kind: what, id, of };
  return { kind: what === 'confirm' ? 'retire-confirm' : 'retire-withdraw', id };
};

interface Told {
  readonly at: number;
  readonly kind: string;
  readonly key: string;
  readonly to?: Handle;
}

/** Lives through the days, a look every six hours; everything that is due is said. */
const lived = async (all: readonly Act[]) => {
  const decisions: Decision[] = [];
  const said = new Map<string, number>();
  const told: Told[] = [];
  const waiting = [...all].sort((a, b) => a.hour - b.hour);
  for (let hour = 0; hour <= 44 * 24; hour += 6) {
    const at = hour * 3600;
    for (let next = waiting[0]; next && next.hour <= hour; next = waiting[0]) {
      waiting.shift();
      const { who } = next;
      const open = retirementsOf(decisions, PEOPLE).findLast(({ person }) => person === who);
      const ruling = rulingOf({ ...next, hour }, open?.id ?? 'none');
      const by = next.what === 'vouch' ? handle((who % 3) + 1) : handle(who);
      decisions.push({ key: `d${decisions.length}`, at, by, place: 'x', ruling });
    }
    const request: MatterRequest = {
      ...{ project: PROJECT_OF, ledger: EMPTY, at, decisions, said, unsure: new Set<string>() },
      freshness: { sources: [], streams: [], driedUp: [], stale: [], untold: [] },
      numbers: () => Promise.resolve([]),
      wordFor: key => Promise.resolve(`word of ${key}`),
    };
    const plan = await planOf(retirement, request);
    decisions.push(...plan.rulings.map(ruling => decisionOf(ruling, at)));
    for (const step of [...plan.says, ...plan.changes]) {
      said.set(step.key, at);
      told.push({ at, kind: step.kind, key: step.key, ...(step.kind === 'letter' && { to: step.to }) });
    }
  }
  return { decisions, told };
};

const WHOLE: Act[] = [
  { hour: 1, who: 1, what: 'step-back' },
  { hour: 100, who: 1, what: 'confirm' },
];

test('nobody on leave is written to, and each thing is said once', async t => {
  let letters = 0;
  await fc.assert(
    fc.asyncProperty(acts, async all => {
      const { decisions, told } = await lived(all);
      t.is(new Set(told.map(({ key }) => key)).size, told.length);
      for (const { at, to } of told) {
        if (!to) continue;
        letters++;
        const before = decisions.filter(decision => decision.at <= at);
        t.false(isAway(leavesOf(before, PEOPLE), Number(to.id), at));
      }
    }),
    { numRuns: 40, examples: [[WHOLE]] },
  );
  t.true(letters > 0);
});

test('no roster is changed and nobody is thanked but whom the PTL confirmed, after they were told', async t => {
  let changes = 0;
  await fc.assert(
    fc.asyncProperty(acts, async all => {
      const { decisions, told } = await lived(all);
      for (const { key, at } of told.filter(({ kind }) => kind === 'roster')) {
        changes++;
        const id = key.split('/')[1];
        t.true(retirementsOf(decisions, PEOPLE).some(one => one.id === id && one.stage === 'confirmed'));
        t.true(told.some(each => each.key === `retirement/${id}/told` && each.at < at));
      }
      for (const { key, at } of told.filter(({ kind }) => kind === 'word'))
        t.true(told.some(each => each.key === key.replace('/thanks', '/roster') && each.at <= at));
    }),
    { numRuns: 40, examples: [[WHOLE]] },
  );
  t.true(changes > 0);
});

test('no decision, no effect: without a proposal or a wish nothing is said', async t => {
  await fc.assert(
    fc.asyncProperty(acts, async all => {
      const { told } = await lived(all.filter(({ what }) => what !== 'retire' && what !== 'step-back'));
      t.deepEqual(told, []);
    }),
    { numRuns: 15 },
  );
});
