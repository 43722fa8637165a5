// What the PTL might look at: who may need a word, and what is missing to tell. No verdicts; nothing follows by itself.
import { DAY, dateText, weekText } from './calendar.ts';
import type { CheckInChoice } from './decision.ts';
import { isAway, type Leave } from './leave.ts';
import type { Doubt, Standing } from './standing.ts';

/** What somebody answered to the latest check-in that they were asked in. */
export interface LatestAnswer {
  readonly choice: CheckInChoice;
  /** Seconds UTC: when it was said; `until`: when a reduced time ends. */
  readonly at: number;
  readonly until?: number;
}

/** `unanswered`: asked in a check-in of the last window, or in one that is open. */
export type Asked = 'unasked' | 'unanswered' | 'answered';

/** Parts of all reviews, 0 to 1: over the window, and in its first and its second half. */
export interface Share {
  readonly whole: number;
  readonly earlier: number;
  readonly later: number;
}

/** `at`: when it came to where it is, seconds UTC; `own`: wished by the person. */
export interface RetirementFact {
  readonly id: string;
  readonly isReady: boolean;
  readonly own: boolean;
  readonly at: number;
}

export interface PromptFacts {
  readonly person: number;
  readonly isPtl: boolean;
  readonly standing: Standing;
  /** A week before; undefined: not core then. */
  readonly standingBefore?: Standing;
  /** Why silence cannot be trusted, where the standing is unknown. */
  readonly doubts: readonly Doubt[];
  /** The last sign of work of any kind, seconds UTC. */
  readonly lastAt?: number;
  /** Numbers that the person contests and that nobody has answered for. */
  readonly contests: readonly { readonly metric: string; readonly at: number }[];
  /** In the latest check-in. */
  readonly wasAsked: boolean;
  readonly answer?: LatestAnswer;
  /** Null: the data cannot tell. */
  readonly share: Share | null;
  /** Their retirement, while it is open; `isReady`: nothing but the PTL's word is missing. */
  readonly retirement?: RetirementFact;
  /** False: no way to write to one person reaches any of their accounts. */
  readonly isReached: boolean;
}

export interface PromptContext {
  readonly at: number;
  readonly timezone: string;
  readonly leaves: readonly Leave[];
  /** The latest check-in. */
  readonly checkIn?: { readonly openedAt: number; readonly closesAt: number };
  /** A part of all reviews, 0 to 1, above which somebody carries much; days of the window. */
  readonly overloadShare: number;
  readonly windowDays: number;
  /** People who reviewed in the window. */
  readonly reviewers: number;
  /** False: the data is younger than the window, and silence in it may be that of the time before. */
  readonly reachesBack: boolean;
}

/** `stamp`: what makes it another prompt of the same kind; with code and person it is said once. */
interface About {
  readonly person: number;
  readonly stamp: string;
}

export type Prompt =
  | (About & { readonly code: 'quiet'; readonly lastAt?: number; readonly asked: Asked })
  | (About & { readonly code: 'talk' | 'step-back'; readonly saidAt: number })
  | (About & { readonly code: 'confirm'; readonly own: boolean; readonly saidAt: number })
  | (About & { readonly code: 'overloaded'; readonly share: Share })
  | (About & { readonly code: 'back'; readonly from: 'leave' | 'silence' })
  | (About & { readonly code: 'account'; readonly service: string })
  | (About & { readonly code: 'contested'; readonly metric: string; readonly saidAt: number })
  | (About & { readonly code: 'unreached' })
  | { readonly code: 'missing'; readonly stamp: string; readonly doubt: Doubt; readonly waiting: number };

/** Days for which a wish to talk stands in the reports. */
const WISH_DAYS = 28;
/** Days away after which to be back is news. */
const LONG_LEAVE = 7;
/** Times the even share: in a small team everybody carries much. */
const UNEVEN = 2;
/** Two percent: a share that moves less has not moved. */
const RISE = 0.02;

const WEEK = 7 * DAY;

/** The person is asked before anybody is told: for the first half of a check-in its own letter does the asking. */
const isBeingAsked = ({ wasAsked }: PromptFacts, { checkIn, at }: PromptContext): boolean =>
  wasAsked && checkIn !== undefined && at < (checkIn.openedAt + checkIn.closesAt) / 2;

/** An answer stands for as long as a look at somebody goes back; who means to go is not asked where they are. */
const isAnswered = ({ answer }: PromptFacts, { at, windowDays }: PromptContext): boolean =>
  answer !== undefined &&
  (answer.choice === 'step-back' || at < Math.max(answer.until ?? 0, answer.at + windowDays * DAY));

const askedOf = ({ wasAsked, answer }: PromptFacts, { checkIn, at, windowDays }: PromptContext): Asked => {
  if (answer) return 'answered';
  return wasAsked && checkIn && checkIn.closesAt > at - windowDays * DAY ? 'unanswered' : 'unasked';
};

const quietOf = (facts: PromptFacts, context: PromptContext): Prompt[] => {
  const { person, isPtl, retirement, standing, lastAt } = facts;
  if (!context.reachesBack || isPtl || retirement || standing !== 'quiet') return [];
  if (isBeingAsked(facts, context) || isAnswered(facts, context)) return [];
  const stamp = lastAt === undefined ? 'never' : dateText(lastAt, context.timezone);
  const asked = askedOf(facts, context);
  return [{ code: 'quiet', person, stamp, asked, ...(lastAt !== undefined && { lastAt }) }];
};

