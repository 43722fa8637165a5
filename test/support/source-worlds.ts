// For each source a world of several pages to read, and junk to choke on. A new source adds its own here.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { GitHub, Http } from '../../src/contracts.ts';
import { KINDS } from '../../src/domain/activity.ts';
import { httpClient } from '../../src/shell/http.ts';
import { fakeGerrit } from './fake-gerrit/index.ts';
import { githubOf } from './fake-github/direct.ts';
import { fakeGitHub } from './fake-github/index.ts';
import { fakeLaunchpad } from './fake-launchpad/index.ts';
import { type HistoryCommit, writeHistory } from './history.ts';
import { created, metaCommits, said } from './notedb.ts';

export interface SourceWorld {
  /** Makes the world in a folder of its own and answers the settings. */
  make(folder: string): Promise<object>;
  readonly junk: fc.Arbitrary<unknown>;
  /** For a source that asks GitHub. */
  readonly github?: GitHub;
  /** For a source that reads the web. */
  readonly http?: Http;
  /** For a source that is told of news: what it is told. */
  readonly payloads?: readonly unknown[];
}

const minute = (index: number): string => new Date(1_577_836_800_000 + index * 60_000).toISOString();
const many = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Text as sources meet it: empty, binary, long, or nearly right. */
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.json(), fc.constant('Reviewed-by: <'));
const whole = fc.oneof(fc.integer(), fc.constant(Number.NaN));
const handle = fc.record({ service: fc.constant('gerrit'), id: text });
const line = fc.record({ place: fc.constant('file:1'), line: text });

const commit = fc.record({
  sha: text,
  parents: fc.array(text, { maxLength: 3 }),
  authoredAt: whole,
  committedAt: whole,
  author: text,
  committer: text,
  message: text,
});

const event = fc.record({
  sha: text,
  tree: text,
  by: handle,
  at: whole,
  message: fc.oneof(
    text,
    text.map(words => `Patch Set 1: ${words}`),
  ),
  patchSet: whole,
  labels: fc.array(fc.record({ label: text, value: whole, copied: fc.boolean() })),
  footers: fc
    .array(fc.tuple(fc.constantFrom('Status', 'Topic', 'Commit', 'Hashtags', 'Tag'), text))
    .map(all => new Map(all)),
});

const notedb: SourceWorld = {
  async make(folder) {
    const repository = join(folder, 'review.git');
    const changes = many(401, index =>
      metaCommits(index + 1, [
        created(1 + (index % 3), minute(index)),
        said(5, minute(index + 500), 'Patch Set 1: Code-Review+1', ['Label: Code-Review=+1']),
        ...(index % 5 === 0 ? [said(5, minute(index + 900), 'Abandoned', ['Status: abandoned'])] : []),
      ]),
    );
    await writeHistory(repository, changes.flat());
    const accounts = join(folder, 'accounts.json');
    await writeFile(accounts, JSON.stringify({ 5: { name: 'Una Core', email: 'una@example.org' } }));
    return { repository, accounts };
  },
  junk: fc.oneof(
    fc.record({ accounts: text, path: fc.constant('accounts.json') }),
    fc.record(
      {
        number: text,
        events: fc.array(event),
        broken: fc.nat(3),
        comments: fc.array(text),
        committers: fc.array(fc.record({ account: handle, sha: text, committer: text })),
        note: text,
      },
      { requiredKeys: ['number', 'events', 'broken', 'comments', 'committers'] },
    ),
  ),
};

const notes: SourceWorld = {
  async make(folder) {
    const repository = join(folder, 'shed.git');
    const files = many(1001, index => [
      index.toString(16).padStart(40, '0'),
      `Code-Review+2: Una Core <una@example.org>\nSubmitted-by: Una Core <una@example.org>\n` +
        `Submitted-at: ${minute(index)}\nReviewed-on: https://review.example.org/${index}\n`,
    ]);
    const commits: HistoryCommit[] = [
      {
        ref: 'refs/notes/review',
        at: minute(0),
        message: 'notes',
        files: Object.fromEntries(files) as Record<string, string>,
      },
    ];
    await writeHistory(repository, commits);
    return { repository };
  },
  junk: fc.record(
    { commit: text, note: text, author: text, subject: text },
    { requiredKeys: ['commit', 'note'] },
  ),
};

