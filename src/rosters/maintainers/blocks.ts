// The lists and tables of people in a Markdown file, each person with the line where they stand.
import type { RosterEntry } from '../../domain/team.ts';
import { peopleIn } from './person.ts';
import { type Line, partsOf } from './sections.ts';
import { headerOf, isRow, tableOf } from './table.ts';

export const BULLET = /^(\s*)(?:[*+-]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/;

/** A bullet or a row, with whom it names: several where it lists their logins. */
export interface Item {
  readonly line: Line;
  readonly entries: readonly RosterEntry[];
}

export interface Block {
  readonly kind: 'list' | 'table';
  readonly section: Line['section'];
  readonly items: readonly Item[];
  /** Bullets that name nobody. */
  readonly odd: readonly Line[];
  /** Of a table. */
  readonly header: readonly string[];
}

/** Bullets of one list. What is further in than the people themselves is about them: keys, areas, time zones. */
const peopleInList = (lines: readonly Line[]): Pick<Block, 'items' | 'odd'> => {
  const items: Item[] = [];
  const odd: Line[] = [];
  let level: number | undefined;
  for (const line of lines) {
    const bullet = BULLET.exec(line.text);
    const indent = bullet?.[1]?.length ?? 0;
    if (!bullet || (level !== undefined && indent > level + 1)) continue;
    const people = peopleIn(bullet[2] ?? '', line.section, line.explicit);
    if (people.length > 0) level ??= indent;
    else odd.push(line);
    if (people.length > 0) items.push({ line, entries: people });
  }
  return { items, odd };
};

const readBlock = (lines: readonly Line[]): Block => {
  const isTable = isRow(lines[0]?.text ?? '');
  const found = isTable
    ? { items: tableOf(lines).filter(({ entries }) => entries.length > 0), odd: [] }
    : peopleInList(lines);
  return {
    kind: isTable ? 'table' : 'list',
    section: lines[0]?.section ?? 'core',
    header: isTable ? headerOf(lines) : [],
    ...found,
  };
};

/** Runs of lines that are read as one: of one section, without a heading or another kind of line between. */
export const blocksIn = (source: string): Block[] => {
  const blocks: Line[][] = [];
  for (const line of partsOf(source).lines) {
    const last = blocks.at(-1)?.at(-1);
    const goesOn = last && last.number === line.number - 1 && isRow(last.text) === isRow(line.text);
    if (goesOn) blocks.at(-1)?.push(line);
    else blocks.push([line]);
  }
  return blocks.map(readBlock);
};
