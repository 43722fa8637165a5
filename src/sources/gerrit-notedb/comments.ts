// Reads the inline comments that a NoteDb branch keeps in its tree, one JSON file a patch set.
import { z } from 'zod';
import type { GitObjects } from '../../contracts.ts';
import type { Skip } from '../../domain/activity.ts';
import type { InlineComment } from '../../lib/gerrit-change.ts';
import { secondsOf } from '../../lib/time.ts';

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const COMMENTS = z.looseObject({
  comments: z
    .array(
      z.looseObject({
        key: z.looseObject({ uuid: z.string(), patchSetId: z.number().int() }),
        author: z.looseObject({ id: z.number().int() }).optional(),
        writtenOn: z.string(),
      }),
    )
    .default([]),
});

/** Names of the entries of a raw tree object, with their ids. */
const treeEntries = (body: Buffer): { mode: string; id: string }[] => {
  const entries: { mode: string; id: string }[] = [];
  for (let at = 0; at < body.length; ) {
    const nul = body.indexOf(0, at);
    if (nul < 0) break;
    const mode = body.toString('latin1', at, body.indexOf(0x20, at));
    entries.push({ mode, id: body.toString('hex', nul + 1, nul + 21) });
    at = nul + 21;
  }
  return entries;
};

/** The text of every file in the tree; folders come from git's fan-out of large note trees. */
export const readComments = async (objects: GitObjects, tree: string): Promise<string[]> => {
  if (tree === EMPTY_TREE) return [];
  const object = await objects.read(tree);
  if (object?.type !== 'tree') return [];
  const read = treeEntries(object.body).map(async ({ mode, id }) => {
    if (mode === '40000') return readComments(objects, id);
    return [(await objects.read(id))?.body.toString('utf8') ?? ''];
  });
  return (await Promise.all(read)).flat();
};

export const parseComments = (
  number: string,
  files: readonly string[],
): { inline: InlineComment[]; skipped: Skip[] } => {
  const inline: InlineComment[] = [];
  const skipped: Skip[] = [];
  for (const text of files) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      skipped.push({ where: `change ${number}`, reason: 'inline comments in a form older than JSON' });
      continue;
    }
    const result = COMMENTS.safeParse(parsed);
    if (!result.success) {
      skipped.push({ where: `change ${number}`, reason: 'inline comments that Gerrit did not write' });
      continue;
    }
    for (const { key, author, writtenOn } of result.data.comments) {
      const at = secondsOf(writtenOn);
      if (author === undefined || at === undefined) {
        skipped.push({
          where: `change ${number}, comment ${key.uuid}`,
          reason: 'inline comment without author or date',
        });
        continue;
      }
      const by = { service: 'gerrit', id: String(author.id) } as const;
      inline.push({ uuid: key.uuid, by, at, revision: key.patchSetId });
    }
  }
  return { inline, skipped };
};
