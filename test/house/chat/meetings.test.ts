// Meetings in a channel: taken down line by line, run, gone on with after a crash, in the ledger at the end.
import test from 'ava';
import { meetingInMinutes } from '../../../src/lib/meeting-minutes.ts';
import { pageText } from '../../../src/lib/meeting-text.ts';
import meetingAttendance from '../../../src/metrics/meeting-attendance.ts';
import { type ChatGarden, chatGarden, NOON, ROOM } from '../../support/chat-garden.ts';

const PAPER = 'shed/2026/shed.2026-11-22-14.00';

const present = async ({ house, clock }: ChatGarden): Promise<string[]> => {
  const events = await Promise.all(
    (await house.store.people('garden')).map(async ({ key, name }) =>
      (await house.store.events(key, { since: 0, until: clock.now + 1 }, ['meeting-present'])).map(
        ({ value }) => `${name} ${value}`,
      ),
    ),
  );
  return events.flat().sort();
};

const hold = async ({ say }: ChatGarden): Promise<void> => {
  await say('una', 'before', '#startmeeting Shed', '#topic roll call');
  await say('vera', 'o/');
  await say('oli', '#info Oli Owner');
  await say(
    'una',
    '#topic the roof',
    '#info wrong',
    '#undo',
    '#agreed it is red',
    '#action vera to paint <it>',
  );
};

