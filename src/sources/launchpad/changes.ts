// The log of a bug: what was changed, of which task, from what to what. It is spelled in many ways over the years.
import type { Skip } from '../../domain/activity.ts';
import { secondsOf } from '../../lib/time.ts';
import { ENTRY, usable } from './answer.ts';
import { nameIn } from './people.ts';

const ATTRIBUTES = [
  'status',
  'importance',
  'assignee',
  'milestone',
  'tags',
  'summary',
  'affects',
  'bug task added',
  'bug task deleted',
  'marked as duplicate',
  'changed duplicate marker',
  'removed duplicate marker',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** What older entries call them. */
const FORMERLY = new Map<string, Attribute>([
  ['assigned to', 'assignee'],
  ['assignedto', 'assignee'],
  ['tag', 'tags'],
  ['title', 'summary'],
]);

export interface Change {
  /** Tells it from every other of its bug. */
  readonly key: string;
  readonly attribute: Attribute;
  /** The task that it was made to, in lower case, as `glance` or `glance/mitaka`; undefined: the bug, or its only task. */
  readonly target?: string;
  readonly before?: string;
  readonly after?: string;
  /** Seconds UTC. */
  readonly at: number;
  readonly by: string;
}

const attributeOf = (words: string): Attribute | undefined => {
  const plain = words.trim().toLowerCase();
  return FORMERLY.get(plain) ?? ATTRIBUTES.find(attribute => attribute === plain);
};

/** `glance: status`: the task stands before the last colon. */
const parsed = (whatchanged: string): Pick<Change, 'attribute' | 'target'> | undefined => {
  const colon = whatchanged.lastIndexOf(': ');
  const attribute = attributeOf(colon < 0 ? whatchanged : whatchanged.slice(colon + 2));
  if (attribute === undefined) return undefined;
  const target = colon < 0 ? '' : whatchanged.slice(0, colon).trim().toLowerCase();
  return { attribute, ...(target === '' ? {} : { target }) };
};

const text = (value: string | null | undefined): string | undefined => {
  const plain = value?.trim() ?? '';
  return plain === '' ? undefined : plain;
};

/** In the order of their times; what is no change of anything that is read (subscribers, branches) is left out. */
export const changesOf = (
  activity: readonly unknown[],
  where: string,
): { changes: Change[]; skipped: Skip[] } => {
  const { good, faults } = usable(ENTRY, activity, 'an entry of the log');
  const skipped = faults.map((reason): Skip => ({ where, reason }));
  const changes = new Map<string, Change>();
  for (const { whatchanged, oldvalue, newvalue, datechanged, person_link: link } of good) {
    const what = parsed(whatchanged);
    if (what === undefined) continue;
    const [at, by] = [secondsOf(datechanged), nameIn(link)];
    if (at === undefined || by === undefined) {
      const reason = at === undefined ? 'a change without a time' : 'a change by nobody';
      skipped.push({ where: `${where} ${whatchanged}`, reason });
      continue;
    }
    const [before, after] = [text(oldvalue), text(newvalue)];
    // Times are told to the microsecond, but a form that is saved changes several things in one moment.
    const key = `${datechanged} ${whatchanged}`;
    const values = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
    changes.set(key, { key, ...what, ...values, at, by });
  }
  return { changes: [...changes.values()].sort((a, b) => a.at - b.at), skipped };
};
