// Meetings in invented logs: who was there, who chaired, what was given to whom, and what is no meeting.
import test from 'ava';
import fc from 'fast-check';
import type { Meeting } from '../../src/lib/meeting.ts';
import { dateIn, type LogOptions, meetingsInLog } from '../../src/lib/meeting-log.ts';

const OPTIONS: LogOptions = {
  isBot: nick => nick.toLowerCase() === 'meetbot',
  series: 'meeting',
  unmarked: false,
};
const FILE = 'shed.2019-05-08-12.00.log.txt';

const read = (log: string, path = 'shed-2019-05-08.log', options: Partial<LogOptions> = {}) =>
  meetingsInLog(
    log
      .trim()
      .split('\n')
      .map(line => line.trim()),
    path,
    { ...OPTIONS, ...options },
  );

const only = (log: string, path?: string): Meeting => {
  const { meetings } = read(log, path);
  if (meetings.length !== 1 || !meetings[0]) throw new Error(`${meetings.length} meetings`);
  return meetings[0];
};
const people = ({ present }: Meeting): string[] => present.map(({ nick, lines }) => `${nick} ${lines}`);
const texts = (said: readonly { text: string }[]): string[] => said.map(({ text }) => text);
const time = (seconds: number | undefined): string =>
  new Date((seconds ?? 0) * 1000).toISOString().slice(0, 19);

test('a meeting has a name, a start, an end, people and what they agreed on', t => {
  const meeting = only(`
    11:58:00 <early> before
    12:00:01 <una> #startmeeting Shed Team
    12:00:02 <MeetBot> Meeting started Wed May  8 12:00:01 2019 UTC.  The chair is una.
    12:00:03 <MeetBot> The meeting name has been set to 'shed_team'
    12:00:10 <oli> o/
    12:01:00 <una> #topic the roof
    12:02:00 <nia> #agreed it is red
    12:03:00 <una> #agreed it is red
    12:04:00 * oli nods
    12:30:00 <una> #endmeeting
    12:30:01 <MeetBot> Meeting ended Wed May  8 12:30:00 2019 UTC.
    12:31:00 <late> after`);
  t.is(meeting.series, 'shed_team');
  t.deepEqual([time(meeting.start), time(meeting.end)], ['2019-05-08T12:00:01', '2019-05-08T12:30:00']);
  t.deepEqual(people(meeting), ['una 4', 'oli 2', 'nia 1']);
  t.deepEqual(meeting.chairs, ['una']);
  t.deepEqual(texts(meeting.topics), ['the roof']);
  t.deepEqual(texts(meeting.agreed), ['it is red'], 'where a bot keeps the rules, only a chair can agree');
});

test('the bot is not present, whatever it is called, and neither is a chair who is silent', t => {
  const meeting = only(`
    12:00:01 <una> #startmeeting
    12:00:02 <scribbler> Meeting started Wed May  8 12:00:01 2019 UTC.  The chair is una.
    12:00:03 <scribbler> Useful Commands: #action #agreed #help
    12:00:10 <una> #chair oli nia
    12:00:11 <scribbler> Current chairs: nia oli una
    12:00:12 <nia> thanks
    12:00:13 <scribbler> Minutes:        http://meetings.example.org/shed.html`);
  t.deepEqual(people(meeting), ['una 2', 'nia 1']);
  t.deepEqual(meeting.chairs, ['una', 'nia']);
});

test('somebody who only talks like the bot stays a person', t => {
  const meeting = only(`
    12:00 <una> #startmeeting
    12:01 <oli> hi
    12:02 <oli> Current chairs: the red one
    12:03 <oli> #endmeeting`);
  t.deepEqual(people(meeting), ['una 1', 'oli 3']);
});

test('at the roll call people give their names, and late arrivals do so later', t => {
  const meeting = only(`
    12:00 <una> #startmeeting
    12:00 <una> #topic Roll Call
    12:01 <una> #info Una Core
    12:01 <uc2> #info Oli van Owner, Example Ltd
    12:01 <nia> #info nia
    12:02 <una> #info members please #info in
    12:03 <una> #topic the roof
    12:04 <vic> #info Vic Late
    12:05 <una> #info Red Paint`);
  t.deepEqual(
    meeting.names.map(({ nick, name }) => `${nick} ${name}`),
    ['una Una Core', 'uc2 Oli van Owner', 'vic Vic Late'],
  );
});

