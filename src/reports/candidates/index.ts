// Who could be asked into the core team: what speaks for each and what against, with the work behind it. For the PTL.
import type { Ledger, PrivateReport, ReportRequest, Table } from '../../contracts.ts';
import { dateText } from '../../domain/calendar.ts';
import { type Area, type Candidate, candidatesAmong, LEAST_WEEKS, WEEKS } from '../../domain/candidates.ts';
import { type Freshness, freshnessOf, tells } from '../../domain/freshness.ts';
import type { Project } from '../../domain/project.ts';
import {
  CANDIDATE_METRICS,
  candidateWindow,
  type Examples,
  lookAtCandidates,
} from '../../facts/candidates.ts';
import { type Definition, definitionsOf } from '../../lib/report-parts.ts';
import { wordsAgainst } from './words.ts';

export interface CandidateRow extends Omit<Candidate, 'against' | 'person'> {
  readonly against: readonly string[];
  readonly examples: Examples;
}

export interface CandidatesModel {
  readonly project: string;
  readonly title: string;
  readonly since: string;
  readonly until: string;
  readonly weeksBack: number;
  readonly leastWeeks: number;
  readonly people: readonly CandidateRow[];
  /** Others who reviewed, too seldom to be looked at. */
  readonly others: number;
  readonly freshness: Freshness;
  readonly definitions: readonly Definition[];
}

const compose = async (ledger: Ledger, project: Project, { at }: ReportRequest): Promise<CandidatesModel> => {
  const looked = await lookAtCandidates(ledger, project, at);
  const window = candidateWindow(at);
  const [sources, streams] = [await ledger.sources(project.id), await ledger.streams(project.id, at)];
  const freshness = freshnessOf(sources, streams, project, at);
  // Where reviews are not read, a silence may be ours.
  const isTold = tells(freshness, 'review');
  const people: CandidateRow[] = [];
  for (const { person, against, ...candidate } of candidatesAmong(looked.facts))
    people.push({
      ...candidate,
      against: against.filter(({ reason }) => isTold || reason !== 'silent').map(wordsAgainst),
      examples: await looked.examples(person),
    });
  return {
    ...{ project: project.id, title: project.title },
    since: dateText(window.since, project.timezone),
    until: dateText(window.until - 1, project.timezone),
    ...{ weeksBack: WEEKS, leastWeeks: LEAST_WEEKS, people },
    others: looked.facts.length - people.length,
    freshness,
    definitions: definitionsOf(CANDIDATE_METRICS),
  };
};

const HEAD = [
  ...['person', 'weeks', 'changes', 'votes followed by a core', 'agreed', 'comments', 'led to a patch set'],
  ...['priority reviews', 'bugs triaged', 'weeks in project', 'a core is missing in', 'against'],
];

const areaText = ({ field, area }: Area): string => `${field} ${area}`;

const table = ({ people }: CandidatesModel): Table => [
  HEAD,
  ...people.map(row => [
    ...[row.name, row.weeks, row.changes, row.judged, row.agreed, row.asked, row.answered],
    ...[row.onPriority, row.triaged, row.weeksInProject],
    ...[row.missing.map(areaText).join('; '), row.against.join('; ')],
  ]),
];

export default {
  id: 'candidates',
  title: 'Candidates',
  tells:
    'Who could be asked into the core team: what speaks for it and what against, unranked, with the work behind it. For the PTL alone.',
  audience: 'ptl',
  compose,
  table,
} satisfies PrivateReport<CandidatesModel>;
