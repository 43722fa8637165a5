// rollcall init, rollcall config: a first configuration, and whether one is right.
import { access, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { UsageError, UserError } from '../domain/errors.ts';
import { configPath, loadProjects } from '../house/house.ts';
import { loadPlugins } from '../house/plugins.ts';
import { hint } from '../lib/suggest.ts';
import { starterConfig } from '../shell/config/init.ts';
import { inspect } from '../shell/config/inspect.ts';
import { configurationSchema } from '../shell/config/json-schema.ts';
import { realIo } from '../shell/io.ts';
import { COMMON, text, type Verb } from './verb.ts';

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const initVerb: Verb = {
  name: 'init',
  takes: 1,
  usage: 'init [DIR]',
  summary: 'look at a git checkout and write a commented first rollcall.yml',
  options: { out: { type: 'string', value: 'FILE', help: 'where to write (default: ./rollcall.yml)' } },
  async run({ words, options, terminal }) {
    const directory = words[0] ?? '.';
    const out = resolve(text(options, 'out') ?? 'rollcall.yml');
    const exists = await access(out).then(
      () => true,
      () => false,
    );
    if (exists) throw new UserError(`${out} exists already; --out FILE writes elsewhere.`);
    const { git } = realIo({ cacheDir: resolve('cache') });
    const findings = await inspect(directory, git, (await loadPlugins()).rosters);
    // Paths in the file begin at the file.
    const repository = relative(resolve(out, '..'), resolve(directory)) || '.';
    await writeFile(out, starterConfig({ ...findings, repository }), { flag: 'wx' }).catch(
      (cause: unknown) => {
        throw new UserError(
          `${out} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
          { cause },
        );
      },
    );
    terminal.print(
      `Written: ${out}\nRead it, then run: rollcall config check && rollcall ingest && rollcall report weekly\n`,
    );
    return 0;
  },
};

export const configVerb: Verb = {
  name: 'config',
  takes: 1,
  usage: 'config check | config schema',
  summary: 'check the configuration, every fault at once; print its JSON Schema for editors',
  options: { config: COMMON.config },
  async run({ words, options, terminal }) {
    const plugins = await loadPlugins();
    if (words[0] === 'schema') {
      terminal.print(`${JSON.stringify(configurationSchema(plugins), null, 2)}\n`);
      return 0;
    }
    if (words[0] !== 'check') {
      throw new UsageError(
        `config what? Accepted are check and schema.${hint(words[0] ?? '', ['check', 'schema'])}`,
      );
    }
    for (const { project, file, sources, rosters } of await loadProjects(
      configPath({ config: text(options, 'config') }),
      plugins,
    )) {
      const parts = [
        counted(sources.length, 'source', 'sources'),
        counted(rosters.length, 'roster', 'rosters'),
        counted(project.people.length, 'person', 'people'),
        counted(project.priorities.length, 'priority', 'priorities'),
      ];
      terminal.print(`${file}: ${project.id} is right (${parts.join(', ')})\n`);
    }
    return 0;
  },
};
