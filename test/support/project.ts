// Where the project lies, and its source files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rootFrom = (from: string): string => {
  const parent = dirname(from);
  return existsSync(join(from, 'package.json')) || parent === from ? from : rootFrom(parent);
};

/** The folder with package.json, also when the tests run from the built output. */
export const ROOT = rootFrom(dirname(fileURLToPath(import.meta.url)));

export interface SourceFile {
  /** From src/ on, with slashes: `domain/team.ts`. */
  readonly path: string;
  readonly text: string;
}

export const sourceFiles = (): SourceFile[] =>
  readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => path.endsWith('.ts'))
    .sort()
    .map(path => ({ path, text: readFileSync(join(ROOT, 'src', path), 'utf8') }));

export interface LoadedPlugin {
  /** The file’s or folder’s own name. */
  readonly name: string;
  readonly plugin: unknown;
}

/** The default export of every plugin in a folder of the built src/. */
export const loadPlugins = async (room: string): Promise<LoadedPlugin[]> => {
  const folder = new URL(`../../src/${room}/`, import.meta.url);
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    entry => entry.isDirectory() || entry.name.endsWith('.js'),
  );
  return Promise.all(
    entries.map(async entry => {
      const name = entry.name.replace(/\.js$/, '');
      const file = entry.isDirectory() ? `${name}/index.js` : entry.name;
      const module: { default?: unknown } = await import(new URL(file, folder).href);
      return { name, plugin: module.default };
    }),
  );
};