test('a meeting is run: its papers are written, its people are in the ledger', async t => {
  const garden = await chatGarden(t);
  await hold(garden);
  await garden.say('oli', '#endmeeting');
  await garden.say('una', '#chair vera');
  await garden.say('vera', '#endmeeting');
  await garden.say('una', 'after');
  await garden.settled();
  t.deepEqual(garden.errors, []);
  const own = garden.network.said.map(({ text }) => text);
  t.regex(own[0] ?? '', /^Meeting started Sun Nov 22 14:00:14 2026 UTC\. {2}The chair is una\.$/);
  t.true(own.includes("The meeting name has been set to 'shed'"));
  t.true(own.includes('Removed from the minutes: info: wrong'));
  t.true(own.includes('Only chairs may do that; the chairs are una.'));
  t.true(own.includes('Current chairs: una vera'));
  t.true(own.includes(`Minutes:        ${PAPER}.html`));
  t.true(garden.network.said.every(({ target }) => target === ROOM));
  const log = await garden.paper(`${PAPER}.log.txt`);
  t.regex(log, /^14:00:14 <una> #startmeeting Shed\n14:00:14 <rollcall> Meeting started/);
  t.notRegex(log, /before|after/);
  const options = { isBot: (nick: string) => nick === 'rollcall', series: 'meeting' };
  const text = meetingInMinutes(await garden.paper(`${PAPER}.txt`), `${PAPER}.txt`, options);
  const page = meetingInMinutes(pageText(await garden.paper(`${PAPER}.html`)), `${PAPER}.html`, options);
  for (const minutes of [text, page]) {
    if (typeof minutes === 'string') return t.fail(minutes);
    t.deepEqual(
      minutes.actions.map(({ text: words, nicks }) => [words, ...nicks]),
      [['vera to paint <it>', 'vera']],
    );
    t.deepEqual(
      minutes.agreed.map(({ text: words }) => words),
      ['it is red'],
    );
  }
  t.deepEqual(await present(garden), ['Oli Owner 2', 'Una Core 8', 'Vera Core 2']);
  t.deepEqual(
    (await garden.papers()).filter(name => !name.startsWith('presence')),
    [`${PAPER}.html`, `${PAPER}.log.txt`, `${PAPER}.txt`],
  );
});

test('who is no chair is put right a few times, and not for as long as they go on', async t => {
  const garden = await chatGarden(t);
  await garden.say('una', '#startmeeting Shed');
  for (let time = 0; time < 20; time++) await garden.say(`oli${time}`, '#topic mine');
  await garden.say('una', '#topic Weeds');
  await garden.say('una', '#chair vera');
  await garden.settled();
  const own = garden.network.said.map(({ text }) => text);
  t.is(own.filter(text => text.startsWith('Only chairs')).length, 5);
  t.true(own.includes('Current chairs: una vera'));
});

test('a process that dies in the middle goes on with the meeting, and loses nothing that was said', async t => {
  const garden = await chatGarden(t);
  await hold(garden);
  await garden.again();
  garden.network.listener().joined(ROOM);
  await garden.say('vera', 'still here');
  await garden.say('una', '#endmeeting');
  await garden.settled();
  t.deepEqual(garden.errors, []);
  t.deepEqual(await present(garden), ['Oli Owner 1', 'Una Core 8', 'Vera Core 2']);
  const said = garden.network.said.map(({ text }) => text);
  t.true(said.some(text => text.startsWith('The meeting shed goes on.')));
  t.is(said.filter(text => text.startsWith('Meeting ended')).length, 1);
  t.regex(await garden.paper(`${PAPER}.txt`), /^\* vera \(2\)$/m);
});

test('minutes that were not written when the process died are written at the next start', async t => {
  const garden = await chatGarden(t);
  await hold(garden);
  await garden.say('una', '#endmeeting');
  const whole = await garden.paper(`${PAPER}.txt`);
  const { rm, writeFile, mkdir } = await import('node:fs/promises');
  for (const end of ['txt', 'html']) await rm(`${garden.folder}/${PAPER}.${end}`);
  await mkdir(`${garden.folder}/.open`, { recursive: true });
  await writeFile(
    `${garden.folder}/.open/${encodeURIComponent(`irc.example.org ${ROOM}`)}.json`,
    JSON.stringify({ paper: PAPER, series: 'shed' }),
  );
  await garden.again();
  t.is(await garden.paper(`${PAPER}.txt`), whole);
  t.deepEqual(
    (await garden.papers()).filter(name => name.startsWith('.open')),
    [],
  );
});

test('a meeting that nobody ends is closed after hours, also when nobody was there to see it', async t => {
  const garden = await chatGarden(t);
  await hold(garden);
  garden.clock.now += 5 * 3600;
  await garden.say('vera', 'anybody?');
  t.true(garden.network.said.some(({ text }) => text.startsWith('This meeting began hours ago')));
  t.notRegex(await garden.paper(`${PAPER}.log.txt`), /anybody/);
  await garden.say('una', '#startmeeting Later');
  garden.clock.now += 5 * 3600;
  await garden.again();
  t.deepEqual(
    (await garden.papers()).filter(name => name.startsWith('later')),
    ['html', 'log.txt', 'txt'].map(end => `later/2026/later.2026-11-22-19.01.${end}`),
  );
});

test('where another bot keeps the meeting nothing is said, and the papers follow its name', async t => {
  const garden = await chatGarden(t, { irc: 'meetings: hear' });
  await garden.say('una', '#startmeeting');
  await garden.say('meetbot', 'Meeting started Sun Nov 22 14:00:07 2026 UTC.  The chair is una.');
  await garden.say('una', '#meetingname Shed', '#action vera to paint');
  await garden.say('vera', '#endmeeting');
  await garden.say('una', '#endmeeting');
  await garden.say('meetbot', 'Meeting ended Sun Nov 22 14:01:00 2026 UTC.');
  await garden.settled();
  t.deepEqual(garden.network.said, []);
  t.deepEqual(
    await garden.papers(),
    ['html', 'log.txt', 'txt'].map(end => `${PAPER}.${end}`),
  );
  t.deepEqual(await present(garden), ['Una Core 4', 'Vera Core 1']);
});

test('a new nick stands in the log, and in the ledger as a hint', async t => {
  const garden = await chatGarden(t);
  await garden.say('una', '#startmeeting Shed');
  garden.network.present.add('una_');
  garden.network.listener().renamed({ at: garden.clock.now, from: 'una', to: 'una_' });
  await garden.say('una_', 'hello');
  await garden.say('una', '#endmeeting');
  await garden.settled();
  t.regex(await garden.paper(`${PAPER}.log.txt`), /\*\*\* una is now known as una_/);
  const aliases = await garden.house.store.aliases('garden');
  t.deepEqual(
    aliases.map(({ a, b, evidence }) => [a.id, b.id, evidence]),
    [['una', 'una_', 'nick change']],
  );
});

test('two meetings of one name in one minute have papers of their own', async t => {
  const garden = await chatGarden(t);
  await garden.say('una', '#startmeeting Shed', '#endmeeting', '#startmeeting Shed', '#endmeeting');
  t.deepEqual(
    (await garden.papers()).filter(name => name.endsWith('.log.txt')),
    [`${PAPER}.log.txt`, 'shed_2/2026/shed_2.2026-11-22-14.00.log.txt'],
  );
});

test('nothing is run and nothing said where nothing is published; the papers are kept all the same', async t => {
  const garden = await chatGarden(t, { more: 'publish: false' });
  await hold(garden);
  await garden.say('una', '#endmeeting');
  t.deepEqual(await garden.ask('una', '!rollcall help', ROOM), []);
  t.deepEqual(garden.network.said, []);
  t.true((await garden.papers()).includes(`${PAPER}.txt`));
});

test('days on which people spoke are counted once, at once, and only where that is wanted', async t => {
  const garden = await chatGarden(t);
  await garden.say('una', 'a secret word', 'and another');
  await garden.say('meetbot', 'beep');
  const days = async () =>
    (
      await Promise.all(
        (
          await garden.house.store.people('garden')
        ).map(async ({ key, name }) =>
          (
            await garden.house.store.events(key, { since: 0, until: NOON * 2 }, ['chat-present'])
          ).map(({ nativeId, at }) => [name, nativeId, at - NOON]),
        ),
      )
    ).flat();
  const expected = [['una', 'chat/#garden/2026-11-22/una', 7]];
  t.deepEqual(
    (await days()).map(([, ...rest]) => rest),
    expected.map(([, ...rest]) => rest),
  );
  await garden.again();
  await garden.say('una', 'once more');
  await garden.settled();
  t.deepEqual(
    (await days()).map(([, ...rest]) => rest),
    expected.map(([, ...rest]) => rest),
  );
  t.is(await garden.paper('presence/garden.2026-11.days'), '2026-11-22T14:00:07Z #garden una\n');
  const without = await chatGarden(t, { irc: 'meetings: run' });
  await without.say('una', 'a secret word');
  t.deepEqual(await without.papers(), []);
});

test('the attendance that the team report shows counts it', async t => {
  const garden = await chatGarden(t);
  await hold(garden);
  await garden.say('una', '#endmeeting');
  await garden.settled();
  const facts = await garden.house.store.measure(meetingAttendance, 'garden', { since: 0, until: NOON * 2 });
  t.true(facts.length >= 2);
});

test('somebody who takes a free nick of ours ends no meeting, and is nobody in it', async t => {
  const garden = await chatGarden(t);
  await hold(garden);
  await garden.say('rollcall_', 'Meeting ended Sun Nov 22 14:01:31 2026 UTC.', '#endmeeting');
  await garden.say('una', '#info we go on', '#endmeeting');
  await garden.settled();
  t.regex(await garden.paper(`${PAPER}.txt`), /we go on/);
  t.notRegex(await garden.paper(`${PAPER}.log.txt`), /rollcall_/);
});

test('lines that a full disk did not take are on it once it takes some, and the channel is told once', async t => {
  const { mkdir, rm, writeFile } = await import('node:fs/promises');
  const garden = await chatGarden(t, { irc: 'meetings: run' });
  // Whoever is root writes into any folder, but into none whose name is a file's.
  await writeFile(garden.folder, '');
  await garden.say('una', '#startmeeting Shed', '#info lost?');
  await rm(garden.folder);
  await mkdir(garden.folder);
  await garden.say('vera', 'not lost');
  await garden.say('una', '#endmeeting');
  await garden.settled();
  t.is(garden.errors.length, 2);
  t.is(garden.network.said.filter(({ text }) => text.startsWith('I cannot write')).length, 1);
  const log = await garden.paper('shed/2026/shed.2026-11-22-14.00.log.txt');
  t.deepEqual(
    log.split('\n').filter(line => /<(?:una|vera)>/.test(line)),
    [
      '14:00:07 <una> #startmeeting Shed',
      '14:00:14 <una> #info lost?',
      '14:00:21 <vera> not lost',
      '14:00:28 <una> #endmeeting',
    ],
  );
  t.deepEqual(await present(garden), ['Una Core 3', 'Vera Core 1']);
});

test('minutes that cannot be written are not mixed with those of the next meeting', async t => {
  const { mkdir, rmdir } = await import('node:fs/promises');
  const garden = await chatGarden(t);
  await hold(garden);
  await mkdir(`${garden.folder}/${PAPER}.html`);
  await garden.say('una', '#endmeeting');
  t.is(garden.errors.length, 1);
  await garden.say('una', '#startmeeting Shed');
  await rmdir(`${garden.folder}/${PAPER}.html`);
  await garden.say('vera', 'again', '#info second');
  await garden.say('una', '#endmeeting');
  await garden.settled();
  t.regex(await garden.paper(`${PAPER}.txt`), /it is red/);
  t.notRegex(await garden.paper(`${PAPER}.log.txt`), /second/);
  const second = (await garden.papers()).find(name => /shed\.2026-11-22-14\.0[12]\.txt$/.test(name));
  t.regex(await garden.paper(second ?? ''), /second/);
});

test('a second process of the same ledger waits: no meeting is kept twice, nothing answered twice', async t => {
  const garden = await chatGarden(t);
  const first = garden.network.listener();
  const { startChat } = await import('../../../src/house/chat.ts');
  const told: string[] = [];
  const other = await startChat({
    house: garden.house,
    connect: () => t.fail('it connects') as never,
    log: { info: text => void told.push(text), error: text => void told.push(text) },
  });
  t.teardown(() => other.stop());
  t.is(garden.network.listener(), first);
  t.deepEqual(told, [
    'chat irc.example.org:6697: another process sits there; this one waits until it is gone',
  ]);
});
