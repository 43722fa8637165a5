// Which project a command line is about, where several live in one place.
import type { Block } from '../contracts.ts';
import type { CommandLine } from '../lib/command-line.ts';
import type { ProjectHouse } from './house.ts';

const several = (projects: readonly ProjectHouse[]): Block[] => [
  `Several projects live here: ${projects.map(({ project }) => project.id).join(', ')}. Name one:`,
  { code: [`/rollcall --project ${projects[0]?.project.id ?? ''} report`] },
];

/** The project that a line names, or the only one; what to say where that is none. */
export const chosenFor = (
  { project: id, verb }: CommandLine,
  projects: readonly ProjectHouse[],
): { readonly chosen?: ProjectHouse; readonly say: readonly Block[] } => {
  const [first] = projects;
  if (id !== undefined) {
    const chosen = projects.find(({ project }) => project.id === id);
    return chosen
      ? { chosen, say: [] }
      : { say: [`There is no project "${id}" here.`, ...several(projects)] };
  }
  if (first && projects.length === 1) return { chosen: first, say: [] };
  return first && verb === 'help' ? { chosen: first, say: several(projects) } : { say: several(projects) };
};
