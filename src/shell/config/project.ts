// A checked project file as the domain knows it: dates to seconds in the project's time zone, defaults filled in.
import type { Source } from '../../contracts.ts';
import type { MeetingPlan } from '../../domain/meeting-schedule.ts';
import type { Priority } from '../../domain/priority.ts';
import type { Cycle, Project } from '../../domain/project.ts';
import { weeklyTime } from '../../domain/schedule.ts';
import type { Entry } from './entry.ts';
import { moment } from './fields.ts';
import { mergePeople, toPerson } from './people.ts';
import type { PersonEntry } from './person.ts';
import { remindersOf } from './reminders.ts';
import type { ProjectFile } from './schema.ts';

/** A plugin that a project uses, with its settings; `id` is its own within the project. */
export interface Use {
  readonly id: string;
  readonly type: string;
  readonly settings: unknown;
}

const toCycle = (
  { name, start, end, milestones }: NonNullable<ProjectFile['cycle']>,
  timezone: string,
): Cycle => ({
  name,
  start: moment(start, timezone),
  end: moment(end, timezone),
  milestones: Object.entries(milestones)
    .map(([milestone, date]) => ({ name: milestone, at: moment(date, timezone) }))
    .sort((a, b) => a.at - b.at),
});

/** Without the keys that are undefined, for types that know the difference. */
const given = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as never;

const toPriority = (entry: ProjectFile['priorities'][number], timezone: string): Priority => ({
  id: entry.id,
  title: entry.title,
  owners: entry.owners,
  match: given(entry.match),
  ...(entry.since !== undefined && { since: moment(entry.since, timezone) }),
  ...(entry.until !== undefined && { until: moment(entry.until, timezone) }),
  weekly: entry.weekly
    .map(({ date, changes }) => ({ at: moment(date, timezone), changes }))
    .sort((a, b) => a.at - b.at),
});

const toSchedule = ({
  weekly,
  late,
  meeting,
}: ProjectFile['schedule']): Pick<Project, 'schedule' | 'reminders'> => {
  const time = weeklyTime(weekly);
  const reminders = remindersOf(meeting);
  return { ...(time && { schedule: { ...time, late } }), ...(reminders && { reminders }) };
};

export const toProject = (
  file: ProjectFile,
  shared: readonly PersonEntry[],
  plugins: ReadonlyMap<string, Source>,
  meetings: readonly MeetingPlan[],
): Project => ({
  id: file.id,
  title: file.title ?? file.id,
  timezone: file.timezone,
  ...(file.cycle && { cycle: toCycle(file.cycle, file.timezone) }),
  sources: toUses(file.sources).map(({ id, type }) => {
    const { blind, service } = plugins.get(type) ?? {};
    return { id, type, ...(blind !== undefined && { blind }), ...(service !== undefined && { service }) };
  }),
  people: mergePeople(shared, file.people).map(person => toPerson(person, file.timezone)),
  bots: file.bots,
  priorities: file.priorities.map(priority => toPriority(priority, file.timezone)),
  policy: file.policy,
  checkIn: file.checkIn,
  retirement: file.retirement,
  nomination: file.nomination,
  ...(file.onBoarding && { onBoarding: file.onBoarding }),
  ...(file.offBoarding && { offBoarding: file.offBoarding }),
  writesLetters: file.letters.length > 0,
  publish: file.publish,
  whenRemoved: file.whenRemoved,
  ...toSchedule(file.schedule),
  ...(file.retention && { retention: given(file.retention) }),
  meetings,
  linkByName: file.linkByName,
});

export const toUses = (entries: readonly Entry[]): Use[] =>
  entries.map(({ type, id, settings }) => ({ id: id ?? type, type, settings }));

/** A poorer source adds only what a richer one of the same project lacks: it is told to by its own `beside`. */
export const toSourceUses = (entries: readonly Entry[], plugins: ReadonlyMap<string, Source>): Use[] => {
  const isRicher = ({ type }: Entry): boolean => {
    const plugin = plugins.get(type);
    return plugin !== undefined && plugin.beside === undefined && plugin.kinds.includes('review');
  };
  const richer = entries.filter(isRicher);
  return toUses(entries).map(use => {
    const plugin = plugins.get(use.type);
    return plugin?.beside && richer.length > 0 ? { ...use, settings: plugin.beside(use.settings) } : use;
  });
};
