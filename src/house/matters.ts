// Carries the matters of a team: what is due of each, rendered and said, or shown where nothing may leave.
import { ownNumbers } from '../commands/me/numbers.ts';
import type { MatterRequest, Message, Out, OwnNumber, Person, Report } from '../contracts.ts';
import { type Handle, handleKey } from '../domain/activity.ts';
import { personBehind } from '../domain/asker.ts';
import { freshnessOf } from '../domain/freshness.ts';
import { type RosterStep, recordedAs, type SayStep } from '../domain/matter.ts';
import {
  type Carried,
  carryOut,
  type Plan,
  personIn,
  planOf,
  saidOf,
  unsureOf,
  type Voice,
} from '../flow/matters.ts';
import type { Delivery } from '../flow/publish.ts';
import { applyDecisions } from './decided.ts';
import type { House, ProjectHouse } from './house.ts';
import { withLease } from './lease.ts';
import { renderer } from './plugins.ts';
import { mustNotTell } from './publish.ts';
import { rosterNote } from './roster-step.ts';
import { titleFor } from './roster-words.ts';
import { wordFor } from './word.ts';

const requestFor = async (house: House, { project }: ProjectHouse): Promise<MatterRequest> => {
  const { store, io } = house;
  const at = io.now();
  const people = await store.people(project.id);
  return {
    project,
    ledger: store,
    at,
    // What was decided is never in the future, and a decision of this very second counts.
    decisions: await store.decisions(project.id, Number.MAX_SAFE_INTEGER),
    said: await saidOf(store, project.id),
    unsure: await unsureOf(store, project.id),
    freshness: freshnessOf(await store.sources(project.id), await store.streams(project.id, at), project, at),
    async numbers(of, since): Promise<readonly OwnNumber[]> {
      const person = personBehind(people, of);
      if (!person) return [];
      return ownNumbers(person, { project, ledger: store, at }, { since, until: at });
    },
    wordFor: key => wordFor(store, project.id, key),
  };
};

/** A letter is no report, but is rendered like one. */
const letterhead = ({ template, title }: SayStep): Pick<Report, 'id' | 'title'> => ({
  id: `letters/${template}`,
  title,
});

/** A step as it is said at a place. */
export const rendered = async (step: SayStep, delivery: Delivery, project: ProjectHouse['project']) => {
  const { format = 'text' } = delivery.settings as { readonly format?: Message['format'] };
  const { alternative, id } = delivery.channel;
  const templates = renderer();
  const report = letterhead(step) as Report;
  // Where the letter stands, an answer can be written under it.
  const model = {
    ...step.model,
    project: project.title,
    here: id === 'github-issue',
    chat: id === 'irc',
  };
  const body = await templates.render(report, model, format);
  const html = alternative && (await templates.inMail(report, model));
  const person = personIn(step);
  return {
    key: recordedAs(step),
    project: project.id,
    audience: step.kind === 'letter' ? 'person' : step.kind === 'note' ? 'ptl' : 'public',
    format,
    title: step.title,
    body,
    follows: step.follows === undefined ? null : recordedAs({ kind: step.kind, key: step.follows }),
    ...(html !== undefined && { html }),
    ...(step.ends && { ends: true }),
    ...(person && { person }),
  } satisfies Message;
};

/** An old address found in a commit may be a former employer's: letters go to what somebody wrote down. */
const STATED: ReadonlySet<string> = new Set(['email', 'irc', 'name']);

const accountsFor = async ({ store }: House, { project }: ProjectHouse, people: readonly Person[]) => {
  const configured = new Map(
    project.people.flatMap(({ handles }) => handles.map(handle => [handleKey(handle), handles])),
  );
  const listed = await store.rosterGroups(project.id);
  return (to: Handle): readonly Handle[] => {
    const own = personBehind(people, to)?.handles ?? [to];
    const keys = new Set(own.map(handleKey));
    const stated = [
      ...own.flatMap(handle => configured.get(handleKey(handle)) ?? []),
      ...listed.flatMap(({ handles }) => handles.filter(handle => keys.has(handleKey(handle)))),
    ];
    const all = [...stated, ...own.filter(({ service }) => !STATED.has(service))];
    return [...new Map(all.map(handle => [handleKey(handle), handle])).values()];
  };
};

