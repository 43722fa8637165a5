// What a Launchpad holds: people, bugs with their tasks, their log and their comments.

/** Seconds UTC, with a fraction, or a time as text. */
export type When = number | string;

export interface FakeTask {
  /** As in the address: `shed`, `shed/oak`, `forest/+source/shed`. */
  target: string;
  /** As the log calls it: `shed`, `shed (Forest)`. */
  name: string;
  owner: string;
  readonly createdAt: number;
  status: string;
  importance: string;
  assignee: string | null;
  milestone: string | null;
  /** When it got each of its statuses, the last time. */
  readonly reached: Map<string, number>;
  closedAt: number | null;
}

export interface FakeEntry {
  readonly at: number;
  readonly by: string | null;
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly message: string | null;
}

export interface FakeMessage {
  readonly at: number;
  readonly by: string | null;
}

export interface FakeBugState {
  readonly id: number;
  title: string;
  readonly owner: string;
  readonly createdAt: number;
  updatedAt: number;
  tags: string[];
  duplicateOf: number | null;
  isPrivate: boolean;
  readonly tasks: FakeTask[];
  readonly log: FakeEntry[];
  readonly messages: FakeMessage[];
}

export interface LaunchpadWorld {
  readonly people: Map<string, string>;
  /** Projects without bugs are there, too. */
  readonly projects: Set<string>;
  readonly bugs: Map<number, FakeBugState>;
  /** The time of an act that is given none: each comes a minute after the one before. */
  time(at?: When): number;
}

const START = Date.parse('2025-01-01T00:00:00Z') / 1000;

export const emptyWorld = (): LaunchpadWorld => {
  let clock = START;
  return {
    people: new Map(),
    projects: new Set(),
    bugs: new Map(),
    time(at) {
      clock = at === undefined ? clock + 60.125 : typeof at === 'number' ? at : Date.parse(at) / 1000;
      return clock;
    },
  };
};

/** Launchpad tells times to the microsecond, and without a fraction where there is none. */
export const timeText = (at: number): string => {
  const micros = Math.round((at % 1) * 1e6);
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`;
  return `${new Date(Math.floor(at) * 1000).toISOString().slice(0, 19)}${fraction}+00:00`;
};

export const RESOLVED: ReadonlySet<string> = new Set([
  'Fix Released',
  'Invalid',
  "Won't Fix",
  'Opinion',
  'Expired',
  'Does Not Exist',
]);
