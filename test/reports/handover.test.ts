// What a handover says of the matters that go on: named to whoever leads next, but for what only two people know.
import test from 'ava';
import { DAY, teamOf } from '../support/team.ts';

const LETTERS =
  '{ type: mail, host: localhost, port: 2525, secure: none, from: "Rollcall <rollcall@example.org>", tag: garden }';

test('retirements, nominations and the check-in that are open are named', async t => {
  const world = await teamOf(t, { withIvo: true, letters: [LETTERS] });
  t.notRegex(
    await world.report('handover', world.clock.now + 1),
    /retirement of|steps back|nomination of|check-in is open/,
  );
  await world.ask('check-in open 2026-09-09');
  await world.ask('retire @una');
  await world.ask('step-back', 'Oli Sand');
  await world.ask('nominate @ivo', 'Una Feld');
  const asked = await world.report('handover', world.clock.now + 1);
  t.regex(asked, /The check-in is open until 2026-09-08/);
  t.regex(asked, /The retirement of Una Feld: not told yet/);
  t.regex(asked, /Oli Sand steps back: /);
  t.notRegex(asked, /Ivo/, 'who is asked is known to nobody but the nominator');
  await world.ask('accept @ivo');
  t.regex(
    await world.report('handover', world.clock.now + 1),
    /The nomination of Ivo Marek: waits for its nominator/,
  );
  await world.ask('nomination open', 'Una Feld');
  t.regex(
    await world.report('handover', world.clock.now + 1),
    /The nomination of Ivo Marek: votes are taken until 2026-/,
  );
  await world.ask('forget me for good', 'Oli Sand');
  t.notRegex(await world.report('handover', world.clock.now + 1), /steps back/);
  world.clock.now += 60 * DAY;
  t.regex(
    await world.report('handover', world.clock.now + 1),
    /The nomination of Ivo Marek: the votes are in/,
  );
  t.notRegex(await world.report('handover', world.clock.now + 1), /check-in is open/);
});

test('who would like to step back takes the hours that they promised with them', async t => {
  const world = await teamOf(t, {});
  await world.ask('check-in open 2026-09-09');
  await world.ask('check-in stay 13', 'Nia Brandt');
  await world.ask('check-in stay 40', 'Oli Sand');
  const hours = async () =>
    /(\d+) hours a week/.exec(await world.report('handover', world.clock.now + 1))?.[1];
  t.is(await hours(), '53');
  world.clock.now += 60;
  await world.ask('check-in step-back', 'Oli Sand');
  t.is(await hours(), '13');
  t.regex(
    await world.report('check-in', Date.parse('2026-10-02') / 1000),
    /2026-\d\d-\d\d: 5 cores, 13 hours a week/,
  );
});
