// The ledger as a public report may see it: no numbers about persons pass through.
import type { Ledger, PublicLedger } from '../contracts.ts';
import { GHOST } from '../domain/activity.ts';
import { publicCheckIn, publicCheckInsOf } from '../domain/check-in.ts';
import { coresAt } from '../domain/cores.ts';
import { absenceOf, leavesOf } from '../domain/leave.ts';
import { hiddenOf } from '../domain/rights.ts';

const refuse = (id: string): never => {
  throw new Error(`the metric ${id} holds numbers about persons and cannot be part of a public report`);
};

export const publicLedger = (ledger: Ledger): PublicLedger => {
  /** Without those who want to be left out: their wish counts for reports of the past as well. */
  const read = async (project: string): Promise<Map<number, string>> => {
    const people = await ledger.people(project);
    const hidden = hiddenOf(await ledger.decisions(project, Number.MAX_SAFE_INTEGER), people);
    return new Map(people.filter(({ key }) => !hidden.has(key)).map(person => [person.key, person.name]));
  };
  const readAlready = new Map<string, Promise<Map<number, string>>>();
  /** Names, read once for a report and not once for each of its lists. */
  const names = (project: string): Promise<Map<number, string>> => {
    const known = readAlready.get(project) ?? read(project);
    readAlready.set(project, known);
    return known;
  };
  return {
    // The type forbids it too; a plugin written without types meets the same wall.
    measure: async (metric, project, parameters) =>
      ['project', 'item'].includes(metric.per)
        ? ledger.measure(metric, project, parameters)
        : refuse(metric.id),
    async namesFrom(metric, project, window) {
      if (metric.per !== 'name') refuse(metric.id);
      const known = await names(project);
      const facts = await ledger.measure(metric, project, { ...window });
      // Accounts that nobody has linked may share a name: it is thanked once.
      const found = new Set(facts.flatMap(fact => known.get(fact.person) ?? []));
      if (GHOST.name !== undefined) found.delete(GHOST.name);
      return [...found].sort((a, b) => a.localeCompare(b, 'en'));
    },
    names,
    checkIn: async (project, at) => publicCheckIn(publicCheckInsOf(await ledger.decisions(project, at)), at),
    // Who is on leave stays behind this door: a count comes out, where it is nobody's.
    async absence(project, at, moment) {
      const leaves = leavesOf(await ledger.decisions(project, at), await ledger.people(project));
      return absenceOf(leaves, coresAt(await ledger.members(project), at).keys(), moment);
    },
    streams: (project, at) => ledger.streams(project, at),
    sources: project => ledger.sources(project),
  };
};
