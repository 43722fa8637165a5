// Which project, which words: what the verbs share about finding what was asked for.
import type { Store } from '../contracts.ts';
import { UsageError, UserError } from '../domain/errors.ts';
import type { Project } from '../domain/project.ts';
import { type House, openHouse, type ProjectHouse } from '../house/house.ts';
import { hint } from '../lib/suggest.ts';
import { type Invocation, type Options, text } from './verb.ts';

type Named = Pick<Invocation, 'options' | 'stopping'> & Partial<Pick<Invocation, 'terminal'>>;

/** Opens what `--config` and `--database` name; the caller closes `store`. `makes`: the ledger, if need be. */
export const openNamed = (
  { options, stopping, terminal }: Named,
  makes = false,
  alone = false,
): Promise<House> =>
  openHouse(
    { config: text(options, 'config'), database: text(options, 'database') },
    { stopping, makes, alone, remark: terminal?.remark },
  );

/** The project that was asked for, or the only one. @throws UsageError */
export const chosenProject = (projects: readonly ProjectHouse[], options: Options): ProjectHouse => {
  const id = text(options, 'project');
  const ids = projects.map(({ project }) => project.id);
  const chosen = id === undefined ? projects[0] : projects.find(({ project }) => project.id === id);
  if (id === undefined && projects.length > 1) {
    throw new UsageError(`The configuration has several projects; say which: --project ${ids.join(' | ')}.`);
  }
  if (chosen) return chosen;
  throw new UsageError(`There is no project "${id}"; there are ${ids.join(', ')}.${hint(id ?? '', ids)}`);
};

/** @throws UserError when nothing was ever read: a report of nothing would look like a report of silence. */
export const mustHaveData = async (store: Store, project: Project): Promise<void> => {
  if ((await store.sources(project.id)).length === 0) {
    throw new UserError(`Nothing has been read for ${project.id} yet. Run: rollcall ingest`);
  }
};
