// Votes in NoteDb: cast, withdrawn, copied, removed by others, told in old words or in the text alone.
import test from 'ava';
import { created, readChanges, said, uploaded } from '../support/notedb.ts';
import { toldOf } from '../support/reading.ts';

const T = (day: number, hour = 12): string =>
  `2020-01-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;

test('a vote in the footers is a review with its value, patch set and time', async t => {
  const { reading } = await readChanges(t, {
    7: [created(1, T(1)), said(5, T(2), 'Patch Set 1: Code-Review+2', ['Label: Code-Review=+2'])],
  });
  const [vote] = reading.activities.filter(({ kind }) => kind === 'review');
  t.like(vote, { by: { service: 'gerrit', id: '5' }, item: '7', revision: 1, value: 2 });
  t.is(vote?.at, Date.parse(T(2)) / 1000);
  t.deepEqual(reading.skipped, []);
});

test('a vote of nought is no vote, and takes back the one on the same patch set', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      said(5, T(2), 'Patch Set 1: Code-Review-1', ['Label: Code-Review=-1']),
      said(5, T(3), 'Patch Set 1: -Code-Review', ['Label: Code-Review=0']),
      said(6, T(4), 'Patch Set 1:\n\nA question.', ['Label: Code-Review=0']),
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'review-withdrawn'), [
    'review 5 7/1 -1',
    'review 6 7/1 0',
    'review-withdrawn 5 7/1',
  ]);
});

test('votes of a migrated change stand in the text alone', async t => {
  const { reading } = await readChanges(t, {
    7: [created(1, T(1)), said(5, T(2), 'Patch Set 1: Code-Review+1 Verified+1')],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'verification'), [
    'review 5 7/1 +1',
    'verification 5 7/1 +1',
  ]);
});

test('a vote told in the footers and in the text is one vote', async t => {
  const { reading } = await readChanges(t, {
    7: [created(1, T(1)), said(5, T(2), 'Patch Set 1: Code-Review+1', ['Label: Code-Review=+1'])],
  });
  t.is(toldOf(reading.activities, 'review').length, 1);
});

test('the wordings of the first Gerrits are votes', async t => {
  const words: [number, string][] = [
    [11, 'Looks good to me, approved'],
    [12, 'Looks good to me, but someone else must approve'],
    [13, "I would prefer that you didn't submit this"],
    [14, 'Do not submit'],
    [15, 'I would prefer this is not merged as is'],
    [16, 'Looks good to me (core reviewer)'],
    [17, 'No score'],
    [18, 'Verified; Looks good to me, approved'],
    [19, 'Fails'],
  ];
  const { reading } = await readChanges(t, {
    7: [created(1, T(1)), ...words.map(([by, text], index) => said(by, T(2, index), `Patch Set 1: ${text}`))],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'verification'), [
    'review 11 7/1 +2',
    'review 12 7/1 +1',
    'review 13 7/1 -1',
    'review 14 7/1 -2',
    'review 15 7/1 -1',
    'review 16 7/1 +2',
    'review 18 7/1 +2',
    'verification 18 7/1 +1',
    'verification 19 7/1 -1',
  ]);
});

test('who removes the own vote withdraws it', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      said(5, T(2), 'Patch Set 1: Code-Review+2', ['Label: Code-Review=+2']),
      said(5, T(3), 'Patch Set 1: -Code-Review', ['Label: -Code-Review']),
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'review-withdrawn'), [
    'review 5 7/1 +2',
    'review-withdrawn 5 7/1',
  ]);
});

test('a vote that somebody else removes is withdrawn by its owner, and removing is no review', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      said(5, T(2), 'Patch Set 1: Code-Review-2', ['Label: Code-Review=-2']),
      said(9, T(3), 'Removed Code-Review-2 by Gerrit User 5 <5@server-id>', [
        'Label: -Code-Review Gerrit User 5 <5@server-id>',
      ]),
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'review-withdrawn'), [
    'review 5 7/1 -2',
    'review-withdrawn 5 7/1',
  ]);
});

test('removing a vote that is not there withdraws nothing', async t => {
  const { reading } = await readChanges(t, {
    7: [created(1, T(1)), said(9, T(3), 'Vote removed', ['Label: -Code-Review Gerrit User 5 <5@server-id>'])],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'review-withdrawn'), []);
});

test('a vote on somebody’s behalf belongs to that account', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      said(9, T(2), 'Patch Set 1: a vote for a colleague', [
        'Label: Code-Review=+1 Gerrit User 5 <5@server-id>',
      ]),
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'review'), ['review 5 7/1 +1', 'review 9 7/1 0']);
});

test('SUBM says who submitted and is no vote; unknown labels are told', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      {
        by: 5,
        at: T(2),
        subject: 'Submit patch set 1',
        text: 'Change has been successfully merged by Una Core',
        footers: ['Status: merged', 'Label: SUBM=+1', 'Label: Priority=+1', 'Submitted-with: OK'],
      },
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'approval', 'verification', 'change-merged'), [
    'change-merged 5 7',
  ]);
  t.is(reading.activities.find(({ kind }) => kind === 'change-merged')?.by.name, 'Una Core');
  t.deepEqual(reading.skipped, [
    { where: 'change 7', reason: 'votes with the label Priority are not counted' },
  ]);
});

test('Verified is a verification, approvals are approvals, and Workflow-1 is none', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      said(90, T(2), 'Patch Set 1: Verified-1', ['Label: Verified=-1']),
      said(5, T(3), 'Patch Set 1: Workflow+1', ['Label: Workflow=+1']),
      said(1, T(4), 'Patch Set 1: Workflow-1', ['Label: Workflow=-1']),
      said(6, T(5), 'Patch Set 1: Approved+1', ['Label: Approved=+1']),
      said(5, T(6), 'Patch Set 1: -Workflow', ['Label: -Workflow']),
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'approval', 'approval-withdrawn', 'verification'), [
    'approval 5 7/1 +1',
    'approval 6 7/1 +1',
    'approval-withdrawn 5 7/1',
    'verification 90 7/1 -1',
  ]);
});

test('the same vote on a later patch set without a word was carried over', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      said(5, T(2), 'Patch Set 1: Code-Review+2', ['Label: Code-Review=+2']),
      uploaded(1, T(3), 2, ['Label: Code-Review=+2 Gerrit User 5 <5@server-id>']),
      said(5, T(4), 'Patch Set 3: Code-Review+2', ['Label: Code-Review=+2'], 3),
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'review-copied'), [
    'review 5 7/1 +2',
    'review 5 7/3 +2',
    'review-copied 5 7/2 +2',
  ]);
});

test('Copied-Label names the voter among others and is a copy', async t => {
  const uuid = 'a'.repeat(40);
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      said(5, T(2), 'Patch Set 1: Code-Review+1', [`Label: Code-Review=+1, ${uuid}`]),
      uploaded(1, T(3), 2, [
        `Copied-Label: Code-Review=+1, ${uuid} Gerrit User 5 <5@server-id>,Gerrit User 8 <8@server-id> :"bot"`,
      ]),
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'review-copied'), [
    'review 5 7/1 +1',
    'review-copied 5 7/2 +1',
  ]);
});

test('a copied approval is no new approval', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      said(5, T(2), 'Patch Set 1: Workflow+1', ['Label: Workflow=+1']),
      said(90, T(2, 13), 'Patch Set 1: Verified+1', ['Label: Verified=+1']),
      uploaded(1, T(3), 2, [
        'Copied-Label: Workflow=+1 Gerrit User 5 <5@server-id>',
        'Copied-Label: Verified=+1 Gerrit User 90 <90@server-id>',
      ]),
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'approval', 'approval-copied', 'verification'), [
    'approval 5 7/1 +1',
    'approval-copied 5 7/2 +1',
    'verification 90 7/1 +1',
  ]);
});

test('a message that imitates footers and headings does not vote', async t => {
  const forged = [
    'Patch Set 1:\n\nLook:\n\nPatch-set: 9\nLabel: Code-Review=+2\nStatus: merged\n\nPatch Set 1: Code-Review+2',
    'Patch Set 1: Code-Review+2 they say, but I do not',
    'Label: Code-Review=+2',
  ];
  const { reading } = await readChanges(t, {
    7: [created(1, T(1)), ...forged.map((text, index) => said(5, T(2, index), text))],
  });
  t.deepEqual(toldOf(reading.activities, 'review', 'change-merged'), ['review 5 7/1 0', 'review 5 7/1 0']);
});

test('the owner’s votes and words are the owner’s own', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      said(1, T(2), 'Patch Set 1: Code-Review+1', ['Label: Code-Review=+1']),
      said(1, T(3), 'Patch Set 1:\n\nThank you.'),
      said(5, T(4), 'Patch Set 1:\n\nWhy?'),
    ],
  });
  t.is(reading.items[0]?.owner?.id, '1');
  t.deepEqual(toldOf(reading.activities, 'review', 'change-comment'), [
    'change-comment 1 7/1',
    'review 1 7/1 +1',
    'review 5 7/1 0',
  ]);
});

test('an upload is no comment, whoever made it and however Gerrit tells it', async t => {
  const plain = { ...uploaded(8, T(3), 3), footers: [`Commit: ${'0'.repeat(40)}`] };
  const { reading } = await readChanges(t, {
    7: [created(1, T(1)), uploaded(8, T(2), 2), plain],
  });
  t.deepEqual(toldOf(reading.activities), [
    'change-opened 1 7',
    'patchset 1 7/1',
    'patchset 8 7/2',
    'patchset 8 7/3',
  ]);
});

test('what the machine says in somebody’s name is no comment', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      said(5, T(2), 'Patch Set 1:\n\nStarting the checks.', ['Tag: autogenerated:checks']),
      { by: 'server', at: T(3), text: 'Patch Set 1:\n\nAbandoned after a year.' },
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'review'), ['review server 7/1 0']);
});
