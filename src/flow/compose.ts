// Composes a report: a public one sees no more of the ledger than the public may.
import type { Ledger, Report, ReportRequest } from '../contracts.ts';
import type { Project } from '../domain/project.ts';
import { publicLedger } from './public-ledger.ts';

export const compose = <Model>(
  report: Report<Model>,
  ledger: Ledger,
  project: Project,
  request: ReportRequest,
): Promise<Model> =>
  report.audience === 'public'
    ? report.compose(publicLedger(ledger), project, request)
    : report.compose(ledger, project, request);
