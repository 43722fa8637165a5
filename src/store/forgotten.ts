// People who asked to be forgotten: what they did is kept as an unnamed person's, and nothing brings them back.
import { createHmac, randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Link, Publication } from '../contracts.ts';
import type { Activity, Handle, Harvest, Item } from '../domain/activity.ts';
import type { Decision } from '../domain/decision.ts';
import { isForgotten, FORGOTTEN as PREFIX } from '../domain/rights.ts';
import type { Membership } from '../domain/team.ts';

/** How everybody is called who asked to be forgotten. */
export const UNNAMED = 'unnamed person';

/** What stands for their names in texts. */
const SOMEBODY = 'somebody';

/** Texts that say in words who does what. */
const SPOKEN: ReadonlySet<string> = new Set(['subject', 'topic', 'agreed']);
const NICKS = /[^\s,;:!?()"'<>/@.]+/gu;

/** A project's veil; `undefined`: nobody has asked yet. */
interface Veil {
  /** Undefined: this account is not forgotten. */
  readonly tokenOf: (handle: Handle) => string | undefined;
  readonly seal: (text: string) => string;
}

const handleUnder = ({ tokenOf, seal }: Veil, handle: Handle): Handle =>
  tokenOf(handle) === undefined
    ? handle
    : { service: handle.service, id: seal(`${handle.service}:${handle.id}`) };

const wordsUnder = ({ tokenOf }: Veil, text: string): string =>
  text.replace(NICKS, word =>
    tokenOf({ service: 'irc', id: word.toLowerCase() }) === undefined ? word : SOMEBODY,
  );

/** Where something stood that was not taken: a nick in it may be any word of it. */
const skippedUnder = (veil: Veil, skipped: Harvest['skipped']): Harvest['skipped'] =>
  skipped.map(skip => ({ ...skip, where: wordsUnder(veil, skip.where) }));

const activityUnder = (veil: Veil, activity: Activity): Activity =>
  veil.tokenOf(activity.by) === undefined
    ? activity
    : { ...activity, by: handleUnder(veil, activity.by), nativeId: veil.seal(activity.nativeId) };

const isSpoken = ({ kind }: Pick<Item, 'kind'>, field: string): boolean =>
  (kind === 'meeting' || kind === 'action') && SPOKEN.has(field);

const itemUnder = (veil: Veil, item: Item): Item => ({
  ...item,
  ...(item.owner && { owner: handleUnder(veil, item.owner) }),
  states: item.states.map(state =>
    isSpoken(item, state.field) ? { ...state, value: wordsUnder(veil, state.value) } : state,
  ),
});

/** As a ledger may hold it: an id told again is the same sealed id, so that nothing is counted twice. */
export const harvestUnder = (veil: Veil, harvest: Harvest): Harvest => ({
  ...harvest,
  activities: harvest.activities.map(activity => activityUnder(veil, activity)),
  items: harvest.items.map(item => itemUnder(veil, item)),
  aliases: harvest.aliases.filter(
    ({ a, b }) => veil.tokenOf(a) === undefined && veil.tokenOf(b) === undefined,
  ),
  skipped: skippedUnder(veil, harvest.skipped),
  ...(harvest.names && { names: harvest.names.filter(handle => veil.tokenOf(handle) === undefined) }),
});

const membershipUnder = (veil: Veil, membership: Membership): Membership => {
  if (membership.handles.every(handle => veil.tokenOf(handle) === undefined)) return membership;
  const { name: _, ...rest } = membership;
  return { ...rest, handles: membership.handles.map(handle => handleUnder(veil, handle)), evidence: [] };
};

const isHandle = (value: object): value is Handle =>
  'service' in value && 'id' in value && typeof value.service === 'string' && typeof value.id === 'string';

/** Every account in a value as JSON has it; a name goes that is theirs, or stands beside an account of theirs. */
const valueUnder = (veil: Veil, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(each => valueUnder(veil, each));
  if (typeof value !== 'object' || value === null) return value;
  if (isHandle(value)) return handleUnder(veil, value);
  const { handles, name } = value as { handles?: unknown; name?: unknown };
  const isTheirs =
    (typeof name === 'string' && veil.tokenOf({ service: 'name', id: name }) !== undefined) ||
    (Array.isArray(handles) &&
      handles.some(
        (each: unknown) => isHandle(each as object) && veil.tokenOf(each as Handle) !== undefined,
      ));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !(isTheirs && key === 'name'))
      .map(([key, each]) => [key, valueUnder(veil, each)]),
  );
};

/** What was said about somebody at length goes with them. */
const withoutPraise = (veil: Veil, ruling: Decision['ruling']): Decision['ruling'] =>
  ruling.kind === 'nomination-open' && veil.tokenOf(ruling.of) !== undefined
    ? { ...ruling, words: [], work: [] }
    : ruling;

const decisionUnder = (veil: Veil, decision: Decision): Decision => {
  const veiled = valueUnder(veil, withoutPraise(veil, decision.ruling)) as Decision['ruling'];
  const isTheirs = veil.tokenOf(decision.by) !== undefined;
  // Words of somebody, and words for them, tell who they are.
  const isOfThem = isTheirs || ('of' in veiled && isForgotten(veiled.of));
  const ruling = isOfThem && 'text' in veiled ? { ...veiled, text: '' } : veiled;
  if (!isTheirs) return { ...decision, ruling };
  // A key may hold the very words; the same words said again have the same sealed key.
  return {
    key: veil.seal(decision.key),
    at: decision.at,
    by: handleUnder(veil, decision.by),
    place: '',
    ruling,
  };
};

