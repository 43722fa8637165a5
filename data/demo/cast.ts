// Everybody in the invented project: who they are, and how much of what they do over time.
import { type Dice, HOUR, when } from './random.ts';

/** Values that hold from a date on; 0 before the first. */
export type Curve = readonly (readonly [date: string, value: number])[];

export interface Actor {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly irc?: string;
  readonly launchpad?: string;
  /** Hours from UTC: office hours follow from it. */
  readonly zone: number;
  readonly core?: { readonly since: string; readonly until?: string };
  /** Reviews a week. */
  readonly pace: Curve;
  /** Share of the changes that they open, against everybody else's. */
  readonly work: Curve;
  /** How likely they are to come to a meeting. */
  readonly meets: Curve;
  /** How likely a review is to ask for changes. */
  readonly strict: number;
  /** Reviews changes of the team's priorities only. */
  readonly priorityOnly?: boolean;
  /** The day of their first change. */
  readonly first?: string;
  /** Nothing of theirs happens from this day on. */
  readonly gone?: string;
}

export const valueAt = (curve: Curve, at: number): number =>
  curve.reduce((value, [date, next]) => (when(date) <= at ? next : value), 0);

export const isCore = (actor: Actor, at: number): boolean =>
  actor.core !== undefined &&
  when(actor.core.since) <= at &&
  (actor.core.until === undefined || at < when(actor.core.until));

export const isHere = (actor: Actor, at: number): boolean =>
  actor.gone === undefined || at < when(actor.gone);

/** A moment in the office hours of that day (`midnight` in UTC). */
export const officeTime = (actor: Actor, midnight: number, dice: Dice): number =>
  midnight + (9 - actor.zone) * HOUR + dice.between(0, 8 * HOUR);

const always = (value: number): Curve => [['2026-02-16', value]];
const never: Curve = [];

