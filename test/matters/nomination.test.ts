// A nomination by mail, and every message of it as it is read: goldens, to be read aloud.
import test, { type ExecutionContext } from 'ava';
import type { SayStep } from '../../src/domain/matter.ts';
import { dueMatters } from '../../src/house/matters.ts';
import { readsAsGolden } from '../support/letters.ts';
import { mailServer } from '../support/mail-server.ts';
import { DAY, teamOf } from '../support/team.ts';

const scene = async (t: ExecutionContext) => {
  const server = await mailServer(t);
  const place = `host: localhost, port: ${server.port}, secure: none, from: "Rollcall <rollcall@example.org>"`;
  const world = await teamOf(t, {
    withIvo: true,
    letters: [`{ type: mail, ${place}, tag: garden }`],
    channels: [
      `{ type: mail, ${place}, to: ptl@example.org, report: team, private: true }`,
      `{ type: mail, ${place}, to: list@example.org, list: true }`,
    ],
  });
  let seen = 0;
  return {
    ...world,
    step: async (part: string): Promise<SayStep> => {
      const plans = await dueMatters(world.house, world.chosen);
      const all = plans.flatMap(([id, { says }]) => (id === 'nomination' ? says : []));
      const found = all.find(({ key }) => key.endsWith(`/${part}`));
      if (!found) throw new Error(`${part} is not among ${all.map(({ key }) => key).join(', ')}`);
      return found;
    },
    /** Carries out what is due of it; to whom, with which subject. */
    async mails() {
      await world.carry();
      const news = server.mails.slice(seen).filter(({ subject }) => !/[Cc]heck-in/.test(subject ?? ''));
      seen = server.mails.length;
      return news.map(({ to, subject }) => [
        to?.[0]?.address?.split('@')[0],
        subject?.replace('[garden] ', ''),
      ]);
    },
    text: () => server.mails.at(-1)?.text ?? '',
  };
};

const ID = '2026-08-19';

test('one that passes, by mail: who is told what, in which order', async t => {
  const at = await scene(t);
  await at.mails();
  t.regex(await at.ask('nominate @ivo', 'Una Feld'), /I ask Ivo Marek first/);
  await readsAsGolden(t, at, await at.step(`${ID}/ask`), 'nomination-ask');
  t.deepEqual(await at.mails(), [['ivo', 'A question to you from The Garden']]);
  t.regex(await at.ask('accept @ivo'), /Noted: Ivo Marek would like it/);
  await readsAsGolden(t, at, await at.step(`${ID}/draft`), 'nomination-draft');
  await readsAsGolden(t, at, await at.step(`${ID}/known`), 'nomination-known');
  t.deepEqual(await at.mails(), [
    ['una', 'Ivo Marek would like to be nominated'],
    ['ptl', 'Ivo Marek would like to be nominated'],
  ]);
  t.regex(await at.ask('nomination open', 'Una Feld'), /The cores can vote until/);
  await readsAsGolden(t, at, await at.step(`${ID}/open`), 'nomination-open');
  t.deepEqual(await at.mails(), [['list', 'Nomination of Ivo Marek for the core team of The Garden']]);
  t.regex(await at.ask('vote +1', 'Una Feld'), /Noted: \+1 for Ivo Marek/);
  t.regex(await at.ask('vote +1', 'Oli Sand'), /for the count alone/);
  t.regex(await at.ask('vote 0 I do not know them', 'Nia Brandt'), /Noted: 0/);
  at.clock.now += 7 * DAY;
  await readsAsGolden(t, at, await at.step(`${ID}/result`), 'nomination-welcome');
  t.deepEqual(await at.mails(), [['ivo', 'Welcome to the core team of The Garden']]);
  await readsAsGolden(t, at, await at.step(`${ID}/welcome`), 'nomination-passed');
  const [word, note] = await at.mails();
  t.deepEqual([word?.[0], note], ['list', ['ptl', 'Roster: Ivo Marek joins the core team']]);
  t.regex(at.text(), /\+ {6}- \{ name: Ivo Marek/);
  t.regex(at.text(), /add them to the calendar of the meeting/);
  t.deepEqual(await at.mails(), []);
});

test('one that does not pass, and one that nobody wants, read as their goldens', async t => {
  const at = await scene(t);
  await at.ask('nominate @ivo', 'Una Feld');
  await at.mails();
  await at.ask('accept @ivo');
  await at.mails();
  await at.ask('nomination open', 'Una Feld');
  await at.mails();
  await at.ask('vote +1', 'Una Feld');
  await at.ask('vote -1', 'Oli Sand');
  at.clock.now += 7 * DAY;
  await readsAsGolden(t, at, await at.step(`${ID}/result`), 'nomination-not-now');
  await readsAsGolden(t, at, await at.step(`${ID}/count`), 'nomination-count');
  t.deepEqual(
    (await at.mails()).map(([to]) => to),
    ['ivo', 'ptl'],
  );
  await readsAsGolden(t, at, await at.step(`${ID}/closed`), 'nomination-closed');
  at.clock.now += 100 * DAY;
  await at.mails();
  const again = '2026-12-04';
  t.regex(await at.ask('nominate @ivo', 'Una Feld'), /I ask Ivo Marek first/);
  await at.mails();
  await at.ask('decline', 'Una Feld').catch(String);
  await at.ask('decline @ivo');
  await readsAsGolden(t, at, await at.step(`${again}/no`), 'nomination-no');
  t.deepEqual(await at.mails(), [['una', 'Ivo Marek would rather not be nominated']]);
});

test('who nominates is reminded once of somebody who has said yes and waits', async t => {
  const at = await scene(t);
  await at.ask('nominate @ivo', 'Una Feld');
  await at.mails();
  await at.ask('accept @ivo');
  await at.mails();
  at.clock.now += 13 * DAY;
  t.deepEqual(await at.mails(), []);
  at.clock.now += DAY;
  await readsAsGolden(t, at, await at.step(`${ID}/waits`), 'nomination-waits');
  t.deepEqual(await at.mails(), [['una', 'The nomination of Ivo Marek is not open yet']]);
  at.clock.now += 10 * DAY;
  t.deepEqual(await at.mails(), []);
});

test('what somebody takes back while everybody reads it is closed without a count', async t => {
  const at = await scene(t);
  await at.ask('nominate @ivo');
  await at.mails();
  await at.ask('accept @ivo');
  await at.mails();
  await at.ask('nomination open');
  await at.mails();
  await at.ask('vote +1', 'Una Feld');
  await at.ask('decline @ivo');
  await readsAsGolden(t, at, await at.step(`${ID}/no`), 'nomination-taken-back');
  t.deepEqual(
    (await at.mails()).map(([to]) => to),
    ['ptl', 'list'],
  );
  t.notRegex(at.text(), /\+1|taken back|Ivo/);
});
