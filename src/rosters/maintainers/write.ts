// One person from the maintainers to the emeriti, or back: the lines that are about them move, the others stay.
import {
  accountOn,
  byHand,
  entriesOfPerson,
  type RosterChange,
  type RosterTexts,
} from '../../domain/roster-change.ts';
import type { RosterEntry } from '../../domain/team.ts';
import { isBlank, linesOf, type TextLine, textOf, withLines, withoutLines } from '../../lib/line-text.ts';
import { type Block, BULLET, blocksIn, type Item } from './blocks.ts';
import { bulletLike, markerLike, plainBullet, rowLike, type Told } from './like.ts';
import { partsOf } from './sections.ts';

interface Taken {
  readonly kind: Block['kind'];
  readonly header: readonly string[];
  readonly lines: readonly string[];
  readonly entry: RosterEntry;
}

const indentOf = (text: string): number => /^\s*/.exec(text)?.[0].length ?? 0;

/** Something else begins here, so that the bullet before it has ended. */
const BEGINS = /^\s*(?:[*+-]\s|\d+[.)]\s|#|\||<!--|-{3,}|={3,}|\[[^\]]+\]:)/;

/** How many lines an item takes, with what is further in; undefined where a line may or may not be part of it. */
const extentOf = (lines: readonly TextLine[], at: number, kind: Block['kind']): number | undefined => {
  if (kind === 'table') return 1;
  const own = indentOf(lines[at]?.text ?? '');
  let end = at + 1;
  for (let next = end; next < lines.length; next++) {
    const line = lines[next];
    if (isBlank(line)) continue;
    if (indentOf(line?.text ?? '') <= own) break;
    end = next + 1;
  }
  const after = lines[end];
  const isClear = after === undefined || isBlank(after) || BEGINS.test(after.text);
  return isClear ? end - at : undefined;
};

const isOf = ({ entries }: Item, change: RosterChange): boolean =>
  entriesOfPerson(entries, change).length > 0;

/** Without the first item of this person in these sections; `taken` is what stood there. */
const takeOne = (
  text: string,
  change: RosterChange,
  section: Block['section'],
): { text: string; taken: Taken } | undefined | 'unsure' => {
  for (const block of blocksIn(text)) {
    const item = block.section === section ? block.items.find(each => isOf(each, change)) : undefined;
    const [entry] = item?.entries ?? [];
    if (!item || !entry) continue;
    const lines = linesOf(text);
    const at = item.line.number - 1;
    const count = extentOf(lines, at, block.kind);
    if (item.entries.length > 1 || count === undefined) return 'unsure';
    const taken = lines.slice(at, at + count).map(line => line.text);
    // Blank lines on both sides of what goes would be two in a row.
    const gap = isBlank(lines[at - 1]) && isBlank(lines[at + count]) ? 1 : 0;
    const rest = withoutLines(lines, at, count + gap);
    return { text: textOf(rest), taken: { kind: block.kind, header: block.header, lines: taken, entry } };
  }
  return undefined;
};

const takeAll = (source: string, change: RosterChange, section: Block['section']) => {
  let [text, taken]: [string, Taken | undefined] = [source, undefined];
  for (;;) {
    const found = takeOne(text, change, section);
    if (found === 'unsure') return undefined;
    if (!found) return { text, taken };
    text = found.text;
    taken ??= found.taken;
  }
};

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.join('|').toLowerCase() === other.join('|').toLowerCase();

/** The lines as they stand in the list that they come to. */
const moved = ({ lines }: Taken, neighbour: string): string[] => {
  const [first = '', ...rest] = lines;
  const words = BULLET.exec(first)?.[2] ?? '';
  const shift = indentOf(neighbour) - indentOf(first);
  const shifted = (line: string): string =>
    shift < 0
      ? line.slice(Math.min(-shift, indentOf(line)))
      : `${line.trim() === '' ? '' : ' '.repeat(shift)}${line}`;
  return [markerLike(neighbour) + words, ...rest.map(shifted)];
};

const linesFor = (
  block: Block,
  neighbour: Item,
  taken: Taken | undefined,
  told: Told,
): string[] | undefined => {
  const { text } = neighbour.line;
  const [entry] = neighbour.entries;
  if (taken?.kind === block.kind && block.kind === 'list') return moved(taken, text);
  if (taken?.kind === block.kind && same(taken.header, block.header)) return [...taken.lines];
  if (!entry || neighbour.entries.length > 1) return undefined;
  if (block.kind === 'list') return [bulletLike(text, entry, told)];
  const row = rowLike(text, entry, told, block);
  return row === undefined ? undefined : [row];
};

