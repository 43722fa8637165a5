// Whether silence can be trusted: what the data cannot tell of anybody, or of somebody without an account.
import type { Handle, Service } from './activity.ts';
import { isDriedUp, isStale, type StreamReach, silentSince } from './freshness.ts';
import type { Policy } from './policy.ts';
import type { Doubt } from './standing.ts';

/** The kinds of work that a standing rests on. */
const RESTS_ON: readonly string[] = ['review', 'bug-triage', 'meeting-present'];

export interface SourceReached {
  readonly id: string;
  readonly origin: string;
  readonly readAt?: number;
}

export interface Doubts {
  /** About everybody. */
  readonly general: readonly Doubt[];
  /** One account of each of these groups is needed to be seen. */
  readonly accounts: readonly (readonly Service[])[];
}

interface Described {
  readonly policy: Pick<Policy, 'staleAfterDays' | 'driedUpFactor' | 'standing'>;
  readonly sources: readonly { readonly id: string; readonly service?: Service }[];
}

const unique = <Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[] => [
  ...new Map(values.map(value => [keyOf(value), value])).values(),
];

/** Whose accounts act at this origin; empty where its sources do not say. */
const servicesAt = (
  origin: string,
  sources: readonly SourceReached[],
  project: Described,
): readonly Service[] => {
  const ids = new Set(sources.filter(source => source.origin === origin).map(({ id }) => id));
  const described = project.sources.filter(({ id }) => ids.has(id));
  if (described.some(({ service }) => service === undefined)) return [];
  return [...new Set(described.flatMap(({ service }) => service ?? []))].sort();
};

export const doubtsOf = (
  sources: readonly SourceReached[],
  streams: readonly StreamReach[],
  project: Described,
  at: number,
): Doubts => {
  const { policy } = project;
  const needed = streams.filter(({ kind }) => RESTS_ON.includes(kind));
  const fresh = new Set(
    sources.filter(({ readAt }) => !isStale(readAt, at, policy)).map(({ origin }) => origin),
  );
  // A source of which nothing was ever read may hold anything.
  const stale = sources.filter(
    ({ origin }) =>
      !fresh.has(origin) &&
      (needed.some(stream => stream.origin === origin) || !streams.some(each => each.origin === origin)),
  );
  const alive = needed.filter(stream => fresh.has(stream.origin) && !isDriedUp(stream, streams, at, policy));
  const kinds = new Set(['review', ...needed.map(({ kind }) => kind)]);
  const untold = [...kinds].filter(kind => !alive.some(stream => stream.kind === kind));
  // What is old tells why nothing comes in.
  const since = stale.length > 0 ? undefined : silentSince(sources, streams, at, policy);
  const silent: Doubt[] = since === undefined ? [] : [{ code: 'silent', since }];
  const general = untold.flatMap((kind): Doubt[] => {
    const dry = needed.filter(stream => stream.kind === kind && fresh.has(stream.origin));
    if (dry.length > 0)
      return since === undefined ? dry.map(({ origin }) => ({ code: 'dried-up', place: origin, kind })) : [];
    return stale.length > 0 ? [] : [{ code: 'no-data', kind }];
  });
  const accounts = alive
    .map(({ origin }) => servicesAt(origin, sources, project))
    .filter(services => services.length > 0);
  return {
    general: [...stale.map(({ id }): Doubt => ({ code: 'stale', place: id })), ...silent, ...general],
    accounts: unique(accounts, services => services.join(' ')),
  };
};

/** Nobody knows of an account of theirs there, and nobody has confirmed that they have none. */
export const doubtsAbout = (
  { general, accounts }: Doubts,
  handles: readonly Handle[],
  none: readonly Service[],
): readonly Doubt[] => {
  const has = new Set(handles.map(({ service }) => service));
  const missing = accounts.filter(
    services =>
      !services.some(service => has.has(service)) && !services.every(service => none.includes(service)),
  );
  return [...general, ...missing.map(([service = '']): Doubt => ({ code: 'no-account', service }))];
};
