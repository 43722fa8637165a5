// Spoils a text: pieces cut out, put in, doubled or moved; marks of every form that is read; a megabyte of one of them.
import type { Chance } from '../../../bench/random.ts';

/** What one form or another takes for a mark. Repeated without end it is what a slow pattern chokes on. */
export const MARKS = [
  '<',
  '>',
  '<a ',
  '<!--',
  '<li>',
  '&#',
  '&amp;',
  '(',
  ')',
  '((',
  '[',
  '](',
  '*',
  '**',
  '* ',
  '\n* ',
  '~~',
  '`',
  '```\n',
  '@',
  '@a',
  '#',
  '# ',
  '\n# ',
  '/',
  ': ',
  '-',
  ' - ',
  '+1 ',
  ' ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '.',
  ',',
  'Z(',
  'Z ',
  '0',
  '9',
  'a',
  'A ',
  'Aa ',
  'é',
  '\u0000',
  '\uD800',
  '\uDC00',
  '\uFEFF',
  '\u202E',
  '⚡',
  '12:00 <una> ',
  '#startmeeting ',
  '#undo',
  ' is now known as ',
  '(0)',
  '99:99',
  '## Present\n',
  'Patch Set 1: ',
  'Code-Review+1 ',
  '> ',
  'for ',
  'proxy for ',
  'meeting ',
  'href=',
] as const;

const MEGABYTE = 2 ** 20;

const mark = (chance: Chance): string => MARKS[chance.below(MARKS.length)] ?? '';

/** One megabyte of a mark is rare: it takes as long as thousands of the others. */
const flood = (chance: Chance): string => {
  const piece = mark(chance);
  const size = chance.happens(0.003) ? MEGABYTE : 20 + chance.below(2000);
  return piece.repeat(Math.ceil(size / piece.length));
};

export const spoiltText = (text: string, chance: Chance): string => {
  const at = chance.below(text.length + 1);
  const end = Math.min(text.length, at + chance.below(chance.happens(0.5) ? 6 : 60));
  const [before, piece, after] = [text.slice(0, at), text.slice(at, end), text.slice(end)];
  switch (chance.below(9)) {
    case 0:
      return before;
    case 1:
      return before + after;
    case 2:
      return before + piece + piece + after;
    case 3:
      return after + piece + before;
    case 4:
      return before + flood(chance) + after;
    case 5:
      return before + String.fromCharCode(chance.below(0x10000)) + after;
    case 6:
      return before + piece.split('').toReversed().join('') + after;
    case 7:
      return before + piece.toUpperCase() + mark(chance) + after;
    default:
      return before + mark(chance) + after;
  }
};

/** Every line of it a little, and sometimes the lines among themselves. */
export const spoiltLines = (text: string, chance: Chance): string => {
  const lines = text.split('\n');
  const spoilt = lines.map(line => (chance.happens(0.3) ? spoiltText(line, chance) : line));
  if (chance.happens(0.1)) spoilt.splice(chance.below(lines.length), 1 + chance.below(4));
  if (chance.happens(0.1)) spoilt.reverse();
  return spoilt.join('\n');
};
