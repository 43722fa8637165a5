// Reports on real histories: the figures that the notes beside the data say must come out.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { ReviewersModel } from '../../src/reports/reviewers.ts';
import type { TeamModel } from '../../src/reports/team/model.ts';
import type { WeeklyModel } from '../../src/reports/weekly/model.ts';
import { cloneBundle, realData, withoutData } from '../support/real-data.ts';
import { mainJob } from '../support/real-house.ts';
import { packageRoot } from '../support/root.ts';

const data = realData() ?? '';

const cases = (file: string): string => `
id: cases
sources: [{ type: gerrit-query, path: ${join(data, 'gerrit/cases', file)} }]
roster: [{ type: rollcall, members: [{ name: rosmaita }, { name: sigmavirus24 }, { name: hangfire }] }]
people:
  - { name: rosmaita, handles: { gerrit: rosmaita } }
  - { name: sigmavirus24, handles: { gerrit: sigmavirus24 } }
  - { name: hangfire, handles: { gerrit: hangfire } }
`;

/** Columns: reviews, -2, -1, +1, +2, +A, +/- %, disagreements, disagreements %. */
const rows = (model: ReviewersModel) =>
  Object.fromEntries(
    model.people.map(row => [
      row.person,
      [
        ...[row.reviews, row.minus2, row.minus1, row.plus1, row.plus2, row.approvals],
        ...[row.positivePercent, row.disagreements, row.disagreementPercent],
      ],
    ]),
  );

test('the silent core is listed with 0 beside the table of reviewstats', async t => {
  if (!data) return withoutData(t);
  const main = await mainJob(t, cases('silent-core.jsonl'));
  await main.ingest();
  const model = await main.model<ReviewersModel>('reviewers', {
    at: '2017-03-12',
    days: 14,
    mode: 'reviewstats',
  });
  t.deepEqual(rows(model), {
    grump: [1, 0, 1, 0, 0, 0, 0, 1, 100],
    hangfire: [0, 0, 0, 0, 0, 0, 0, 0, 0],
    newbie: [2, 0, 0, 2, 0, 0, 100, 1, 50],
    rosmaita: [3, 0, 1, 0, 2, 0, 66.7, 0, 0],
    sigmavirus24: [2, 1, 0, 0, 1, 1, 50, 0, 0],
  });
  t.deepEqual(model.totals, { reviews: 8, byCores: 5, coreTeam: 3, reviewers: 4 });
  const ours = await main.model<ReviewersModel>('reviewers', { at: '2017-03-12', days: 14 });
  t.is(ours.people.find(row => row.person === 'newbie')?.reviews, 1);
});

test('the two definitions of a disagreement differ as they should', async t => {
  if (!data) return withoutData(t);
  const main = await mainJob(t, cases('disagreement.jsonl'));
  await main.ingest();
  const disagreed = async (mode: string) =>
    (await main.model<ReviewersModel>('reviewers', { at: '2017-03-12', days: 14, mode })).people
      .filter(row => row.disagreements > 0)
      .map(row => row.person);
  t.deepEqual(await disagreed('reviewstats'), ['newbie', 'rosmaita']);
  t.deepEqual(await disagreed('stackalytics'), ['rosmaita']);
});

test('glare has 419 Code-Review+2, of which one person gave 201 once four addresses are linked', async t => {
  if (!data) return withoutData(t);
  const repository = await cloneBundle(t, join(data, 'git/glare.bundle'));
  const yaml = `
id: glare
sources: [{ type: gerrit-notes, repository: ${repository} }]
bots: [Jenkins, Zuul]
`;
  const plus2 = async (linkByName: boolean) => {
    const main = await mainJob(t, `${yaml}linkByName: ${linkByName}\n`);
    await main.ingest();
    const model = await main.model<ReviewersModel>('reviewers', {
      at: '2020-01-01',
      since: '2010-01-01',
      mode: 'reviewstats',
    });
    return model.people.map(row => row.plus2).sort((a, b) => b - a);
  };
  const apart = await plus2(false);
  t.is(
    apart.reduce((sum, each) => sum + each, 0),
    419,
  );
  for (const part of [130, 33, 32, 6]) t.true(apart.includes(part));
  const linked = await plus2(true);
  t.is(
    linked.reduce((sum, each) => sum + each, 0),
    419,
  );
  t.is(linked[0], 201);
});

