// A whole project on GitHub through the fake, the real client and the real flow, counted a second time by hand.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import type { GitHub, Io } from '../../src/contracts.ts';
import { type ConfiguredSource, ingest } from '../../src/flow/ingest.ts';
import { githubClient } from '../../src/shell/github/client.ts';
import { realIo } from '../../src/shell/io.ts';
import source from '../../src/sources/github/index.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { dumpOf } from '../support/dump.ts';
import { type FakeGitHub, fakeGitHub } from '../support/fake-github/index.ts';
import { load, type Recorded } from '../support/fake-github/load.ts';
import { temporaryFolder } from '../support/git.ts';
import { realData, withoutData } from '../support/real-data.ts';

const REPO = 'bitcoin-core/gui';
const ACKS = ['ACK', 'utACK', 'tACK', 're-ACK', 'reACK', 'crACK', 're-utACK', 're-tACK'];
const PHRASES = {
  approve: ACKS.map(word => `${word} <sha>`),
  reject: ['NACK'],
  comment: ['Concept ACK', 'Approach ACK'],
};

const recorded = async (folder: string): Promise<Recorded[]> => {
  const file = join(folder, 'github', 'bitcoin-core-gui.jsonl.gz');
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  const all: Recorded[] = [];
  for await (const line of lines) if (line !== '') all.push(JSON.parse(line) as Recorded);
  return all;
};

interface World {
  readonly fake: FakeGitHub;
  readonly file: string;
  readonly records: readonly Recorded[];
  /** Reads what is new, and tells how many requests that took. */
  readonly read: (
    phrases: typeof PHRASES | Record<string, never>,
  ) => Promise<{ requests: number; records: number }>;
}

const world = async (t: ExecutionContext, folder: string): Promise<World> => {
  const fake = fakeGitHub();
  const { repo } = fake.repo(REPO);
  const records = await recorded(folder);
  for (const record of records) load(fake.world, repo, record);
  fake.token('ghp_invented', 'reader');
  const { url, close } = await fake.listen();
  t.teardown(close);
  const github: GitHub = githubClient({ baseUrl: url, token: 'ghp_invented', second: 1 });
  const place = await temporaryFolder(t);
  const io: Io = realIo({ cacheDir: place, github });
  const file = join(place, 'ledger.db');
  return {
    fake,
    file,
    records,
    read: async phrases => {
      const before = fake.log.length;
      const settings = source.settings.parse({ repo: REPO, phrases });
      const configured = { id: 'gui', plugin: source, settings } as unknown as ConfiguredSource;
      const store = openSqlite(file);
      try {
        const { records: read, skipped } = await ingest(store, 'gui', configured, io);
        t.is(skipped, 0);
        return { requests: fake.log.length - before, records: read };
      } finally {
        store.close();
      }
    },
  };
};

interface Row {
  readonly native_id: string;
  readonly kind: string;
  readonly handle: string;
  readonly item: string;
  readonly value: number | null;
}

const rowsOf = (file: string): Row[] => (dumpOf(file)['activity'] ?? []).map(line => JSON.parse(line) as Row);

const count = (rows: readonly Row[], kind: string, item: RegExp = /./): number =>
  rows.filter(row => row.kind === kind && item.test(row.item)).length;

test('a whole project is read, each thing once, and the second run asks only for what changed', async t => {
  const folder = realData();
  if (folder === undefined) return withoutData(t);
  const { fake, file, read, records } = await world(t, folder);
  const first = await read({});
  const rows = rowsOf(file);
  t.is(count(rows, 'change-opened'), 537);
  t.is(count(rows, 'change-merged'), 332);
  t.is(count(rows, 'bug-opened'), 341);
  const reviews = rows.filter(({ kind }) => kind === 'review');
  t.is(reviews.length, 1788);
  t.is(count(rows, 'review-withdrawn'), 1);
  const ghosts = records.flatMap(({ data }) =>
    data.events.filter(({ event, user }) => event === 'reviewed' && (user ?? null) === null),
  );
  t.is(ghosts.length, 15);
  const unknown = new Set(ghosts.map(({ id }) => `review/${String(id)}`));
  const theirs = reviews.filter(({ native_id }) => unknown.has(native_id));
  t.deepEqual([theirs.length, new Set(theirs.map(({ handle }) => handle)).size], [15, 1]);
  const still = await read({});
  t.deepEqual([still.records, still.requests], [0, 1]);
  const repo = fake.repo(REPO);
  repo.at(3).comment('One more word', { by: 'newcomer', at: '2026-10-01T10:00:00Z' });
  repo.at(4).review('APPROVED', { by: 'newcomer', at: '2026-10-01T11:00:00Z' });
  repo.issue({ by: 'newcomer', at: '2026-10-01T12:00:00Z' });
  const second = await read({});
  t.is(second.records, 3);
  t.true(second.requests < 12);
  t.is(rowsOf(file).length, rows.length + 3);
  t.log(
    `requests: ${first.requests} for everything, ${still.requests} when nothing changed, ${second.requests} for 3 items`,
  );
});

const labelled = (records: readonly Recorded[], type: 'issue' | 'pull') =>
  records
    .filter(({ data }) => data.type === type)
    .flatMap(({ data }) =>
      data.events
        .filter(({ event }) => event === 'labeled')
        .map(event => ({ event, owner: userId((data.issue ?? data.pull)?.['user']) })),
    );

/** GitHub's own account for deleted ones: like no account at all it may be anybody, so that it is nobody else. */
const GHOST = 10_137;

