// What every roster promises, tried on every file of src/rosters: above all, that a change is that change alone.
import test from 'ava';
import fc from 'fast-check';
import type { Roster } from '../../src/contracts.ts';
import { UserError } from '../../src/domain/errors.ts';
import type { RosterChange, RosterTexts } from '../../src/domain/roster-change.ts';
import type { RosterEntry } from '../../src/domain/team.ts';
import { unifiedDiff } from '../../src/lib/unified-diff.ts';
import { loadPlugins } from '../support/project.ts';
import { CAST, ROSTER_TEXTS, type Sample, type Somebody } from '../support/roster-texts.ts';

const rosters = (await loadPlugins('rosters')).map(({ name, plugin }) => ({
  name,
  roster: plugin as Roster,
}));
const SENTENCE = /^\p{L}.*\.$/u;
const AT = Date.parse('2026-03-02T12:00:00Z') / 1000;

const changeOf = (kind: RosterChange['kind'], { name, login, email }: Somebody): RosterChange => ({
  ...{ kind, name, at: AT, note: 'https://example.org/decided' },
  handles: [
    { service: 'github', id: '4711', name: login },
    { service: 'email', id: email },
    { service: 'name', id: name, name },
  ],
});

const nameOf = ({ name, handles }: RosterEntry): string =>
  CAST.find(each => each.name === name || handles.some(({ id }) => id === each.login))?.name ?? name ?? '?';

/** `core Ada Roe`, sorted: what a text says. */
const saidBy = (roster: Roster, texts: RosterTexts, settings: unknown): string[] => {
  const read = roster.writing?.entries(texts, settings, AT);
  if (!read || 'fault' in read) throw new Error(`cannot be read: ${JSON.stringify(read)}`);
  return [...new Set(read.entries.map(entry => `${entry.role} ${nameOf(entry)}`))].sort();
};

const written = (roster: Roster, sample: Sample, change: RosterChange): RosterTexts => {
  const settings = roster.settings.parse(sample.settings);
  const changed = roster.writing?.write(sample.texts, change, settings) ?? new Map<string, string>();
  return new Map([...sample.texts].map(([file, text]) => [file, changed.get(file) ?? text]));
};

/** The lines that went and came, without their ends. */
const linesOf = (before: RosterTexts, after: RosterTexts): string[] =>
  [...before].flatMap(([file, text]) =>
    unifiedDiff(file, text, after.get(file) ?? '')
      .split('\n')
      .filter(line => /^[-+](?!--|\+\+)/.test(line))
      .map(line => line.slice(1).replace(/\r$/, '')),
  );

// What belongs to somebody without naming them.
const NEIGHBOURS =
  /^\s*$|^\s*(?:[\w-]+: \[.*\]|emeritus_approvers:|approvers:|- type: .*|link: .*|id: .*|role: .*|since: .*|until: .*)$/;
const isAbout = (line: string, { name, login, email }: Somebody): boolean =>
  [name, login, email].some(text => line.includes(text)) || NEIGHBOURS.test(line);

/** A last line that had no end gets one when a line comes after it. */
const samePair = (lines: readonly string[]): string[] =>
  lines.filter(line => lines.filter(other => other === line).length === 1);

test('there are rosters, and those that are files have texts to be tried on', t => {
  t.true(rosters.length >= 6);
  const files = rosters.filter(({ roster }) => roster.writing).map(({ name }) => name);
  t.deepEqual(files, Object.keys(ROSTER_TEXTS).sort(), 'add it to test/support/roster-texts.ts');
});

for (const { name, roster } of rosters) {
  test(`${name} says who it is and what it reads, and refuses what it does not know`, t => {
    t.is(roster.id, name);
    t.regex(roster.reads, SENTENCE);
    t.false(roster.settings.safeParse({}).success);
    t.false(roster.settings.safeParse('text').success);
    t.true(
      roster.writing !== undefined || roster.checklist !== undefined,
      'a human is told how it is changed',
    );
  });
}

const isWithin = (sample: Sample, kind: RosterChange['kind'], index: number): Somebody | undefined => {
  if (kind === 'add') return sample.other;
  const from = kind === 'retire' ? sample.cores : sample.emeriti;
  return from.length === 0 ? undefined : from[index % from.length];
};

