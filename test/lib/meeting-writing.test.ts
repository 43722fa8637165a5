// What is written in MeetBot's forms is read back to the same meeting.
import test from 'ava';
import fc from 'fast-check';
import { ircLine } from '../../src/lib/irc-line.ts';
import type { Meeting } from '../../src/lib/meeting.ts';
import type { Kept } from '../../src/lib/meeting-kept.ts';
import { meetingsInLog } from '../../src/lib/meeting-log.ts';
import { isMinutes, meetingInMinutes } from '../../src/lib/meeting-minutes.ts';
import { scribe } from '../../src/lib/meeting-scribe.ts';
import { linesOf, pageText } from '../../src/lib/meeting-text.ts';
import { type Heard, logLine, minutesPage, minutesText, paperName } from '../../src/lib/meeting-writing.ts';

const OPTIONS = { isBot: (nick: string) => nick === 'rollcall', series: 'meeting' };
const NOON = Date.parse('2026-11-22T23:50:00Z') / 1000;

const word = fc.oneof(
  fc.stringMatching(/^[a-z<>&"'()*:;,.\\\]#-]{1,9}$/),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '&lt;b&gt;',
    '\u0002bold\u000f',
    'Zoë',
    '(una, 12:00:00)',
    '漢字',
  ),
);
const nick = fc.constantFrom('una', 'Vera_', 'o[li]', 'nia`', 'w|away', '^x^');
const said = fc.array(word, { minLength: 2, maxLength: 6 }).map(all => `x ${all.join(' ')}`);
const line = fc.record({
  by: nick,
  after: fc.nat(90),
  text: fc.oneof(
    said,
    fc
      .tuple(
        fc.constantFrom('topic', 'info', 'action', 'agreed', 'link', 'idea', 'help', 'rejected'),
        nick,
        said,
      )
      .map(([command, owner, text]) => `#${command} ${owner} ${text}`),
    fc.constant('#undo'),
    nick.map(each => `#chair ${each}`),
  ),
});

/** A meeting as somebody who sits in the channel hears it. */
const heard = fc.array(line, { maxLength: 40 }).map((lines): Heard[] => {
  let at = NOON;
  const all = lines.map(({ by, after, text }): Heard => {
    at += after;
    return { kind: 'said', at, nick: by, text, isAction: false };
  });
  const begin: Heard = { kind: 'said', at: NOON, nick: 'una', text: '#startmeeting Shed', isAction: false };
  return [begin, ...all, { ...begin, at: at + 5, text: '#endmeeting' }];
});

/** The scribe hears what the log holds. */
const keep = (lines: readonly Heard[]): Kept => {
  const notes = scribe(OPTIONS);
  for (const each of lines) {
    const read = ircLine(logLine(each));
    if (read.kind === 'said') notes.hear({ at: each.at, nick: read.nick, text: read.text });
    if (read.kind === 'nick') notes.renamed(read.from, read.to);
  }
  const [meeting] = notes.held;
  if (!meeting || notes.held.length > 1) throw new Error(`${notes.held.length} meetings`);
  return meeting;
};

const flat = (text: string): string => text.replace(/\s+/g, ' ');

/** What MeetBot's minutes have a place for: not when somebody came, nor chairs who did nothing that only chairs may. */
const told = ({ series, start, end, ended, present, actions, agreed }: Meeting) => ({
  ...{ series, start, end, ended },
  present: present.map(each => `${each.nick} ${each.lines}`).sort(),
  actions: actions.map(({ text, at, nicks }) => [flat(text), at, ...[...nicks].sort()]),
  agreed: agreed.map(({ text, at }) => [flat(text), at]),
});
const topicsOf = ({ topics }: Meeting) => topics.map(({ text, at }) => [flat(text), at]);

const read = (text: string, path: string): Meeting => {
  const meeting = meetingInMinutes(text, path, OPTIONS);
  if (typeof meeting === 'string') throw new Error(meeting);
  return meeting;
};

test('a meeting that was written down is read back: the log, the text, the page', t => {
  fc.assert(
    fc.property(heard, lines => {
      const kept = keep(lines);
      const name = paperName(kept.series, kept.start);
      const log = `${lines.map(logLine).join('\n')}\n`;
      const { minutes: _, startedBy: __, ...meeting } = kept;
      const reading = meetingsInLog(linesOf(log), `${name}.log.txt`, { ...OPTIONS, unmarked: false });
      const [again] = reading.meetings as Kept[];
      const { minutes: ___, startedBy: ____, ...once } = again ?? kept;
      t.deepEqual(once, meeting);
      const place = { channel: '#shed', log: `${name}.log.txt` };
      const [text, page] = [minutesText(kept, place), minutesPage(kept, place)];
      t.true(isMinutes(text) && isMinutes(pageText(page)));
      t.deepEqual(told(read(text, `${name}.txt`)), told(meeting));
      t.deepEqual(told(read(pageText(page), `${name}.html`)), told(meeting));
      // Topics are told from the rest by what stands below them.
      if (kept.minutes.some(({ kind }) => kind !== 'topic'))
        t.deepEqual(topicsOf(read(text, `${name}.txt`)), topicsOf(meeting));
    }),
    { numRuns: 300 },
  );
});

test('what somebody said is text on a page, and no markup', t => {
  const evil = '<img src=x onerror=alert(1)> "quoted" & <b>bold</b>';
  const at = NOON;
  const kept = keep([
    { kind: 'said', at, nick: 'una', text: '#startmeeting <script>Shed</script>', isAction: false },
    { kind: 'said', at, nick: 'una', text: `#topic ${evil}`, isAction: false },
    { kind: 'said', at, nick: 'una', text: `#info ${evil}`, isAction: false },
    { kind: 'said', at, nick: 'una', text: `#action una ${evil}`, isAction: false },
    { kind: 'said', at, nick: 'una', text: '#link https://example.org/?a&b"onclick= x', isAction: false },
    { kind: 'said', at, nick: 'una', text: '#link javascript:alert(1)', isAction: false },
    { kind: 'said', at, nick: 'una', text: '#endmeeting', isAction: false },
  ]);
  const page = minutesPage(kept, { channel: '#a"><script>', log: 'javascript:x"y' });
  t.notRegex(page, /<(?:script|img|b>bold)/);
  t.regex(page, /&lt;img src=x onerror=alert\(1\)&gt; &quot;quoted&quot; &amp;/);
  t.regex(page, /href="javascript:x&quot;y"/);
  t.true(
    page.includes('<a href="https://example.org/?a&amp;b">https://example.org/?a&amp;b</a>&quot;onclick= x'),
  );
  t.notRegex(page, /href="javascript:alert/);
});

test('a nick change stands in the log, and nothing that is said can end a line', t => {
  t.is(logLine({ kind: 'nick', at: NOON, from: 'una', to: 'una_' }), '23:50:00 *** una is now known as una_');
  const line = logLine({
    kind: 'said',
    at: NOON,
    nick: 'una',
    text: 'a\r\n12:00:00 <vera> b\u2028c',
    isAction: true,
  });
  t.is(line, '23:50:00 * una a 12:00:00 <vera> b c');
  t.is(paperName('shed', NOON), 'shed/2026/shed.2026-11-22-23.50');
  const long = 'ж'.repeat(100);
  t.not(paperName(long, NOON, 2), paperName(long, NOON), 'a long name leaves room for what tells it apart');
  t.true(Buffer.byteLength(paperName(long, NOON, 19).split('/').at(-1) ?? '') < 200);
});