const userId = (user: unknown): unknown => {
  const { id = GHOST } = (user ?? {}) as { readonly id?: unknown };
  return id;
};

test('labels on issues are triage when somebody else set them, and on pull requests their state', async t => {
  const folder = realData();
  if (folder === undefined) return withoutData(t);
  const { file, read, records } = await world(t, folder);
  await read({});
  const [onIssues, onPulls] = [labelled(records, 'issue'), labelled(records, 'pull')];
  t.deepEqual([onIssues.length, onPulls.length], [410, 859]);
  const byOthers = onIssues.filter(({ event, owner }) => userId(event['actor']) !== owner);
  const triage = new Set(
    rowsOf(file)
      .filter(({ kind }) => kind === 'bug-triage')
      .map(({ native_id }) => native_id),
  );
  t.is(byOthers.filter(({ event }) => triage.has(`event/${String(event['id'])}`)).length, byOthers.length);
  const told = new Set(
    (dumpOf(file)['state'] ?? []).map(line => {
      const { native_id, field, at } = JSON.parse(line) as { native_id: string; field: string; at: number };
      return `${native_id} ${field} ${at}`;
    }),
  );
  const states = onPulls.length + onIssues.length;
  const lost = records.flatMap(({ data }) => {
    const item = `${data.type}/${String((data.issue ?? data.pull)?.['number'])}`;
    return data.events
      .filter(({ event }) => event === 'labeled')
      .filter(({ created_at }) => !told.has(`${item} label ${Date.parse(String(created_at)) / 1000}`));
  });
  t.deepEqual(lost, []);
  t.log(
    `${states} labels given, ${onIssues.length} of them to issues, ${byOthers.length} by others than the reporter`,
  );
});

/** Lines of a comment outside of quotes and code, told apart by a few plain rules. */
const ownLines = (body: string): string[] => {
  const lines: string[] = [];
  let [fenced, quoted] = [false, false];
  for (const line of body.replace(/<!--.*?-->/gs, '').split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced;
      continue;
    }
    const isQuote = /^\s*>/.test(line);
    // A line right after a quote belongs to it.
    quoted = isQuote || (quoted && line.trim() !== '' && !/^\s*([-*+#]|\d+\.)/.test(line));
    if (!fenced && !quoted && !/^( {4}|\t)/.test(line)) lines.push(line.trim());
  }
  return lines;
};

const MARKS = /^(?:#+\s+|[-*+]\s+|\d+[.)]\s+|[*_~]{1,3})+/;
const APPROVES = /^(?:re-?)?(?:ut|t|cr)?ACK\s+[[(`]{0,3}[0-9a-f]{7,40}(?![0-9a-z])/i;
const NOT_LISTED = /^(?:reutACK|retACK|recrACK|re-crACK)/;
const REJECTS = /^NACK(?![\w?]|[-/'’]\w)/;
const REMARKS = /^(?:Concept|Approach) ACK(?![\w?]|[-/'’]\w)/;

const spokenIn = (body: unknown): 'approve' | 'reject' | 'comment' | undefined => {
  const votes = ownLines(typeof body === 'string' ? body : '').flatMap(line => {
    const words = line.replace(MARKS, '');
    if (APPROVES.test(words) && /^[a-z-]*ACK/.test(words) && !NOT_LISTED.test(words))
      return ['approve' as const];
    if (REJECTS.test(words)) return ['reject' as const];
    return REMARKS.test(words) ? ['comment' as const] : [];
  });
  return votes.findLast(vote => vote !== 'comment') ?? votes[0];
};

test('votes in words are found as a plain count finds them', async t => {
  const folder = realData();
  if (folder === undefined) return withoutData(t);
  const { file, read, records } = await world(t, folder);
  await read(PHRASES);
  const byHand = new Map<string, number>();
  const values = { approve: 3, reject: -1, comment: 0 };
  for (const { data } of records.filter(one => one.data.type === 'pull'))
    for (const event of data.events) {
      const vote = spokenIn(event['body']);
      if (vote === undefined || userId(event['user']) === userId(data.pull?.['user'])) continue;
      if (event['event'] === 'commented') byHand.set(`comment/${String(event['id'])}`, values[vote]);
      // Of a review only what its state does not say already.
      if (event['event'] === 'reviewed' && event['state'] === 'COMMENTED' && vote !== 'comment')
        byHand.set(`review/${String(event['id'])}`, values[vote]);
    }
  const isSilent = new Set(
    records.flatMap(({ data }) =>
      data.events
        .filter(({ event, state }) => event === 'reviewed' && state === 'COMMENTED')
        .map(({ id }) => `review/${String(id)}`),
    ),
  );
  const found = rowsOf(file).filter(
    ({ kind, native_id, value }) =>
      kind === 'review' && (native_id.startsWith('comment/') || (isSilent.has(native_id) && value !== 0)),
  );
  const told = (entries: Iterable<readonly [string, number | null]>): string[] =>
    [...entries].map(([id, value]) => `${id} ${value}`).sort();
  t.deepEqual(told(found.map(({ native_id, value }) => [native_id, value])), told(byHand));
  t.true(found.length > 500);
  const of = (value: number): number => found.filter(row => row.value === value).length;
  const inReviews = found.filter(({ native_id }) => native_id.startsWith('review/')).length;
  t.log(
    `${found.length} votes in words, ${inReviews} of them in reviews without a state: ` +
      `${of(3)} approve, ${of(-1)} reject, ${of(0)} are remarks`,
  );
});
