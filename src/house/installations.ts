// What becomes of repositories: the App is installed on them or taken away, they are renamed, hidden, deleted.
import { z } from 'zod';
import type { Listener } from '../flow/hear.ts';
import { type ConfigDeps, takeOver } from './config-push.ts';
import type { ProjectHouse } from './house.ts';
import { namedBy } from './named.ts';
import { remoteFaults, remoteProjects, type Visibility } from './remote.ts';
import { visibilityFrom } from './visibility.ts';

const REPOSITORY = z.object({ id: z.number(), full_name: z.string() });
const PAYLOAD = z.object({
  action: z.string().optional(),
  repository: REPOSITORY.optional(),
  repositories: z.array(REPOSITORY).nullish(),
  repositories_added: z.array(REPOSITORY).nullish(),
  repositories_removed: z.array(REPOSITORY).nullish(),
  installation: z.object({ account: z.object({ login: z.string() }).nullish() }).optional(),
});
type Payload = z.infer<typeof PAYLOAD>;

export interface InstallationDeps extends ConfigDeps {
  readonly projects: () => readonly ProjectHouse[];
  readonly remark: (text: string) => void;
}

const sourcesIn = ({ sources }: ProjectHouse, isGone: (name: string) => boolean): string[] =>
  sources.filter(({ settings }) => isGone((namedBy(settings) ?? '').toLowerCase())).map(({ id }) => id);

/** Data of repositories that are gone is kept or deleted, as each project says. */
const takenAway = async (deps: InstallationDeps, isGone: (name: string) => boolean): Promise<void> => {
  const configs = (await deps.store.repositoryConfigs()).filter(({ name }) => isGone(name.toLowerCase()));
  const own = new Set(remoteProjects(configs, deps.plugins, deps.remark).map(({ project }) => project.id));
  for (const house of deps.projects()) {
    const { id, whenRemoved } = house.project;
    if (whenRemoved === 'keep') continue;
    if (own.has(id)) await deps.store.forgetProject(id);
    else for (const source of sourcesIn(house, isGone)) await deps.store.retire(id, source);
  }
  for (const { repository } of configs) await deps.store.dropConfig(repository);
  if (configs.length > 0) await deps.changed();
};

/** What was allowed may no longer be: a file that now names what it must not is out of service. */
const judgeAnew = async (deps: InstallationDeps, visibility: Visibility): Promise<void> => {
  for (const { repository, name, text } of await deps.store.repositoryConfigs()) {
    const faults = await remoteFaults(text, name, deps.plugins, visibility, []);
    if (faults.length === 0) continue;
    deps.remark(`${name}: its configuration is no longer right and out of service: ${faults.join('; ')}`);
    await deps.store.dropConfig(repository);
    await deps.changed();
  }
};

const renamed = async (deps: InstallationDeps, { id, full_name: name }: z.infer<typeof REPOSITORY>) => {
  const config = (await deps.store.repositoryConfigs()).find(({ repository }) => repository === id);
  if (!config) return;
  await deps.store.acceptConfig({ ...config, name });
  await deps.changed();
};

const named = (repositories: readonly { readonly full_name: string }[]) => {
  const names = new Set(repositories.map(({ full_name: name }) => name.toLowerCase()));
  return (name: string): boolean => names.has(name);
};

const hearInstallation = async (deps: InstallationDeps, payload: Payload): Promise<void> => {
  const account = payload.installation?.account?.login.toLowerCase();
  if (payload.action === 'deleted' && account !== undefined)
    await takenAway(deps, name => name.startsWith(`${account}/`));
  if (payload.action === 'suspend')
    deps.remark(`${account}: the App is suspended; nothing is read or said there`);
  for (const { id, full_name: name } of payload.action === 'created' ? (payload.repositories ?? []) : [])
    await takeOver(deps, id, name, '');
};

const hearRepositories = async (deps: InstallationDeps, payload: Payload): Promise<void> => {
  const removed = payload.repositories_removed ?? [];
  if (removed.length > 0) await takenAway(deps, named(removed));
  for (const { id, full_name: name } of payload.repositories_added ?? []) await takeOver(deps, id, name, '');
};

const hearRepository = async (deps: InstallationDeps, payload: Payload): Promise<void> => {
  const { action, repository } = payload;
  if (!repository) return;
  if (action === 'deleted') await takenAway(deps, named([repository]));
  if (action === 'renamed' || action === 'transferred') await renamed(deps, repository);
  if (action === 'privatized' || action === 'publicized' || action === 'transferred')
    await judgeAnew(deps, visibilityFrom(deps.github));
};

const HEARS: Readonly<Record<string, (deps: InstallationDeps, payload: Payload) => Promise<void>>> = {
  installation: hearInstallation,
  installation_repositories: hearRepositories,
  repository: hearRepository,
};

export const installationListener = (deps: InstallationDeps): Listener => ({
  name: 'installations',
  events: new Set(Object.keys(HEARS)),
  async hear({ event, payload }) {
    const read = PAYLOAD.safeParse(payload);
    if (read.success) await HEARS[event]?.(deps, read.data);
  },
});
