// The bench report: who could stand as PTL next, what they know, and what each might like to try. For the PTL alone.
import type { Grid, Ledger, PrivateReport, ReportRequest, Table } from '../contracts.ts';
import { type Experience, standingFor, type Try, triesOf } from '../domain/bench.ts';
import { DAY, dateText, daysBefore } from '../domain/calendar.ts';
import { type Core, coresAt } from '../domain/cores.ts';
import type { Project } from '../domain/project.ts';
import { foldName } from '../domain/same-person.ts';
import type { Standing } from '../domain/standing.ts';
import { standingsAt } from '../facts/standings.ts';
import { type Definition, definitionsOf } from '../lib/report-parts.ts';
import bugTriage from '../metrics/bug-triage.ts';
import changesOpened from '../metrics/changes-opened.ts';
import lastActivity from '../metrics/last-activity.ts';
import meetingAttendance from '../metrics/meeting-attendance.ts';
import reviewBreadth from '../metrics/review-breadth.ts';

export interface BenchRow {
  readonly person: string;
  readonly isPtl: boolean;
  /** Whole months in the team; null where the roster does not reach back. */
  readonly months: number | null;
  readonly monthsAtLeast: boolean;
  readonly leads: readonly string[];
  readonly experience: Experience;
  /** False: nothing of theirs was ever seen, and a zero would be a claim. */
  readonly everSeen: boolean;
  /** The day on which they said that they would stand; empty: they have not. */
  readonly stands: string;
  readonly tries: readonly string[];
}

export interface BenchModel {
  readonly project: string;
  readonly at: string;
  readonly since: string;
  readonly days: number;
  readonly people: readonly BenchRow[];
  readonly willing: readonly string[];
  readonly definitions: readonly Definition[];
}

const METRICS = [reviewBreadth, meetingAttendance, bugTriage];
const MONTH = 30.44 * DAY;

const TRY_WORDS: Readonly<Record<Try, string>> = {
  rota: 'set up a triage rota and show others how it is done',
  lead: 'lead a priority, alone or with somebody',
  chair: 'chair a meeting, with somebody beside them the first time',
  mentor: 'go through the first reviews with somebody new',
  repositories: 'look into a repository that is new to them',
  priority: 'review what the team has put first',
  triage: 'take a week of bug triage',
};
/** Whom an offer would only burden, or would not reach, is offered nothing here. */
const IDLE: readonly Standing[] = ['quiet', 'away', 'unknown'];

const byPerson = <Fact extends { readonly person: number }>(facts: readonly Fact[]): Map<number, Fact> =>
  new Map(facts.map(fact => [fact.person, fact]));

const leadsOf = ({ priorities }: Project, name: string, at: number): string[] =>
  priorities
    .filter(({ since = 0, until = Infinity }) => since <= at && at < until)
    .filter(({ owners }) => owners.some(owner => foldName(owner) === foldName(name)))
    .map(({ title }) => title);

const gather = async (ledger: Ledger, project: Project, at: number) => {
  const window = daysBefore(at, project.policy.standing.grownDays, project.timezone);
  const breadth = byPerson(await ledger.measure(reviewBreadth, project.id, { ...window }));
  const meetings = byPerson(await ledger.measure(meetingAttendance, project.id, { ...window }));
  const triage = byPerson(await ledger.measure(bugTriage, project.id, { ...window }));
  const opened = await ledger.measure(changesOpened, project.id, { ...window });
  const seen = await ledger.measure(lastActivity, project.id, { since: 0, until: at });
  const streams = await ledger.streams(project.id, at);
  return {
    ...{ window, breadth, meetings, triage },
    seen: new Set(seen.filter(({ lastAt }) => lastAt !== null).map(({ person }) => person)),
    allAuthors: new Set(opened.filter(({ byBot }) => byBot === 0).map(({ owner }) => owner)).size,
    allRepositories: Math.max(0, ...[...breadth.values()].map(({ repositories }) => repositories)),
    hasMeetings: [...meetings.values()].some(({ present }) => present > 0),
    hasBugs: streams.some(({ kind }) => kind === 'bug-triage' || kind === 'bug-opened'),
  };
};