const trailers: SourceWorld = {
  async make(folder) {
    const repository = join(folder, 'shed.git');
    const commits = many(
      2001,
      (index): HistoryCommit => ({
        ref: 'refs/heads/main',
        at: minute(index),
        author: `Oli Owner <oli${index % 4}@example.org>`,
        message: `Paint ${index}\n\nCloses-Bug: #${1000 + index}\nReviewed-by: Una Core <una@example.org>\n`,
      }),
    );
    await writeHistory(repository, commits);
    return { repository };
  },
  junk: fc.record({
    landing: fc.record({ mainline: commit, brought: fc.array(commit, { maxLength: 3 }) }),
    mailmap: fc.array(fc.tuple(text, text)).map(all => new Map(all)),
  }),
};

const account = { name: 'Una Core', username: 'una', email: 'una@example.org' };

const query: SourceWorld = {
  async make(folder) {
    const path = join(folder, 'query.jsonl');
    const lines = many(401, index =>
      JSON.stringify({
        id: `I${index}`,
        number: index + 1,
        owner: { name: 'Oli Owner', username: 'oli' },
        createdOn: 1_577_836_800 + index,
        lastUpdated: 1_577_900_000,
        status: index % 2 === 0 ? 'MERGED' : 'NEW',
        patchSets: [
          {
            number: 1,
            approvals: [{ type: 'Code-Review', value: '1', grantedOn: 1_577_836_900 + index, by: account }],
          },
        ],
      }),
    );
    await writeFile(path, `${lines.join('\n')}\nno JSON\n`);
    return { path };
  },
  junk: line,
};

const journal: SourceWorld = {
  async make(folder) {
    const path = join(folder, 'journal.jsonl');
    const lines = many(2001, index =>
      JSON.stringify({
        activity: {
          nativeId: `a${index}`,
          kind: KINDS[index % KINDS.length],
          by: { service: 'irc', id: `nick${index % 7}` },
          at: minute(index),
          item: `bug/${index % 50}`,
        },
      }),
    );
    await writeFile(path, `${lines.join('\n')}\nno JSON\n`);
    return { path };
  },
  junk: line,
};

const shed = fakeGitHub();
for (let index = 0; index < 60; index++) {
  const change = shed.repo('Acme/Shed').pull({ by: `oli${index % 4}`, draft: index % 7 === 0 });
  const review = change.review('CHANGES_REQUESTED', { by: 'una' });
  change.reviewComment({ by: 'una', body: 'why?', review });
  change.forcePush({});
  if (index % 3 === 0) change.dismiss(review, { by: 'vic' });
  if (index % 2 === 0) change.merge({ by: 'una' });
  else change.close({});
  if (index % 5 === 1) change.reopen({});
  const bug = shed.repo('Acme/Shed').issue({ by: null });
  bug.label('roof', { by: 'vic' });
  bug.comment('where?', { by: 'una' });
  bug.close({ by: 'una', reason: index % 2 === 0 ? 'duplicate' : 'completed' });
}

const timelineEvent = fc.record(
  {
    event: fc.oneof(
      text,
      fc.constantFrom('labeled', 'reviewed', 'commented', 'closed', 'committed', 'merged'),
    ),
    id: fc.oneof(whole, text),
    actor: fc.oneof(fc.constant(null), fc.record({ id: whole, login: text }), text),
    created_at: fc.oneof(text, fc.constant('2025-01-01T00:00:00Z')),
    state: text,
    body: text,
  },
  { requiredKeys: ['event'] },
);

const github: SourceWorld = {
  make: () => Promise.resolve({ repo: 'acme/shed', phrases: { approve: ['LGTM'] } }),
  github: githubOf(shed),
  payloads: shed.deliveries.map(({ payload }) => payload),
  junk: fc.oneof(
    fc.record({ gone: whole }),
    fc.record({
      issue: fc.oneof(
        text,
        fc.record({ number: whole, title: text, created_at: text, user: fc.object() }),
        fc.record({
          number: fc.integer({ min: 1 }),
          title: text,
          created_at: fc.constant('2025-01-01T00:00:00Z'),
          pull_request: fc.object(),
        }),
      ),
      timeline: fc.array(fc.oneof(timelineEvent, text)),
      reviewComments: fc.array(fc.oneof(fc.object(), text)),
    }),
  ),
};

