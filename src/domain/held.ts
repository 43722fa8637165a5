// Everything that is held about one person, in an order that a reader can follow.
import { type Handle, handleKey, type Kind } from './activity.ts';
import type { Decision } from './decision.ts';
import type { Role } from './team.ts';

interface Fact {
  readonly at: number;
  readonly kind: Kind;
  readonly origin: string;
  readonly nativeId: string;
  readonly handle: string;
  readonly item?: string;
  readonly url?: string;
  readonly revision?: number;
  readonly value?: number;
}

/** A letter to them, or a note about them. */
interface Sent {
  readonly at: number;
  readonly channel: string;
  readonly key: string;
  readonly body: string;
}

export interface KnownOf {
  readonly person: { readonly key: number; readonly name: string; readonly handles: readonly Handle[] };
  readonly members: readonly {
    readonly person: number;
    readonly role: Role;
    readonly since: number;
    readonly until?: number;
  }[];
  readonly events: readonly Fact[];
  readonly decisions: readonly Decision[];
  readonly sent: readonly Sent[];
}

export interface Held {
  readonly name: string;
  readonly accounts: readonly string[];
  readonly roles: readonly { readonly role: Role; readonly since: string; readonly until?: string }[];
  /** What the person decided, and what others decided about them. */
  readonly decisions: readonly {
    readonly at: string;
    readonly by: 'you' | 'somebody else';
    readonly place: string;
    readonly ruling: Decision['ruling'];
  }[];
  /** Letters to them, and what the PTL was told of them alone. */
  readonly sent: readonly (Omit<Sent, 'at'> & { readonly at: string })[];
  /** How many acts of each kind, with the first and the last day. */
  readonly kinds: readonly {
    readonly kind: Kind;
    readonly acts: number;
    readonly first: string;
    readonly last: string;
  }[];
  readonly acts: readonly (Omit<Fact, 'at'> & { readonly at: string })[];
}

const time = (at: number): string => new Date(at * 1000).toISOString().replace('.000Z', 'Z');

const speaksOf = (value: unknown, accounts: ReadonlySet<string>): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const { service, id } = value as { service?: unknown; id?: unknown };
  if (accounts.has(`${String(service)}:${String(id)}`)) return true;
  return Object.values(value).some(each => speaksOf(each, accounts));
};

/** Without the others who were asked with them. */
const rulingFor = (ruling: Decision['ruling'], accounts: ReadonlySet<string>): Decision['ruling'] =>
  ruling.kind === 'check-in-open'
    ? { ...ruling, invited: ruling.invited.filter(handle => accounts.has(handleKey(handle))) }
    : ruling;

const kindsOf = (events: readonly Fact[]): Held['kinds'] => {
  const kinds = new Map<Kind, { acts: number; first: number; last: number }>();
  for (const { kind, at } of events) {
    const known = kinds.get(kind);
    if (!known) kinds.set(kind, { acts: 1, first: at, last: at });
    else {
      known.acts += 1;
      known.first = Math.min(known.first, at);
      known.last = Math.max(known.last, at);
    }
  }
  return [...kinds].map(([kind, { acts, first, last }]) => ({
    kind,
    acts,
    first: time(first),
    last: time(last),
  }));
};

/** Times are ISO 8601, UTC. `decisions` are all of the project. */
export const heldAbout = ({ person, members, events, decisions, sent }: KnownOf): Held => {
  const accounts = new Set(person.handles.map(handleKey));
  return {
    name: person.name,
    accounts: [...accounts],
    roles: members
      .filter(member => member.person === person.key)
      .map(({ role, since, until }) => ({
        ...{ role, since: time(since) },
        ...(until !== undefined && { until: time(until) }),
      })),
    decisions: decisions
      .filter(({ by, ruling }) => accounts.has(handleKey(by)) || speaksOf(ruling, accounts))
      .map(({ at, by, place, ruling }) => ({
        at: time(at),
        by: accounts.has(handleKey(by)) ? ('you' as const) : ('somebody else' as const),
        ...{ place, ruling: rulingFor(ruling, accounts) },
      })),
    sent: sent.map(({ at, ...words }) => ({ at: time(at), ...words })),
    kinds: kindsOf(events),
    acts: events.map(({ at, ...event }) => ({ at: time(at), ...event })),
  };
};
