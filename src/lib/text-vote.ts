// Reads a vote out of the words of a comment: `ACK 1a2b3c4`, `utACK`, `NACK`, `/lgtm`, as a team has agreed on them.
import { proseLines } from './prose.ts';

export type TextVote = 'approve' | 'reject' | 'comment';

/** What begins a line that votes, by what it means. `<sha>` stands for a commit. */
export type Phrases = Readonly<Record<TextVote, readonly string[]>>;

const SHA = '<sha>';
/** A commit, bare or as a link or in code. */
const COMMIT = /^[[(`]{0,3}[0-9a-fA-F]{7,40}(?![0-9a-zA-Z])/;
/** Marks of a heading, a list or a quoted word in front of the words themselves. */
const MARKS = /^(?:#{1,6}\s+|[-*+]\s+|\d{1,9}[.)]\s+|[*_~]{1,3})/;
/** No word ends in front of these: `ACKed`, `LGTM-ish`, `ACK/NACK`. And `ACK?` asks. */
const GOES_ON = /^(?:[\p{L}\p{N}?]|[-/_'’][\p{L}\p{N}])/u;
/** Prow takes a vote back with these words. */
const CANCEL = /^\s+cancel\b/i;
/** Longer than any phrase with its commit. */
const HEAD = 300;

const withoutMarks = (line: string): string => {
  let words = line.slice(0, HEAD);
  for (let mark = MARKS.exec(words); mark !== null; mark = MARKS.exec(words))
    words = words.slice(mark[0].length);
  return words;
};

/** Length of the word at the beginning of the text, undefined when it is another. */
const wordLength = (text: string, word: string, anyCase: boolean): number | undefined => {
  if (word === SHA) return COMMIT.exec(text)?.[0].length;
  const head = text.slice(0, word.length);
  return (anyCase ? head.toLowerCase() : head) === word ? word.length : undefined;
};

/** How much of the line the phrase takes, 0 when the line begins otherwise. */
const phraseLength = (line: string, phrase: string): number => {
  const words = phrase.split(/\s+/).filter(word => word !== '');
  const spoken = words.filter(word => word !== SHA).join(' ');
  const anyCase = spoken === spoken.toLowerCase();
  let at = 0;
  for (const [index, word] of words.entries()) {
    const gap = /^\s*/.exec(line.slice(at))?.[0].length ?? 0;
    if (index > 0 && gap === 0) return 0;
    const length = wordLength(line.slice(at + gap), word, anyCase);
    if (length === undefined) return 0;
    at += gap + length;
  }
  const rest = line.slice(at);
  return GOES_ON.test(rest) || (phrase.startsWith('/') && CANCEL.test(rest)) ? 0 : at;
};

const voteOfLine = (line: string, phrases: Phrases): TextVote | undefined => {
  const words = withoutMarks(line);
  let [vote, longest]: [TextVote | undefined, number] = [undefined, 0];
  for (const meaning of ['reject', 'approve', 'comment'] as const)
    for (const phrase of phrases[meaning]) {
      const length = phraseLength(words, phrase);
      if (length > longest) [vote, longest] = [meaning, length];
    }
  return vote;
};

/**
 * The vote that a comment casts in words; undefined when it casts none. A phrase counts at the beginning of a line
 * of the author's own prose, and in any case of letters when it is written in lower case. Of several votes the last
 * one stands; `comment` gives way to the other two.
 */
export const textVote = (body: string, phrases: Phrases): TextVote | undefined => {
  if (phrases.approve.length + phrases.reject.length + phrases.comment.length === 0) return undefined;
  const votes = proseLines(body).flatMap(line => voteOfLine(line, phrases) ?? []);
  return votes.findLast(vote => vote !== 'comment') ?? votes[0];
};
