// A retirement beside a check-in: what somebody answers to the one holds for the other.
import test, { type ExecutionContext } from 'ava';
import { ingestAll } from '../../src/house/ingest.ts';
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
  return {
    ...world,
    /** Carries out what is due so many days later, until nothing more is; what was sent about retirements and wishes. */
    async news(days = 0) {
      world.clock.now += days * DAY;
      await ingestAll(world.house, QUIETLY);
      while ((await world.carry())?.some(([, , , state]) => state === 'posted'));
      const news = server.mails.slice(seen).map(({ to, subject }) => {
        return `${to?.[0]?.address?.split('@')[0]}: ${subject?.replace('[garden] ', '')}`;
      });
      seen = server.mails.length;
      return news.filter(each => !each.includes('Check-in of'));
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
