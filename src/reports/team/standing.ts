// Where each core stands, in words for the PTL: what was seen, and what to do where the data cannot tell.
import type { Grid } from '../../contracts.ts';
import { dateText } from '../../domain/calendar.ts';
import type { Project } from '../../domain/project.ts';
import type { Doubt, Reason, Standing } from '../../domain/standing.ts';
import type { Measure } from '../../domain/standing-level.ts';
import type { Direction } from '../../domain/trend.ts';
import type { CoreStanding } from '../../facts/standings.ts';

export interface StandingLine {
  readonly person: string;
  readonly standing: Standing;
  readonly trend: Direction;
  readonly why: string;
}

export interface StandingModel {
  readonly lines: readonly StandingLine[];
  /** What only the PTL can find out, a sentence each. */
  readonly toFindOut: readonly string[];
}

const SERVICE_WORDS: Readonly<Record<string, string>> = {
  gerrit: 'Gerrit',
  github: 'GitHub',
  launchpad: 'Launchpad',
  irc: 'IRC',
};
const serviceWord = (service: string): string => SERVICE_WORDS[service] ?? service;

const many = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

const measureWords = ({ code, count, of = 0, about = [] }: Measure): string => {
  switch (code) {
    case 'reviews':
      return many(count, 'review');
    case 'changes':
      return `reviewed ${count} of ${many(of, 'change')} up for review`;
    case 'weeks':
      return `reviews in ${many(count, 'week')}`;
    case 'leads':
      return `leads ${about.join(', ')}`;
    case 'meetings':
      return of === 0 ? `at ${many(count, 'meeting')} during leave` : `at ${count} of ${many(of, 'meeting')}`;
    case 'priority-reviews':
      return `${many(count, 'review')} of priority items`;
    case 'triage':
      return `${many(count, 'bug')} triaged`;
    case 'vouched':
      return 'another core vouches for it';
  }
};

const doubtWords = (doubt: Doubt, timezone: string): string => {
  switch (doubt.code) {
    case 'stale':
      return `${doubt.place} was not read lately`;
    case 'dried-up':
      return `${doubt.kind} of ${doubt.place} has dried up`;
    case 'silent':
      return `nothing has come in from anywhere since ${dateText(doubt.since, timezone)}`;
    case 'no-data':
      return `no data of kind ${doubt.kind}`;
    case 'no-account':
      return `no ${serviceWord(doubt.service)} account is known`;
  }
};

const beside = (reason: Exclude<Reason, Measure | Doubt>, timezone: string): string => {
  switch (reason.code) {
    case 'grown':
      return `${reason.days} days looked at, since only ${many(reason.upForReview, 'change')} of others ${reason.upForReview === 1 ? 'was' : 'were'} up for review`;
    case 'on-leave':
      return reason.until === undefined ? 'on leave' : `on leave, back ${dateText(reason.until, timezone)}`;
    case 'was-away':
      return `away ${reason.days} of ${reason.of} days`;
    case 'part-time':
      return `${Math.round(reason.share * 100)} % of full time`;
    case 'forgotten':
      return 'nothing is kept that could tell';
    case 'new-core':
      return `core for ${many(reason.days, 'day')}`;
    case 'first-look':
      return reason.level === 'quiet' ? 'quieter this week, to be looked at again' : 'less this week';
  }
};

const isMeasure = (reason: Reason): reason is Measure => 'count' in reason;
const isDoubt = (reason: Reason): reason is Doubt =>
  ['stale', 'dried-up', 'silent', 'no-data', 'no-account'].includes(reason.code);

/** Nobody can be seen at a meeting of whom no nick is known: "at none" would be a claim. */
const isUnheard = (reason: Reason): boolean => reason.code === 'no-account' && reason.service === 'irc';

/** Reviews and changes say the same of nothing: what was not seen is said once. */
const seenWords = (measures: readonly Measure[], days: number, onIrc: boolean): string[] => {
  const seen = measures.filter(({ code, count }) => count > 0 || (code === 'meetings' && onIrc));
  const isNothing = seen.every(({ count }) => count === 0);
  return [...(isNothing ? [`nothing seen in ${many(days, 'day')}`] : []), ...seen.map(measureWords)];
};

const whyOf = ({ reasons, days }: CoreStanding, timezone: string): string => {
  const measures = reasons.filter(isMeasure);
  const isForgotten = reasons.some(({ code }) => code === 'forgotten');
  return [
    ...reasons.filter(isDoubt).map(doubt => doubtWords(doubt, timezone)),
    ...(isForgotten ? [] : seenWords(measures, days, !reasons.some(isUnheard))),
    ...reasons.flatMap(reason => (isMeasure(reason) || isDoubt(reason) ? [] : [beside(reason, timezone)])),
  ].join('; ');
};

/** A silent core never vanishes: somebody has to say whether there is an account. */
const questionsOn = (cores: readonly CoreStanding[]): string[] => {
  const names = new Map<string, string[]>();
  for (const { name, standing, reasons } of cores) {
    if (standing !== 'unknown') continue;
    for (const reason of reasons)
      if (reason.code === 'no-account')
        names.set(reason.service, [...(names.get(reason.service) ?? []), name]);
  }
  return [...names].map(
    ([service, people]) =>
      `Do they have an account on ${serviceWord(service)}: ${people.join(', ')}? If so, give it under people in the configuration; if not, write handles: { ${service}: none } there.`,
  );
};

export const standingPart = ({ timezone }: Project, cores: readonly CoreStanding[]): StandingModel => ({
  lines: cores.map(core => ({
    person: core.name,
    standing: core.standing,
    trend: core.trend.direction,
    why: whyOf(core, timezone),
  })),
  toFindOut: questionsOn(cores),
});

const ARROWS: Readonly<Record<Direction, string>> = { up: ' ↑', down: ' ↓', level: ' →', few: '' };

export const standingGrid = ({ lines }: StandingModel): Grid => ({
  head: ['core', 'standing', 'seen'],
  rows: lines.map(({ person, standing, trend, why }) => [person, `${standing}${ARROWS[trend]}`, why]),
});
