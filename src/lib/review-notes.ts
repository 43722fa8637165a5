// Reads all notes of refs/notes/review, by the number of the change that they are about.
import { parseReviewNote } from './review-note.ts';

interface GitReader {
  text(dir: string, args: readonly string[]): Promise<string>;
  records(dir: string, args: readonly string[], input?: string): AsyncIterable<string>;
}

const NOTES = 'refs/notes/review';

export const hasReviewNotes = async (dir: string, git: GitReader): Promise<boolean> =>
  (await git.text(dir, ['for-each-ref', '--format=%(refname)', NOTES])).trim() !== '';

/** Notes by change number. Notes that name no change are left out: nothing can be matched to them. */
export const readReviewNotes = async (dir: string, git: GitReader): Promise<Map<string, string>> => {
  const notes = new Map<string, string>();
  if (!(await hasReviewNotes(dir, git))) return notes;
  const tree = await git.text(dir, ['ls-tree', '-r', NOTES]);
  const list = tree.replace(/^\d+ blob ([0-9a-f]+)\t.*$/gm, '$1');
  // A NUL cannot stand in a note, so it tells where the next one begins.
  for await (const note of git.records(dir, ['cat-file', '--batch=%(objectname)%00'], list)) {
    const number = parseReviewNote(note).number;
    if (number !== undefined) notes.set(number, note);
  }
  return notes;
};
