// What the history of a pull request or an issue on GitHub means, event by event.
import test from 'ava';
import fc from 'fast-check';
import { APPROVE, GHOST } from '../../src/domain/activity.ts';
import github from '../../src/sources/github/index.ts';
import { harvestOf, iso, minute, settingsOf, user } from '../support/github-json.ts';
import { toldOf } from '../support/reading.ts';

const PHRASES = { approve: ['ACK <sha>', 'utACK'], reject: ['NACK'], comment: ['Concept ACK'] };

test('a pull request is opened with its first revision', t => {
  const { activities, items, whole } = harvestOf('pull', {});
  t.deepEqual(toldOf(activities), ['change-opened 1 pull/7', 'patchset 1 pull/7/1']);
  t.deepEqual(
    activities.map(({ nativeId, at }) => [nativeId, at]),
    [
      ['pull/7/opened', minute(0)],
      ['pull/7/patchset/1', minute(0)],
    ],
  );
  t.like(items[0], {
    nativeId: 'pull/7',
    kind: 'change',
    url: 'https://github.com/Acme/Shed/pulls/7',
    openedAt: minute(0),
    owner: { service: 'github', id: '1', name: 'oli' },
  });
  t.deepEqual(whole, ['pull/7']);
});

test('reviews are votes in any case of letters, and drafts of reviews are none', t => {
  const { activities } = harvestOf('pull', {
    lines: [
      ['reviewed', 'una', { state: 'APPROVED', body: '' }],
      ['reviewed', 'vic', { state: 'changes_requested', body: null }],
      ['reviewed', 'wim', { state: 'commented', body: 'why red?' }],
      ['reviewed', 'wim', { state: 'pending', body: 'later' }],
    ],
  });
  t.deepEqual(toldOf(activities, 'review'), [
    `review 2 pull/7/1 +${APPROVE}`,
    'review 3 pull/7/1 -1',
    'review 4 pull/7/1 0',
  ]);
  t.is(activities.find(({ kind }) => kind === 'review')?.nativeId, 'review/101');
});

test('a dismissed review keeps its vote until it was dismissed', t => {
  const dismissed_review = { review_id: 101, state: 'changes_requested' };
  const { activities } = harvestOf('pull', {
    lines: [
      ['reviewed', 'una', { state: 'dismissed', body: '' }],
      ['review_dismissed', 'oli', { dismissed_review }],
    ],
  });
  t.deepEqual(toldOf(activities, 'review', 'review-withdrawn'), [
    'review 2 pull/7/1 -1',
    'review-withdrawn 2 pull/7/1',
  ]);
  t.like(
    activities.find(({ kind }) => kind === 'review-withdrawn'),
    { nativeId: 'event/102', at: minute(2) },
  );
});

test('votes in words count where the team agreed on them, and a formal vote wins', t => {
  const lines = [
    ['reviewed', 'una', { state: 'COMMENTED', body: 'ACK 1a2b3c4' }],
    ['reviewed', 'vic', { state: 'CHANGES_REQUESTED', body: 'utACK' }],
    ['commented', 'wim', { body: 'NACK, it is red' }],
    ['commented', 'vic', { body: 'Concept ACK' }],
    ['commented', 'vic', { body: 'what about blue?' }],
    ['commented', 'oli', { body: 'utACK' }],
  ] as const;
  t.deepEqual(toldOf(harvestOf('pull', { lines, phrases: PHRASES }).activities, 'review', 'change-comment'), [
    'change-comment 1 pull/7/1',
    'change-comment 3 pull/7/1',
    `review 2 pull/7/1 +${APPROVE}`,
    'review 3 pull/7/1 -1',
    'review 3 pull/7/1 0',
    'review 4 pull/7/1 -1',
  ]);
  const silent = harvestOf('pull', { lines }).activities;
  t.is(silent.filter(({ kind }) => kind === 'change-comment').length, 4);
  t.like(
    silent.find(({ nativeId }) => nativeId === 'review/101'),
    { value: 0 },
  );
});

test('a merge is an approval by whoever merged the work of somebody else', t => {
  const merged = (by: string | null) =>
    toldOf(
      harvestOf('pull', {
        lines: [
          ['merged', by],
          ['closed', by, { created_at: iso(1) }],
        ],
        issue: { pull_request: { merged_at: iso(1) } },
      }).activities,
    ).slice(0, -1);
  t.deepEqual(merged('una'), ['approval 2 pull/7/1', 'change-merged 2 pull/7', 'change-opened 1 pull/7']);
  t.deepEqual(merged('oli'), ['change-merged 1 pull/7', 'change-opened 1 pull/7']);
  t.deepEqual(merged(null), ['change-merged ghost pull/7', 'change-opened 1 pull/7']);
});

