// A retirement beside a check-in: what somebody answers to the one holds for the other.
import { readFile, writeFile } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import { loadProjects } from '../../src/house/house.ts';
import { ingestAll } from '../../src/house/ingest.ts';
import { settle } from '../../src/house/settled.ts';
import { mailServer } from '../support/mail-server.ts';
import { QUIETLY } from '../support/quietly.ts';
import { DAY, teamOf } from '../support/team.ts';

const scene = async (t: ExecutionContext) => {
  const server = await mailServer(t);
  const place = `host: localhost, port: ${server.port}, secure: none, from: "Rollcall <rollcall@example.org>"`;
  const world = await teamOf(t, {
    letters: [`{ type: mail, ${place}, tag: garden }`],
    channels: [
      `{ type: mail, ${place}, to: ptl@example.org, report: team, private: true }`,
      `{ type: mail, ${place}, to: list@example.org, list: true }`,
    ],
  });
  let seen = 0;
  let { chosen } = world;
  return {
    ...world,
    /** Carries out what is due so many days later, until nothing more is; what was sent about retirements and wishes. */
    async news(days = 0) {
      world.clock.now += days * DAY;
      await ingestAll(world.house, QUIETLY);
      await settle(world.house, chosen);
      while ((await world.carry())?.some(([, , , state]) => state === 'posted'));
      const news = server.mails.slice(seen).map(({ to, subject }) => {
        return `${to?.[0]?.address?.split('@')[0]}: ${subject?.replace('[garden] ', '')}`;
      });
      seen = server.mails.length;
      return news.filter(each => !each.includes('Check-in of'));
    },
    mails: server.mails,
    /** The roster names these people with these roles from now on. */
    async settle(roles: readonly (readonly [name: string, role: string])[]) {
      let text = await readFile(world.config, 'utf8');
      for (const [name, role] of roles)
        text = text.replace(new RegExp(`(name: ${name}, role: )\\w+`), `$1${role}`);
      await writeFile(world.config, text);
      const [changed] = await loadProjects(world.config, world.house.plugins);
      if (!changed) throw new Error('no project');
      chosen = changed;
      await settle(world.house, chosen);
    },
    word: () =>
      server.mails.flatMap(({ text }) => /\n {2}confirm (\S+)\n/.exec(text ?? '')?.[1] ?? []).at(-1),
  };
};

test('who answers that they stay is not retired, and is told so as the PTL is', async t => {
  const at = await scene(t);
  await at.ask('retire @una');
  await at.ask('check-in open 2026-09-15');
  t.deepEqual(await at.news(), ['una: Your place in the core team of The Garden']);
  t.regex(await at.ask('check-in stay 6', 'Una Feld'), /Noted, thank you: you stay/);
  t.deepEqual(await at.news(), [
    'una: You stay in the core team of The Garden',
    'ptl: Una Feld stays in the core team',
  ]);
  t.deepEqual(await at.news(11), [], 'nothing waits for a word');
});

test('what an answer began waits until the check-in is over, and its letter says so', async t => {
  const at = await scene(t);
  await at.ask('check-in open 2026-09-05');
  await at.ask('check-in step-back', 'Nia Brandt');
  t.deepEqual(await at.news(), [
    'ptl: Nia Brandt would like to step back',
    'nia: Stepping back from The Garden',
  ]);
  t.regex(at.mails.find(({ subject }) => subject?.includes('Stepping'))?.text ?? '', /2026-09-05/);
  t.deepEqual(await at.news(16), []);
  t.deepEqual(await at.news(1), [
    'ptl: The check-in of The Garden is over',
    'ptl: Nia Brandt: for you to confirm, or not',
  ]);
});

test('who leads the team begins nothing by an answer, and is not written to about it', async t => {
  const at = await scene(t);
  await at.ask('check-in open 2026-09-05');
  const answer = await at.ask('check-in step-back', 'Pia Hollis');
  t.regex(
    answer,
    /you would like to step back\. .* Who leads the team from now on has to be in the roster first/,
  );
  t.deepEqual(await at.news(), []);
  t.notRegex(await at.report('team'), /Hello Pia/);
  t.deepEqual(await at.news(20), ['ptl: The check-in of The Garden is over']);
});

test('who came to lead the team is not confirmed, and where every roster refuses nobody is told', async t => {
  const at = await scene(t);
  await at.ask('step-back', 'Nia Brandt');
  await at.news();
  t.deepEqual(await at.news(4), ['ptl: Nia Brandt: for you to confirm, or not']);
  await at.settle([
    ['Pia Hollis', 'core'],
    ['Nia Brandt', 'ptl'],
  ]);
  t.regex(await at.ask(`confirm ${at.word()}`), /They lead the team now/);
  await at.settle([
    ['Pia Hollis', 'ptl'],
    ['Nia Brandt', 'core'],
  ]);
  t.regex(await at.ask(`confirm ${at.word()}`), /^Confirmed/);
  await at.settle([
    ['Pia Hollis', 'core'],
    ['Nia Brandt', 'ptl'],
  ]);
  t.deepEqual(await at.news(), [
    'nia: Thank you, from The Garden',
    'ptl: Roster: Nia Brandt becomes emeritus',
  ]);
  t.regex(at.mails.at(-1)?.text ?? '', /Nia Brandt leads the project by this roster/);
  t.deepEqual(await at.news(1), [], 'nothing is said of what did not happen');
  await at.settle([
    ['Pia Hollis', 'ptl'],
    ['Nia Brandt', 'emeritus'],
  ]);
  t.deepEqual(await at.news(1), ['list: Thank you, Nia Brandt']);
});

test('who answers that they stay after it was confirmed is told so, until the way back', async t => {
  const at = await scene(t);
  await at.ask('step-back', 'Nia Brandt');
  await at.news();
  await at.news(4);
  await at.ask('check-in open 2026-09-15');
  await at.ask(`confirm ${at.word()}`);
  t.regex(await at.ask('check-in stay 6', 'Nia Brandt'), /But the PTL has confirmed meanwhile/);
  t.notRegex(await at.ask('check-in stay 6', 'Una Feld'), /confirmed/);
  await at.ask('reinstate @nia');
  t.notRegex(await at.ask('check-in stay 6', 'Nia Brandt'), /confirmed/);
});