const gerrit = fakeGerrit();
for (const number of [1, 2, 5])
  gerrit.account(number, { name: `Account ${number}`, username: `user${number}` });
for (let index = 1; index <= 90; index++) {
  const at = 1_600_000_000 + index * 40_000;
  const acts = gerrit.change({ number: index, created: at, owner: 1 + (index % 2) });
  acts.review(5, { at: at + 100, votes: { 'Code-Review': -1 }, inline: index % 3 });
  acts.upload(1, at + 200);
  acts.review(5, { at: at + 300, votes: { 'Code-Review': 2, Workflow: 1, Verified: 1 } });
  acts.upload(1, at + 350, { keeps: true });
  acts.review(2, { at: at + 360, text: 'hm' });
  acts.topic(1, at + 370, 'colours');
  acts.review(5, { at: at + 380, votes: { 'Code-Review': 0 } });
  if (index % 4 === 0) acts.abandon(1, at + 400);
  if (index % 8 === 0) acts.restore(1, at + 500);
  if (index % 4 === 1) acts.merge(5, at + 400);
}

const restAccount = fc.record({ _account_id: whole, name: text, email: text });
const restTime = fc.oneof(text, fc.constant('2020-09-01 09:59:32.000000000'));
const restPart = fc.oneof(
  text,
  fc.record({ author: restAccount, date: restTime, message: text, _revision_number: whole }),
  fc.record({ _number: whole, created: restTime, uploader: restAccount }),
);

const rest: SourceWorld = {
  make: async () => ({ url: (await gerrit.listen()).url, project: 'garden/*' }),
  http: httpClient({ second: 1 }),
  junk: fc.record(
    {
      change: fc.oneof(
        text,
        fc.object(),
        fc.record({
          _number: fc.integer({ min: 1 }),
          created: fc.constant('2020-09-01 09:59:32.000000000'),
          owner: fc.constant({ _account_id: 7 }),
          labels: fc.dictionary(text, fc.record({ all: fc.array(restPart) })),
          messages: fc.array(restPart),
          revisions: fc.dictionary(text, restPart),
          status: fc.oneof(text, fc.constant('MERGED')),
        }),
      ),
      comments: fc.oneof(text, fc.object(), fc.dictionary(text, fc.array(restPart))),
    },
    { requiredKeys: ['change'] },
  ),
};

const bugs = fakeLaunchpad();
bugs.person('una', 'Una Core');
for (let index = 0; index < 90; index++) {
  const bug = bugs.bug('shed', { by: `oli${index % 4}`, ...(index % 3 === 0 ? { tags: ['roof'] } : {}) });
  if (index % 2 === 0) bug.importance('High', { by: 'una' });
  if (index % 5 === 0) bug.affects('shed/oak', { by: 'vic' });
  bug.comment({ by: 'una' });
  if (index % 4 === 0) bug.status('Invalid', { by: 'vic' });
  if (index % 8 === 0) bug.status('New', { by: 'una' });
  if (index % 7 === 1) bug.duplicate(1001, { by: 'una' });
}

const logEntry = fc.record({
  whatchanged: fc.oneof(text, fc.constantFrom('shed: status', 'tags', 'affects', 'assigned to', 'summary')),
  oldvalue: fc.oneof(text, fc.constant(null)),
  newvalue: fc.oneof(text, fc.constant('shed'), fc.constant(null)),
  datechanged: fc.oneof(text, fc.constant('2025-01-02T00:00:00.5+00:00')),
  person_link: fc.oneof(text, fc.constant('https://api.launchpad.test/devel/~una'), fc.constant('/')),
});