test('a merge without an event is still a merge', t => {
  const { activities } = harvestOf('pull', { issue: { pull_request: { merged_at: iso(9) } } });
  t.like(
    activities.find(({ kind }) => kind === 'change-merged'),
    { nativeId: 'pull/7/merged', by: GHOST, at: minute(9) },
  );
});

test('closed without a merge is abandoned, also when it is merged in the end', t => {
  const { activities } = harvestOf('pull', {
    lines: [
      ['closed', 'oli'],
      ['reopened', 'una'],
      ['closed', 'oli'],
      ['merged', 'una'],
      ['closed', 'una', { created_at: iso(4) }],
    ],
  });
  t.deepEqual(toldOf(activities, 'change-abandoned', 'change-restored', 'change-merged'), [
    'change-abandoned 1 pull/7',
    'change-abandoned 1 pull/7',
    'change-merged 2 pull/7',
    'change-restored 2 pull/7',
  ]);
});

test('comments on lines belong to the revision of their review', t => {
  const comment = (id: number, review: number | null, at: number) => ({
    id,
    user: user('una'),
    created_at: iso(at),
    pull_request_review_id: review,
  });
  const { activities } = harvestOf('pull', {
    lines: [
      ['reviewed', 'una', { state: 'commented' }],
      ['head_ref_force_pushed', 'oli', { commit_id: 'b' }],
    ],
    comments: [comment(11, 101, 5), comment(12, null, 5), comment(13, null, 1)],
  });
  t.deepEqual(
    activities
      .filter(({ kind }) => kind === 'inline-comment')
      .map(({ nativeId, revision }) => [nativeId, revision]),
    [
      ['review-comment/11', 1],
      ['review-comment/12', 2],
      ['review-comment/13', 1],
    ],
  );
});

test('triage is what somebody else than the reporter does to sort an issue', t => {
  const label = { label: { name: 'bug' } };
  const { activities } = harvestOf('issue', {
    lines: [
      ['labeled', 'oli', label],
      ['labeled', 'una', label],
      ['milestoned', 'una', { milestone: { title: '1.0' } }],
      ['assigned', 'vic', { assigner: user('wim') }],
      ['issue_type_added', 'una'],
      ['unlabeled', 'una', label],
      ['closed', 'una', { state_reason: 'not_planned' }],
      ['reopened', 'oli'],
      ['closed', 'oli', { state_reason: 'duplicate' }],
      ['commented', 'vic', { body: 'NACK' }],
    ],
    phrases: PHRASES,
  });
  t.deepEqual(toldOf(activities), [
    'bug-closed 1 issue/7',
    'bug-closed 2 issue/7',
    'bug-comment 3 issue/7',
    'bug-opened 1 issue/7',
    'bug-reopened 1 issue/7',
    'bug-triage 2 issue/7',
    'bug-triage 2 issue/7',
    'bug-triage 2 issue/7',
    'bug-triage 2 issue/7',
    'bug-triage 4 issue/7',
  ]);
  const closing = activities.filter(({ nativeId }) => nativeId.startsWith('event/107'));
  t.deepEqual(
    closing.map(({ nativeId, kind }) => [nativeId, kind]),
    [
      ['event/107', 'bug-closed'],
      ['event/107/triage', 'bug-triage'],
    ],
  );
});

test('why an issue was closed is taken from the issue where the event does not tell it', t => {
  const triaged = (state: string) =>
    harvestOf('issue', {
      lines: [
        ['closed', 'una'],
        ['closed', 'una'],
      ],
      issue: { state, state_reason: 'not_planned' },
    }).activities.flatMap(({ kind, nativeId }) => (kind === 'bug-triage' ? nativeId : []));
  t.deepEqual(triaged('closed'), ['event/102/triage']);
  t.deepEqual(triaged('open'), []);
});

test('titles, labels and drafts have their history', t => {
  const { items } = harvestOf('pull', {
    lines: [
      ['labeled', 'oli', { label: { name: 'paint' } }],
      ['renamed', 'oli', { rename: { from: 'Shed', to: 'Paint the shed' } }],
      ['labeled', 'oli', { label: { name: 'acute' } }],
      ['ready_for_review', 'oli'],
      ['unlabeled', 'oli', { label: { name: 'paint' } }],
      ['convert_to_draft', 'oli'],
    ],
    issue: { labels: [{ name: 'acute' }], draft: true },
  });
  const history = (field: string) =>
    items[0]?.states
      .filter(state => state.field === field)
      .map(({ at, value }) => [(at - minute(0)) / 60, value]);
  t.deepEqual(history('subject'), [
    [0, 'Shed'],
    [2, 'Paint the shed'],
  ]);
  t.deepEqual(history('label'), [
    [1, 'paint'],
    [3, 'acute\npaint'],
    [5, 'acute'],
  ]);
  t.deepEqual(history('wip'), [
    [0, 'true'],
    [4, 'false'],
    [6, 'true'],
  ]);
  t.deepEqual(history('repository'), [[0, 'Acme/Shed']]);
});

