// Harvests on their way to the ledger: put together, and without what cannot be.
import type { Activity, Harvest } from '../domain/activity.ts';
import { DAY } from '../domain/calendar.ts';

/** What several raw records tell, as one. */
export const merged = (harvests: readonly Harvest[]): Harvest =>
  harvests.length === 1 && harvests[0]
    ? harvests[0]
    : {
        activities: harvests.flatMap(harvest => harvest.activities),
        items: harvests.flatMap(harvest => harvest.items),
        aliases: harvests.flatMap(harvest => harvest.aliases),
        names: harvests.flatMap(harvest => harvest.names ?? []),
        skipped: harvests.flatMap(harvest => harvest.skipped),
        whole: harvests.flatMap(harvest => harvest.whole ?? []),
      };

/** A clock that is a day ahead is forgiven. */
const AHEAD = DAY;

/** Facts without a possible date are left out: one from the future would be the last sign of life for ever. */
export const dated = (harvest: Harvest, now: number): Harvest => {
  const isPossible = ({ at, value = 0 }: Activity): boolean =>
    Number.isInteger(at) && at >= 0 && at <= now + AHEAD && Number.isSafeInteger(value);
  if (harvest.activities.every(isPossible)) return harvest;
  const skipped = harvest.activities
    .filter(activity => !isPossible(activity))
    .map(({ nativeId, at }) => ({
      where: nativeId,
      reason: at > now + AHEAD ? 'a date in the future' : 'a date or a number that cannot be read',
    }));
  return {
    ...harvest,
    activities: harvest.activities.filter(isPossible),
    skipped: [...harvest.skipped, ...skipped],
  };
};