for (const [name, samples] of Object.entries(ROSTER_TEXTS)) {
  const { roster } = rosters.find(each => each.name === name) ?? {};
  if (!roster) throw new Error(`there is no roster ${name}`);
  const cases = fc.tuple(samples, fc.constantFrom('retire', 'add', 'reinstate'), fc.nat(20));
  const settingsOf = (sample: Sample) => roster.settings.parse(sample.settings);

  test(`${name}: a change is read back as that change and no other`, t => {
    let tried = 0;
    fc.assert(
      fc.property(cases, ([sample, kind, index]) => {
        const who = isWithin(sample, kind, index);
        if (!who) return;
        tried += 1;
        const before = saidBy(roster, sample.texts, settingsOf(sample));
        const after = saidBy(roster, written(roster, sample, changeOf(kind, who)), settingsOf(sample));
        const own = (said: readonly string[]) => said.filter(line => line.endsWith(who.name));
        const others = (said: readonly string[]) => said.filter(line => !line.endsWith(who.name));
        t.deepEqual(others(after), others(before));
        if (kind === 'retire') t.false(own(after).includes(`core ${who.name}`));
        else t.deepEqual(own(after), [`core ${who.name}`]);
      }),
      { numRuns: 300 },
    );
    t.true(tried > 100);
  });

  test(`${name}: only lines about that person come and go`, t => {
    fc.assert(
      fc.property(cases, ([sample, kind, index]) => {
        const who = isWithin(sample, kind, index);
        if (!who) return;
        const after = written(roster, sample, changeOf(kind, who));
        const strange = samePair(linesOf(sample.texts, after)).filter(line => !isAbout(line, who));
        t.deepEqual(strange, []);
        for (const [file, text] of after) {
          const before = sample.texts.get(file) ?? '';
          const isMixed = /\r\n/.test(text) && /[^\r]\n/.test(text);
          t.false(isMixed, 'the ends of lines are those of the file');
          t.true(text.endsWith('\n') || !before.endsWith('\n'), 'the last line keeps its end');
        }
      }),
      { numRuns: 300 },
    );
  });

  test(`${name}: there and back again, everybody is who they were`, t => {
    fc.assert(
      fc.property(samples, fc.nat(20), (sample, index) => {
        const who = isWithin(sample, 'retire', index);
        if (!who) return;
        const before = saidBy(roster, sample.texts, settingsOf(sample));
        const texts = written(roster, sample, changeOf('retire', who));
        const later = { ...changeOf('reinstate', who), at: AT + 86_400 * 30 };
        const again = written(roster, { ...sample, texts }, later);
        const read = roster.writing?.entries(again, settingsOf(sample), later.at);
        if (!read || 'fault' in read) return t.fail();
        t.deepEqual([...new Set(read.entries.map(entry => `${entry.role} ${nameOf(entry)}`))].sort(), before);
      }),
      { numRuns: 150 },
    );
  });

  test(`${name}: who is not there, or is there already, is told in words`, t => {
    fc.assert(
      fc.property(samples, sample => {
        const stranger = { name: 'Zoe Nobody', login: 'zoe-n', email: 'zoe@example.org' };
        const core = sample.cores[0] as Somebody;
        for (const change of [changeOf('retire', stranger), changeOf('add', core)])
          t.throws(() => written(roster, sample, change), { instanceOf: UserError });
      }),
      { numRuns: 50 },
    );
  });

  test(`${name}: whatever the text, it is changed surely or refused in words`, t => {
    fc.assert(
      fc.property(
        samples,
        fc.nat(4000),
        fc.string({ maxLength: 6 }),
        fc.nat(20),
        (sample, at, junk, index) => {
          const who = isWithin(sample, 'retire', index) as Somebody;
          const texts = new Map(
            [...sample.texts].map(([file, text]) => {
              const place = at % (text.length + 1);
              return [file, text.slice(0, place) + junk + text.slice(place)];
            }),
          );
          try {
            const before = roster.writing?.entries(texts, settingsOf(sample), AT);
            const after = written(roster, { ...sample, texts }, changeOf('retire', who));
            const now = roster.writing?.entries(after, settingsOf(sample), AT);
            t.true(before && now && !('fault' in before) && !('fault' in now));
          } catch (error) {
            t.true(error instanceof UserError, String(error));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
}
