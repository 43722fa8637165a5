// MeetBot's minutes, as text and as a page, and the bytes that they come in.
import test from 'ava';
import fc from 'fast-check';
import { isCancelled, type Meeting } from '../../src/lib/meeting.ts';
import { meetingFacts } from '../../src/lib/meeting-facts.ts';
import { meetingsInLog } from '../../src/lib/meeting-log.ts';
import { isMinutes, meetingInMinutes } from '../../src/lib/meeting-minutes.ts';
import { isPage, linesOf, pageText, textOf } from '../../src/lib/meeting-text.ts';
import { LOG, MINUTES, MINUTES_PAGE, PAGE } from '../support/meetings.ts';

const OPTIONS = { isBot: (nick: string) => nick === 'meetbot', series: 'meeting' };
const FILE = 'shed.2019-05-08-12.00.txt';

const read = (text: string, path = FILE): Meeting => {
  const meeting = meetingInMinutes(text, path, OPTIONS);
  if (typeof meeting === 'string') throw new Error(meeting);
  return meeting;
};
const fromLog = (text: string): Meeting | undefined =>
  meetingsInLog(linesOf(text), 'shed.2019-05-08-12.00.log.txt', { ...OPTIONS, unmarked: false }).meetings[0];

test('minutes tell when it was, who was present, and nobody with (0)', t => {
  t.true(isMinutes(MINUTES));
  const { series, start, end = 0, present, chairs, ended } = read(MINUTES);
  t.deepEqual([series, ended], ['shed', 'said']);
  t.is(new Date(start * 1000).toISOString(), '2019-05-08T12:00:01.000Z');
  t.is(end - start, 1799);
  t.deepEqual(
    present.map(({ nick, lines }) => `${nick} ${lines}`),
    ['una 6', 'oli 2', 'nia 1'],
  );
  t.deepEqual(chairs, ['una'], 'the other chair was silent');
});

test('actions belong to whom MeetBot gave them, and broken lines are put together', t => {
  const { actions, agreed, topics } = read(MINUTES);
  t.deepEqual(
    actions.map(({ text, nicks }) => [text, ...nicks]),
    [
      ['oli to paint the roof of the shed that stands behind the house of the neighbours', 'oli'],
      ['somebody to look'],
    ],
  );
  t.deepEqual(
    agreed.map(({ text }) => text),
    ['it is red'],
  );
  t.deepEqual(
    topics.map(({ text }) => text),
    ['roll call', 'the roof'],
  );
});

test('names and proxies stand in minutes as in the log', t => {
  const { names, represented } = read(MINUTES);
  t.deepEqual(names, [{ nick: 'oli', name: 'Oli Owner' }]);
  t.deepEqual(
    represented.map(({ name, by }) => `${by} for ${name}`),
    ['oli for Vic Core'],
  );
});

test('the log and its minutes are one meeting with the same people and actions', t => {
  const log = fromLog(LOG);
  if (!log) return t.fail('no meeting');
  const facts = [log, read(MINUTES)].map(meeting => meetingFacts(meeting));
  const ids = facts.map(({ activities, items }) =>
    [...activities, ...items].map(({ nativeId }) => nativeId).sort(),
  );
  t.deepEqual(ids[0], ids[1]);
  t.true(ids[0]?.includes('meeting/shed/2019-05-08T12:00Z/action/1'));
  t.deepEqual(
    facts[0]?.activities.map(({ nativeId, value }) => `${nativeId} ${value}`).sort(),
    facts[1]?.activities.map(({ nativeId, value }) => `${nativeId} ${value}`).sort(),
    'as many lines, too',
  );
});

test('minutes and a log as pages are what they are as text', t => {
  t.true(isPage(MINUTES_PAGE) && isPage(PAGE) && !isPage(MINUTES) && !isPage(LOG));
  const minutes = read(pageText(MINUTES_PAGE), 'shed.2019-05-08-12.00.html');
  t.deepEqual({ ...minutes, url: undefined, topics: [] }, { ...read(MINUTES), url: undefined, topics: [] });
  t.deepEqual(fromLog(pageText(PAGE)), fromLog(LOG));
});