/** A letter that was under way when its reader asked to be forgotten is noted without a word of it. */
const publicationUnder = (veil: Veil, publication: Publication): Publication => {
  const { person } = publication;
  if (person === undefined || veil.tokenOf(person) === undefined) return publication;
  return { ...publication, body: '', person: handleUnder(veil, person) };
};

interface HandleRow {
  readonly key: number;
  readonly service: Handle['service'];
  readonly id: string;
}

const statements = (db: Database.Database) => ({
  veil: db.prepare<[string], { secret: string }>('select secret from veil where project = ?'),
  addVeil: db.prepare('insert into veil (project, secret) values (?, ?) on conflict do nothing'),
  tokens: db.prepare<[string], { hash: string; token: string }>(
    'select hash, token from forgotten where project = ?',
  ),
  addToken: db.prepare(
    'insert into forgotten (project, hash, token) values (?, ?, ?) on conflict do nothing',
  ),
  handles: db.prepare<[string, number], HandleRow>(
    `select h.key, h.service, h.id from project p join handle h on h.project = p.key
     where p.id = ? and h.person = ?`,
  ),
  sealed: db.prepare<[string, string], HandleRow>(
    `select h.key, h.service, h.id from project p join handle h on h.project = p.key
     where p.id = ? and substr(h.id, 1, ${PREFIX.length}) = ?`,
  ),
});

export type Forgotten = ReturnType<typeof forgottenOf>;

export const forgottenOf = (db: Database.Database) => {
  const run = statements(db);
  let known: { readonly version: number; readonly veils: Map<string, Veil | undefined> } | undefined;

  const read = (project: string): Veil | undefined => {
    const secret = run.veil.get(project)?.secret;
    if (secret === undefined) return undefined;
    const hash = (text: string): string =>
      createHmac('sha256', secret).update(text).digest('hex').slice(0, 32);
    const tokens = new Map(run.tokens.all(project).map(row => [row.hash, row.token]));
    return {
      tokenOf: ({ service, id }) =>
        id.startsWith(PREFIX) ? undefined : tokens.get(hash(`${service}:${id}`)),
      seal: text => (text.startsWith(PREFIX) ? text : `${PREFIX}${hash(text)}`),
    };
  };

  /** Another process may have been asked: its change shows in SQLite's own counter. */
  const veilOf = (project: string): Veil | undefined => {
    const version = Number(db.pragma('data_version', { simple: true }));
    if (known?.version !== version) known = { version, veils: new Map() };
    if (!known.veils.has(project)) known.veils.set(project, read(project));
    return known.veils.get(project);
  };

  const under = <Value>(
    project: string,
    value: Value,
    veiled: (veil: Veil, value: Value) => Value,
  ): Value => {
    const veil = veilOf(project);
    return veil ? veiled(veil, value) : value;
  };

  /** Those of one person stay together, and take in whatever else is said to be the same person. */
  const linksUnder = (project: string, veil: Veil, links: readonly Link[]): Link[] => {
    const tokens = new Map(run.tokens.all(project).map(({ hash, token }) => [`${PREFIX}${hash}`, token]));
    const tokenIn = ({ handles }: Link): string | undefined =>
      handles.map(handle => veil.tokenOf(handle) ?? tokens.get(handle.id)).find(token => token !== undefined);
    const unnamed = new Map<string, Map<string, Handle>>();
    const take = (token: string, handle: Handle): void => {
      const own = unnamed.get(token) ?? new Map<string, Handle>();
      unnamed.set(token, own.set(`${handle.service}:${handle.id}`, handle));
    };
    for (const { service, id } of run.sealed.all(project, PREFIX))
      take(tokens.get(id) ?? id, { service, id });
    const others = links.filter(link => {
      const token = tokenIn(link);
      if (token === undefined) return true;
      for (const handle of link.handles) take(token, handleUnder(veil, handle));
      return false;
    });
    const theirs = [...unnamed.values()].map(
      (handles): Link => ({ name: UNNAMED, handles: [...handles.values()], bot: false, known: false }),
    );
    return [...theirs, ...others];
  };

  return {
    harvest: (project: string, harvest: Harvest): Harvest => under(project, harvest, harvestUnder),
    memberships: (project: string, memberships: readonly Membership[]): readonly Membership[] =>
      under(project, memberships, (veil, all) => all.map(each => membershipUnder(veil, each))),
    decision: (project: string, decision: Decision): Decision => under(project, decision, decisionUnder),
    publication: (project: string, publication: Publication): Publication =>
      under(project, publication, publicationUnder),
    value: <Value>(project: string, value: Value): Value =>
      under<unknown>(project, value, valueUnder) as Value,
    links: (project: string, links: readonly Link[]): readonly Link[] =>
      under(project, links, (veil, all) => linksUnder(project, veil, all)),
    words: (project: string, text: string): string => under(project, text, wordsUnder),
    /** Marks the accounts of a person, so that the veil lies over them from now on. Returns them with their new ids. */
    mark(project: string, person: number, logins: readonly Handle[]): { key: number; id: string }[] {
      run.addVeil.run(project, randomBytes(32).toString('hex'));
      known = undefined;
      const veil = veilOf(project);
      if (!veil) throw new Error('a veil that was made is not there');
      const token = randomBytes(8).toString('hex');
      const handles = run.handles.all(project, person).filter(({ id }) => !id.startsWith(PREFIX));
      for (const { service, id } of [...handles, ...logins])
        run.addToken.run(project, veil.seal(`${service}:${id}`).slice(PREFIX.length), token);
      known = undefined;
      return handles.map(({ key, service, id }) => ({ key, id: veil.seal(`${service}:${id}`) }));
    },
    seal(project: string, text: string): string {
      return veilOf(project)?.seal(text) ?? text;
    },
  };
};