const audienceOf = ({ plugins }: House, { settings }: Delivery) =>
  plugins.reports.get((settings as { readonly report?: string }).report ?? 'weekly')?.audience;

const voiceFor = async (house: House, chosen: ProjectHouse, out: Out, again?: string): Promise<Voice> => {
  const { store, io } = house;
  const people = await store.people(chosen.project.id);
  const away = chosen.channels.filter(({ channel }) => !channel.local);
  return {
    project: chosen.project,
    letters: chosen.letters,
    notes: away.filter(each => audienceOf(house, each) === 'ptl'),
    words: away.filter(each => audienceOf(house, each) === 'public'),
    accountsOf: await accountsFor(house, chosen, people),
    nameOf: of => personBehind(people, of)?.name ?? of.name ?? of.id,
    async render(step, delivery) {
      if (step.kind === 'word') await mustNotTell(house, chosen, delivery);
      return rendered(step, delivery, chosen.project);
    },
    propose: step => rosterNote(house.io, chosen, step),
    out,
    records: store,
    at: io.now(),
    ...(again !== undefined && { again }),
  };
};

/** What is due of every matter, by its id; nothing is carried out. */
export const dueMatters = async (
  house: House,
  chosen: ProjectHouse,
): Promise<readonly (readonly [matter: string, plan: Plan])[]> => {
  const request = await requestFor(house, chosen);
  const plans: (readonly [string, Plan])[] = [];
  for (const matter of house.plugins.matters.values()) plans.push([matter.id, await planOf(matter, request)]);
  return plans;
};

/** A step as text for whoever holds the ledger, with whom it is for. */
export interface Shown {
  readonly step: SayStep | RosterStep;
  readonly to: string;
  readonly title: string;
  readonly text: string;
}

/** What would be said, in full: for the PTL's eyes. */
export const shownMatters = async (
  house: House,
  chosen: ProjectHouse,
  plans: readonly (readonly [string, Plan])[],
): Promise<Shown[]> => {
  const people = await house.store.people(chosen.project.id);
  const terminal = house.plugins.channels.get('console');
  if (!terminal) throw new Error('the channel console is missing');
  const shown: Shown[] = [];
  for (const [, { says, changes }] of plans) {
    for (const step of says) {
      const { body } = await rendered(step, { channel: terminal, settings: {} }, chosen.project);
      const to = step.kind === 'letter' ? (personBehind(people, step.to)?.name ?? step.to.id) : step.kind;
      shown.push({
        step,
        to: { note: 'the PTL', word: 'everybody' }[to] ?? to,
        title: step.title,
        text: body,
      });
    }
    for (const step of changes) {
      const title = titleFor(step.change);
      shown.push({ step, to: 'the rosters', title, text: `would be proposed: ${title}` });
    }
  }
  return shown;
};

/**
 * Carries out what is due, each step once however many processes there are; undefined: another one is at it. Nothing
 * where the project does not publish: a dry run decides nothing and writes to nobody.
 */
export const carryMatters = async (
  house: House,
  chosen: ProjectHouse,
  out: Out,
  again?: string,
): Promise<readonly Carried[] | undefined> => {
  const { project } = chosen;
  if (!project.publish) return [];
  const carry = async (): Promise<readonly Carried[]> => {
    const carried: Carried[] = [];
    const voice = await voiceFor(house, chosen, out, again);
    for (const matter of house.plugins.matters.values()) {
      const request = await requestFor(house, chosen);
      const said = new Map([...request.said].filter(([key]) => key !== again));
      const plan = await planOf(matter, { ...request, said });
      carried.push(...(await carryOut(matter, plan, voice, house.store)));
      if (plan.rulings.length > 0) await applyDecisions(house, chosen);
    }
    return carried;
  };
  return withLease(house.store, `matters ${project.id}`, () => house.io.now(), carry);
};
