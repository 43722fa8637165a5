// OPNFV Doctor's NoteDb, read whole: every figure that the notes beside the data give.
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Activity } from '../../src/domain/activity.ts';
import { parseReviewNote } from '../../src/lib/review-note.ts';
import type { TeamModel } from '../../src/reports/team/model.ts';
import { realIo } from '../../src/shell/io.ts';
import notedb from '../../src/sources/gerrit-notedb/index.ts';
import { git, temporaryFolder } from '../support/git.ts';
import { cloneBundle, realData, withoutData } from '../support/real-data.ts';
import { mainJob } from '../support/real-house.ts';

const data = realData() ?? '';
const metaBundle = join(data, 'gerrit/doctor-meta.bundle');

const isVote = ({ kind, value }: Activity): boolean =>
  kind === 'review-copied' || (kind === 'review' && value !== 0);

/** Everything that the source reads and makes of it, without a ledger. */
const readAll = async (t: ExecutionContext, repository: string) => {
  const io = realIo({ cacheDir: await temporaryFolder(t) });
  const settings = notedb.settings.parse({ repository });
  const changes = [];
  for await (const page of notedb.pull(settings, new Map(), io)) {
    for (const raw of page.raws)
      if ('events' in raw) changes.push({ raw, harvest: notedb.normalise(raw, settings) });
  }
  return changes;
};

test('433 changes and 14,505 events give 1,162 votes by footers and 75 by message text', async t => {
  if (!data) return withoutData(t);
  const changes = await readAll(t, await cloneBundle(t, metaBundle));
  const events = changes.flatMap(({ raw }) => raw.events);
  t.is(changes.length, 433);
  t.is(events.length, 14_505);
  const byFooter = events
    .flatMap(event => event.labels)
    .filter(({ label, value }) => label === 'Code-Review' && (value ?? 0) !== 0).length;
  const votes = changes.flatMap(({ harvest }) => harvest.activities).filter(isVote).length;
  t.is(byFooter, 1162);
  t.is(votes - byFooter, 75);
  const inline = changes
    .flatMap(({ harvest }) => harvest.activities)
    .filter(({ kind }) => kind === 'inline-comment');
  t.is(inline.length, 2021);
  t.is(new Set(inline.map(({ by }) => by.id)).size, 29);
});

test('387 changes end merged and 46 abandoned, after 48 abandon events', async t => {
  if (!data) return withoutData(t);
  const changes = await readAll(t, await cloneBundle(t, metaBundle));
  const status = new Set(['change-merged', 'change-abandoned', 'change-restored']);
  const ends = changes.map(
    ({ harvest }) =>
      harvest.activities
        .filter(({ kind }) => status.has(kind))
        .sort((a, b) => a.at - b.at)
        .at(-1)?.kind,
  );
  t.is(ends.filter(end => end === 'change-merged').length, 387);
  t.is(ends.filter(end => end === 'change-abandoned').length, 46);
  t.is(
    changes.flatMap(({ harvest }) => harvest.activities).filter(({ kind }) => kind === 'change-abandoned')
      .length,
    48,
  );
});

/** Values of the votes in force on the final patch set when the change was merged. */
const votesAtSubmit = (activities: readonly Activity[]): number[] => {
  const merged = activities.findLast(({ kind }) => kind === 'change-merged')?.at ?? 0;
  const final = Math.max(
    ...activities.filter(({ kind }) => kind === 'patchset').map(({ revision }) => revision ?? 0),
  );
  const votes = new Map<string, number>();
  const history = activities
    .filter(
      each =>
        each.revision === final && each.at <= merged && (isVote(each) || each.kind === 'review-withdrawn'),
    )
    .sort((a, b) => a.at - b.at);
  for (const { kind, by, value } of history) votes.set(by.id, kind === 'review-withdrawn' ? 0 : (value ?? 0));
  return [...votes.values()].filter(value => value !== 0).sort((a, b) => a - b);
};

