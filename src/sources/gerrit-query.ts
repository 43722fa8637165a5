// Answers of `gerrit query --format=JSON --all-approvals --patch-sets [--comments]`, a change a line.
import { z } from 'zod';
import type { Cursor, Io, Page, Source } from '../contracts.ts';
import type { Handle, Harvest, ItemState } from '../domain/activity.ts';
import type { GerritChange, PatchSet, Remark, StatusEvent, Vote, Withdrawal } from '../lib/gerrit-change.ts';
import { harvestChange } from '../lib/gerrit-change.ts';
import { parseChangeMessage } from '../lib/gerrit-message.ts';
import { bugsIn } from '../lib/trailers.ts';

const SETTINGS = z.strictObject({
  path: z.string().min(1).describe('File with one JSON object a line, as Gerrit’s SSH command prints them.'),
  origin: z.string().default('gerrit').describe('Name of the Gerrit server, where a project reads several.'),
});
type Settings = z.infer<typeof SETTINGS>;

const ACCOUNT = z.looseObject({
  name: z.string().optional(),
  email: z.string().optional(),
  username: z.string().optional(),
});
type Account = z.infer<typeof ACCOUNT>;

const APPROVAL = z.looseObject({
  type: z.string(),
  value: z.coerce.number().int(),
  grantedOn: z.number().int(),
  by: ACCOUNT,
});

const CHANGE = z.looseObject({
  project: z.string().optional(),
  branch: z.string().optional(),
  topic: z.string().optional(),
  hashtags: z.array(z.string()).optional(),
  id: z.string(),
  number: z.coerce.number().int().positive(),
  subject: z.string().default(''),
  commitMessage: z.string().default(''),
  owner: ACCOUNT.optional(),
  url: z.string().optional(),
  createdOn: z.number().int(),
  lastUpdated: z.number().int().optional(),
  status: z.string().default('NEW'),
  wip: z.boolean().optional(),
  comments: z
    .array(z.looseObject({ timestamp: z.number().int(), reviewer: ACCOUNT.optional(), message: z.string() }))
    .default([]),
  patchSets: z
    .array(
      z.looseObject({
        number: z.coerce.number().int(),
        createdOn: z.number().int().optional(),
        uploader: ACCOUNT.optional(),
        approvals: z.array(APPROVAL).default([]),
      }),
    )
    .default([]),
});
type Change = z.infer<typeof CHANGE>;

interface Raw {
  readonly place: string;
  readonly line: string;
}

const PAGE = 200;

/** Gerrit tells no account number here: the user name is the handle, or the address where there is none. */
const handleOf = (account: Account | undefined): Handle | undefined => {
  const name = account?.name === undefined ? {} : { name: account.name };
  if (account?.username) return { service: 'gerrit', id: account.username, ...name };
  if (account?.email) return { service: 'email', id: account.email.toLowerCase(), ...name };
  return account?.name ? { service: 'name', id: account.name, ...name } : undefined;
};

/** Approvals are the votes in force at the end of each patch set; a vote that stands on two was carried over. */
const approvalVotes = (change: Change): Vote[] => {
  const first = new Map<string, number>();
  return [...change.patchSets]
    .sort((a, b) => a.number - b.number)
    .flatMap(({ number, approvals }) =>
      approvals.flatMap(({ type, value, grantedOn, by }) => {
        const handle = handleOf(by);
        if (!handle || value === 0) return [];
        const key = `${handle.id} ${type} ${value} ${grantedOn}`;
        const copied = (first.get(key) ?? number) < number;
        if (!copied) first.set(key, number);
        return [{ label: type, value, by: handle, at: grantedOn, revision: number, copied }];
      }),
    );
};

interface Said {
  readonly votes: Vote[];
  readonly withdrawals: Withdrawal[];
  readonly remarks: Remark[];
  readonly statuses: StatusEvent[];
}

const statusOf = (message: string): StatusEvent['kind'] | undefined => {
  if (/^Change has been successfully (merged|cherry-picked|rebased|submitted)/.test(message))
    return 'change-merged';
  if (/^Abandoned\b/.test(message)) return 'change-abandoned';
  return /^Restored\b/.test(message) ? 'change-restored' : undefined;
};

/** Messages hold the votes that were later replaced, and everything that was only said. */
const messageFacts = (change: Change): Said => {
  const said: Said = { votes: [], withdrawals: [], remarks: [], statuses: [] };
  for (const { timestamp: at, reviewer, message } of change.comments) {
    const by = handleOf(reviewer);
    if (!by) continue;
    const kind = statusOf(message);
    if (kind) said.statuses.push({ kind, at, by });
    const parsed = kind ? undefined : parseChangeMessage(message);
    if (!parsed) continue;
    const { revision } = parsed;
    for (const { label, value } of parsed.votes)
      said.votes.push({ label, value, by, at, revision, copied: false });
    for (const label of parsed.withdrawn) said.withdrawals.push({ label, by, at, revision });
    if (parsed.spoken) said.remarks.push({ by, at, revision });
  }
  return said;
};

/** Without comments the end of a change is told by its status alone, and who ended it is not known. */
const statusesOf = (change: Change, told: readonly StatusEvent[], owner: Handle): StatusEvent[] => {
  const end =
    change.status === 'MERGED'
      ? 'change-merged'
      : change.status === 'ABANDONED'
        ? 'change-abandoned'
        : undefined;
  if (end === undefined || told.some(status => status.kind === end)) return [...told];
  const submitted = change.patchSets
    .flatMap(each => each.approvals)
    .find(approval => approval.type === 'SUBM');
  const by = handleOf(submitted?.by) ?? owner;
  return [...told, { kind: end, at: submitted?.grantedOn ?? change.lastUpdated ?? change.createdOn, by }];
};