test('a label that was renamed in the repository counts from the opening', t => {
  const { items } = harvestOf('issue', {
    lines: [['labeled', 'una', { label: { name: 'old' } }]],
    issue: { labels: [{ name: 'new' }] },
  });
  t.deepEqual(
    items[0]?.states.filter(({ field }) => field === 'label').map(({ at, value }) => [at, value]),
    [
      [minute(0), 'new'],
      [minute(1), 'new\nold'],
      [minute(1000), 'new'],
    ],
  );
});

test('a deleted account is the ghost, a renamed one keeps its number, a program is told by its name', t => {
  const by = (given: object | null) =>
    harvestOf('pull', { lines: [['reviewed', null, { user: given, state: 'approved' }]] }).activities.find(
      ({ kind }) => kind === 'review',
    )?.by;
  t.deepEqual(by(null), GHOST);
  t.deepEqual(by({ id: 10_137, login: 'ghost', type: 'User' }), GHOST);
  t.deepEqual(by({ id: 2, login: 'una-new' }), { service: 'github', id: '2', name: 'una-new' });
  t.like(by({ id: 5, login: 'Copilot', type: 'Bot' }), { name: 'Copilot[bot]' });
  t.like(by({ id: 6, login: 'helper[bot]', type: 'Bot' }), { name: 'helper[bot]' });
});

test('an event that cannot be read is skipped with its place, and the rest is kept', t => {
  const { activities, skipped } = harvestOf('issue', {
    lines: [
      ['closed', 'una', { created_at: 'yesterday' }],
      ['labeled', 'una'],
      ['mentioned', 'una', { created_at: 'yesterday' }],
      ['milestoned', 'una'],
    ],
    comments: [{ id: 'x' }],
  });
  t.deepEqual(toldOf(activities), ['bug-opened 1 issue/7', 'bug-triage 2 issue/7']);
  t.deepEqual(
    skipped.map(({ where }) => where),
    ['Acme/Shed#7 closed 101', 'Acme/Shed#7 labeled 102', 'Acme/Shed#7 review comment 1'],
  );
  t.true(skipped.every(({ reason }) => /^not an? (event|review comment): \w/.test(reason)));
});

test('an event that two pages told is one', t => {
  const twice = { id: 200, created_at: iso(3) };
  const { activities } = harvestOf('pull', {
    lines: [
      ['head_ref_force_pushed', 'oli', twice],
      ['head_ref_force_pushed', 'oli', twice],
    ],
  });
  t.is(activities.filter(({ kind }) => kind === 'patchset').length, 2);
});

test('what is there no longer takes back everything, whatever it was', t => {
  t.deepEqual(github.normalise({ gone: 7 }, settingsOf()), {
    activities: [],
    items: [],
    aliases: [],
    skipped: [],
    whole: ['pull/7', 'issue/7'],
  });
});

test('one origin, however the name of the repository is written', t => {
  t.is(github.origin(settingsOf()), 'github acme/shed');
  for (const repo of ['acme', 'acme/', 'a b/c', 'acme/..', 'https://github.com/acme/shed', '-x/y'])
    t.false(github.settings.safeParse({ repo }).success, repo);
});

test('no list of events makes two facts of one name', t => {
  const name = fc.constantFrom(
    ...[
      'reviewed',
      'closed',
      'reopened',
      'merged',
      'labeled',
      'commented',
      'assigned',
      'head_ref_force_pushed',
    ],
  );
  const line = fc
    .tuple(name, fc.constantFrom('oli', 'una', null))
    .map(
      ([event, by]) =>
        [
          event,
          by,
          { state: 'approved', body: 'ACK', label: { name: 'x' }, state_reason: 'duplicate' },
        ] as const,
    );
  const law = fc.property(
    fc.array(line, { maxLength: 12 }),
    fc.constantFrom('pull', 'issue'),
    (lines, kind) => {
      const { activities, items, skipped } = harvestOf(kind as 'pull', { lines });
      const ids = activities.map(({ nativeId }) => nativeId);
      const states = items.flatMap(item => item.states.map(({ field, at }) => `${field} ${at}`));
      return (
        new Set(ids).size === ids.length && new Set(states).size === states.length && skipped.length === 0
      );
    },
  );
  t.notThrows(() => fc.assert(law, { numRuns: 300 }));
});