const confirmOf = ({ person, isPtl, retirement }: PromptFacts): Prompt[] =>
  retirement?.isReady && !isPtl
    ? [{ code: 'confirm', person, stamp: retirement.id, own: retirement.own, saidAt: retirement.at }]
    : [];

const wishOf = (facts: PromptFacts, { at, timezone }: PromptContext): Prompt[] => {
  const { person, isPtl, answer, retirement } = facts;
  // Nobody is told what they said themselves.
  if (isPtl || (answer?.choice !== 'talk' && answer?.choice !== 'step-back')) return [];
  // The wish waits for the PTL's word, and that is what is told.
  if (answer.choice === 'step-back' && retirement?.isReady) return [];
  // That they are still on the roster shows that the one is not done; whether they have talked shows nowhere.
  if (answer.choice === 'talk' && at >= answer.at + WISH_DAYS * DAY) return [];
  return [{ code: answer.choice, person, stamp: dateText(answer.at, timezone), saidAt: answer.at }];
};

/** A tenth more of all reviews is news again, and so is another season of it. */
const seasonOf = (at: number, timezone: string): string => {
  const [year = '', month = '1'] = dateText(at, timezone).split('-');
  return `${year}-${Number(month) <= 6 ? 1 : 2}`;
};

const overloadOf = ({ person, share }: PromptFacts, context: PromptContext): Prompt[] => {
  const { overloadShare, reviewers, at, timezone } = context;
  if (share === null || share.later < share.earlier + RISE) return [];
  if (share.whole <= overloadShare || share.whole <= UNEVEN / Math.max(1, reviewers)) return [];
  const stamp = `${seasonOf(at, timezone)}-${Math.floor(share.whole * 10)}`;
  return [{ code: 'overloaded', person, stamp, share }];
};

const TAKES_PART: readonly (Standing | undefined)[] = ['active', 'occasional'];

const backOf = (facts: PromptFacts, { at, timezone, leaves }: PromptContext): Prompt[] => {
  const { person, isPtl, standing, standingBefore } = facts;
  if (isPtl) return [];
  const ended = leaves.some(
    leave =>
      leave.person === person &&
      leave.until !== undefined &&
      leave.until <= at &&
      leave.until > at - WEEK &&
      leave.until - leave.since >= LONG_LEAVE * DAY,
  );
  const isAwake = TAKES_PART.includes(standing) && standingBefore === 'quiet';
  if (!ended && !isAwake) return [];
  return [{ code: 'back', person, stamp: weekText(at, timezone), from: ended ? 'leave' : 'silence' }];
};

const accountsOf = ({ person, standing, doubts }: PromptFacts): Prompt[] =>
  standing !== 'unknown'
    ? []
    : doubts.flatMap(doubt =>
        doubt.code === 'no-account'
          ? [{ code: 'account' as const, person, stamp: doubt.service, service: doubt.service }]
          : [],
      );

/** Nobody on leave is prompted about, whatever is known of them. */
const promptsAbout = (facts: PromptFacts, context: PromptContext): Prompt[] => {
  if (isAway(context.leaves, facts.person, context.at)) return [];
  return [
    ...confirmOf(facts),
    ...wishOf(facts, context),
    ...quietOf(facts, context),
    ...overloadOf(facts, context),
    ...backOf(facts, context),
    ...accountsOf(facts),
    ...facts.contests.map(({ metric, at: saidAt }) => ({
      ...{ code: 'contested' as const, person: facts.person, metric, saidAt },
      stamp: `${metric}-${dateText(saidAt, context.timezone)}`,
    })),
    ...(facts.isReached ? [] : [{ code: 'unreached' as const, person: facts.person, stamp: 'now' }]),
  ];
};

const placeOf = (doubt: Doubt, timezone: string): string => {
  switch (doubt.code) {
    case 'no-account':
      return doubt.service;
    case 'no-data':
      return doubt.kind;
    case 'stale':
      return doubt.place;
    case 'dried-up':
      return `${doubt.kind} ${doubt.place}`;
    case 'silent':
      return dateText(doubt.since, timezone);
  }
};

/** What keeps us from telling anything of how many people, in place of a word about each of them. */
const missingOf = (all: readonly PromptFacts[], { at, timezone }: PromptContext): Prompt[] => {
  const found = new Map<string, { doubt: Doubt; waiting: number }>();
  for (const { standing, doubts } of all)
    for (const doubt of standing === 'unknown' ? doubts : []) {
      if (doubt.code === 'no-account') continue;
      const key = `${doubt.code} ${placeOf(doubt, timezone)}`;
      found.set(key, { doubt, waiting: (found.get(key)?.waiting ?? 0) + 1 });
    }
  return [...found].map(([key, { doubt, waiting }]) => ({
    code: 'missing',
    stamp: `${key} ${seasonOf(at, timezone)}`.replaceAll(/[^\w.-]+/g, '-'),
    ...{ doubt, waiting },
  }));
};

/** What there is to look at, in the order of `all`, what is missing first. */
export const promptsOf = (all: readonly PromptFacts[], context: PromptContext): readonly Prompt[] => [
  ...missingOf(all, context),
  ...all.flatMap(facts => promptsAbout(facts, context)),
];

/** One kind of prompt about one person, such as `quiet/17`; of what is missing, each place by itself. */
export const subjectOfPrompt = (prompt: Prompt): string =>
  'person' in prompt ? `${prompt.code}/${prompt.person}` : `${prompt.code}/${prompt.stamp}`;

export const promptKey = (prompt: Prompt): string =>
  'person' in prompt ? `${subjectOfPrompt(prompt)}/${prompt.stamp}` : subjectOfPrompt(prompt);
