// The SQLite driver: one package in two major versions, as Node's own version needs it.
import type Database from 'better-sqlite3';

/**
 * better-sqlite3 12 is the last one for Node 20, and aborts the process on Node 24.19 and later when a statement is
 * collected; 13 is built on Node-API, needs Node 22, and crashes on 20. Both read and write the same files.
 */
const [major = 0] = process.versions.node.split('.').map(Number);
const driver = major >= 22 ? 'better-sqlite3-napi' : 'better-sqlite3';
const loaded: unknown = await import(driver);

export const Sqlite = (loaded as { default: typeof Database }).default;