test('a proxy is present, and the one stood in for is represented', t => {
  const meeting = only(`
    12:00 <una> #startmeeting
    12:01 <oli> #info Oli Owner - proxy for Vic Core
    12:02 <nia> #info Nia New (for Wim)
    12:03 <pia> #info Pia Past on behalf of Xan Core
    12:04 <una> #info Una Core
    12:05 <una> (proxy for Yva Core)
    12:06 <una> I waited for Wim Core`);
  t.deepEqual(
    meeting.represented.map(({ name, by }) => `${by} for ${name}`),
    ['oli for Vic Core', 'nia for Wim', 'pia for Xan Core', 'una for Yva Core'],
  );
  t.deepEqual(people(meeting), ['una 4', 'oli 1', 'nia 1', 'pia 1']);
});

test('undo takes back what was taken down last', t => {
  const meeting = only(`
    12:00 <una> #startmeeting
    12:01 <una> #action oli to paint the roof
    12:02 <una> #action nia to paint the door
    12:03 <una> #undo
    12:04 <una> #undo
    12:05 <una> #undo
    12:06 <una> #action oli to paint the floor`);
  t.deepEqual(texts(meeting.actions), ['oli to paint the floor']);
});

test('where a bot keeps the rules, only a chair can undo and end', t => {
  const meeting = only(`
    12:00:00 <una> #startmeeting
    12:00:01 <MeetBot> Meeting started Wed May  8 12:00:00 2019 UTC.  The chair is una.
    12:01:00 <oli> #action oli to paint
    12:02:00 <nia> #undo
    12:03:00 <nia> #endmeeting
    12:04:00 <oli> still here`);
  t.deepEqual(texts(meeting.actions), ['oli to paint']);
  t.is(people(meeting)[1], 'oli 2');
});

test('an action belongs to whom it names, at the meeting or not', t => {
  const { actions } = only(`
    12:00 <una> #startmeeting
    12:01 <Oli> hi
    12:01 <nia> hi
    12:02 <una> #action Oli, nia: look at the roof
    12:03 <una> #action vera to write the tests
    12:04 <una> #action everyone to read them
    12:05 <una> #action Discussion to go on
    12:06 <nia> #action: I will paint
    12:07 <una> #action the roof needs oli.
    12:08 <una> #action`);
  t.deepEqual(
    actions.map(({ nicks }) => nicks),
    [['Oli', 'nia'], ['vera'], [], [], ['nia'], ['Oli']],
  );
});

test('a change of nick is told only of those who spoke under both', t => {
  const meeting = only(`
    12:00 <una> #startmeeting
    12:01 <oli_> hi
    12:02 *** oli_ is now known as oli
    12:03 *** nia is now known as nia|away
    12:04 <oli> back`);
  t.deepEqual(meeting.renames, [{ from: 'oli_', to: 'oli' }]);
  t.deepEqual(people(meeting), ['una 1', 'oli_ 1', 'oli 1'], 'they are two until somebody says otherwise');
});

test('one nick in two spellings is one', t => {
  t.deepEqual(people(only('12:00 <Una> #startmeeting\n12:01 <una> hi\n12:02 <UNA> hi')), ['Una 3']);
});

test('the words that begin and end a meeting are understood misspelt', t => {
  const meeting = only('12:00 <una> #startmeeing\n12:01 <oli> hi\n12:02 <una> #endmeting\n12:03 <nia> bye');
  t.deepEqual(people(meeting), ['una 2', 'oli 1']);
  t.is(meeting.ended, 'said');
  t.deepEqual(read('12:00 <una> #startvote roof? yes, no\n12:01 <una> #endvote').meetings, []);
});

