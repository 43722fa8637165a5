// A team of a GitHub organisation as it is now. GitHub tells no history of it: what is seen is remembered.
import { z } from 'zod';
import type { Chore, Io, Roster } from '../contracts.ts';
import { SourceError } from '../domain/errors.ts';
import { accountOn, type RosterChange } from '../domain/roster-change.ts';
import type { RosterEntry } from '../domain/team.ts';

const settings = z.strictObject({
  team: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/, {
      error: 'a team is written organisation/team, as in its address',
    })
    .describe('The team, as `organisation/team`, both as they stand in its address.'),
  role: z.enum(['core', 'emeritus']).default('core').describe('What the members of this team are.'),
  lead: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe('Login of the member who is PTL; nobody of this team when absent.'),
});
type Settings = z.infer<typeof settings>;

const MEMBER = z.looseObject({ id: z.number().int().positive(), login: z.string().min(1) });
const ROUTE = 'GET /orgs/{org}/teams/{team_slug}/members';
const PER_PAGE = 100;
const MOST_PAGES = 100;

const membersOf = async ({ team }: Settings, { github }: Io) => {
  const [org, slug] = team.split('/');
  const members: z.infer<typeof MEMBER>[] = [];
  const skipped: { where: string; reason: string }[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { data, more } = await github.request(ROUTE, { org, team_slug: slug, per_page: PER_PAGE, page });
    if (!Array.isArray(data))
      throw new SourceError(
        `the team ${team} is not there, or may not be read: it takes a token with \`read:org\`, or an App with the permission "members"`,
      );
    for (const each of data) {
      const member = MEMBER.safeParse(each);
      if (member.success) members.push(member.data);
      else skipped.push({ where: team, reason: 'a member without a number or a login' });
    }
    if (!more) break;
  }
  // A team does not lose everybody at once: more likely somebody may not see them.
  if (members.length === 0) throw new SourceError(`the team ${team} has no member that can be seen`);
  return { members, skipped };
};

const dayOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10);

/** A team of emeriti fills as the other one empties. */
const choresFor = ({ team, role }: Settings, change: RosterChange): Chore[] => {
  const { kind, name } = change;
  const [org = '', slug = ''] = team.split('/');
  if (role === 'emeritus' && kind === 'add') return [];
  const login = accountOn(change, 'github');
  const who = login === undefined ? name : `${name} (${login})`;
  const goes = (kind === 'retire') === (role === 'core');
  return [
    {
      text: goes ? `remove ${who} from the GitHub team ${team}` : `add ${who} to the GitHub team ${team}`,
      url: `https://github.com/orgs/${encodeURIComponent(org)}/teams/${encodeURIComponent(slug)}/members`,
    },
  ];
};

export default {
  id: 'github-team',
  reads: 'A team of an organisation on GitHub, as it is on each day that it is looked at.',
  settings,
  checklist: choresFor,
  async read(given, io) {
    const { team, role, lead } = given;
    const { members, skipped } = await membersOf(given, io);
    const isLead = (login: string): boolean => login.toLowerCase() === lead?.toLowerCase();
    if (lead !== undefined && !members.some(({ login }) => isLead(login)))
      skipped.push({ where: team, reason: `the lead ${lead} is not in this team` });
    // In one order whatever GitHub's is: the same team is no news.
    const entries = [...members]
      .sort((a, b) => a.id - b.id)
      .map(
        ({ id, login }): RosterEntry => ({
          role: isLead(login) ? 'ptl' : role,
          // No name of the entry: it would make one person of two who had the same login one after the other.
          handles: [{ service: 'github', id: String(id), name: login }],
        }),
      );
    const at = io.now();
    return { versions: [{ at, ref: `${team} on ${dayOf(at)}`, entries }], skipped, observed: team };
  },
} satisfies Roster<Settings>;