const nameOf = ({ entries }: Item): string =>
  (entries[0]?.name ?? entries[0]?.handles[0]?.id ?? '').toLowerCase();

/** Where a name belongs in a list that somebody keeps in order; at its end in any other. */
const placeIn = ({ items }: Block, name: string): number => {
  const names = items.map(nameOf);
  const isSorted =
    names.length > 2 && names.every((each, index) => index === 0 || (names[index - 1] ?? '') <= each);
  const at = isSorted ? names.findIndex(each => each > name.toLowerCase()) : -1;
  return at < 0 ? names.length : at;
};

const intoBlock = (text: string, block: Block, taken: Taken | undefined, told: Told): string | undefined => {
  const lines = linesOf(text);
  const isNumbered = /^\s*\d/.test(block.items[0]?.line.text ?? '');
  // In a numbered list the last place is the only one that moves nobody else.
  const place = isNumbered ? block.items.length : placeIn(block, told.name);
  const neighbour = block.items[Math.max(0, place - 1)];
  const added = neighbour && linesFor(block, neighbour, taken, told);
  if (!neighbour || !added) return undefined;
  const at = neighbour.line.number - 1;
  const count = extentOf(lines, at, block.kind);
  if (count === undefined) return undefined;
  const [first, second] = block.items;
  const isLoose = block.kind === 'list' && first && second && isBlank(lines[second.line.number - 2]);
  if (place === 0) return textOf(withLines(lines, at, isLoose ? [...added, ''] : added));
  return textOf(withLines(lines, at + count, isLoose ? ['', ...added] : added));
};

const underHeading = (text: string, heading: number, taken: Taken | undefined, told: Told): string => {
  const lines = linesOf(text);
  const bullet = taken?.kind === 'list' ? taken.lines : [`- ${plainBullet(told)}`];
  const gap = isBlank(lines[heading]) && heading + 1 < lines.length ? [] : [''];
  return textOf(withLines(lines, heading, ['', ...bullet, ...(heading < lines.length ? gap : [])]));
};

const putInto = (
  text: string,
  section: Block['section'],
  taken: Taken | undefined,
  told: Told,
): string | undefined => {
  const blocks = blocksIn(text).filter(block => block.section === section && block.items.length > 0);
  const [block, another] = blocks;
  // Several lists: areas, or ranks. Nobody said which.
  if (another) return undefined;
  if (block) return intoBlock(text, block, taken, told);
  const [heading, other] = section === 'emeritus' ? partsOf(text).emeritus : [];
  if (section === 'emeritus' && heading === undefined) return text;
  return heading === undefined || other !== undefined ? undefined : underHeading(text, heading, taken, told);
};

const toldOf = (change: RosterChange, taken: Taken | undefined): Told => {
  const idAt = (service: 'github' | 'email') =>
    taken?.entry.handles.find(handle => handle.service === service)?.id ?? accountOn(change, service);
  return {
    name: taken?.entry.name ?? change.name,
    login: idAt('github'),
    email: idAt('email'),
    company: taken?.entry.company,
  };
};

const edited = (source: string, change: RosterChange): string | undefined => {
  const isRetiring = change.kind === 'retire';
  const out = takeAll(source, change, isRetiring ? 'core' : 'emeritus');
  if (!out) return undefined;
  const { text, taken } = out;
  const told = toldOf(change, taken);
  const isThere = blocksIn(text).some(
    ({ section, items }) => section === 'emeritus' && items.some(item => isOf(item, change)),
  );
  if (isRetiring && isThere) return text;
  return putInto(text, isRetiring ? 'emeritus' : 'core', taken, told);
};

/** @throws UserError where the lines of one person cannot be told apart, or nobody can tell where they belong. */
export const editMarkdown = (texts: RosterTexts, change: RosterChange): RosterTexts => {
  const [file = '', source = ''] = [...texts][0] ?? [];
  if (change.kind !== 'retire' && /[<>[\]|`]/.test(change.name))
    throw byHand([file], change, 'the name would be read as Markdown');
  const text = edited(source, change);
  if (text === undefined)
    throw byHand([file], change, 'nobody can tell which of its lines or lists is meant');
  return new Map([[file, text]]);
};
