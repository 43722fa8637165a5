// One row for each core that joins reviews, meetings and triage, for the people of OPNFV Doctor.
//
// What is really there: Doctor's reviews (NoteDb) and roster, and two logs of OPNFV's technical steering committee, cut
// short, in which some of Doctor's people speak under nicks that this test links by hand. No log of Doctor's own meeting
// and no bug tracker of Doctor is in the data: the second test makes them up, for Doctor's own people, and says so in
// the report's title.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { TeamModel } from '../../src/reports/team/model.ts';
import type { TriageModel } from '../../src/reports/triage/model.ts';
import { temporaryFolder } from '../support/git.ts';
import { cloneBundle, realData, withoutData } from '../support/real-data.ts';
import { mainJob } from '../support/real-house.ts';

const data = realData() ?? '';
const LOGS = ['opnfv-meeting.2016-04-19-14.01', 'opnfv-meeting.2016-09-06-13.59'];

const config = async (t: ExecutionContext, title: string, sources: string, people: string) => `
id: doctor
title: ${title}
sources:
  - type: gerrit-notedb
    repository: ${await cloneBundle(t, join(data, 'gerrit/doctor-meta.bundle'))}
    accounts: ${join(data, 'gerrit/doctor-accounts.json')}
${sources}
roster: [{ type: info-yaml, repository: ${await cloneBundle(t, join(data, 'git/doctor.bundle'))} }]
bots: [jenkins*]
people:
${people}
`;

/** The row of one person: reviews, bugs triaged, meetings. */
const row = ({ cores }: TeamModel, name: string) => {
  const found = cores.find(({ person }) => person === name);
  return found && [found.reviews, found.bugsTriaged, found.meetings.present, found.meetings.held];
};

test('Doctor’s reviews and OPNFV’s meetings stand in one row; of triage there is nothing, and none is claimed', async t => {
  if (!data) return withoutData(t);
  const logs = await temporaryFolder(t);
  for (const name of LOGS)
    await copyFile(
      join(data, 'meetings/irc/page-excerpts', `${name}.log.excerpt.txt`),
      join(logs, `${name}.log.txt`),
    );
  const main = await mainJob(
    t,
    await config(
      t,
      'OPNFV Doctor, with two meetings of OPNFV’s technical steering committee',
      `  - { type: meetbot, path: ${logs} }`,
      `  - { name: Carlos Goncalves, handles: { email: carlos.goncalves@neclab.eu, irc: cgoncalves } }
  - { name: Gerald Kunzmann, handles: { email: kunzmann@docomolab-euro.com, irc: geraldk } }`,
    ),
  );
  await main.ingest();
  const asked = { at: '2016-10-01', since: '2016-04-01' };
  const model = await main.model<TeamModel>('team', asked);
  const text = await main.rendered('team', 'text', asked);
  t.log(text.slice(0, text.indexOf('LAST SEEN')));
  const [reviews = 0, triaged, present, held] = row(model, 'Carlos Goncalves') ?? [];
  t.true(reviews > 20);
  t.deepEqual([triaged, present, held], [0, 1, 2], 'he spoke in September, for somebody else');
  t.true(model.freshness.untold.includes('bug-triage'));
  t.false(/ triaged /.test(text.slice(0, text.indexOf('LAST SEEN'))), 'no column of zeros');
});

/** SYNTHETIC: a weekly meeting of Doctor’s own people, and a tracker of their own. */
const synthetic = async (folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  for (const [day, nicks] of [
    ['06', ['ryota', 'tomi', 'carlos']],
    ['13', ['ryota', 'carlos']],
    ['20', ['ryota', 'tomi']],
  ] as const) {
    const lines = [
      '14:00:00 <ryota> #startmeeting doctor',
      ...nicks.map((nick, index) => `14:0${index + 1}:00 <${nick}> hello`),
      '14:30:00 <ryota> #endmeeting',
    ];
    await writeFile(join(folder, `doctor.2016-09-${day}-14.00.log.txt`), `${lines.join('\n')}\n`);
  }
  const launchpad = (id: string) => ({ service: 'launchpad', id });
  const at = (date: string) => `2016-09-${date}T10:00:00Z`;
  const bug = (number: number) => [
    {
      item: {
        nativeId: `bug/${number}`,
        kind: 'bug',
        openedAt: at('01'),
        states: [{ field: 'subject', at: at('01'), value: `Synthetic bug ${number}` }],
      },
    },
    {
      activity: {
        nativeId: `bug/${number}/opened`,
        kind: 'bug-opened',
        by: launchpad('operator'),
        at: at('01'),
        item: `bug/${number}`,
      },
    },
  ];
  const triage = (number: number, by: string) => ({
    activity: {
      nativeId: `bug/${number}/triage`,
      kind: 'bug-triage',
      by: launchpad(by),
      at: at('05'),
      item: `bug/${number}`,
    },
  });
  const journal = join(folder, 'bugs.jsonl');
  const lines = [...[1, 2, 3, 4].flatMap(bug), triage(1, 'tomi'), triage(2, 'tomi'), triage(3, 'carlos')];
  await writeFile(journal, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
  return journal;
};

test('with synthetic meetings and triage of Doctor’s own people all three streams stand in one row', async t => {
  if (!data) return withoutData(t);
  const folder = join(await temporaryFolder(t), 'logs');
  const journal = await synthetic(folder);
  const main = await mainJob(
    t,
    await config(
      t,
      'OPNFV Doctor (reviews are real, meetings and triage are synthetic)',
      `  - { type: meetbot, path: ${folder} }
  - { type: journal, path: ${journal} }`,
      `  - { name: Ryota Mibu, handles: { email: r-mibu@cq.jp.nec.com, irc: ryota, launchpad: ryota } }
  - { name: Tomi Juvonen, handles: { email: tomi.juvonen@nokia.com, irc: tomi, launchpad: tomi } }
  - { name: Carlos Goncalves, handles: { email: carlos.goncalves@neclab.eu, irc: carlos, launchpad: carlos } }`,
    ),
  );
  await main.ingest();
  const asked = { at: '2016-10-01', since: '2016-04-01' };
  const model = await main.model<TeamModel>('team', asked);
  const text = await main.rendered('team', 'text', asked);
  t.log(text.slice(0, text.indexOf('LAST SEEN')));
  const [carlosReviews = 0, ...carlos] = row(model, 'Carlos Goncalves') ?? [];
  t.true(carlosReviews > 20, 'real');
  t.deepEqual(carlos, [1, 2, 3], 'synthetic');
  t.deepEqual(row(model, 'Ryota Mibu')?.slice(1), [0, 3, 3]);
  t.regex(text, /^core .* reviews .* triaged +meetings/m);
  t.regex(text, /^Carlos Goncalves +.* 1 +2 of 3/m);
  const triage = await main.model<TriageModel>('triage', asked);
  t.deepEqual([triage.open, triage.untriaged], [4, 1]);
  t.is(triage.team.triaged, 3);
  t.deepEqual(
    triage.people.filter(({ core }) => core).length,
    model.cores.length,
    'every core is listed in both',
  );
});