const experienceOf = (
  person: number,
  leads: number,
  facts: Awaited<ReturnType<typeof gather>>,
  project: Project,
): Experience => {
  const { allAuthors, allRepositories, hasMeetings, hasBugs } = facts;
  const broad = facts.breadth.get(person);
  const meetings = facts.meetings.get(person);
  return {
    ...{ allAuthors, allRepositories, hasMeetings, hasBugs, leads },
    authors: broad?.authors ?? 0,
    repositories: broad?.repositories ?? 0,
    onPriority: broad?.onPriority ?? 0,
    chaired: meetings?.chaired ?? 0,
    comesOften: (meetings?.held ?? 0) > 0 && 2 * (meetings?.presentOfHeld ?? 0) >= (meetings?.held ?? 0),
    triaged: facts.triage.get(person)?.bugs ?? 0,
    hasPriorities: project.priorities.length > 0,
  };
};

const timeOf = ({ since, fromStart }: Core, at: number): Pick<BenchRow, 'months' | 'monthsAtLeast'> => ({
  months: since > 0 ? Math.floor((at - since) / MONTH) : null,
  monthsAtLeast: since > 0 && fromStart,
});

const compose = async (ledger: Ledger, project: Project, { at }: ReportRequest): Promise<BenchModel> => {
  const people = await ledger.people(project.id);
  const cores = coresAt(await ledger.members(project.id), at);
  const facts = await gather(ledger, project, at);
  const standings = new Map(
    (await standingsAt(ledger, project, at)).map(each => [each.person, each.standing]),
  );
  const willing = standingFor(await ledger.decisions(project.id, at), people, at);
  const rows = people.flatMap(({ key, name, bot }): BenchRow[] => {
    const core = cores.get(key);
    if (core === undefined || bot) return [];
    const leads = leadsOf(project, name, at);
    const experience = experienceOf(key, leads.length, facts, project);
    const everSeen = facts.seen.has(key);
    const said = willing.get(key);
    return [
      {
        ...{ person: name, isPtl: core.role === 'ptl', leads, experience, everSeen, ...timeOf(core, at) },
        stands: said === undefined ? '' : dateText(said, project.timezone),
        tries:
          core.role === 'ptl' || IDLE.includes(standings.get(key) ?? 'unknown')
            ? []
            : triesOf(experience).map(each => TRY_WORDS[each]),
      },
    ];
  });
  const sorted = rows.sort((a, b) => a.person.localeCompare(b.person, 'en'));
  return {
    project: project.title,
    at: dateText(at, project.timezone),
    since: dateText(facts.window.since, project.timezone),
    days: project.policy.standing.grownDays,
    people: sorted,
    willing: sorted.filter(({ stands }) => stands !== '').map(({ person }) => person),
    definitions: definitionsOf(METRICS),
  };
};

const HEAD = [
  'core',
  'months',
  'reviewed for',
  'repositories',
  'priority changes',
  'leads',
  'chaired',
  'triaged',
];
const STANDS = 'would stand';

const rowsOf = ({ people }: BenchModel): string[][] =>
  people.map(({ person, isPtl, months, monthsAtLeast, leads, experience, everSeen, stands }) => {
    const told = (value: number, isKnown = true): string =>
      value > 0 || (everSeen && isKnown) ? String(value) : '–';
    return [
      isPtl ? `${person} (PTL)` : person,
      months === null ? '–' : `${monthsAtLeast ? '≥ ' : ''}${months}`,
      told(experience.authors),
      told(experience.repositories, experience.allRepositories > 0),
      told(experience.onPriority, experience.hasPriorities),
      leads.join(', '),
      told(experience.chaired, experience.hasMeetings),
      told(experience.triaged, experience.hasBugs),
      stands,
    ];
  });

export default {
  id: 'bench',
  title: 'PTL bench',
  tells: 'Who could stand as PTL next, what they know, and what each might like to try. For the PTL alone.',
  audience: 'ptl',
  compose,
  // A column that is empty for everybody says nothing.
  grids: (model): Record<string, Grid> => ({
    bench:
      model.willing.length === 0
        ? { head: HEAD, rows: rowsOf(model).map(row => row.slice(0, -1)) }
        : { head: [...HEAD, STANDS], rows: rowsOf(model) },
  }),
  table: (model): Table => [[...HEAD, STANDS], ...rowsOf(model)],
} satisfies PrivateReport<BenchModel>;
