// Relative paths in the settings of a plugin begin at the folder of the file that they are written in.
import { isAbsolute, resolve } from 'node:path';

const PATH_KEYS: ReadonlySet<string> = new Set(['repository', 'path', 'accounts', 'folder']);

/** A URL, or git's short form `user@host:path`: a colon before the first slash, as git itself tells them apart. */
const isRemote = (value: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(value) || /^[\w.@~-]+:(?!:)/.test(value);

const resolved = (value: unknown, folder: string): unknown => {
  if (Array.isArray(value)) return value.map(item => resolved(item, folder));
  if (typeof value !== 'string' || isAbsolute(value) || isRemote(value)) return value;
  return resolve(folder, value);
};

/** A `path` beside a `repository` is a path within it. */
export const resolvePaths = (settings: unknown, folder: string): unknown => {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return settings;
  const within = 'repository' in settings && settings.repository !== undefined;
  const isPath = (key: string): boolean => PATH_KEYS.has(key) && !(within && key === 'path');
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, isPath(key) ? resolved(value, folder) : value]),
  );
};
