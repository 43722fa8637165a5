// Minutes in Markdown: who is in the list of those present, and on which day.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import minutes from '../../src/sources/minutes/index.ts';
import { attendanceIn } from '../../src/sources/minutes/present.ts';
import { temporaryFolder } from '../support/git.ts';
import { read, toldOf } from '../support/reading.ts';

const present = (text: string): string[] | undefined =>
  attendanceIn(text).present?.map(({ service, id, name }) => `${service} ${id} ${name}`);
const normalise = (name: string, text: string) =>
  minutes.normalise(
    { name, place: `/minutes/${name}`, text, before: [] },
    minutes.settings.parse({ path: '/minutes', series: 'shed' }),
  );

test('a login is an account of GitHub, a name is a name', t => {
  const text = `
# Shed Meeting 2019-05-08

## Present

* Una Core @Una-C (core)
* Oli van der Owner (core)
* Zoë O’Neill-Vega
* @nia
- Сома Икс @soma(observer)
* Pia  @pia (guest/Example, Ltd)
* Quin <quin@example.org>
* Rob [@rob](https://github.com/rob)

## Agenda

* Paint @nobody
`;
  t.deepEqual(present(text), [
    'github una-c Una Core',
    'name Oli van der Owner Oli van der Owner',
    'name Zoë O’Neill-Vega Zoë O’Neill-Vega',
    'github nia nia',
    'github soma Сома Икс',
    'github pia Pia',
    'name Quin Quin',
    'github rob Rob',
  ]);
});

test('the list goes by many names, and stands in a line, too', t => {
  for (const heading of [
    '## Present',
    '### Attendees',
    '## Attending:',
    '# In attendance',
    '## Participants (2)',
    '## **Present**',
  ])
    t.deepEqual(
      present(`${heading}\n\n* Una Core\n* Oli Owner\n\n## Notes\n\n* red`),
      ['name Una Core Una Core', 'name Oli Owner Oli Owner'],
      heading,
    );
  t.deepEqual(present('# Shed\n\nPresent: Una Core, @oli (chair, core), Nia New\n\nThe roof, red'), [
    'name Una Core Una Core',
    'github oli oli',
    'name Nia New Nia New',
  ]);
  t.deepEqual(present('* **Attendees**: Una Core; Oli Owner\n* **Regrets**: Nia New\n'), [
    'name Una Core Una Core',
    'name Oli Owner Oli Owner',
  ]);
});

test('who was absent is not present, wherever it is said', t => {
  const text = `
## Present

* Una Core @una
* Vic Core @vic (absent)
* Wim Core @wim (sends regrets)
* Yva Core @yva - absent

Apologies from:

* Xan Core

### Regrets

* Nia New

### Observers

* Oli Owner
`;
  t.deepEqual(present(text), ['github una Una Core', 'name Oli Owner Oli Owner']);
});

test('a box that nobody ticked is nobody there, and stars around a word are no bullet', t => {
  const two = ['name Una Core Una Core', 'name Oli Owner Oli Owner'];
  t.deepEqual(present('## Present\n\n- [x] Una Core\n- [ ] Nia New\n- [X] Oli Owner\n- [ ] @vic\n'), two);
  t.deepEqual(present('# Shed\n\n**Present:** Una Core, Oli Owner\n\nThe roof\n'), two);
  for (const word of ['absent', '*absent*', '(could not attend)', '(unable to attend today)', 'excused'])
    t.deepEqual(present(`## Present\n\n* Una Core\n* Nia New ${word}\n* Oli Owner\n`), two, word);
});

test('groups below the list belong to it; what else is below does not', t => {
  const text = `
## Present

### Members

* Una Core
  * with a dog

### Guests

* Oli Owner

### Announcements

* Nothing New
`;
  t.deepEqual(present(text), ['name Una Core Una Core', 'name Oli Owner Oli Owner']);
});

test('somebody listed twice is there once', t => {
  const { present: people, entries } = attendanceIn(
    '## Present\n* Una Core @una\n* una @UNA (core)\n* Oli Owner\n* Oli Owner',
  );
  t.deepEqual([people?.length, entries], [2, 4]);
});

test('what is commented out is not there, and a mistyped bullet is', t => {
  t.deepEqual(
    present(
      '## Present\n\n* Una Core @una (core)\na *Oli Owner @oli (core)\n<!--\n* Vic Core @vic (core)\n-->\n',
    ),
    ['github una Una Core', 'github oli Oli Owner'],
  );
  t.deepEqual(present('## Present\n* Una Core\n<!-- never closed\n* Vic Core'), ['name Una Core Una Core']);
});

test('nobody, none and N/A are nobody', t => {
  t.deepEqual(present('## Present\n\n* None\n* N/A\n* nobody\n'), []);
});

