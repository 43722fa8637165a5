// The text of Gerrit's change messages: votes, words, and what is neither.
import test from 'ava';
import fc from 'fast-check';
import { parseChangeMessage } from '../../src/lib/gerrit-message.ts';

const silent = { votes: [], withdrawn: [], inline: 0, spoken: false };
const vote = (label: string, value: number) => ({ label, value });

test('votes stand in the first line', t => {
  t.deepEqual(parseChangeMessage('Patch Set 3: Code-Review+2 Workflow+1'), {
    ...silent,
    revision: 3,
    votes: [vote('Code-Review', 2), vote('Workflow', 1)],
  });
  t.deepEqual(parseChangeMessage('Patch Set 3: Code-Review-1 -Workflow\n\nNo.'), {
    ...silent,
    revision: 3,
    votes: [vote('Code-Review', -1)],
    withdrawn: ['Workflow'],
    spoken: true,
  });
});

test('words without a vote are words, also where they look like one', t => {
  for (const text of [
    'Patch Set 1:\n\nHello',
    'Patch Set 1: Hello',
    'Patch Set 1: Code-Review+2 for me',
    'Patch Set 1: + 2',
  ])
    t.like(parseChangeMessage(text), { votes: { length: 0 }, spoken: true }, text);
});

test('an empty message says nothing', t => {
  t.deepEqual(parseChangeMessage('Patch Set 1:'), { ...silent, revision: 1 });
  t.deepEqual(parseChangeMessage('Patch Set 1: No score'), { ...silent, revision: 1 });
});

test('inline comments are counted wherever Gerrit tells of them', t => {
  t.like(parseChangeMessage('Patch Set 1: (3 inline comments)'), { inline: 3, spoken: true });
  t.like(parseChangeMessage('Patch Set 1: Code-Review-1\n\n(1 comment)\n\nSee there.'), {
    inline: 1,
    votes: { length: 1 },
  });
  t.like(parseChangeMessage('Patch Set 1:\n\nSee (2 comments) there'), { inline: 0 });
});

test('what the machine does is no message of a person', t => {
  const automatic = [
    'Uploaded patch set 1.',
    'Uploaded patch set 2: Patch Set 1 was rebased.',
    'Uploaded patch set 2: Commit message was updated.',
    'Patch Set 2: Published edit on patch set 1',
    'Patch Set 2: Cherry Picked from branch main.',
    'Change has been successfully merged by Una Core',
    'Abandoned\n\nToo old.',
    'Topic set to x',
    '',
    'Patch Set one: Code-Review+2',
  ];
  for (const text of automatic) t.is(parseChangeMessage(text), undefined, text);
});

test('an upload may vote, and may say something', t => {
  t.deepEqual(parseChangeMessage('Uploaded patch set 2: Code-Review+1.'), {
    ...silent,
    revision: 2,
    votes: [vote('Code-Review', 1)],
  });
  t.like(parseChangeMessage('Uploaded patch set 2.\n\nNow in red.'), { revision: 2, spoken: true });
});

test('old wordings are votes only as a whole line', t => {
  t.like(parseChangeMessage('Patch Set 1: Looks good to me, approved; Verified'), {
    votes: [vote('Code-Review', 2), vote('Verified', 1)],
    spoken: false,
  });
  t.like(parseChangeMessage('Patch Set 1: Looks good to me, but the door is open'), {
    votes: { length: 0 },
    spoken: true,
  });
  t.like(parseChangeMessage('Patch Set 1: Do not merge'), { votes: [vote('Code-Review', -2)] });
});

test('no text makes it fail', t => {
  const text = fc.oneof(
    fc.string(),
    fc.string().map(rest => `Patch Set 1: ${rest}`),
  );
  t.notThrows(() => fc.assert(fc.property(text, words => void parseChangeMessage(words))));
});
