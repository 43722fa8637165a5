// The folder is the registry: every file of a room is one plugin, named as its file.
import { readdir } from 'node:fs/promises';

export interface Plugin {
  readonly id: string;
}

const pluginName = (entry: { name: string; isDirectory(): boolean }): string | undefined => {
  if (entry.isDirectory()) return entry.name;
  return /^(.+)\.js$/.exec(entry.name)?.[1];
};

/** @throws Error when a file's default export does not carry the file's name. */
export const loadFolder = async <Kind extends Plugin>(folder: URL): Promise<ReadonlyMap<string, Kind>> => {
  const plugins = new Map<string, Kind>();
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = pluginName(entry);
    if (name === undefined) continue;
    const file = entry.isDirectory() ? `${entry.name}/index.js` : entry.name;
    const loaded = (await import(new URL(file, folder).href)) as { default: Kind };
    if (loaded.default?.id !== name) throw new Error(`${file} exports a plugin called ${loaded.default?.id}`);
    plugins.set(name, loaded.default);
  }
  return plugins;
};
