// Brings what the configuration and the rosters say into the ledger: who is who, who is core, what has priority.
import type { Io, PriorityMatch, Roster, RosterReading, Store } from '../contracts.ts';
import { personBehind } from '../domain/asker.ts';
import { daysBefore } from '../domain/calendar.ts';
import { linksOf, withDecisions } from '../domain/decided.ts';
import type { Decision } from '../domain/decision.ts';
import { SourceError } from '../domain/errors.ts';
import {
  type Identity,
  type IdentityInput,
  identitiesFrom,
  type Suggestion,
  suggestionsFrom,
} from '../domain/identity.ts';
import { belongsTo, type PatternTest } from '../domain/priority.ts';
import type { Project } from '../domain/project.ts';
import { membershipsFrom, type RosterVersion } from '../domain/team.ts';
import { lineDigest } from '../lib/digest.ts';

export interface ConfiguredRoster {
  readonly id: string;
  readonly plugin: Roster;
  readonly settings: unknown;
}

/** Accounts that are programs wherever they appear. */
const BOTS = ['Gerrit Code Review', 'noreply@github.com', 'GitHub', '*[bot]'];
const BATCH = 2000;

/** Something in a roster that could not be used; `unread`: all of it, so that what it said before still holds. */
export interface RosterSkip {
  readonly roster: string;
  readonly where: string;
  readonly reason: string;
  readonly unread: boolean;
}

/** The roster as it is now, or undefined with the reason among the skipped. */
const readRoster = async (
  { id, plugin, settings }: ConfiguredRoster,
  io: Io,
  skipped: RosterSkip[],
): Promise<RosterReading | undefined> => {
  try {
    const reading = await plugin.read(settings, io);
    skipped.push(...reading.skipped.map(skip => ({ roster: id, ...skip, unread: false })));
    return reading;
  } catch (error) {
    // One roster that is ill does not keep the others, and who is who, from being brought up to date.
    if (!(error instanceof SourceError)) throw error;
    skipped.push({ roster: id, where: 'not read', reason: error.message, unread: true });
    return undefined;
  }
};

interface Observations {
  readonly observed: string;
  readonly versions: readonly RosterVersion[];
}

const sameEntries = (one: RosterVersion | undefined, other: RosterVersion): boolean =>
  JSON.stringify(one?.entries) === JSON.stringify(other.entries);

/**
 * What a roster said over time. One that tells only of today is remembered: a look that differs from the one before
 * is a new version, and the first look counts from the beginning, as far back as we know.
 */
const versionsOf = async (
  store: Store,
  project: string,
  roster: string,
  { observed, versions: read }: RosterReading,
): Promise<readonly RosterVersion[]> => {
  if (observed === undefined) return read;
  // Kept in words of its own, beside the memberships.
  const versions = await store.withoutForgotten(project, read);
  const name = `roster ${roster}`;
  const text = await store.setting(project, name);
  const kept = text === undefined ? undefined : (JSON.parse(text) as Observations);
  const before = kept?.observed === observed ? kept.versions : [];
  const news = versions.filter(
    (version, index) => !sameEntries(versions[index - 1] ?? before.at(-1), version),
  );
  const all = [...before, ...news].map((version, index) => (index === 0 ? { ...version, at: 0 } : version));
  if (news.length > 0)
    await store.setSetting(project, name, JSON.stringify({ observed, versions: all } satisfies Observations));
  return all;
};

/** Reads every roster anew. Returns what had to be skipped. */
export const readRosters = async (
  store: Store,
  project: Project,
  rosters: readonly ConfiguredRoster[],
  io: Io,
): Promise<RosterSkip[]> => {
  const skipped: RosterSkip[] = [];
  for (const roster of rosters) {
    const reading = await readRoster(roster, io, skipped);
    if (!reading) continue;
    const versions = await versionsOf(store, project.id, roster.id, reading);
    await store.replaceMemberships(project.id, roster.id, membershipsFrom(versions));
  }
  for (const gone of await store.rosters(project.id)) {
    if (!rosters.some(({ id }) => id === gone)) await store.replaceMemberships(project.id, gone, []);
  }
  return skipped;
};

/** What was decided is never in the future, and a decision of this very second counts. */
const decided = (store: Store, project: Project): Promise<Decision[]> =>
  store.decisions(project.id, Number.MAX_SAFE_INTEGER);

const identityInput = async (store: Store, project: Project, test: PatternTest): Promise<IdentityInput> => {
  const patterns = [...BOTS, ...project.bots];
  return {
    people: project.people,
    handles: await store.handles(project.id),
    aliases: await store.aliases(project.id),
    rosterGroups: await store.rosterGroups(project.id),
    links: linksOf(await decided(store, project)),
    linkByName: project.linkByName,
    isBot: text => patterns.some(pattern => test(pattern, text)),
  };
};

/** Those who asked to be: an account that was linked to them since is forgotten with the others. */
const forgetPeople = async (store: Store, { id }: Project): Promise<void> => {
  const wishes = (await store.decisions(id, Number.MAX_SAFE_INTEGER)).filter(
    ({ ruling }) => ruling.kind === 'forget',
  );
  if (wishes.length === 0) return;
  const people = await store.people(id);
  for (const { ruling } of wishes) {
    const person = ruling.kind === 'forget' ? personBehind(people, ruling.of) : undefined;
    if (person) await store.forgetPerson(id, person.key);
  }
};

/** Lets go of what is older than the team keeps it. */
export const letGo = async (
  store: Store,
  { id, retention, timezone }: Project,
  now: number,
): Promise<void> => {
  const since = (days: number): number => daysBefore(now, days, timezone).since;
  const { acts, sent } = retention ?? {};
  if (acts === undefined && sent === undefined) return;
  await store.expire(id, {
    ...(acts !== undefined && { actsSince: since(acts) }),
    ...(sent !== undefined && { sentSince: since(sent) }),
  });
};

/** Joins handles into persons. */
export const linkPeople = async (
  store: Store,
  project: Project,
  test: PatternTest,
): Promise<readonly Identity[]> => {
  await forgetPeople(store, project);
  const identities = identitiesFrom(await identityInput(store, project, test));
  await store.link(project.id, identities);
  // An account of theirs that only the configuration knows has just come in.
  await forgetPeople(store, project);
  return identities;
};

export const suggestLinks = async (
  store: Store,
  project: Project,
  test: PatternTest,
): Promise<Suggestion[]> => suggestionsFrom(await identityInput(store, project, test));

/** Finds where items belong; all of them when the rules have changed since the last time. */
export const matchPriorities = async (store: Store, project: Project, test: PatternTest): Promise<void> => {
  const { priorities } = withDecisions(project, await decided(store, project));
  // Not the rules themselves: they name owners, who may ask to be forgotten.
  const digest = lineDigest();
  digest.add(JSON.stringify(priorities));
  const rules = digest.text();
  if ((await store.setting(project.id, 'priorities')) !== rules) {
    await store.unmatchItems(project.id);
    await store.setSetting(project.id, 'priorities', rules);
  }
  for (;;) {
    const items = await store.unmatchedItems(project.id, BATCH);
    if (items.length === 0) return;
    const matches = items.flatMap(item =>
      priorities.flatMap(priority =>
        belongsTo(item, priority, test).map(
          (span): PriorityMatch => ({ item: item.key, priority: priority.id, ...span }),
        ),
      ),
    );
    await store.matchItems(
      items.map(item => item.key),
      matches,
    );
  }
};