const statesOf = (change: Change): ItemState[] => {
  const at = change.createdOn;
  const states: ItemState[] = [
    { field: 'subject', at, value: change.subject },
    { field: 'change-id', at, value: change.id },
  ];
  if (change.branch !== undefined) states.push({ field: 'branch', at, value: change.branch });
  if (change.project !== undefined) states.push({ field: 'repository', at, value: change.project });
  if (change.topic !== undefined) states.push({ field: 'topic', at, value: change.topic });
  if (change.hashtags?.length) states.push({ field: 'hashtag', at, value: change.hashtags.join('\n') });
  if (change.wip !== undefined) states.push({ field: 'wip', at, value: String(change.wip) });
  const bugs = bugsIn(change.commitMessage);
  if (bugs.length > 0) states.push({ field: 'bug', at, value: bugs.map(bug => bug.number).join('\n') });
  return states;
};

const changeOf = (change: Change, owner: Handle): GerritChange => {
  const patchSets = [...change.patchSets]
    .sort((a, b) => a.number - b.number)
    .map(
      ({ number, createdOn, uploader }): PatchSet => ({
        number,
        at: createdOn ?? change.createdOn,
        by: handleOf(uploader) ?? owner,
      }),
    );
  const said = messageFacts(change);
  const approvals = approvalVotes(change);
  const granted = new Set(approvals.map(({ by, label, at, value }) => `${by.id} ${label} ${at} ${value}`));
  const replaced = said.votes.filter(
    ({ by, label, at, value }) => !granted.has(`${by.id} ${label} ${at} ${value}`),
  );
  return {
    number: String(change.number),
    owner,
    ...(change.url === undefined ? {} : { url: change.url }),
    patchSets: patchSets.length > 0 ? patchSets : [{ number: 1, at: change.createdOn, by: owner }],
    votes: [...approvals, ...replaced],
    withdrawals: said.withdrawals,
    remarks: said.remarks,
    inline: [],
    statuses: statusesOf(change, said.statuses, owner),
    states: statesOf(change),
  };
};

/** Accounts show their addresses: the same address in another source is the same person. */
const accountAliases = (change: Change): Harvest['aliases'] => {
  const accounts = [
    change.owner,
    ...change.comments.map(comment => comment.reviewer),
    ...change.patchSets.flatMap(({ uploader, approvals }) => [uploader, ...approvals.map(({ by }) => by)]),
  ];
  const found = new Map<string, Harvest['aliases'][number]>();
  for (const account of accounts) {
    if (!account?.username || !account.email?.includes('@')) continue;
    const a = handleOf(account);
    const id = account.email.toLowerCase();
    if (a)
      found.set(`${account.username} ${id}`, {
        a,
        b: { service: 'email', id },
        evidence: 'gerrit account',
        ref: 'query',
      });
  }
  return [...found.values()];
};

async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>> {
  const size = await io.files.size(settings.path);
  // The file is written anew or grows at its end; a change that moved on stands there with a later `lastUpdated`.
  const before = Number(cursor.get('lines') ?? 0);
  const readBefore = cursor.get('size') === String(size) ? before : 0;
  let [number, raws]: [number, Raw[]] = [0, []];
  for await (const line of io.files.lines(settings.path)) {
    number++;
    if (number <= readBefore || line.trim() === '') continue;
    raws.push({ place: `${settings.path}:${number}`, line });
    if (raws.length < PAGE) continue;
    yield {
      raws,
      cursor: [
        { stream: 'lines', value: String(number) },
        { stream: 'size', value: String(size) },
      ],
      done: number,
    };
    raws = [];
  }
  const end = [
    { stream: 'lines', value: String(number) },
    { stream: 'size', value: String(size) },
  ];
  if (raws.length > 0) yield { raws, cursor: end, done: number, total: number };
}

const NONE: Harvest = { activities: [], items: [], aliases: [], skipped: [] };
const skip = (where: string, reason: string): Harvest => ({ ...NONE, skipped: [{ where, reason }] });

const normalise = ({ place, line }: Raw): Harvest => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return skip(place, 'the line is not JSON');
  }
  // The last line of an answer counts the rows.
  if (typeof parsed === 'object' && parsed !== null && 'type' in parsed && parsed.type === 'stats') {
    return NONE;
  }
  const result = CHANGE.safeParse(parsed);
  if (!result.success) {
    const issue = result.error.issues[0];
    return skip(place, `not a change: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  const change = result.data;
  const first = [...change.patchSets].sort((a, b) => a.number - b.number)[0];
  const owner = handleOf(change.owner) ?? handleOf(first?.uploader);
  if (owner === undefined) return skip(place, 'a change without an owner');
  return { ...harvestChange(changeOf(change, owner)), aliases: accountAliases(change) };
};

export default {
  id: 'gerrit-query',
  reads: 'changes with their votes and messages, from the JSON lines of Gerrit’s SSH query command',
  blind:
    'Votes that were replaced by later ones are known only where the messages were asked for (--comments).',
  settings: SETTINGS,
  kinds: [
    'review',
    'review-copied',
    'review-withdrawn',
    'approval',
    'approval-copied',
    'approval-withdrawn',
    'verification',
    'change-comment',
    'patchset',
    'change-opened',
    'change-merged',
    'change-abandoned',
    'change-restored',
  ],
  origin: settings => settings.origin,
  pull,
  normalise,
} satisfies Source<Raw, Settings>;