const libuv = async (t: Parameters<typeof cloneBundle>[0]) => {
  const repository = await cloneBundle(t, join(data, 'git/libuv.bundle'));
  const main = await mainJob(
    t,
    `
id: libuv
sources: [{ type: git-trailers, repository: ${repository} }]
roster: [{ type: maintainers, repository: ${repository} }]
linkByName: true
`,
  );
  await main.ingest();
  return main;
};

test('of the maintainers of libuv in May 2019 exactly one shows no commit and no review', async t => {
  if (!data) return withoutData(t);
  const main = await libuv(t);
  const model = await main.model<TeamModel>('team', { at: '2019-05-21', since: '2018-06-01' });
  t.is(model.cores.length, 11);
  const silent = model.cores.filter(row => row.reviews === 0 && row.commits === 0);
  t.deepEqual(
    silent.map(row => row.person.split(' ')[1]),
    ['Indutny'],
  );
  const [people, reviewLines] = [
    await main.house.store.people('libuv'),
    (await main.house.store.sources('libuv')).flatMap(source => source.skipped),
  ];
  t.log(`${people.length} people, skipped: ${JSON.stringify(reviewLines)}`);
});

test('the review trailers of libuv have dried up since 2021-09-08 while commits go on', async t => {
  if (!data) return withoutData(t);
  const main = await libuv(t);
  const { freshness } = await main.model<TeamModel>('team', { at: '2023-01-01' });
  t.deepEqual(
    freshness.driedUp.map(({ kind, last }) => [kind, last]),
    [['review', '2021-09-08']],
  );
  const text = await main.rendered('team', 'text', { at: '2023-01-01' });
  t.regex(text, /DRIED UP: review .* since 2021-09-08/);
  // Nobody is told to have reviewed nothing: there is no data to say so.
  t.true(text.includes('A dash below is no data'));
  for (const row of text.split('\n').filter(line => /^Colin Ihrig {2,}\d+ /.test(line)))
    t.regex(row, /^Colin Ihrig +\d+ +– /);
});

test('of 49 merges to glance in the spring of 2017 some five belong to image import', async t => {
  if (!data) return withoutData(t);
  const repository = await cloneBundle(t, join(data, 'git/glance.bundle'));
  const example = await readFile(join(packageRoot(), 'docs/examples/glance.yml'), 'utf8');
  const main = await mainJob(t, example.replace('repository: glance.git', `repository: ${repository}`));
  await main.ingest();
  const { store } = main.house;
  const metric = main.house.plugins.metrics.get('changes-merged');
  if (!metric) return t.fail();
  const count = async (since: string, until: string) => {
    const seconds = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1000;
    const facts = (await store.measure(metric, 'glance', {
      since: seconds(since),
      until: seconds(until),
    })) as {
      landing: string;
      priority: number;
      title: string;
    }[];
    const merges = facts.filter(fact => fact.landing === 'merge');
    t.log(merges.filter(fact => fact.priority === 1).map(fact => fact.title));
    return [merges.length, merges.filter(fact => fact.priority === 1).length, facts.length - merges.length];
  };
  const [merges, onPriority, direct] = await count('2017-02-24', '2017-06-10');
  t.is(merges, 49);
  t.is(direct, 22);
  t.is(onPriority, 5);
  const [later, laterPriority] = await count('2017-02-24', '2017-07-30');
  t.deepEqual([later, laterPriority], [90, 7]);
  const weekly = await main.model<WeeklyModel>('weekly', { at: '2017-06-10', since: '2017-02-24' });
  t.is(weekly.mergedOnPriority, 5);
  t.is(weekly.queue, null, 'a clone tells nothing of a queue');
});
