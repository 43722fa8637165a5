// MAINTAINERS.md: a Markdown list or table of people, those who stepped down under a heading of their own.
import { z } from 'zod';
import type { Roster } from '../../contracts.ts';
import { carriedOut } from '../../domain/roster-change.ts';
import { type ReadRoster, rosterFrom } from '../../domain/roster-history.ts';
import { basename, hasOnePlace, ONE_PLACE, placeSettings, readHistory } from '../../lib/file-history.ts';
import { withoutSecrets } from '../../lib/secrets.ts';
import { blocksIn } from './blocks.ts';
import { editMarkdown } from './write.ts';

const settings = z.strictObject(placeSettings).refine(hasOnePlace, { error: ONE_PLACE });

type Settings = z.infer<typeof settings>;

const readMarkdown = (texts: ReadonlyMap<string, string>): ReadRoster => {
  const [file = '', text = ''] = [...texts][0] ?? [];
  const blocks = blocksIn(text);
  // A bullet beside people that names nobody may be a person whom we fail to see; a list of something else is not.
  const odd = blocks.filter(({ items }) => items.length > 0).flatMap(block => block.odd);
  const remarks = odd.map(line => ({
    file,
    line: line.number,
    reason: `nobody can be made out in "${line.text.trim()}"`,
  }));
  return { entries: blocks.flatMap(({ items }) => items.flatMap(({ entries }) => entries)), remarks };
};

const filesOf = ({ path, file }: Settings): string[] =>
  path === undefined ? [file ?? 'MAINTAINERS.md'].flat() : [basename(path)];

export default {
  id: 'maintainers',
  reads: 'Maintainers and emeriti in a Markdown file such as MAINTAINERS.md.',
  settings,
  read: async (given, io) => {
    const files = [given.file ?? 'MAINTAINERS.md'].flat();
    const place = withoutSecrets(given.path ?? given.repository ?? '');
    return rosterFrom(await readHistory(given, files, io), files, place, readMarkdown);
  },
  writing: {
    files: filesOf,
    entries: readMarkdown,
    write: (texts, change) => carriedOut(texts, change, readMarkdown, now => editMarkdown(now, change)),
  },
} satisfies Roster<Settings>;
