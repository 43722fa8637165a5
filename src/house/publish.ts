// Says what a project's channels ask for: now, or what has come due, and once, however many processes there are.
import type { Format, Out, Report } from '../contracts.ts';
import { SourceError, UsageError, UserError } from '../domain/errors.ts';
import { current, type Due, dueNow, dueOn } from '../flow/due.ts';
import { addressOf, type Delivery, type Outcome, publishOnce } from '../flow/publish.ts';
import { hint } from '../lib/suggest.ts';
import { maySpeakIn } from './discretion.ts';
import type { House, ProjectHouse } from './house.ts';
import { withLease } from './lease.ts';
import { messageFor } from './message.ts';
import { repositoryOf } from './named.ts';

/** What became of one report at one channel. `busy`: a process holds it; `refused`: `words` tell why. */
export interface Said {
  readonly report: string;
  readonly channel: string;
  readonly state: Outcome['state'] | 'busy' | 'refused';
  /** The receipt, or a sentence. */
  readonly words: string;
}

/** Which of both it is nobody can tell before the lease has run out. */
const BUSY =
  'another process is saying it, or one that has just died was; ask again in half a minute, nothing is said twice';

interface ChannelSettings {
  readonly report?: string;
  readonly format?: Format;
}

const reportOf = ({ plugins }: House, { channel, settings }: Delivery): Report => {
  const { report: id = 'weekly' } = settings as ChannelSettings;
  const report = plugins.reports.get(id);
  if (report) return report;
  const ids = [...plugins.reports.keys()];
  throw new UserError(
    `${channel.id}: there is no report "${id}"; there are ${ids.join(', ')}.${hint(id, ids)}`,
  );
};

/** The PTL's word that what may have been said is to be said again. */
export const againWith = (key: string): string => `rollcall publish --again "${key}"`;

type Request = Parameters<typeof messageFor>[4];

/** Asked before every post: a repository may have been shown or hidden while nobody told us. @throws UserError */
export const mustNotTell = async ({ io }: House, chosen: ProjectHouse, { channel, settings }: Delivery) => {
  const place = repositoryOf(settings);
  if (channel.id !== 'github-issue' || place === undefined || !chosen.project.publish) return;
  if (!(await maySpeakIn(place, chosen, io.github)))
    throw new UserError(
      `${channel.id}: everybody reads ${place}, and ${chosen.project.id} reads what is private. Nothing was sent.`,
    );
};

const sayOnce = async (
  house: House,
  chosen: ProjectHouse,
  delivery: Delivery,
  report: Report,
  request: Request,
  out: Out,
  again: boolean,
): Promise<Said> => {
  const { format = 'text' } = delivery.settings as ChannelSettings;
  const { store, io } = house;
  await mustNotTell(house, chosen, delivery);
  const { alternative } = delivery.channel;
  const message = await messageFor(house, chosen, report, format, request, alternative);
  const told = { report: report.id, channel: delivery.channel.id };
  const recording = { records: store, at: io.now(), again };
  const say = () => publishOnce(message, delivery, chosen.project, out, recording);
  // One at a time at a place, whatever the week: what is said closes what was said before.
  const lease = `publish ${chosen.project.id} ${addressOf(delivery)} ${report.id}`;
  const outcome = delivery.channel.local ? await say() : await withLease(store, lease, () => io.now(), say);
  if (!outcome) return { ...told, state: 'busy', words: BUSY };
  const how = outcome.state === 'unsure' ? `; to say it again: ${againWith(message.key)}` : '';
  return { ...told, state: outcome.state, words: `${outcome.receipt}${how}` };
};

/** One channel that fails does not keep the others silent. */
const orRefused = async (
  told: Pick<Said, 'report' | 'channel'>,
  say: () => Promise<Said[]>,
): Promise<Said[]> => {
  try {
    return await say();
  } catch (error) {
    if (!(error instanceof UserError || error instanceof UsageError || error instanceof SourceError))
      throw error;
    return [{ ...told, state: 'refused', words: error.message }];
  }
};

const nameOf = ({ channel, settings }: Delivery): Pick<Said, 'report' | 'channel'> => ({
  report: (settings as ChannelSettings).report ?? 'weekly',
  channel: channel.id,
});