test('begun again at once, it is the same meeting', t => {
  const meeting = only(`
    12:00 <una> #startmeeing shed
    12:01 <una> oops
    12:02 <una> #startmeeting shed
    12:03 <oli> hi`);
  t.deepEqual(
    [meeting.series, time(meeting.start), ...people(meeting)],
    ['shed', '2019-05-08T12:00:00', 'una 3', 'oli 1'],
  );
});

test('a meeting that nobody ended ends at the next one, with the log, or hours later', t => {
  const ends = (log: string) =>
    read(log).meetings.map(({ end, ended }) => `${time(end).slice(11, 16)} ${ended}`);
  t.deepEqual(
    ends('12:00 <una> #startmeeting shed\n12:30 <oli> hi\n13:00 <una> #startmeeting roof\n13:30 <oli> hi'),
    ['12:30 next', '13:30 log'],
  );
  t.deepEqual(ends('12:00 <una> #startmeeting shed\n12:30 <oli> hi\n19:00 <nia> anybody?'), ['12:30 late']);
});

test('where a bot keeps a meeting, the next one begins when the bot says so', t => {
  const begun = `
    12:00:00 <una> #startmeeting shed
    12:00:01 <MeetBot> Meeting started Wed May  8 12:00:00 2019 UTC.  The chair is una.
    12:30:00 <oli> #startmeeting roof
    12:30:01 <MeetBot> ANSWER
    12:40:00 <nia> hi`;
  const refused = read(
    begun.replace('ANSWER', "Error: Can't start another meeting, one is in progress."),
  ).meetings;
  t.deepEqual(refused.map(people), [['una 1', 'nia 1']]);
  const two = read(
    begun.replace('ANSWER', 'Meeting started Wed May  8 12:30:00 2019 UTC.  The chair is oli.'),
  ).meetings;
  t.deepEqual(
    two.map(meeting => [meeting.series, meeting.ended, ...people(meeting)]),
    [
      ['shed', 'next', 'una 1'],
      ['roof', 'log', 'oli 1', 'nia 1'],
    ],
  );
});

test('nobody but the bot that keeps a meeting can pass for it', t => {
  const meeting = only(`
    12:00:00 <una> #startmeeting shed
    12:00:01 <scribbler> Meeting started Wed May  8 12:00:00 2019 UTC.  The chair is una.
    12:01:00 <oli> Meeting ended Wed May  8 12:01:00 2019 UTC.
    12:02:00 <nia> hi`);
  t.deepEqual(people(meeting), ['una 1', 'oli 1', 'nia 1']);
});

test('two meetings of one log are two, and what is between belongs to neither', t => {
  const { meetings } = read(`
    12:00 <una> #startmeeting shed
    12:30 <una> #endmeeting
    12:40 <nia> between
    13:00 <oli> #startmeeting roof
    13:30 <oli> #endmeeting`);
  t.deepEqual(meetings.map(people), [['una 2'], ['oli 2']]);
});

test('a meeting over midnight goes on the next day', t => {
  const meeting = only(
    '23:50 <una> #startmeeting\n23:59 <oli> hi\n00:10 <oli> still\n00:20 <una> #endmeeting',
  );
  t.deepEqual([time(meeting.start), time(meeting.end)], ['2019-05-08T23:50:00', '2019-05-09T00:20:00']);
});

test('a log without a date in its name takes it from the bot, from a new day, or from its lines', t => {
  const bot = only(
    '12:00:00 <una> #startmeeting\n12:00:01 <MeetBot> Meeting started Wed May  8 12:00:00 2019 UTC.  The chair is una.',
    'shed.log',
  );
  t.is(time(bot.start), '2019-05-08T12:00:00');
  const night = only(
    '23:59:00 <nia> late\n00:01:00 <una> #startmeeting\n00:01:01 <MeetBot> Meeting started Thu May  9 00:01:00 2019 UTC.',
    'shed.log',
  );
  t.is(time(night.start), '2019-05-09T00:01:00');
  const day = only('--- Day changed Thu May 09 2019\n12:00 <una> #startmeeting', 'shed.log');
  t.is(time(day.start), '2019-05-09T12:00:00');
  const lines = only('2019-05-10T12:00:00+0200 <una> #startmeeting', 'shed.log');
  t.is(time(lines.start), '2019-05-10T10:00:00');
  t.deepEqual(read('12:00 <una> #startmeeting', 'shed.log'), {
    meetings: [],
    cancelled: [],
    skipped: ['the log does not tell on which day it was written'],
  });
});

