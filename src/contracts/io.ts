// The outer world, as plugins are handed it. Types only.
import type { GitHub } from './github.ts';
import type { Http } from './http.ts';

/** The only way out of the house: plugins are handed it and import no client. */
export interface Io {
  /** Seconds since 1970, UTC. */
  now(): number;
  readonly files: Files;
  readonly git: Git;
  readonly github: GitHub;
  readonly http: Http;
  /** True once somebody has asked to stop: finish the page at hand and leave. */
  stopping(): boolean;
}

export interface Files {
  /** @throws SourceError when the file cannot be read. */
  text(path: string): Promise<string>;
  /** Lines without their ends; a BOM at the start is dropped. @throws SourceError */
  lines(path: string): AsyncIterable<string>;
  exists(path: string): Promise<boolean>;
  /** Bytes. @throws SourceError */
  size(path: string): Promise<number>;
  /** As it lies on the disk. @throws SourceError */
  bytes(path: string): Promise<Uint8Array>;
  /** The files and folders in a folder, sorted by name; undefined when it is no folder. @throws SourceError when it cannot be read. */
  list(path: string): Promise<readonly FolderEntry[] | undefined>;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** A git repository: a path on disk, or a URL of which a mirror is kept beside the ledger. */
export interface Git {
  /**
   * Makes the repository ready to be read (a URL is cloned or fetched) and returns its directory.
   * @throws SourceError when it is not a repository, or cannot be reached.
   */
  open(repository: string): Promise<string>;
  /** Standard output as text. @throws SourceError when git ends with an error. */
  text(dir: string, args: readonly string[], input?: string): Promise<string>;
  /** Standard output cut at NUL bytes, streamed. @throws SourceError when git ends with an error. */
  records(dir: string, args: readonly string[], input?: string): AsyncIterable<string>;
  /** Objects by name or id through one `cat-file --batch`; call `close` when done. */
  objects(dir: string): GitObjects;
}

export interface GitObjects {
  /** Undefined when there is no such object. `name` must not hold a line break. */
  read(name: string): Promise<{ type: string; body: Buffer } | undefined>;
  close(): void;
}
