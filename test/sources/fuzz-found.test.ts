// What fuzzing has found, each by an example: names that every object has, numbers without end, texts that take for ever.
import test from 'ava';
import { parseAddress } from '../../src/lib/address.ts';
import { harvestChange } from '../../src/lib/gerrit-change.ts';
import { parseChangeMessage } from '../../src/lib/gerrit-message.ts';
import { commandOf } from '../../src/lib/meeting.ts';
import { parseReviewNote } from '../../src/lib/review-note.ts';
import { secondsOf } from '../../src/lib/time.ts';
import gerritNotes from '../../src/sources/gerrit-notes.ts';
import gerritQuery from '../../src/sources/gerrit-query/index.ts';
import github from '../../src/sources/github/index.ts';
import journal from '../../src/sources/journal.ts';
import launchpad from '../../src/sources/launchpad/index.ts';
import { attendanceIn } from '../../src/sources/minutes/present.ts';

const AT = 1_600_000_000;
const UNA = { service: 'gerrit', id: '7' } as const;

test('a label that is called as what every object has is a label that is not counted', t => {
  const vote = { label: 'toString', value: 1, by: UNA, at: AT, revision: 1, copied: false };
  const change = {
    number: '1',
    owner: UNA,
    patchSets: [{ number: 1, at: AT, by: UNA }],
    votes: [vote],
    withdrawals: [{ ...vote, label: 'constructor' }],
    remarks: [],
    inline: [],
    statuses: [],
    states: [],
  };
  const { activities, skipped } = harvestChange(change);
  t.deepEqual(
    activities.map(({ kind }) => kind),
    ['change-opened', 'patchset'],
  );
  t.deepEqual(
    skipped.map(({ reason }) => reason),
    ['votes with the label toString are not counted'],
  );
  const note = 'constructor+1: Una <una@example.org>\nSubmitted-at: 2020-01-01T00:00:00Z\n';
  const noted = gerritNotes.normalise({ commit: 'c0ffee', note });
  t.deepEqual(
    noted.activities.map(({ kind }) => kind),
    ['change-merged'],
  );
});

test('a status that is called as what every object has dates nothing', t => {
  const [created, updated] = ['2020-01-01T00:00:00+00:00', '2020-02-01T00:00:00+00:00'];
  const url = 'https://api.launchpad.test/devel';
  const task = {
    target_link: `${url}/shed`,
    bug_target_name: 'shed',
    status: 'constructor',
    importance: 'High',
    date_created: created,
  };
  const bug = {
    id: 1,
    title: 'Roof',
    owner_link: `${url}/~una`,
    date_created: created,
    date_last_updated: updated,
  };
  const raw = { bug, tasks: [task], activity: [], messages: [], people: [], whole: true };
  const { items } = launchpad.normalise(raw, launchpad.settings.parse({ project: 'shed' }));
  t.true(items[0]?.states.some(({ value }) => value === 'constructor'));
  t.true(items[0]?.states.every(({ at }) => Number.isInteger(at)));
});

test('an action that is called as what every object has tells nothing', t => {
  const settings = github.settings.parse({ repo: 'acme/shed' });
  const issue = { number: 7, title: 'Roof', user: null, created_at: '2025-01-01T00:00:00Z' };
  for (const action of ['toString', '__proto__', 'constructor']) {
    const payload = { action, repository: { full_name: 'acme/shed' }, issue };
    const heard = github.hear({ id: '1', event: 'issues', payload }, settings);
    t.deepEqual(heard?.harvest.activities, [], action);
    t.deepEqual(heard?.reread, ['issue/7'], action);
  }
});

test('a command that is called as what every object has is that word', t => {
  t.deepEqual(commandOf('#constructor of sheds'), { word: 'constructor', rest: 'of sheds' });
});

test('numbers without end are no patch set, no vote and no time', t => {
  const digits = '9'.repeat(400);
  t.is(parseChangeMessage(`Patch Set ${digits}: Code-Review+1`), undefined);
  t.deepEqual(parseChangeMessage(`Patch Set 1: Code-Review+${digits}`)?.votes, []);
  t.deepEqual(parseReviewNote(`Code-Review+${digits}: Una <una@example.org>`).votes, []);
  t.is(parseReviewNote(`Reviewed-on: https://review.example.org/${digits}`).number, undefined);
  const change = { id: 'I1', number: 1, owner: { username: 'oli' }, createdOn: AT };
  const told = (more: object) =>
    gerritQuery.normalise({ place: 'x:1', line: JSON.stringify({ ...change, ...more }) });
  t.is(told({}).items.length, 1);
  for (const more of [{ createdOn: 2 ** 52 }, { lastUpdated: -1 }, { patchSets: [{ number: -1 }] }]) {
    t.deepEqual(told(more).items, []);
    t.is(told(more).skipped.length, 1);
  }
});

test('an act on an item without a name is none', t => {
  const activity = {
    nativeId: 'a1',
    kind: 'bug-comment',
    by: { service: 'irc', id: 'una' },
    at: '2020-01-01T00:00:00Z',
    item: '',
  };
  const { activities, skipped } = journal.normalise({ place: 'x:1', line: JSON.stringify({ activity }) });
  t.deepEqual([activities.length, skipped.length], [0, 1]);
});

test('a text is no time and no address because a short one stands at its end', t => {
  t.is(secondsOf('2020-01-01T00:00:00Z'), 1_577_836_800);
  t.is(secondsOf(`${'Z('.repeat(500_000)}2020-01-01T00:00:00Z`), undefined);
  t.is(parseAddress(`${' '.repeat(500_000)}x`), undefined);
});

test('a heading is known with a colon and a number behind it, whatever blanks stand there', t => {
  const present = (heading: string) =>
    attendanceIn(`## ${heading}\n\n* Una Core\n`).present?.map(({ name }) => name);
  for (const heading of [
    'Present',
    'Present:',
    'Present (1)',
    'Present: (1)',
    '**Present** :  (12)  ',
    'Present (3):',
  ])
    t.deepEqual(present(heading), heading === 'Present (3):' ? undefined : ['Una Core'], heading);
  t.is(present(`Present${' '.repeat(1900)}x`), undefined);
});