const launchpad: SourceWorld = {
  make: () => Promise.resolve({ project: 'shed', url: bugs.direct.url }),
  http: bugs.direct.http,
  junk: fc.oneof(
    fc.record({ gone: whole }),
    fc.record({
      bug: fc.oneof(
        text,
        fc.record({
          id: fc.integer(),
          title: text,
          owner_link: text,
          date_created: fc.oneof(text, fc.constant('2025-01-01T00:00:00+00:00')),
          date_last_updated: fc.constant('2025-01-03T00:00:00+00:00'),
          tags: fc.array(text),
        }),
      ),
      tasks: fc.array(
        fc.oneof(
          text,
          fc.record({
            target_link: fc.oneof(text, fc.constant('https://api.launchpad.test/devel/shed')),
            bug_target_name: text,
            status: fc.oneof(text, fc.constant('Expired')),
            importance: text,
            date_created: fc.constant('2025-01-01T00:00:00+00:00'),
          }),
        ),
      ),
      activity: fc.array(fc.oneof(logEntry, text)),
      messages: fc.array(fc.oneof(fc.object(), text)),
      people: fc.array(fc.tuple(text, text)),
      whole: fc.boolean(),
    }),
  ),
};

const day = (index: number): string => minute(index * 24 * 60).slice(0, 10);

const words = fc.oneof(
  text,
  fc
    .array(
      fc.oneof(
        text,
        fc.constantFrom(
          '12:00 <una> #startmeeting shed',
          '12:01 <oli> #info Oli Owner (for Vic Core)',
          '12:02 <una> #action oli to paint',
          '12:03 * oli is now known as oli_',
          'Meeting started by una at 12:00:01 UTC.',
          'Meeting summary',
          'People present',
          '* una (7)',
          '## Present',
          '* Una Core @una (core)',
          '<li>',
        ),
      ),
      { maxLength: 12 },
    )
    .map(lines => lines.join('\n')),
);
const paper = fc.oneof(
  fc.record({ name: text, gone: fc.array(text) }),
  fc.record({
    name: fc.oneof(text, fc.constant('shed.2019-05-08-12.00.log.txt'), fc.constant('2019-05-08.md')),
    place: fc.oneof(text, fc.constant('https://meetings.example.org/')),
    text: words,
    before: fc.array(text, { maxLength: 3 }),
  }),
);

const meetbot: SourceWorld = {
  async make(folder) {
    const path = join(folder, 'logs');
    await mkdir(path);
    for (const index of many(121, each => each))
      await writeFile(
        join(path, `shed.${day(index)}-12.00.log.txt`),
        `12:00:01 <una> #startmeeting shed\n12:01:00 <oli${index % 4}> #info Oli Owner - proxy for Vic Core\n` +
          `12:02:00 <una> #action oli${index % 4} to paint\n12:03:00 *** una is now known as una_\n12:04:00 <una_> #endmeeting\n`,
      );
    await writeFile(join(path, 'shed.log'), 'no log\n');
    return { path };
  },
  junk: paper,
};

const irc: SourceWorld = {
  async make(folder) {
    const logs = join(folder, 'meetings');
    for (const below of ['shed/2026', 'presence']) await mkdir(join(logs, below), { recursive: true });
    for (const index of many(61, each => each))
      await writeFile(
        join(logs, 'shed/2026', `shed.${day(index)}-12.00.log.txt`),
        `12:00:01 <una> #startmeeting shed\n12:00:01 <rollcall> Meeting started Wed Jan  1 12:00:01 2020 UTC.\n` +
          `12:02:00 <una> #action oli${index % 4} to paint\n12:04:00 <una> #endmeeting\n`,
      );
    await writeFile(join(logs, 'presence', 'shed.2026-11.days'), `2026-11-22T14:03:11Z #shed Una\n`);
    return { server: 'irc.example.org', channels: ['#shed'], folder: logs, presence: true };
  },
  junk: paper,
};

const minutes: SourceWorld = {
  async make(folder) {
    const path = join(folder, 'minutes');
    await mkdir(path);
    for (const index of many(121, each => each))
      await writeFile(
        join(path, `${day(index)}.md`),
        `# Shed ${day(index)}\n\n## Present\n\n* Una Core @una (core)\n* Oli${index % 4} Owner\n`,
      );
    await writeFile(join(path, 'notes.md'), 'nothing\n');
    return { path };
  },
  junk: paper,
};

export const SOURCE_WORLDS: Readonly<Record<string, SourceWorld>> = {
  'gerrit-notedb': notedb,
  'gerrit-notes': notes,
  'gerrit-query': query,
  'gerrit-rest': rest,
  'git-trailers': trailers,
  github,
  journal,
  launchpad,
  irc,
  meetbot,
  minutes,
};
