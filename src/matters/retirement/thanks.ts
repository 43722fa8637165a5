// A thank-you that everybody may read: from what the person did, in words and titles, without a number.
import type { MatterRequest, Person } from '../../contracts.ts';
import type { Kind } from '../../domain/activity.ts';
import { daysBefore } from '../../domain/calendar.ts';
import { foldName } from '../../domain/same-person.ts';
import { linkTo } from '../../lib/report-parts.ts';
import changesMerged from '../../metrics/changes-merged.ts';

/** Days that are looked back. */
const BACK = 730;
/** A few: a whole list could be counted. */
const SHOWN = 3;

const WORK: readonly (readonly [words: string, kinds: readonly Kind[]])[] = [
  ['reviewed the work of others', ['review', 'inline-comment', 'approval']],
  ['wrote code', ['commit']],
  ['mended bugs', ['bug-fix']],
  ['sorted bugs', ['bug-triage']],
  ['led meetings', ['meeting-chair']],
  ['came to meetings', ['meeting-present']],
];

export const thanksFor = async (person: Person, { project, ledger }: MatterRequest, at: number) => {
  const window = daysBefore(at, BACK, project.timezone);
  const kinds = WORK.flatMap(([, each]) => each);
  const events = await ledger.events(person.key, window, kinds);
  // A word on one's own change is no review.
  const seen = new Set(events.filter(({ kind, own }) => kind !== 'review' || !own).map(({ kind }) => kind));
  const place = (item: string | undefined, url: string | null | undefined): string => `${item} ${url ?? ''}`;
  const touched = new Set(events.map(({ item, url }) => place(item, url)));
  const merged = (await ledger.measure(changesMerged, project.id, { ...window }))
    .filter(({ owner, number, url }) => owner === person.key || touched.has(place(number, url)))
    .sort((a, b) => b.at - a.at || a.item - b.item);
  return {
    did: WORK.filter(([, each]) => each.some(kind => seen.has(kind))).map(([words]) => words),
    led: project.priorities
      .filter(({ owners }) => owners.some(owner => foldName(owner) === foldName(person.name)))
      .map(({ title }) => title),
    changes: merged.slice(0, SHOWN).map(linkTo),
  };
};
