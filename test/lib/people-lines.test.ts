// Lines that name people and bugs: addresses, trailers, review notes.
import test from 'ava';
import fc from 'fast-check';
import { parseAddress } from '../../src/lib/address.ts';
import { parseReviewNote } from '../../src/lib/review-note.ts';
import { bugsIn, trailersIn } from '../../src/lib/trailers.ts';

test('addresses are read as people and programs write them', t => {
  const una = { name: 'Una Core', email: 'una@example.org' };
  const forms = [
    'Una Core <una@example.org>',
    '"Una Core" <UNA@Example.org>',
    '  Una Core  < una@example.org > ',
    'Una Core <una@example.org',
  ];
  for (const text of forms) t.deepEqual(parseAddress(text), una, text);
  t.deepEqual(parseAddress('<una@example.org>'), { name: '', email: 'una@example.org' });
  t.deepEqual(parseAddress('una@example.org'), { name: '', email: 'una@example.org' });
  t.deepEqual(parseAddress(' Una Core '), { name: 'Una Core' });
  for (const text of ['', ' ', '<>', 'Una <una>', 'Una <', '> Una'])
    t.is(parseAddress(text), undefined, text);
});

test('trailers are read in any case, with their doubled keys and their faults', t => {
  const { people, malformed, changeId, url } = trailersIn(
    [
      'Subject',
      '',
      'reviewed-by: Una Core <una@example.org>',
      '  REVIEWED-BY :  Vic <vic@example.org>  ',
      'Reviewed-By: Reviewed-by: Wim <wim@example.org>',
      'Acked-by:',
      'Tested-by: Xia',
      'Change-Id: I01',
      'PR-URL: not a link',
      'Reviewed-on: https://review.example.org/7',
      'Not-reviewed-by: Nobody <nobody@example.org>',
    ].join('\n'),
  );
  t.deepEqual(
    people.map(({ key, by }) => `${key} ${by.name}`),
    ['reviewed-by Una Core', 'reviewed-by Vic', 'reviewed-by Wim', 'tested-by Xia'],
  );
  t.deepEqual(malformed, ['Acked-by:']);
  t.is(changeId, 'I01');
  t.is(url, 'https://review.example.org/7');
});

test('a key without a value does not take the next line', t => {
  t.deepEqual(trailersIn('x\n\nReviewed-by:\nA sentence.').people, []);
  t.deepEqual(
    trailersIn('x\n\nAcked-by:\r\nReviewed-by: Una <una@example.org>\r\n').people.map(({ key, by }) => [
      key,
      by.email,
    ]),
    [['reviewed-by', 'una@example.org']],
  );
});

test('PR-URL goes before Reviewed-on, and a message without trailers has none', t => {
  const text = 'x\n\nReviewed-on: https://review.example.org/7\nPR-URL: https://code.example.org/3';
  t.is(trailersIn(text).url, 'https://code.example.org/3');
  t.deepEqual(trailersIn('Subject\n\nWords.'), { people: [], malformed: [] });
});

test('bugs are closed, partly fixed, or only related', t => {
  const forms: [string, [number, boolean][]][] = [
    ['Closes-Bug: #1001', [[1001, true]]],
    ['closes-bug #1001', [[1001, true]]],
    ['Closes-Bug:1001', [[1001, true]]],
    ['Fixes bug 1001', [[1001, true]]],
    [
      'Fixes bugs 1001, 1002',
      [
        [1001, true],
        [1002, true],
      ],
    ],
    ['Resolves-Bug: LP#1001', [[1001, true]]],
    ['Fixes bug lp:1001', [[1001, true]]],
    ['Closes-Bug: https://bugs.example.org/1001', [[1001, true]]],
    ['Partial-Bug: #1001', [[1001, false]]],
    ['Related-Bug: #1001\nCloses-Bug: #1001', [[1001, true]]],
    ['Closes-Bug: #1001\nRelated-Bug: #1001', [[1001, true]]],
    ['Fixes bug introduced in 2015', []],
    ['Closes-Bug:\n1234 lines', []],
    ['This closes-bug: #1001 in a sentence', []],
    ['Closes-Bug: #12', []],
  ];
  for (const [line, bugs] of forms) {
    const found = bugsIn(`Subject\n\n${line}\n`).map(({ number, closes }): [number, boolean] => [
      number,
      closes,
    ]);
    t.deepEqual(found, bugs, line);
  }
});

test('a review note gives votes, submitter and time, and keeps what it does not know', t => {
  const note = parseReviewNote(
    [
      'Code-Review+2: Una Core <una@example.org>',
      'Code-Review-1: Vic <vic@example.org>',
      'Verified+1: Robot',
      'Code-Review+1: <>',
      'Submitted-by: Una Core <una@example.org>',
      'Submitted-at: Wed, 15 Jan 2020 10:00:00 +0100',
      'Reviewed-on: https://review.example.org/c/shed/+/77/',
      'Project: garden/shed',
      'Branch: refs/heads/main',
      'Strange: thing',
      '',
    ].join('\n'),
  );
  t.like(note, {
    submittedBy: { name: 'Una Core', email: 'una@example.org' },
    submittedAt: Date.parse('2020-01-15T09:00:00Z') / 1000,
    number: '77',
    project: 'garden/shed',
    branch: 'main',
  });
  t.deepEqual(
    note.votes.map(({ label, value, by }) => `${label} ${value} ${by.name}`),
    ['Code-Review 2 Una Core', 'Code-Review -1 Vic', 'Verified 1 Robot'],
  );
  t.deepEqual(note.unread, ['Code-Review+1: <>', 'Strange: thing']);
  t.deepEqual(parseReviewNote(''), { votes: [], unread: [] });
});

test('no text makes them fail', t => {
  const law = fc.property(fc.string({ unit: 'binary' }), text => {
    parseAddress(text);
    parseReviewNote(text);
    trailersIn(text);
    bugsIn(text);
  });
  t.notThrows(() => fc.assert(law));
});
