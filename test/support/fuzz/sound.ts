// What every harvest has to hold, whatever it was made from: the ledger and the reports rely on it.
import { type Handle, type Harvest, ITEM_FIELDS, KINDS, SERVICES } from '../../../src/domain/activity.ts';

const ITEM_KINDS = ['change', 'bug', 'meeting', 'action'];
/** Seconds that a date can hold: beyond it nothing can be said of a day. */
const LAST = 8.64e12;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isTime = (value: unknown): boolean => Number.isInteger(value) && Math.abs(value as number) <= LAST;
const isHandle = ({ service, id, name }: Handle): boolean =>
  SERVICES.includes(service) && isText(id) && (name === undefined || typeof name === 'string');

/** The first thing that is wrong with it; undefined when all is well. */
export const unsound = (harvest: Harvest): string | undefined => {
  const { activities, items, aliases, names = [], skipped, whole = [] } = harvest;
  for (const { nativeId, kind, by, at, item, revision, value } of activities) {
    if (!isText(nativeId) || !KINDS.includes(kind)) return `an activity ${nativeId} of kind ${kind}`;
    if (!isHandle(by)) return `${nativeId} by ${by.service}:${by.id}`;
    if (!isTime(at)) return `${nativeId} at ${at}`;
    if (item !== undefined && !isText(item)) return `${nativeId} on no item`;
    if (revision !== undefined && !(Number.isSafeInteger(revision) && revision >= 0))
      return `${nativeId} on patch set ${revision}`;
    if (value !== undefined && !Number.isFinite(value)) return `${nativeId} of value ${value}`;
  }
  for (const { nativeId, kind, url, owner, openedAt, states } of items) {
    if (!isText(nativeId) || !ITEM_KINDS.includes(kind)) return `an item ${nativeId} of kind ${kind}`;
    if (url !== undefined && typeof url !== 'string') return `${nativeId} at the address ${String(url)}`;
    if (owner && !isHandle(owner)) return `${nativeId} of ${owner.service}:${owner.id}`;
    if (openedAt !== undefined && !isTime(openedAt)) return `${nativeId} opened at ${openedAt}`;
    for (const { field, at, value } of states)
      if (!ITEM_FIELDS.includes(field) || !isTime(at) || typeof value !== 'string')
        return `${nativeId} with ${field} ${String(value)} at ${at}`;
  }
  for (const { a, b, evidence, ref } of aliases)
    if (!isHandle(a) || !isHandle(b) || !isText(evidence) || !isText(ref))
      return `an alias ${a.id} = ${b.id}`;
  if (!names.every(isHandle)) return 'a name of nobody';
  if (!skipped.every(({ where, reason }) => isText(where) && isText(reason)))
    return 'a skip without a reason';
  return whole.every(isText) ? undefined : 'a whole item without an id';
};
