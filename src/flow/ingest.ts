// Reads a source to its end: page by page into the ledger, each page with its cursor in one transaction.
import type { Io, Source, Store } from '../contracts.ts';
import { NOTHING } from '../domain/activity.ts';
import { dated, merged } from './harvest.ts';

/** A configured source: the plugin with its settings. */
export interface ConfiguredSource {
  readonly id: string;
  readonly plugin: Source;
  readonly settings: unknown;
  /** Changes whenever the settings do: what was read with others is read anew. */
  readonly digest?: string;
}

/** As the ledger knows it. */
export const sourceName = ({ id, plugin, settings }: ConfiguredSource) => ({
  id,
  type: plugin.id,
  origin: plugin.origin(settings),
});

export interface IngestProgress {
  readonly source: string;
  readonly done: number;
  readonly total?: number;
  readonly activities: number;
}

export interface IngestResult {
  readonly source: string;
  /** Raw records read in this run. */
  readonly records: number;
  readonly stored: number;
  readonly known: number;
  readonly skipped: number;
  /** False: asked to stop before the end; the next run goes on from here. */
  readonly complete: boolean;
  /** True: earlier facts of its origin were taken back, those of other sources too. */
  readonly restarted: boolean;
}

export interface IngestOptions {
  /** Forget how far the source was read, and read it all again. */
  readonly full?: boolean;
  readonly onProgress?: (progress: IngestProgress) => void;
}

/** Forgets what was read when asked to, or when it was read with other settings. */
const startAnew = async (
  store: Store,
  project: string,
  source: ConfiguredSource,
  full: boolean,
): Promise<boolean> => {
  const name = `source ${source.id}`;
  const before = await store.setting(project, name);
  const changed = before !== undefined && source.digest !== undefined && before !== source.digest;
  if (full || changed) await store.forget(project, source.id);
  if (source.digest !== undefined) await store.setSetting(project, name, source.digest);
  return full || changed;
};

/** @throws SourceError when the outer world is ill; what was stored before stays. */
export const ingest = async (
  store: Store,
  project: string,
  source: ConfiguredSource,
  io: Io,
  options: IngestOptions = {},
): Promise<IngestResult> => {
  const { plugin, settings } = source;
  const name = sourceName(source);
  let restarted = await startAnew(store, project, source, options.full ?? false);
  const cursor = await store.cursor(project, source.id);
  const readAt = io.now();
  let [records, stored, known, skipped] = [0, 0, 0, 0];
  for await (const page of plugin.pull(settings, cursor, io)) {
    if (page.restart) {
      await store.forget(project, source.id);
      restarted = true;
    }
    const read = page.raws.map(raw => plugin.normalise(raw, settings));
    const harvest = dated(
      merged(page.skipped ? [...read, { ...NOTHING, skipped: page.skipped }] : read),
      readAt,
    );
    const result = await store.append(project, name, harvest, page.cursor);
    records += page.raws.length;
    stored += result.stored;
    known += result.known;
    skipped += harvest.skipped.length;
    const total = page.total === undefined ? {} : { total: page.total };
    options.onProgress?.({ source: source.id, done: page.done, activities: stored + known, ...total });
    if (io.stopping())
      return { source: source.id, records, stored, known, skipped, complete: false, restarted };
  }
  // A source with nothing new has been read all the same.
  if (records === 0) await store.append(project, name, NOTHING, []);
  await store.markRead(project, name, readAt);
  return { source: source.id, records, stored, known, skipped, complete: true, restarted };
};