test('the final votes at submit equal those of the notes for all 225 changes that have one', async t => {
  if (!data) return withoutData(t);
  const changes = await readAll(t, await cloneBundle(t, metaBundle));
  const noted = changes.filter(({ raw }) => raw.note !== undefined);
  const equal = noted.filter(({ raw, harvest }) => {
    const note = parseReviewNote(raw.note ?? '');
    const final = note.votes
      .filter(({ label }) => label === 'Code-Review')
      .map(({ value }) => value)
      .sort((a, b) => a - b);
    return JSON.stringify(final) === JSON.stringify(votesAtSubmit(harvest.activities));
  });
  t.is(noted.length, 225);
  t.is(equal.length, 225);
});

const config = (meta: string, branch: string, accounts: boolean): string => `
id: doctor
title: OPNFV Doctor
sources:
  - { type: gerrit-notedb, repository: ${meta}${accounts ? `, accounts: ${join(data, 'gerrit/doctor-accounts.json')}` : ''} }
  - { type: git-trailers, repository: ${branch} }
roster: [{ type: info-yaml, repository: ${branch} }]
bots: [jenkins*]
`;

for (const accounts of [true, false]) {
  test(`votes get names ${accounts ? 'with' : 'without'} the accounts file`, async t => {
    if (!data) return withoutData(t);
    const main = await mainJob(
      t,
      config(
        await cloneBundle(t, metaBundle),
        await cloneBundle(t, join(data, 'git/doctor.bundle')),
        accounts,
      ),
    );
    await main.ingest();
    const named = new Map(
      (await main.house.store.people('doctor')).map(({ key, handles }) => [
        key,
        handles.some(({ service }) => service === 'email' || service === 'name'),
      ]),
    );
    const whole = { since: 0, until: 2_000_000_000 };
    const votes = [];
    for (const person of named.keys()) {
      const events = await main.house.store.events(person, whole, ['review', 'review-copied']);
      votes.push(...events.filter(({ value }) => value !== 0).map(() => named.get(person) === true));
    }
    t.is(votes.length, 1237);
    const linked = votes.filter(Boolean).length;
    t.log(`${linked} of ${votes.length} votes have a name`);
    t.true(linked >= 1100);
  });
}

/** A copy of the repository as it stood at `date`: every ref at its last commit before it. */
const cutAt = async (t: ExecutionContext, repository: string, date: string): Promise<string> => {
  const copy = join(await temporaryFolder(t), 'cut.git');
  await git('.', ['clone', '--quiet', '--mirror', '--', repository, copy]);
  const refs = (await git(copy, ['for-each-ref', '--format=%(refname)'])).trim().split('\n');
  for (const ref of refs) {
    const last = (await git(copy, ['rev-list', '-1', '--first-parent', `--before=${date}`, ref])).trim();
    await git(copy, last === '' ? ['update-ref', '-d', ref] : ['update-ref', ref, last]);
  }
  return copy;
};

/** What a later reading may change: how far the data reaches, and the names of accounts. */
const withoutLaterKnowledge = ({ freshness: _freshness, others, unlinked, ...rest }: TeamModel) => ({
  ...rest,
  others: others.map(({ reviews, firstTime }) => [reviews, firstTime].join(' ')).sort(),
  reviewsByOthers: unlinked.reviews,
});

test('the team report as of 2018-01-01 is the same before and after the rest is read, but for two names', async t => {
  if (!data) return withoutData(t);
  const date = '2018-01-01T00:00:00Z';
  const meta = await cloneBundle(t, metaBundle);
  const branch = await cloneBundle(t, join(data, 'git/doctor.bundle'));
  const [cutMeta, cutBranch] = [await cutAt(t, meta, date), await cutAt(t, branch, date)];
  const main = await mainJob(t, config(cutMeta, cutBranch, true));
  await main.ingest();
  const asked = { at: '2018-01-01', since: '2017-01-01' };
  const before = await main.model<TeamModel>('team', asked);
  for (const [from, to] of [
    [meta, cutMeta],
    [branch, cutBranch],
  ] as const) {
    await git(to, ['fetch', '--quiet', from, '+refs/*:refs/*']);
  }
  await main.ingest();
  const after = await main.model<TeamModel>('team', asked);
  t.true(after.cores.length > 5);
  t.deepEqual(withoutLaterKnowledge(after), withoutLaterKnowledge(before));
  const names = (model: TeamModel): string[] => model.others.map(({ person }) => person);
  const learned = names(after).filter(name => !names(before).includes(name));
  t.log(`learned later: ${learned.join(', ')}`);
  t.is(learned.length, 2);
});
