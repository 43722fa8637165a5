// Composes a report: a public one sees no more of the ledger, and of the configuration, than the public may.
import type { Ledger, Report, ReportRequest } from '../contracts.ts';
import type { Project } from '../domain/project.ts';
import { hiddenOf } from '../domain/rights.ts';
import { foldName } from '../domain/same-person.ts';
import { publicLedger } from './public-ledger.ts';

/**
 * A project as a public report may see it: without anybody's part of a working week, without how people are reached, and
 * without the names of those who want to be left out.
 */
export const publicProject = async (ledger: Ledger, project: Project): Promise<Project> => {
  const { setup: _setup, ...rest } = project;
  const people = await ledger.people(project.id);
  const hidden = hiddenOf(await ledger.decisions(project.id, Number.MAX_SAFE_INTEGER), people);
  const names = new Set(people.filter(({ key }) => hidden.has(key)).map(({ name }) => foldName(name)));
  const isShown = (name: string): boolean => !names.has(foldName(name));
  return {
    ...rest,
    people: [],
    priorities: project.priorities.map(priority => ({
      ...priority,
      owners: priority.owners.filter(isShown),
    })),
  };
};

export const compose = async <Model>(
  report: Report<Model>,
  ledger: Ledger,
  project: Project,
  request: ReportRequest,
): Promise<Model> =>
  report.audience === 'public'
    ? report.compose(publicLedger(ledger), await publicProject(ledger, project), request)
    : report.compose(ledger, project, request);
