// Ingests without a word.
import type { Wish } from '../../src/house/ingest.ts';

export const QUIETLY: Wish = {
  remark: () => undefined,
  progress: () => ({ update: () => undefined, end: () => undefined }),
};
