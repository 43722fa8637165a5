// Votes in words: what is one, what only looks like one, and what nobody said.
import { testProp } from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import { type Phrases, textVote } from '../../src/lib/text-vote.ts';

const PHRASES: Phrases = {
  approve: ['ACK <sha>', 'ACK', 'utACK', 'LGTM', '/lgtm', '/approve', 'looks good'],
  reject: ['NACK', 'needs work'],
  comment: ['Concept ACK', 'Approach ACK'],
};
const vote = (...lines: readonly string[]) => textVote(lines.join('\n'), PHRASES);
const ONLY_SHA: Phrases = { approve: ['ACK <sha>'], reject: [], comment: [] };

test('a phrase at the beginning of a line is a vote', t => {
  for (const body of [
    'ACK',
    'ACK 1a2b3c4d',
    'utACK 1a2b3c4',
    'LGTM!',
    '/lgtm',
    '/approve no-issue',
    'ACK, thanks',
  ])
    t.is(vote(body), 'approve', body);
  for (const body of ['NACK', 'NACK: this breaks', 'Needs work.']) t.is(vote(body), 'reject', body);
  for (const body of ['Concept ACK', 'Approach  ACK, will test']) t.is(vote(body), 'comment', body);
  t.is(vote('Tested on three machines.', '', 'ACK 1a2b3c4'), 'approve');
});

test('list marks, headings and emphasis may stand in front', t => {
  for (const body of ['- ACK', '* ACK', '1. ACK', '**ACK**', '_ACK_ 1a2b3c4', '## ACK', '- **ACK** 1a2b3c4'])
    t.is(vote(body), 'approve', body);
});

test('a phrase within a sentence or a longer word is none', t => {
  for (const body of [
    "I'll ack this later",
    'I would ACK this',
    'ACKed',
    'ACK-ish',
    'ACK/NACK to come',
    'ACK?',
    'LGTMs everywhere',
    're-ACK',
    'PACK',
    '/lgtm cancel',
    '/lgtmx',
    'Concept NACK',
  ])
    t.is(vote(body), undefined, body);
});

test('case counts where the phrase has capitals, and not where it has none', t => {
  t.is(vote('ack'), undefined);
  t.is(vote('Lgtm'), undefined);
  t.is(vote('/LGTM'), 'approve');
  t.is(vote('Looks Good to me'), 'approve');
});

test('a commit is seven to forty hexadecimal digits, bare, in code or linked', t => {
  const one = (body: string) => textVote(body, ONLY_SHA);
  for (const body of [
    'ACK 1a2b3c4',
    'ACK `1a2b3c4d`',
    'ACK [1a2b3c4](https://example.org)',
    `ACK ${'a'.repeat(40)}`,
  ])
    t.is(one(body), 'approve', body);
  for (const body of ['ACK', 'ACK 1a2b3c', 'ACK 1a2b3cg', `ACK ${'a'.repeat(41)}`, 'ACK1a2b3c4', 'ACK thing'])
    t.is(one(body), undefined, body);
});

test('nothing that is quoted, code or hidden is a vote', t => {
  t.is(vote('> ACK 1a2b3c4', '', 'what did you test?'), undefined);
  t.is(vote('```', 'ACK', '```'), undefined);
  t.is(vote('so:', '', '    ACK'), undefined);
  t.is(vote('`ACK`'), undefined);
  t.is(vote('<!-- write', 'ACK', 'or NACK -->', 'hello'), undefined);
});

test('of several votes the last one stands, and a mere comment gives way', t => {
  t.is(vote('ACK', 'NACK after all'), 'reject');
  t.is(vote('NACK', '', 'ACK'), 'approve');
  t.is(vote('ACK 1a2b3c4', 'Concept ACK'), 'approve');
});

test('without phrases there are no votes', t => {
  t.is(textVote('ACK', { approve: [], reject: [], comment: [] }), undefined);
});

test('ten thousand slashes are read to their end', t => {
  t.is(vote('/'.repeat(60_000)), undefined);
  t.is(vote('/lgtm x '.repeat(8_000)), 'approve');
  t.is(vote('/ '.repeat(10_000), '', 'NACK'), 'reject');
  t.is(vote('* '.repeat(30_000)), undefined);
  t.is(vote('_'.repeat(60_000)), undefined);
});

const noise = fc.string({ unit: fc.constantFrom(...Array.from('ACKNL GTM/?.,\n>`*_-#0a')), maxLength: 200 });

testProp('a vote needs its phrase in the text', [noise], (t, body) => {
  const found = textVote(body, PHRASES);
  const spoken = (phrases: readonly string[]) =>
    phrases.some(phrase =>
      body
        .replace(/\s+/g, ' ')
        .toLowerCase()
        .includes(phrase.split(' <')[0]?.toLowerCase() ?? ''),
    );
  t.true(found === undefined || spoken(PHRASES[found]));
});