export const CORES: readonly Actor[] = [
  {
    username: 'mquispe',
    name: 'Marisol Quispe',
    email: 'marisol@tarnwick.example',
    irc: 'marisol',
    launchpad: 'mquispe',
    zone: -5,
    core: { since: '2023-10-02' },
    pace: always(9),
    work: always(4.5),
    meets: [
      ['2026-02-16', 0.97],
      ['2026-07-06', 0],
      ['2026-07-13', 1],
    ],
    strict: 0.26,
  },
  {
    username: 'ayodele',
    name: 'Ayodele Fagbenro',
    email: 'ayodele@kestrelby.example',
    irc: 'ayo',
    launchpad: 'ayodele-f',
    zone: 1,
    core: { since: '2021-04-19' },
    pace: [
      ['2026-02-16', 20],
      ['2026-06-15', 0],
      ['2026-06-22', 23],
    ],
    work: always(5),
    meets: [
      ['2026-02-16', 0.85],
      ['2026-06-15', 0],
      ['2026-06-22', 0.9],
    ],
    strict: 0.3,
  },
  {
    username: 'zmalirova',
    name: 'Zdeňka Malířová',
    email: 'zdenka@hollowmere.example',
    irc: 'zdenka',
    launchpad: 'zmalirova',
    zone: 2,
    core: { since: '2022-09-12' },
    pace: [
      ['2026-02-16', 9],
      ['2026-07-20', 0],
      ['2026-07-27', 9],
    ],
    work: always(4.5),
    meets: always(0.6),
    strict: 0.36,
  },
  {
    username: 'bygdeskov',
    name: 'Søren Bygdeskov',
    email: 'soren@vellumont.example',
    irc: 'sbygd',
    launchpad: 'bygdeskov',
    zone: 2,
    core: { since: '2020-11-02' },
    pace: always(2.6),
    work: always(2.5),
    meets: always(0.4),
    strict: 0.22,
  },
  {
    username: 'anneke-t',
    name: 'Anneke Terwolbeck',
    email: 'anneke@terwolbeck.example',
    irc: 'anneke',
    launchpad: 'anneke-t',
    zone: 2,
    core: { since: '2022-03-28' },
    pace: [
      ['2026-02-16', 2.6],
      ['2026-05-18', 2],
    ],
    work: always(1.5),
    meets: always(0.45),
    strict: 0.25,
  },
  {
    username: 'lkahoano',
    name: 'Leilani Kahoano',
    email: 'leilani@tarnwick.example',
    irc: 'leilani',
    launchpad: 'lkahoano',
    zone: -7,
    core: { since: '2021-10-11' },
    pace: [
      ['2026-02-16', 1.6],
      ['2026-05-18', 0.9],
    ],
    work: always(0.4),
    meets: always(0.92),
    strict: 0.3,
    priorityOnly: true,
  },
  {
    username: 'bouvrard',
    name: 'Bertrand Ouvrard',
    email: 'b.ouvrard@quaybridge.example',
    irc: 'bertrand_o',
    launchpad: 'bouvrard',
    zone: 2,
    core: { since: '2020-05-04' },
    pace: [
      ['2026-02-16', 1.5],
      ['2026-05-18', 0.55],
    ],
    work: never,
    meets: always(0.85),
    strict: 0.35,
    priorityOnly: true,
  },
  {
    username: 'yaelt',
    name: 'Yael Tzipori',
    email: 'yael@hollowmere.example',
    irc: 'yaelt',
    launchpad: 'yael-tzipori',
    zone: 3,
    core: { since: '2022-03-28' },
    pace: always(0.4),
    work: always(0.8),
    meets: always(0.7),
    strict: 0.15,
  },
  {
    username: 'gvaitkunas',
    name: 'Gintaras Vaitkūnas',
    email: 'gintaras@kestrelby.example',
    irc: 'gintas',
    launchpad: 'gvaitkunas',
    zone: 3,
    core: { since: '2021-04-19' },
    pace: [
      ['2026-02-16', 4],
      ['2026-05-04', 1.5],
    ],
    work: [
      ['2026-02-16', 3.5],
      ['2026-05-04', 1],
    ],
    meets: always(0.55),
    strict: 0.28,
    gone: '2026-05-15',
  },
  {
    username: 'morohashi',
    name: 'Kenji Morohashi',
    email: 'morohashi@vellumont.example',
    irc: 'kmoro',
    launchpad: 'morohashi',
    zone: 9,
    core: { since: '2019-10-21' },
    pace: always(1.8),
    work: never,
    meets: always(0.2),
    strict: 0.2,
    gone: '2026-03-21',
  },
  {
    username: 'hyeonju',
    name: 'Hyeon-ju Pyo',
    email: 'hjpyo@quaybridge.example',
    irc: 'hyeonju',
    launchpad: 'hyeonju-pyo',
    zone: 9,
    core: { since: '2024-09-30' },
    pace: [
      ['2026-02-16', 0.9],
      ['2026-05-04', 1.6],
      ['2026-06-01', 3.2],
      ['2026-07-06', 5],
      ['2026-08-03', 6.5],
    ],
    work: [
      ['2026-02-16', 1],
      ['2026-06-01', 3.5],
    ],
    meets: [
      ['2026-02-16', 0.25],
      ['2026-06-01', 0.6],
    ],
    strict: 0.28,
  },
  {
    username: 'dsundarraj',
    name: 'Devika Sundarraj',
    email: 'devika@tarnwick.example',
    irc: 'devika',
    launchpad: 'dsundarraj',
    zone: 5,
    core: { since: '2026-06-29' },
    pace: [
      ['2026-02-16', 3.4],
      ['2026-05-04', 4],
    ],
    work: always(5),
    meets: always(0.75),
    strict: 0.3,
  },
  {
    username: 'rkarimzai',
    name: 'Rashid Karimzai',
    email: 'rashid@karimzai.example',
    irc: 'rashidk',
    launchpad: 'rkarimzai',
    zone: 4,
    core: { since: '2019-04-08', until: '2026-03-16' },
    pace: [
      ['2026-02-16', 2.5],
      ['2026-03-16', 0],
      ['2026-06-08', 1.5],
      ['2026-06-15', 0],
    ],
    work: never,
    meets: [
      ['2026-02-16', 0.5],
      ['2026-03-16', 0],
    ],
    strict: 0.2,
  },
];
