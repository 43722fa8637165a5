// Commits of a git branch with the trailers of their messages, dated by when they landed.
import { z } from 'zod';
import type { Cursor, Git, Io, Page, Source } from '../../contracts.ts';
import type { Activity, Handle, Harvest, Item, ItemState, Skip } from '../../domain/activity.ts';
import { type Address, addressHandle, parseAddress } from '../../lib/address.ts';
import {
  type BugMention,
  bugsIn,
  type PersonTrailer,
  type Trailers,
  trailersIn,
} from '../../lib/trailers.ts';
import { type Branch, type Commit, type Landing, landingPages, mailmapOf } from './walk.ts';

const SETTINGS = z.strictObject({
  repository: z.string().min(1).describe('Path or URL of a git repository.'),
  branch: z.string().default('HEAD').describe('The branch to walk.'),
  reads: z
    .enum(['everything', 'commits'])
    .optional()
    .describe(
      'commits: leave reviews and merges to a richer source; everything: read them from the trailers too. ' +
        'Left out: commits where the project has a Gerrit or GitHub source, everything otherwise.',
    ),
  origin: z
    .string()
    .optional()
    .describe('Name of the system of record; left out: `git` and the last part of the repository’s name.'),
});
type Settings = z.infer<typeof SETTINGS>;

interface Raw {
  readonly landing: Landing;
  /** What .mailmap makes of the contacts in trailers. */
  readonly mailmap: ReadonlyMap<string, string>;
}

/** What a message says, read once however often it is asked for. */
const messages = new WeakMap<Commit, Trailers & { readonly bugs: readonly BugMention[] }>();
const readMessage = (commit: Commit): Trailers & { readonly bugs: readonly BugMention[] } => {
  const known = messages.get(commit) ?? { ...trailersIn(commit.message), bugs: bugsIn(commit.message) };
  messages.set(commit, known);
  return known;
};

const contact = ({ name, email }: Address): string => `${name} <${email}>`;

/** Asks git itself what .mailmap says, once a page. */
const mapContacts = async ({ git, dir, head }: Branch, landings: readonly Landing[]) => {
  const contacts = new Set<string>();
  for (const { brought } of landings) {
    for (const commit of brought) {
      if (commit.parents.length > 1) continue;
      for (const { by } of readMessage(commit).people) if (by.email !== undefined) contacts.add(contact(by));
    }
  }
  const mailmap = new Map<string, string>();
  if (contacts.size === 0) return mailmap;
  const asked = [...contacts];
  const command = [...mailmapOf(head), 'check-mailmap', '--stdin'];
  const answers = (await git.text(dir, command, `${asked.join('\n')}\n`)).split('\n');
  asked.forEach((one, index) => {
    mailmap.set(one, answers[index] ?? one);
  });
  return mailmap;
};