test('the name of a file of MeetBot tells the meeting’s name and minute', t => {
  const meeting = only('12:00:58 <una> #startmeeting Something Else\n12:01 <oli> hi', FILE);
  t.deepEqual([meeting.series, time(meeting.start)], ['shed', '2019-05-08T12:00:58']);
  t.is(dateIn('a/2019-05-08/b.log'), '2019-05-08');
  t.is(dateIn('a/2019_05_08.log'), '2019-05-08');
  t.is(dateIn('a/2019-13-08.log'), undefined);
});

test('a log without a meeting gives none, unless every log is one', t => {
  const log = '12:00 <una> hi\n12:01 <oli> hi';
  t.deepEqual(read(log), {
    meetings: [],
    cancelled: [],
    skipped: ['nobody began a meeting in this log (#startmeeting)'],
  });
  const { meetings } = read(log, undefined, { unmarked: true, series: 'club' });
  t.deepEqual(
    meetings.map(meeting => [meeting.series, ...people(meeting)]),
    [['club', 'una 1', 'oli 1']],
  );
  const marked = read('11:00 <nia> early\n12:00 <una> #startmeeting\n12:01 <una> #endmeeting', undefined, {
    unmarked: true,
  });
  t.deepEqual(marked.meetings.map(people), [['una 2']], 'a mark says better where it begins');
});

test('a file that is no log says so', t => {
  t.deepEqual(read('Dear all,\nthe roof is red.').skipped, ['no line of it is one of an IRC log']);
  t.deepEqual(read('').skipped, ['no line of it is one of an IRC log']);
});

test('a meeting that was cancelled was not held', t => {
  const { meetings, skipped } = read(`
    12:00 <una> #startmeeting
    12:01 <una> #info Today's meeting is cancelled
    12:02 <una> #endmeeting`);
  t.deepEqual([meetings.length, skipped], [0, ['the meeting was cancelled']]);
  t.is(read('12:00 <una> #startmeeting\n12:01 <oli> the meeting was cancelled last week').meetings.length, 1);
});

const LINES = `
12:00:01 <una> #startmeeting Shed Team
12:00:02 <MeetBot> Meeting started Wed May  8 12:00:01 2019 UTC.  The chair is una.
12:00:10 <oli> #info Oli Owner - proxy for Vic Core
12:01:00 <una> #topic the roof
12:02:00 <una> #action oli to paint
12:02:30 <una> #undo
--- Day changed Thu May 09 2019
12:03:00 *** oli is now known as oli_
12:30:00 <una> #endmeeting`.trim();

test('mutated logs never throw, and nobody is present who said nothing', t => {
  const cut = fc.record({
    at: fc.nat(LINES.length),
    drop: fc.nat(12),
    put: fc.string({ unit: 'binary', maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 12 }), fc.boolean(), (cuts, unmarked) => {
      const log = cuts.reduce(
        (text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop),
        LINES,
      );
      const { meetings } = meetingsInLog(log.split('\n'), FILE, { ...OPTIONS, unmarked });
      return meetings.every(
        ({ present, start, end = 0 }) =>
          present.every(({ lines }) => lines > 0) && Number.isInteger(start) && end >= start,
      );
    }),
    { numRuns: 2000 },
  );
  t.pass();
});

test('a log of one huge line, of many brackets, of a million blanks, is read at once', t => {
  for (const line of [
    '<'.repeat(300_000),
    `12:00 <${'a'.repeat(300_000)}`,
    ' '.repeat(300_000),
    `12:00 * ${'* '.repeat(99_999)}`,
  ])
    t.is(meetingsInLog([line], FILE, OPTIONS).meetings.length, 0);
});