/** Every channel's report; `requestOf` tells as of when. Nothing is thrown that has to do with one channel alone. */
export const publishNow = async (
  house: House,
  chosen: ProjectHouse,
  requestOf: (report: Report) => Request,
  out: Out,
): Promise<Said[]> => {
  const said: Said[] = [];
  for (const delivery of chosen.channels) {
    const say = async () => {
      const report = reportOf(house, delivery);
      return [await sayOnce(house, chosen, delivery, report, requestOf(report), out, false)];
    };
    said.push(...(await orRefused(nameOf(delivery), say)));
  }
  return said;
};

const dueOf = async (
  house: House,
  { project }: ProjectHouse,
  delivery: Delivery,
  report: Report,
  anew: boolean,
): Promise<Due[]> => {
  const { schedule, reminders } = project;
  if (!schedule && !reminders) return [];
  const publications = await house.store.publications(project.id, addressOf(delivery), `${report.id} `);
  const question = {
    now: house.io.now(),
    calendar: project,
    ...(schedule && { schedule }),
    ...(reminders && { reminders }),
    channel: delivery.channel.id,
    report,
    said: publications.map(({ key }) => key.slice(report.id.length + 1)),
  };
  const due = dueNow(question);
  return due.length === 0 && anew ? current(question) : due;
};

/**
 * Says what has come due and was not said, the oldest first; `anew`: what was said this week is also brought up to
 * date. Only where the project publishes, and never on the terminal or into files: those are for whoever asks.
 */
export const publishDue = async (
  house: House,
  chosen: ProjectHouse,
  out: Out,
  anew = false,
): Promise<Said[]> => {
  if (!chosen.project.publish) return [];
  const said: Said[] = [];
  for (const delivery of chosen.channels.filter(({ channel }) => !channel.local)) {
    const say = async (): Promise<Said[]> => {
      const report = reportOf(house, delivery);
      const done: Said[] = [];
      for (const { at } of await dueOf(house, chosen, delivery, report, anew)) {
        done.push(
          ...(await orRefused(nameOf(delivery), async () => [
            await sayOnce(house, chosen, delivery, report, { at }, out, false),
          ])),
        );
        // A later week must not be said before an earlier one.
        if (['busy', 'refused'].includes(done.at(-1)?.state ?? '')) break;
      }
      return done;
    };
    said.push(...(await orRefused(nameOf(delivery), say)));
  }
  return said;
};

/** The moment as of which a report has this key, of the last year; undefined when there is none. */
const momentOf = (
  report: Report,
  period: string,
  { project }: ProjectHouse,
  moments: readonly number[],
): number | undefined =>
  moments.map(moment => dueOn(moment, report.schedule, project)).find(due => due.period === period)?.at;

const WEEK = 7 * 86_400;

/**
 * Says again, under the same key, what may have been said: on the PTL's word alone. Where it is known to have been
 * said nothing is done.
 * @throws UsageError when nothing under this key may have been said.
 */
export const publishAgain = async (
  house: House,
  chosen: ProjectHouse,
  key: string,
  out: Out,
): Promise<Said[]> => {
  const { store, io } = house;
  const intended = (await store.intendedPublications(chosen.project.id)).filter(each => each.key === key);
  const wanted = chosen.channels.flatMap(delivery => {
    const before = intended.find(({ channel }) => channel === addressOf(delivery));
    return before ? [{ delivery, before }] : [];
  });
  if (wanted.length === 0)
    throw new UsageError(
      `Nothing under "${key}" is in doubt. "rollcall doctor" lists what may have been sent.`,
    );
  const said: Said[] = [];
  for (const { delivery, before } of wanted) {
    const say = async (): Promise<Said[]> => {
      const report = reportOf(house, delivery);
      const weeks = Array.from({ length: 53 }, (_, index) => io.now() - index * WEEK);
      const at = momentOf(report, key.slice(report.id.length + 1), chosen, [before.at, ...weeks]);
      if (at === undefined) throw new UserError(`"${key}" is more than a year ago.`);
      return [await sayOnce(house, chosen, delivery, report, { at }, out, true)];
    };
    said.push(...(await orRefused(nameOf(delivery), say)));
  }
  return said;
};
