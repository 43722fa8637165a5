// The handover report: what whoever leads next has to know, and what to ask the one before. For the PTL alone.
import type { Ledger, Person, PrivateReport, ReportRequest } from '../../contracts.ts';
import { standingFor } from '../../domain/bench.ts';
import { DAY, dateText, daysBefore } from '../../domain/calendar.ts';
import { answeredIn, isOpen } from '../../domain/check-in.ts';
import { isWaitedFor } from '../../domain/follow-up.ts';
import { freshnessOf } from '../../domain/freshness.ts';
import { capacitiesOf, hoursAt, leavesOf } from '../../domain/leave.ts';
import type { Project } from '../../domain/project.ts';
import type { Prompt } from '../../domain/prompts.ts';
import { isRetirementOpen, retirementsOf } from '../../domain/retirement.ts';
import { STANDINGS } from '../../domain/standing.ts';
import { namesToldApart } from '../../domain/told-apart.ts';
import { actionsFollowed } from '../../facts/actions.ts';
import { promptLine } from '../../facts/prompt-lines.ts';
import { type Prompts, promptsAt } from '../../facts/prompts.ts';
import { linkTo } from '../../lib/report-parts.ts';
import priorityItems from '../../metrics/priority-items.ts';
import { placesOf, QUESTIONS, settingsOf } from './config.ts';
import { openMatters } from './matters.ts';
import type { HandoverModel } from './model.ts';

interface Asked {
  readonly ledger: Ledger;
  readonly project: Project;
  readonly at: number;
  readonly people: readonly Person[];
  readonly names: ReadonlyMap<number, string>;
  readonly found: Prompts;
}

const teamPart = async ({
  ledger,
  project,
  at,
  people,
  names,
  found,
}: Asked): Promise<HandoverModel['team']> => {
  const { standings } = found;
  const decisions = await ledger.decisions(project.id, at);
  const hours = hoursAt(capacitiesOf(decisions, people), at);
  const promised = standings.flatMap(({ person }) => hours.get(person) ?? []);
  const willing = standingFor(decisions, people, at);
  return {
    cores: standings.length,
    ptls: standings.filter(({ role }) => role === 'ptl').map(({ name }) => name),
    standings: STANDINGS.map(standing => ({
      standing,
      cores: standings.filter(core => core.standing === standing).length,
    })).filter(({ cores }) => cores > 0),
    hours: promised.length === 0 ? null : promised.reduce((sum, each) => sum + each, 0),
    willing: [...willing.keys()]
      .flatMap(person => names.get(person) ?? [])
      .sort((a, b) => a.localeCompare(b, 'en')),
  };
};

const checkInPart = ({ project, at, found: { checkIn } }: Asked): HandoverModel['checkIn'] =>
  checkIn
    ? {
        isOpen: isOpen(checkIn, at),
        closes: dateText(checkIn.closesAt - 1, project.timezone),
        answered: answeredIn(checkIn),
        invited: checkIn.invited.length,
      }
    : null;

/** Told here already as the retirement that it is, while that is open. */
const IN_MATTERS: readonly Prompt['code'][] = ['step-back', 'confirm'];

/** What goes on, and then what else waits for a word. */
const openPart = async ({ ledger, project, at, people, names, found }: Asked): Promise<readonly string[]> => {
  const decisions = await ledger.decisions(project.id, at);
  const { timezone } = project;
  const leaving = new Set(
    retirementsOf(decisions, people)
      .filter(isRetirementOpen)
      .map(({ person }) => person),
  );
  const prompts = found.prompts.filter(
    prompt => !(IN_MATTERS.includes(prompt.code) && 'person' in prompt && leaving.has(prompt.person)),
  );
  const lines = await Promise.all(prompts.map(prompt => promptLine(prompt, found, ledger, project)));
  return [...openMatters({ at, timezone, people, names, decisions }), ...lines.map(({ title }) => title)];
};

