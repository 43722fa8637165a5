// MAINTAINERS.md: a Markdown list or table of people, those who stepped down under a heading of their own.
import { z } from 'zod';
import type { Roster } from '../../contracts.ts';
import { type ReadRoster, rosterFrom } from '../../domain/roster-history.ts';
import type { RosterEntry } from '../../domain/team.ts';
import { hasOnePlace, ONE_PLACE, placeSettings, readHistory } from '../../lib/file-history.ts';
import { withoutSecrets } from '../../lib/secrets.ts';
import { peopleIn } from './person.ts';
import { type Line, peopleLines } from './sections.ts';
import { isRow, tableOf } from './table.ts';

const settings = z.strictObject(placeSettings).refine(hasOnePlace, { error: ONE_PLACE });

type Settings = z.infer<typeof settings>;

const BULLET = /^(\s*)(?:[*+-]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/;

interface Found {
  readonly entries: RosterEntry[];
  readonly odd: Line[];
}

/** Bullets of one list. What is further in than the people themselves is about them: keys, areas, time zones. */
const peopleInList = (lines: readonly Line[]): Found => {
  const found: Found = { entries: [], odd: [] };
  let level: number | undefined;
  for (const line of lines) {
    const bullet = BULLET.exec(line.text);
    const indent = bullet?.[1]?.length ?? 0;
    if (!bullet || (level !== undefined && indent > level + 1)) continue;
    const people = peopleIn(bullet[2] ?? '', line.section, line.explicit);
    if (people.length > 0) level ??= indent;
    else found.odd.push(line);
    found.entries.push(...people);
  }
  return found;
};

const readBlock = (block: readonly Line[]): Found =>
  isRow(block[0]?.text ?? '') ? { entries: tableOf(block), odd: [] } : peopleInList(block);

/** Runs of lines that are read as one: of one section, without a heading or another kind of line between. */
const blocksOf = (lines: readonly Line[]): Line[][] => {
  const blocks: Line[][] = [];
  for (const line of lines) {
    const last = blocks.at(-1)?.at(-1);
    const goesOn = last && last.number === line.number - 1 && isRow(last.text) === isRow(line.text);
    if (goesOn) blocks.at(-1)?.push(line);
    else blocks.push([line]);
  }
  return blocks;
};

const readMarkdown = (texts: ReadonlyMap<string, string>): ReadRoster => {
  const [file = '', text = ''] = [...texts][0] ?? [];
  const blocks = blocksOf(peopleLines(text)).map(readBlock);
  // A bullet beside people that names nobody may be a person whom we fail to see; a list of something else is not.
  const odd = blocks.filter(({ entries }) => entries.length > 0).flatMap(block => block.odd);
  const remarks = odd.map(line => ({
    file,
    line: line.number,
    reason: `nobody can be made out in "${line.text.trim()}"`,
  }));
  return { entries: blocks.flatMap(({ entries }) => entries), remarks };
};

export default {
  id: 'maintainers',
  reads: 'Maintainers and emeriti in a Markdown file such as MAINTAINERS.md.',
  settings,
  read: async (given, io) => {
    const files = [given.file ?? 'MAINTAINERS.md'].flat();
    const place = withoutSecrets(given.path ?? given.repository ?? '');
    return rosterFrom(await readHistory(given, files, io), files, place, readMarkdown);
  },
} satisfies Roster<Settings>;