/** A shallow clone has no history before its boundary: what it lacks is not "nothing happened". */
const cutOff = async (git: Git, dir: string): Promise<Skip[]> => {
  const shallow = (await git.text(dir, ['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  const reason = 'a shallow clone: the history before it is missing (git fetch --unshallow)';
  return shallow ? [{ where: dir, reason }] : [];
};

async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>> {
  const dir = await io.git.open(settings.repository);
  let skipped = await cutOff(io.git, dir);
  for await (const page of landingPages(io.git, dir, settings.branch, cursor)) {
    const { landings, head, done, total, restart } = page;
    const mailmap = await mapContacts(page.branch, landings);
    yield {
      raws: landings.map(landing => ({ landing, mailmap })),
      cursor: [
        { stream: 'head', value: head },
        { stream: 'mailmap', value: page.mailmap },
      ],
      done,
      total,
      skipped,
      ...(restart ? { restart } : {}),
    };
    skipped = [];
  }
}

/** Each repository is a system of record of its own: one that is rewritten must not make the others forgotten. */
const originOf = ({ origin, repository }: Settings): string => {
  const name = repository
    .replace(/[/\\]+$/, '')
    .split(/[/\\:]/)
    .at(-1)
    ?.replace(/\.git$/, '');
  return origin ?? `git ${name ?? ''}`.trim();
};

const authorOf = (text: string): Handle =>
  addressHandle(parseAddress(text) ?? { name: text.replace(/[<>]/g, '').trim() });

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? '';

/** What a merge is about: Gerrit quotes the subject, GitHub writes it into the first line of the body. */
const landingTitle = ({ message, parents }: Commit): string => {
  const subject = firstLine(message);
  if (parents.length < 2) return subject;
  const gerrit = /^Merge "(.*)"( into .*)?$/.exec(subject)?.[1];
  if (gerrit !== undefined) return gerrit;
  const body = message.slice(subject.length).trim();
  return subject.startsWith('Merge pull request') && body !== '' ? firstLine(body) : subject;
};

const landingItem = (landing: Landing, commits: readonly Commit[], trailers: readonly Trailers[]): Item => {
  const { mainline } = landing;
  const at = mainline.committedAt;
  const states: ItemState[] = [
    { field: 'subject', at, value: landingTitle(mainline) },
    { field: 'landing', at, value: mainline.parents.length > 1 ? 'merge' : 'direct' },
  ];
  const changeIds = trailers.flatMap(each => each.changeId ?? []);
  if (changeIds.length > 0)
    states.push({ field: 'change-id', at, value: [...new Set(changeIds)].join('\n') });
  const bugs = new Set(commits.flatMap(commit => readMessage(commit).bugs.map(bug => bug.number)));
  if (bugs.size > 0) states.push({ field: 'bug', at, value: [...bugs].join('\n') });
  const url = trailers.find(each => each.url !== undefined)?.url;
  const author = (commits[0] ?? mainline).author;
  const base = {
    nativeId: `landing/${mainline.sha}`,
    kind: 'change',
    owner: authorOf(author),
    openedAt: at,
    states,
  } as const;
  return url === undefined ? base : { ...base, url };
};

/** Who wrote a commit beside its author, each once: a trailer that repeats the author is no second commit. */
const isRepeated = (
  author: Handle,
  seen: Set<string>,
  key: PersonTrailer,
  { service, id }: Handle,
): boolean => {
  if (key !== 'co-authored-by') return false;
  const person = `${service} ${id}`;
  if (person === `${author.service} ${author.id}` || seen.has(person)) return true;
  seen.add(person);
  return false;
};

const REVIEW_VALUES = { 'reviewed-by': 2, 'acked-by': 1 } as const;

/** The time of a review is not in the trailer: it is dated by the landing that it led to. */
const trailerActivities = (
  commit: Commit,
  trailers: Trailers,
  mailmap: Raw['mailmap'],
  landing: { item?: string; at: number },
  everything: boolean,
): Activity[] => {
  const author = authorOf(commit.author);
  const seen = new Set<string>();
  return trailers.people.flatMap(({ key, by }): Activity[] => {
    const mapped = by.email === undefined ? undefined : mailmap.get(contact(by));
    const handle = addressHandle((mapped === undefined ? undefined : parseAddress(mapped)) ?? by);
    const base = { nativeId: `${key}/${commit.sha}/${handle.id}`, by: handle, ...landing };
    if (isRepeated(author, seen, key, handle)) return [];
    if (key === 'co-authored-by') return [{ ...base, kind: 'commit' }];
    if (!everything) return [];
    if (key === 'tested-by') return [{ ...base, kind: 'verification', value: 1 }];
    return [{ ...base, kind: 'review', revision: 1, value: REVIEW_VALUES[key] }];
  });
};

/** .mailmap gives one name to an address; what stands in the trailer is a name of the same person too. */
const trailerNames = (trailers: readonly Trailers[], mailmap: Raw['mailmap']): Handle[] =>
  trailers.flatMap(({ people }) =>
    people.flatMap(({ by }) => {
      const mapped = by.email === undefined ? undefined : parseAddress(mailmap.get(contact(by)) ?? '');
      if (mapped?.email === undefined || by.name === '' || mapped.name === by.name) return [];
      return [addressHandle({ name: by.name, email: mapped.email })];
    }),
  );

const commitActivities = (commit: Commit, landing: { item?: string; at: number }): Activity[] => {
  const by = authorOf(commit.author);
  const fixes = readMessage(commit).bugs.filter(bug => bug.closes);
  return [
    { nativeId: `commit/${commit.sha}`, kind: 'commit', by, ...landing },
    ...fixes.map(
      ({ number }): Activity => ({
        nativeId: `bug-fix/${commit.sha}/${number}`,
        kind: 'bug-fix',
        by,
        value: number,
        ...landing,
      }),
    ),
  ];
};

const normalise = ({ landing, mailmap }: Raw, settings: Settings): Harvest => {
  const { mainline, brought } = landing;
  const everything = settings.reads !== 'commits';
  const commits = brought.filter(commit => commit.parents.length < 2);
  const trailers = commits.map(readMessage);
  const skipped: Skip[] = commits.flatMap((commit, index) =>
    (trailers[index]?.malformed ?? []).map(() => ({
      where: `commit ${commit.sha.slice(0, 12)}`,
      reason: 'a trailer without a readable name or address',
    })),
  );
  const at = mainline.committedAt;
  const place = everything ? { item: `landing/${mainline.sha}`, at } : { at };
  const activities = commits.flatMap((commit, index) => [
    ...commitActivities(commit, place),
    ...trailerActivities(commit, trailers[index] ?? trailersIn(''), mailmap, place, everything),
  ]);
  const names = trailerNames(trailers, mailmap);
  if (!everything) return { activities, items: [], aliases: [], names, skipped };
  const merged: Activity = {
    nativeId: `merged/${mainline.sha}`,
    kind: 'change-merged',
    by: authorOf(mainline.committer),
    item: `landing/${mainline.sha}`,
    at,
  };
  const item = landingItem(landing, commits, trailers);
  return { activities: [...activities, merged], items: [item], aliases: [], names, skipped };
};

export default {
  id: 'git-trailers',
  reads: 'landed commits with their Reviewed-by, Acked-by, Tested-by, Co-authored-by and Closes-Bug trailers',
  service: 'email',
  blind:
    'Trailers show only what landed: no votes against, no abandoned changes, no queue; a review is dated by its landing.',
  settings: SETTINGS,
  kinds: ['commit', 'bug-fix', 'review', 'verification', 'change-merged'],
  origin: originOf,
  beside: settings => ({ ...settings, reads: settings.reads ?? 'commits' }),
  pull,
  normalise,
} satisfies Source<Raw, Settings>;