const actionsPart = async ({ ledger, project, at, names }: Asked): Promise<HandoverModel['actions']> => {
  const followed = await actionsFollowed(ledger, project.id, at);
  return followed.filter(isWaitedFor).map(({ action: { number, text, owners, firstAt, series, url } }) => ({
    text,
    who: owners.map(owner => names.get(owner) ?? 'somebody').join(', ') || 'nobody in particular',
    given: dateText(firstAt, project.timezone),
    where: linkTo({ number, title: series, url: url ?? null }),
  }));
};

const prioritiesPart = async ({ ledger, project, at }: Asked): Promise<HandoverModel['priorities']> => {
  const window = daysBefore(at, project.policy.windowDays, project.timezone);
  const items = await ledger.measure(priorityItems, project.id, { ...window });
  const inForce = project.priorities.filter(({ since = 0, until = Infinity }) => since <= at && at < until);
  return inForce.map(({ id, title, owners }) => {
    const own = items.filter(({ priority }) => priority === id);
    const open = own.filter(({ status }) => !['change-merged', 'change-abandoned'].includes(status ?? ''));
    const moved = Math.max(0, ...own.map(({ movedAt }) => movedAt ?? 0));
    return {
      ...{ title, owners, open: open.length },
      merged: own.filter(({ status }) => status === 'change-merged').length,
      unseen: open.filter(({ coreReviewers }) => coreReviewers === 0).length,
      moved: moved === 0 ? '' : dateText(moved, project.timezone),
    };
  });
};

/** What the cycle says, and who has said to be away: no reason was asked. */
const datesPart = async ({ ledger, project, at, people, names }: Asked): Promise<HandoverModel['dates']> => {
  const { cycle, timezone } = project;
  const decisions = await ledger.decisions(project.id, at);
  const leaves = leavesOf(decisions, people).flatMap(({ person, since, until = Infinity }) => {
    const name = names.get(person);
    if (name === undefined || until <= at) return [];
    const begins = since > at ? [{ at: since, what: `${name} goes on leave` }] : [];
    return [...begins, ...(until < Infinity ? [{ at: until, what: `${name} is back from leave` }] : [])];
  });
  const milestones = (cycle?.milestones ?? []).map(({ name, at: due }) => ({ at: due, what: name }));
  const end = cycle ? [{ at: cycle.end, what: `the cycle ${cycle.name} ends` }] : [];
  return [...milestones, ...end, ...leaves]
    .filter(each => each.at >= at && each.at < at + 366 * DAY)
    .sort((a, b) => a.at - b.at)
    .map(({ at: day, what }) => ({ date: dateText(day, timezone), what }));
};

const compose = async (ledger: Ledger, project: Project, { at }: ReportRequest): Promise<HandoverModel> => {
  const people = await ledger.people(project.id);
  const found = await promptsAt(ledger, project, at);
  const asked: Asked = { ledger, project, at, people, names: namesToldApart(people), found };
  return {
    project: project.title,
    at: dateText(at, project.timezone),
    timezone: project.timezone,
    team: await teamPart(asked),
    open: await openPart(asked),
    checkIn: checkInPart(asked),
    actions: await actionsPart(asked),
    priorities: await prioritiesPart(asked),
    dates: await datesPart(asked),
    places: placesOf(project),
    settings: settingsOf(project),
    questions: QUESTIONS,
    freshness: freshnessOf(
      await ledger.sources(project.id),
      await ledger.streams(project.id, at),
      project,
      at,
    ),
  };
};

export default {
  id: 'handover',
  title: 'Handover',
  tells:
    'For whoever leads next: the team in counts, what is open, where things are, and what to ask the one before. For the PTL alone.',
  audience: 'ptl',
  compose,
  grids: model => ({
    priorities: {
      head: ['priority', 'led by', 'merged', 'open', 'no core has looked', 'last moved'],
      rows: model.priorities.map(({ title, owners, merged, open, unseen, moved }) => [
        ...[title, owners.join(', '), String(merged), String(open), String(unseen), moved],
      ]),
    },
  }),
} satisfies PrivateReport<HandoverModel>;
