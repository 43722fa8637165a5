// One check-in over mail, to a real SMTP server: who is written to, how often, what the PTL and the public see.
import test, { type ExecutionContext } from 'ava';
import { type MailServer, mailServer, refused } from '../support/mail-server.ts';
import { DAY, mailOf, OPENED, TEAM, type TeamOptions, teamOf } from '../support/team.ts';

const scene = async (t: ExecutionContext, more: Partial<TeamOptions> = {}) => {
  const server = await mailServer(t);
  const place = `host: localhost, port: ${server.port}, secure: none, from: "Rollcall <rollcall@example.org>"`;
  const world = await teamOf(t, {
    letters: [`{ type: mail, ${place}, tag: garden, replyWith: "rollcall ask check-in" }`],
    channels: [
      `{ type: mail, ${place}, to: ptl@example.org, report: team, private: true }`,
      `{ type: mail, ${place}, to: list@example.org, list: true }`,
    ],
    ...more,
  });
  return { server, ...world };
};

/** `[recipient, subject]` of what came since the last look. */
const mailbox = ({ mails }: MailServer) => {
  let seen = 0;
  return () => {
    const news = mails.slice(seen).map(({ to, subject }) => [to?.[0]?.address, subject]);
    seen = mails.length;
    return news;
  };
};

const EVERYBODY = [...TEAM].sort((a, b) => a.localeCompare(b, 'en'));

test('a check-in from its opening to its end: everybody alike, and nobody on leave', async t => {
  const at = await scene(t);
  const news = mailbox(at.server);
  t.deepEqual(await at.carry(), [], 'the calendar has not come to it');
  t.regex(
    await at.ask('check-in open 2026-09-09'),
    /open until 2026-09-08\. Everybody in the core team \(5\)/,
  );
  t.is((await at.carry())?.length, 5);
  t.deepEqual(
    news(),
    EVERYBODY.map(name => [mailOf(name), '[garden] Check-in of The Garden']),
  );
  t.deepEqual(await at.carry(), [], 'said once');
  const una = at.server.mails[EVERYBODY.indexOf('Una Feld')];
  t.is(una?.messageId, '<rollcall.garden.letter.check-in-gambia-4@example.org>');
  t.regex(una?.text ?? '', /reviews: 1\n/);
  t.regex(una?.text ?? '', /1 change waiting for a core\n\s+- 1 bug waiting to be triaged/);
  t.regex(una?.text ?? '', /To answer: rollcall ask check-in/);

  t.regex(await at.ask('check-in stay 6', 'Una Feld'), /you stay/);
  await at.ask('check-in talk', 'Oli Sand');
  await at.ask('check-in manager not-yet', 'Oli Sand');
  await at.house.store.decide('garden', {
    ...{ key: 'leave', at: OPENED + 60, by: { service: 'github', id: 'zoe' }, place: 'x' },
    ruling: {
      ...{ kind: 'leave', of: { service: 'github', id: 'zoe' }, since: OPENED + 60 },
      until: Date.parse('2026-09-03T00:00:00Z') / 1000,
    },
  });
  t.deepEqual(await at.carry(), [['note', 'check-in/gambia/2/talk', 'mail', 'posted']]);
  t.deepEqual(news(), [['ptl@example.org', 'Oli Sand would like to talk']]);

  at.clock.now = OPENED + 8 * DAY;
  t.is((await at.carry())?.length, 2);
  t.deepEqual(
    news().map(([to]) => to),
    ['Nia Brandt', 'Pia Hollis'].map(mailOf),
    'Zoë is away',
  );
  t.deepEqual(at.server.mails.at(-1)?.inReplyTo, '<rollcall.garden.letter.check-in-gambia-3@example.org>');
  await at.ask('check-in reduced 2026-12-01 2', 'Nia Brandt');
  await at.ask('check-in stay 3 @pia');
  at.clock.now = OPENED + 15 * DAY;
  t.deepEqual(
    (await at.carry())?.map(([, key]) => key),
    ['check-in/gambia/5/reminder-1'],
    'who is back is reminded from there on',
  );
  at.clock.now = OPENED + 20 * DAY;
  t.deepEqual(await at.carry(), []);

  const weekly = await at.report('weekly');
  t.regex(
    weekly,
    /CHECK-IN\n\s+The core team is asked how it goes on, until 2026-09-08: 4 of 5 have answered\./,
  );
  const report = await at.report('check-in');
  t.regex(report, /4 of 5 have answered, 11 hours a week together/);
  t.regex(report, /Oli Sand\s+would like to talk\s+not yet/);
  t.regex(report, /No answer yet: Zoë Ruiz\./);
  at.clock.now = Date.parse('2026-09-09T10:00:00Z') / 1000;
  news();
  t.deepEqual(await at.carry(), [['note', 'check-in/gambia/closed', 'mail', 'posted']]);
  t.regex(await at.report('weekly'), /Over since 2026-09-08: 4 of 5 answered, 11 hours a week between us\./);
  t.regex(await at.ask('check-in stay 9', 'Una Feld').catch(String), /No check-in is open/);

  const after = await at.report('check-in', Date.parse('2026-10-01T00:00:00Z') / 1000);
  t.regex(after, /2026-08-19: 5 cores, no hours told/);
  t.regex(after, /2026-09-30: 5 cores, 11 hours a week/);
});