test('the day is told by the file, by the address of the log, or by the title', t => {
  const of = (text: string, path: string) => {
    const meeting = meetingInMinutes(text, path, OPTIONS);
    return typeof meeting === 'string' ? meeting : new Date(meeting.start * 1000).toISOString().slice(0, 10);
  };
  t.is(of(MINUTES, 'shed.txt'), '2019-05-08', 'its log');
  t.is(of(MINUTES.replace(/https:\S*/, ''), 'shed-2019-05-07.txt'), '2019-05-07', 'its file');
  const bare = MINUTES.replace(/https:\S*/, '');
  t.is(of(bare.replace('#shed: shed', '#shed: Shed (2019-05-06)'), 'shed.txt'), '2019-05-06', 'its title');
  t.is(of(bare, 'shed.txt'), 'neither the name of the file nor the minutes tell the day');
});

test('minutes that are cut off are not used: everybody would be absent', t => {
  const cut = MINUTES.slice(0, MINUTES.indexOf('People Present'));
  t.true(isMinutes(cut));
  t.is(meetingInMinutes(cut, FILE, OPTIONS), 'the minutes do not tell who was present');
  t.is(
    meetingInMinutes('Dear all', FILE, OPTIONS),
    'no minutes of MeetBot: they do not say who began the meeting, and when',
  );
});

test('a chair calls a meeting off in minutes as in a log, and nobody else does', t => {
  const summary = (line: string) =>
    MINUTES.replace(/(Meeting summary\n-+\n)[\s\S]*?(\nMeeting ended)/, `$1${line}\n$2`);
  t.true(read(summary("* Today's meeting is cancelled  (una, 12:00:05)")).isCancelled);
  t.true(read(summary('* AGREED: no meeting this week  (una, 12:00:05)')).isCancelled);
  t.is(read(summary('* the meeting is cancelled  (oli, 12:00:05)')).isCancelled, undefined);
  const late = MINUTES.replace('AGREED: it is red', 'AGREED: no meeting this week');
  t.is(read(late).isCancelled, undefined, 'once there is a topic, another one is meant');
});

test('plain words call a meeting off, and talk about another one does not', t => {
  for (const text of [
    'no meeting today',
    'there is no meeting this week',
    'OK, the meeting is cancelled',
    'Shed meeting is cancelled',
    "let's cancel today's meeting",
    '#agreed the weekly shed team meeting was canceled for lack of topics',
    'meeting is cancelled, see you next week',
  ])
    t.true(isCancelled(text, { series: 'shed_team' }), text);
  for (const text of [
    'the CI meeting of last week was cancelled',
    'CI meeting is cancelled',
    'the meeting was cancelled last week',
    'the meeting is cancelled on Monday',
    'no meeting next week',
    'we never cancel the meeting',
    'should we cancel the meeting?',
    'the meeting is cancelled?',
    "let's cancel the meeting if nobody comes",
  ])
    t.false(isCancelled(text, { series: 'shed_team' }), text);
  t.false(isCancelled('no meeting this week', { isRollCall: false }));
});

test('bytes are read as UTF-8, as UTF-16 with a mark, or as Latin-1', t => {
  t.is(textOf(new TextEncoder().encode('\uFEFFZoë')), 'Zoë');
  t.is(textOf(Uint8Array.of(0x5a, 0x6f, 0xeb)), 'Zoë');
  t.is(textOf(Uint8Array.of(0xff, 0xfe, 0x5a, 0, 0xeb, 0)), 'Zë');
  t.deepEqual(linesOf('\uFEFFa\r\nb\rc\nd'), ['a', 'b', 'c', 'd']);
  t.is(pageText('<p>a &lt;b&gt; &amp;amp; &#x41;&#66;&bogus; &#0;</p>').trim(), 'a <b> &amp; AB&bogus;');
});

test('mutated minutes never throw, and nobody is present with (0)', t => {
  const cut = fc.record({
    at: fc.nat(MINUTES.length),
    drop: fc.nat(20),
    put: fc.string({ unit: 'binary', maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 12 }), fc.boolean(), (cuts, page) => {
      const whole = page ? MINUTES_PAGE : MINUTES;
      const text = cuts.reduce(
        (text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop),
        whole,
      );
      const meeting = meetingInMinutes(page ? pageText(text) : text, FILE, OPTIONS);
      return typeof meeting === 'string' || meeting.present.every(({ lines }) => lines > 0);
    }),
    { numRuns: 1000 },
  );
  t.notThrows(
    () => pageText('<'.repeat(500_000)) + pageText('<li '.repeat(200_000)) + pageText('&'.repeat(500_000)),
  );
});
