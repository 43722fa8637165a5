// A group on a Gerrit server: with the dates of its log where that may be read, else as it is when looked at.
import { z } from 'zod';
import type { Chore, Io, Roster, RosterReading } from '../contracts.ts';
import type { Handle } from '../domain/activity.ts';
import { SourceError } from '../domain/errors.ts';
import { accountOn, type RosterChange } from '../domain/roster-change.ts';
import type { RosterEntry, RosterVersion } from '../domain/team.ts';
import { askGerrit, GERRIT_PLACE, isWholeSignIn, SIGN_IN } from '../lib/gerrit-rest.ts';
import { onServer } from '../lib/gerrit-server.ts';
import { secondsOf } from '../lib/time.ts';

const settings = z
  .strictObject({
    ...GERRIT_PLACE,
    group: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe('Name of the group on the server, such as glance-core.'),
    role: z.enum(['core', 'emeritus']).default('core').describe('What the members of this group are.'),
    lead: z
      .string()
      .trim()
      .min(1)
      .optional()
      .describe('User name, address or account number of the member who is PTL; nobody when absent.'),
  })
  .refine(isWholeSignIn, SIGN_IN);
type Settings = z.infer<typeof settings>;

const ACCOUNT = z.looseObject({
  _account_id: z.number().int().nonnegative(),
  name: z.string().optional(),
  email: z.string().optional(),
  username: z.string().optional(),
});
type Account = z.infer<typeof ACCOUNT>;

const EVENT = z.looseObject({
  type: z.enum(['ADD_USER', 'REMOVE_USER', 'ADD_GROUP', 'REMOVE_GROUP']),
  member: z.unknown(),
  date: z.string(),
});

interface Step {
  readonly at: number;
  readonly joined: boolean;
  readonly account: Account;
}

type Skipped = RosterReading['skipped'][number];

const handlesOf = ({ _account_id, name, email, username }: Account, origin: string): Handle[] => [
  onServer({ service: 'gerrit', id: String(_account_id), ...(name && { name }) }, origin),
  ...(email?.includes('@') ? [{ service: 'email', id: email.toLowerCase() } as const] : []),
  // A user name of digits would be another account's number.
  ...(username && !/^\d+$/.test(username) ? [{ service: 'gerrit', id: username } as const] : []),
];

const isNamed = ({ _account_id, email, username }: Account, lead: string | undefined): boolean =>
  lead !== undefined &&
  [String(_account_id), email, username].some(each => each?.toLowerCase() === lead.toLowerCase());

const entriesOf = (accounts: readonly Account[], { role, lead, origin }: Settings): RosterEntry[] =>
  [...accounts]
    // In one order whatever the server's is: the same group is no news.
    .sort((a, b) => a._account_id - b._account_id)
    .map(account => ({
      role: isNamed(account, lead) ? 'ptl' : role,
      // No name of the entry: two members may show the same one.
      handles: handlesOf(account, origin),
    }));

const pathOf = (group: string, part: string): string => `/groups/${encodeURIComponent(group)}/${part}`;

const membersOf = async (given: Settings, { http }: Io, skipped: Skipped[]): Promise<Account[]> => {
  const { group } = given;
  const { json } = await askGerrit(http, given, pathOf(group, 'members/?recursive'));
  if (!Array.isArray(json))
    throw new SourceError(`the group ${group} is not there, or is not shown to the user that asks`);
  const members = json.flatMap((each: unknown) => {
    const account = ACCOUNT.safeParse(each);
    if (!account.success) skipped.push({ where: group, reason: 'a member without an account number' });
    return account.success ? [account.data] : [];
  });
  // A group does not lose everybody at once: more likely somebody may not see them.
  if (members.length === 0) throw new SourceError(`the group ${group} has no member that can be seen`);
  return members;
};