test('a meeting that was cancelled is one that was called off, with nobody at it', t => {
  for (const text of [
    '# Shed\n\n## Present\n\nN/A The meeting was cancelled.\n',
    '# Shed\n\n**This meeting was cancelled** for lack of topics.\n',
    '# Shed (cancelled)\n',
  ]) {
    const { items, activities, skipped } = normalise('2019-05-08.md', text);
    t.is(skipped[0]?.reason, 'the meeting was cancelled');
    t.deepEqual(activities, []);
    t.deepEqual(
      items[0]?.states.map(({ field, value }) => [field, value]),
      [
        ['subject', 'shed'],
        ['ended', 'cancelled'],
      ],
    );
  }
  t.deepEqual(
    normalise('2019-05-08.md', '# Shed\n\nThe tour was cancelled, next week’s meeting is cancelled.\n').items,
    [],
  );
});

test('a meeting without people was not held, and says why', t => {
  const why = (text: string) => normalise('2019-05-08.md', text).skipped[0]?.reason;
  t.is(why('# Shed\n\nNo minutes were taken.'), 'the minutes have no list of those present');
  t.is(why('# Shed\n\n## Present\n\n## Agenda\n'), 'the list of those present is empty');
  t.is(why('# Shed\n\n## Present\n\nN/A The meeting was cancelled.\n'), 'the meeting was cancelled');
  t.is(
    normalise('notes.md', '## Present\n* Una Core').skipped[0]?.reason,
    'neither the name of the file, nor its front matter or heading tell the day',
  );
});

test('the day comes from the front matter, the file, or the heading, in this order', t => {
  const list = '## Present\n* Una Core\n';
  const day = (name: string, text: string) => normalise(name, text).items[0]?.nativeId;
  t.is(
    day('a-2019-05-08.md', `---\ndate: 2019-05-07\n---\n# Shed 2019-05-06\n${list}`),
    'meeting/shed/2019-05-07/a',
  );
  t.is(day('2019-05-08.md', `# Shed 2019-05-06\n${list}`), 'meeting/shed/2019-05-08');
  t.is(day('may.md', `# Shed 2019-05-06\n${list}`), 'meeting/shed/2019-05-06/may');
  t.is(day('may.md', `# Shed, May 6th, 2019\n${list}`), 'meeting/shed/2019-05-06/may');
  t.is(day('may.md', `# Shed 6 May 2019\n${list}`), 'meeting/shed/2019-05-06/may');
  t.is(day('2019-05-08-paint.md', list), 'meeting/shed/2019-05-08/paint', 'two meetings of one day are two');
});

test('a folder is read file by file, and told anew where it changed', async t => {
  const folder = await temporaryFolder(t);
  const write = (name: string, ...names: string[]) =>
    writeFile(join(folder, name), `## Present\n\n${names.map(each => `* ${each}\n`).join('')}`);
  await write('2019-05-08.md', 'Una Core @una', 'Oli Owner');
  await write('2019-05-01.md', 'Una Core @una');
  await writeFile(join(folder, 'README.md'), '# Minutes');
  await writeFile(join(folder, 'notes.txt'), 'no minutes');
  const given = { path: folder, series: 'shed' };
  const first = await read(minutes, given, folder);
  t.deepEqual(first.skipped, []);
  t.deepEqual(toldOf(first.activities), [
    'meeting-present Oli Owner meeting/shed/2019-05-08',
    'meeting-present una meeting/shed/2019-05-01',
    'meeting-present una meeting/shed/2019-05-08',
  ]);
  t.is(first.items[0]?.nativeId, 'meeting/shed/2019-05-01', 'the oldest first');
  await write('2019-05-08.md', 'Oli Owner');
  await rm(join(folder, '2019-05-01.md'));
  const second = await read(minutes, given, folder, first.cursor);
  t.deepEqual(toldOf(second.activities), ['meeting-present Oli Owner meeting/shed/2019-05-08']);
  t.is(second.records, 2);
  t.is((await read(minutes, given, folder, second.cursor)).records, 0);
});

test('mutated minutes never throw', t => {
  const whole =
    '---\ndate: 2019-05-08\n---\n# Shed\n\n## Present\n\n* Una Core @una (core)\n* Oli (absent)\n\n### Regrets\n\n* Vic\n';
  const cut = fc.record({
    at: fc.nat(whole.length),
    drop: fc.nat(12),
    put: fc.string({ unit: 'binary', maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 12 }), cuts => {
      const text = cuts.reduce(
        (text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop),
        whole,
      );
      return normalise('2019-05-08.md', text).activities.every(
        ({ by }) => by.id.length > 0 && by.id.length <= 80,
      );
    }),
    { numRuns: 2000 },
  );
  const long = ['<!--', '* a ', '((', '[](', '@a'].map(piece => `## Present\n* ${piece.repeat(50_000)}`);
  for (const text of long) t.notThrows(() => attendanceIn(text));
});
