// Where OWNERS files lie, and which of them count for a team.
import { z } from 'zod';
import { basename, hasOnePlace, ONE_PLACE, placeSettings } from '../../lib/file-history.ts';
import { readOwnersFile } from './file.ts';

export const SETTINGS = z
  .strictObject({
    ...placeSettings,
    aliases: z
      .string()
      .min(1)
      .default('OWNERS_ALIASES')
      .describe('The file with the aliases: in the repository, or beside `path`.'),
    parents: z
      .boolean()
      .default(true)
      .describe(
        'Whether the OWNERS of the folders above count too, as they do for Prow, up to one with `no_parent_owners`.',
      ),
    filter: z
      .string()
      .min(1)
      .optional()
      .describe('Of a file with `filters`, the one whose approvers are the cores; all of them when absent.'),
  })
  .refine(hasOnePlace, { error: ONE_PLACE });

export type Settings = z.infer<typeof SETTINGS>;

const listedIn = ({ path, file }: Settings): string[] =>
  path === undefined ? [file ?? 'OWNERS'].flat() : [basename(path)];

const foldersAbove = (file: string): string[] => {
  const parts = file.split('/');
  const name = parts.at(-1) ?? '';
  return parts.slice(0, -1).map((_, up) => [...parts.slice(0, parts.length - 2 - up), name].join('/'));
};

const withParents = (given: Settings, file: string): string[] =>
  given.parents && given.path === undefined ? [file, ...foldersAbove(file)] : [file];

/** Every file that may count, the aliases last. */
export const filesOf = (given: Settings): string[] => {
  const owners = listedIn(given).flatMap(file => withParents(given, file));
  return [...new Set([...owners, given.aliases])];
};

const isAlone = (text: string | undefined): boolean => {
  const read = text === undefined ? undefined : readOwnersFile(text);
  return read !== undefined && !('fault' in read) && read.alone;
};

/** The OWNERS files that do count, as these texts have it. */
export const countedFiles = (given: Settings, texts: ReadonlyMap<string, string>): string[] => {
  const counted = listedIn(given).flatMap(file => {
    const way = withParents(given, file);
    const last = way.findIndex(each => isAlone(texts.get(each)));
    return last < 0 ? way : way.slice(0, last + 1);
  });
  return [...new Set(counted)].filter(file => texts.has(file));
};