/** Oldest first; undefined where the log may not be read, or does not tell who was a member when. */
const stepsOf = async (given: Settings, { http }: Io, skipped: Skipped[]): Promise<Step[] | undefined> => {
  const { group } = given;
  // Only who owns a group may read its log.
  const { json } = await askGerrit(http, given, pathOf(group, 'log.audit'), [403]);
  if (!Array.isArray(json)) return undefined;
  const steps: Step[] = [];
  for (const each of json) {
    const event = EVENT.safeParse(each);
    if (event.success && event.data.type.endsWith('GROUP')) {
      skipped.push({
        where: group,
        reason: 'it holds other groups: dates are known from looking at it alone',
      });
      return undefined;
    }
    const account = ACCOUNT.safeParse(event.data?.member);
    const at = secondsOf(event.data?.date ?? '');
    if (event.success && account.success && at !== undefined)
      steps.push({ at, joined: event.data.type === 'ADD_USER', account: account.data });
    else skipped.push({ where: group, reason: 'an entry of its log that cannot be read' });
  }
  // The log's newest entry is its first; of one second, too.
  return steps.length === 0 ? undefined : steps.reverse().sort((a, b) => a.at - b.at);
};

const dayOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10);

/** Who was there before the log begins: members that it never lets join, or lets leave first. */
const beforeLog = (steps: readonly Step[], members: readonly Account[]): Account[] => {
  const first = new Map<number, Step>();
  for (const step of steps)
    if (!first.has(step.account._account_id)) first.set(step.account._account_id, step);
  return [
    ...members.filter(({ _account_id }) => !first.has(_account_id)),
    ...[...first.values()].filter(({ joined }) => !joined).map(({ account }) => account),
  ];
};

const versionsOf = (
  steps: readonly Step[],
  members: readonly Account[],
  given: Settings,
  skipped: Skipped[],
): RosterVersion[] => {
  const { group } = given;
  const now = new Map(beforeLog(steps, members).map(account => [account._account_id, account]));
  const versions: RosterVersion[] = [];
  const note = (at: number, ref: string, accounts: Iterable<Account>): void => {
    versions.push({ at, ref, entries: entriesOf([...accounts], given) });
  };
  if (now.size > 0) note(0, `${group} before its log`, now.values());
  steps.forEach(({ at, joined, account }, index) => {
    if (joined) now.set(account._account_id, account);
    else now.delete(account._account_id);
    if (steps[index + 1]?.at !== at) note(at, `${group} on ${dayOf(at)}`, now.values());
  });
  const last = versions.pop();
  const isSame = now.size === members.length && members.every(({ _account_id }) => now.has(_account_id));
  if (!isSame)
    skipped.push({
      where: group,
      reason:
        'its log ends with other members than it has today: the last entry is taken to have made them so',
    });
  // Today's accounts have today's addresses.
  return last ? [...versions, { ...last, entries: entriesOf(members, given) }] : versions;
};

/** A group of emeriti fills as the other one empties. */
const choresFor = ({ group, role, url }: Settings, change: RosterChange): Chore[] => {
  const { kind, name } = change;
  if (role === 'emeritus' && kind === 'add') return [];
  const account = accountOn(change, 'gerrit');
  const who = account === undefined ? name : `${name} (account ${account})`;
  const goes = (kind === 'retire') === (role === 'core');
  return [
    {
      text: goes ? `remove ${who} from the Gerrit group ${group}` : `add ${who} to the Gerrit group ${group}`,
      url: `${url}/admin/groups/q/filter:${encodeURIComponent(group)}`,
    },
  ];
};

export default {
  id: 'gerrit-group',
  reads: 'A group on a Gerrit server, with the dates of its log where the user that asks owns the group.',
  settings,
  checklist: choresFor,
  async read(given, io) {
    const { group, lead } = given;
    const skipped: Skipped[] = [];
    const members = await membersOf(given, io, skipped);
    if (lead !== undefined && !members.some(account => isNamed(account, lead)))
      skipped.push({ where: group, reason: `the lead ${lead} is not in this group` });
    const steps = await stepsOf(given, io, skipped);
    if (steps) return { versions: versionsOf(steps, members, given, skipped), skipped };
    const at = io.now();
    const version = { at, ref: `${group} on ${dayOf(at)}`, entries: entriesOf(members, given) };
    return { versions: [version], skipped, observed: `${given.origin} ${group}` };
  },
} satisfies Roster<Settings>;