test('who does not answer is reminded twice, with the words that this was the last time, and then left alone', async t => {
  const at = await scene(t);
  await at.ask('check-in open');
  const letters: number[] = [];
  for (let day = 0; day <= 21; day++) {
    at.clock.now = OPENED + day * DAY + 60;
    letters.push((await at.carry())?.filter(([kind]) => kind === 'letter').length ?? -1);
  }
  t.deepEqual(
    letters.flatMap((count, day) => (count > 0 ? [[day, count]] : [])),
    [
      [0, 5],
      [7, 5],
      [14, 5],
    ],
  );
  const to = at.server.mails.filter(mail => mail.to?.[0]?.address === mailOf('Nia Brandt'));
  t.is(to.length, 3);
  t.regex(to[1]?.text ?? '', /I will ask\s+once more at most/);
  t.regex(to[2]?.text ?? '', /I will\s+not\s+ask\s+again/);
});

test('the public hears no name, no answer and no hours of one person in any format', async t => {
  const at = await scene(t);
  await at.ask('check-in open');
  await at.carry();
  for (const name of TEAM.slice(0, 2)) await at.ask('check-in stay 7', name);
  at.clock.now = OPENED + 22 * DAY;
  const weekly = await at.report('weekly');
  t.regex(weekly, /2 of 5 answered\.\n/);
  t.false(weekly.includes('hours a week'), 'of two the hours are not told');
  for (const silent of ['Zoë', 'Pia', 'Nia']) t.false(weekly.includes(silent));
});

test('the calendar opens it, and writes to everybody at the same look', async t => {
  const at = await scene(t);
  at.clock.now = Date.parse('2026-09-02T00:00:00Z') / 1000;
  t.is((await at.carry())?.length, 5);
  const [decision] = await at.house.store.decisions('garden', Number.MAX_SAFE_INTEGER);
  t.deepEqual([decision?.key, decision?.by.id], ['check-in/open/gambia', 'the calendar']);
  t.deepEqual(await at.carry(), []);
});

test('with publish: false nothing is sent, decided or recorded; the letters are shown in full', async t => {
  const at = await scene(t, { publish: false });
  at.clock.now = Date.parse('2026-09-02T00:00:00Z') / 1000;
  t.deepEqual(await at.carry(), []);
  t.deepEqual(at.server.seen, []);
  t.deepEqual(await at.house.store.decisions('garden', Number.MAX_SAFE_INTEGER), []);
  t.deepEqual(await at.house.store.publicationsUnder('garden', ''), []);
});

test('who cannot be reached is told to the PTL once, and written to nowhere else', async t => {
  const at = await scene(t);
  const news = mailbox(at.server);
  at.server.watch = (moment, word) =>
    moment === 'to' && word === mailOf('Zoë Ruiz') ? refused(550, 'no such mailbox') : undefined;
  await at.ask('check-in open');
  const carried = await at.carry();
  t.is(carried?.filter(([kind, , , state]) => kind === 'letter' && state === 'posted').length, 4);
  t.deepEqual(news().at(-1), ['ptl@example.org', 'Somebody cannot be written to in private']);
  t.regex(at.server.mails.at(-1)?.text ?? '', /Zoë Ruiz \(Check-in of The Garden\): mail: localhost refuses/);
  t.deepEqual(
    (await at.carry())?.map(([, key, , state]) => [key, state]),
    [['check-in/gambia/5', 'refused']],
    'tried again, and the PTL is not told again',
  );
  at.server.watch = () => undefined;
  t.deepEqual(
    (await at.carry())?.map(([, key, , state]) => [key, state]),
    [['check-in/gambia/5', 'posted']],
  );
});

test('a server that is ill is waited for: nobody is called unreachable, and each letter comes once', async t => {
  const at = await scene(t);
  at.server.watch = moment => (moment === 'from' ? refused(451, 'later') : undefined);
  await at.ask('check-in open');
  t.true((await at.carry())?.every(([, , , state]) => state === 'later'));
  t.is(at.server.mails.length, 0);
  at.server.watch = () => undefined;
  t.is((await at.carry())?.length, 5);
  t.is(at.server.mails.length, 5);
});

test('what may have been sent is sent again on the PTL’s word alone', async t => {
  const at = await scene(t);
  await at.ask('check-in open');
  let isFirst = true;
  at.server.watch = moment => {
    if (moment === 'taken' && isFirst) {
      isFirst = false;
      at.server.cut();
    }
    return undefined;
  };
  const states = (await at.carry())?.map(([, , , state]) => state);
  t.deepEqual(states, ['unsure', 'posted', 'posted', 'posted', 'posted']);
  t.deepEqual(await at.carry(), []);
  t.deepEqual(await at.carry('check-in/gambia/1'), [['letter', 'check-in/gambia/1', 'mail', 'posted']]);
});

test('a letter is kept with whom it was for, so that it can be forgotten with them', async t => {
  const at = await scene(t);
  await at.ask('check-in open');
  await at.carry();
  const people = await at.house.store.people('garden');
  const letters = await at.house.store.publicationsUnder('garden', 'letter ');
  t.is(letters.length, 5);
  for (const { person, key } of letters) {
    const own = people.find(({ handles }) => handles.some(({ id }) => id === person?.id));
    t.true(TEAM.includes(own?.name as (typeof TEAM)[number]));
    t.regex(key, /^letter check-in\/gambia\/[1-5]$/, 'no name stands in a key');
  }
});
