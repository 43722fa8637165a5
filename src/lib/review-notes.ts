// Reads all notes of refs/notes/review, by the number of the change that they are about.
import { parseReviewNote } from './review-note.ts';

interface GitReader {
  text(dir: string, args: readonly string[]): Promise<string>;
}

interface ObjectReader {
  read(name: string): Promise<{ body: Buffer } | undefined>;
}

const NOTES = 'refs/notes/review';

/** Notes by change number. Notes that name no change are left out: nothing can be matched to them. */
export const readReviewNotes = async (
  dir: string,
  git: GitReader,
  objects: ObjectReader,
): Promise<Map<string, string>> => {
  const notes = new Map<string, string>();
  const head = await git.text(dir, ['for-each-ref', '--format=%(objectname)', NOTES]);
  if (head.trim() === '') return notes;
  const tree = await git.text(dir, ['ls-tree', '-r', head.trim()]);
  const blobs = tree.split('\n').flatMap(line => /^\d+ blob ([0-9a-f]+)\t/.exec(line)?.[1] ?? []);
  const read = blobs.map(async blob => {
    const note = (await objects.read(blob))?.body.toString('utf8') ?? '';
    const number = parseReviewNote(note).number;
    if (number !== undefined) notes.set(number, note);
  });
  await Promise.all(read);
  return notes;
};
