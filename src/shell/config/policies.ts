// The schema of what a team may set about how it is measured, asked, and remembered.
import { z } from 'zod';
import {
  type CheckInPolicy,
  DEFAULT_CHECK_IN,
  DEFAULT_NOMINATION,
  DEFAULT_POLICY,
  DEFAULT_RETIREMENT,
  type NominationPolicy,
  type Policy,
  type RetirementPolicy,
} from '../../domain/policy.ts';
import { type Bound, STANDING_BOUNDS, type StandingPolicy } from '../../domain/standing-policy.ts';
import { wanted } from './explain.ts';
import { count, line } from './fields.ts';

const PART = 'a number above 0, at most 1';
const SHARE = 'a number from 0 to 1';
const FACTOR = 'a number above 0';

const bound = ({ value, sentence, isPart }: Bound) =>
  (isPart ? z.number(wanted(SHARE)).min(0, wanted(SHARE)).max(1, wanted(SHARE)) : count)
    .default(value)
    .describe(sentence);

const standing = z.strictObject(
  Object.fromEntries(Object.entries(STANDING_BOUNDS).map(([name, each]) => [name, bound(each)])) as Record<
    keyof StandingPolicy,
    ReturnType<typeof bound>
  >,
);

export const policy = z.strictObject({
  windowDays: count.default(DEFAULT_POLICY.windowDays).describe('Days that the team reports look back.'),
  minimumSample: count
    .default(DEFAULT_POLICY.minimumSample)
    .describe('Fewer events than this in both windows: no trend is drawn.'),
  staleAfterDays: count
    .default(DEFAULT_POLICY.staleAfterDays)
    .describe('Days without a successful read after which a source is called stale.'),
  driedUpFactor: z
    .number(wanted(FACTOR))
    .positive(wanted(FACTOR))
    .default(DEFAULT_POLICY.driedUpFactor)
    .describe('A stream silent for this many times its longest gap of the year before is called dried up.'),
  waitDays: count
    .default(DEFAULT_POLICY.waitDays)
    .describe('A change that waits for a core for longer is named in the weekly report.'),
  overloadShare: z
    .number(wanted(SHARE))
    .min(0, wanted(SHARE))
    .max(1, wanted(SHARE))
    .default(DEFAULT_POLICY.overloadShare)
    .describe('Above this part of all reviews, and rising, the PTL is told that somebody carries much.'),
  standing: standing.prefault({}).describe('The bounds between one standing and the next, see standing.md.'),
} satisfies Record<keyof Policy, z.ZodType>);

export const checkIn = z.strictObject({
  before: line
    .default(DEFAULT_CHECK_IN.before)
    .describe(
      'The milestone of the cycle before which the calendar opens it, where `letters` is set; or `never`.',
    ),
  weeks: count.default(DEFAULT_CHECK_IN.weeks).describe('So many weeks before that milestone it is opened.'),
  days: count.default(DEFAULT_CHECK_IN.days).describe('So many days answers can be given and changed.'),
} satisfies Record<keyof CheckInPolicy, z.ZodType>);

export const retirement = z.strictObject({
  days: count
    .default(DEFAULT_RETIREMENT.days)
    .describe('So many days somebody can object, from the letter that told them on.'),
  ownDays: count
    .default(DEFAULT_RETIREMENT.ownDays)
    .describe('So many days who steps back of their own accord can take it back.'),
} satisfies Record<keyof RetirementPolicy, z.ZodType>);

export const nomination = z.strictObject({
  days: count.default(DEFAULT_NOMINATION.days).describe('So many days the cores can vote.'),
  askDays: count
    .default(DEFAULT_NOMINATION.askDays)
    .describe('So many days somebody has to say whether they want to be nominated.'),
  rule: z
    .enum(['lazy', 'share'])
    .default(DEFAULT_NOMINATION.rule)
    .describe(
      '`lazy`: `plus` votes of +1 and no -1 that stands; `share`: +1 from `share` of those who may vote.',
    ),
  plus: count.default(DEFAULT_NOMINATION.plus).describe('For `lazy`: so many +1 of cores are needed.'),
  share: z
    .number(wanted(PART))
    .gt(0, wanted(PART))
    .max(1, wanted(PART))
    .default(DEFAULT_NOMINATION.share)
    .describe('For `share`: this part of the cores, less those on leave who have not voted.'),
} satisfies Record<keyof NominationPolicy, z.ZodType>);

export const retention = z.strictObject({
  acts: count.optional().describe('Days for which reviews, attendance and other acts of people are kept.'),
  sent: count.optional().describe('Days for which reports and letters are kept as they were sent.'),
});
