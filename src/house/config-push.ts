// A push that changes `.github/rollcall.yml`: checked, answered with a check run, and taken over where it is right.
import { z } from 'zod';
import type { GitHub, RepositoryConfig, Store } from '../contracts.ts';
import type { Listener } from '../flow/hear.ts';
import { apart } from '../lib/repository.ts';
import type { Plugins } from './plugins.ts';
import { CONFIG_FILE, remoteFaults, remoteProjects } from './remote.ts';
import { visibilityFrom } from './visibility.ts';

const CHECK = 'rollcall configuration';
/** GitHub takes no more at a time. */
const ANNOTATIONS = 50;
/** A configuration is a page, not a book; GitHub gives files up to 1 MB with their content. */
const LONGEST = 200_000;

const PUSH = z.object({
  ref: z.string(),
  after: z.string(),
  deleted: z.boolean().optional(),
  repository: z.object({ id: z.number(), full_name: z.string(), default_branch: z.string().optional() }),
  commits: z
    .array(
      z.object({
        added: z.array(z.string()).optional(),
        modified: z.array(z.string()).optional(),
        removed: z.array(z.string()).optional(),
      }),
    )
    .nullish(),
});

/** A push of many commits may not list them all, and may have touched anything. */
const LISTED = 20;

const touches = ({ commits }: z.infer<typeof PUSH>): boolean =>
  (commits?.length ?? 0) >= LISTED ||
  (commits ?? []).some(({ added = [], modified = [], removed = [] }) =>
    [...added, ...modified, ...removed].includes(CONFIG_FILE),
  );

const FILE = z.object({ type: z.literal('file'), encoding: z.literal('base64'), content: z.string() });

/** The file, or what is wrong with it: whoever pushes a folder of that name must not keep others waiting. */
type Found = { readonly text: string } | { readonly fault: string };

/** The file as it stands at `ref` (left out: on the default branch); undefined when there is none. */
const configAt = async (github: GitHub, name: string, ref?: string): Promise<Found | undefined> => {
  const answer = await github.request('GET /repos/{owner}/{repo}/contents/{path}', {
    ...apart(name),
    path: CONFIG_FILE,
    ...(ref !== undefined && { ref }),
  });
  if (answer.status !== 200) return undefined;
  const file = FILE.safeParse(answer.data);
  if (!file.success)
    return { fault: `${CONFIG_FILE}:1:1: no file that GitHub shows; accepted: one of ${LONGEST} characters` };
  return { text: Buffer.from(file.data.content, 'base64').toString('utf8') };
};

interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'failure';
  readonly message: string;
}

/** `file:line:column path: what is wrong` as GitHub shows it beside the line. */
const annotationOf = (fault: string): Annotation => {
  const [, line = '1', message = fault] = /^[^:]*:(\d+):\d+:?\s*(.*)$/s.exec(fault) ?? [];
  const at = Number(line);
  return { path: CONFIG_FILE, start_line: at, end_line: at, annotation_level: 'failure', message };
};

const outcomeOf = (faults: readonly string[]) => {
  if (faults.length === 0)
    return {
      conclusion: 'success',
      output: { title: 'The configuration is right', summary: `${CONFIG_FILE} can be used as it is.` },
    };
  const more = faults.length > ANNOTATIONS ? ` The first ${ANNOTATIONS} are shown.` : '';
  return {
    conclusion: 'failure',
    output: {
      title: faults.length === 1 ? 'One fault' : `${faults.length} faults`,
      summary: `The configuration before this one stays in use until this one is right.${more}`,
      annotations: faults.slice(0, ANNOTATIONS).map(annotationOf),
    },
  };
};

const RUNS = z.object({
  check_runs: z.array(z.object({ id: z.number(), external_id: z.string().nullish() })),
});

/** One check run for each delivery, however often it is heard. */
const answerPush = async (
  github: GitHub,
  name: string,
  delivery: string,
  commit: string,
  faults: readonly string[],
): Promise<void> => {
  const answer = await github.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    ...apart(name),
    ref: commit,
    check_name: CHECK,
  });
  const runs = RUNS.safeParse(answer.data);
  const earlier = runs.data?.check_runs.find(run => run.external_id === delivery);
  const run = { name: CHECK, status: 'completed', ...outcomeOf(faults) };
  if (earlier)
    await github.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      ...apart(name),
      check_run_id: earlier.id,
      ...run,
    });
  else
    await github.request('POST /repos/{owner}/{repo}/check-runs', {
      ...apart(name),
      head_sha: commit,
      external_id: delivery,
      ...run,
    });
};

export interface ConfigDeps {
  readonly store: Store;
  readonly github: GitHub;
  readonly plugins: Plugins;
  /** Ids of the projects that are configured on this machine. */
  readonly local: () => readonly string[];
  readonly now: () => number;
  /** Called when the projects have changed. */
  readonly changed: () => Promise<void>;
}

const HOLDER = 'described by';
const NEW = { commit: '', acceptedAt: 0 };

/** What was read for a repository that is gone or silent is still there, and may be private. */
const heldByAnother = async (
  { store, plugins }: ConfigDeps,
  repository: number,
  name: string,
  text: string,
): Promise<string[]> => {
  const [own] = remoteProjects([{ ...NEW, repository, name, text }], plugins, () => undefined);
  const holder = own && (await store.setting(own.project.id, HOLDER));
  return holder === undefined || holder === String(repository)
    ? []
    : [
        `${CONFIG_FILE}:1:1 id: what another repository read for a project of this id is kept; accepted: another id`,
      ];
};

const faultsOf = async (deps: ConfigDeps, repository: number, name: string, found: Found) => {
  if ('fault' in found) return [found.fault];
  const { text } = found;
  if (text.length > LONGEST) return [`${CONFIG_FILE}:1:1: too long; accepted: ${LONGEST} characters`];
  const others = (await deps.store.repositoryConfigs()).filter(config => config.repository !== repository);
  const ids = remoteProjects(others, deps.plugins, () => undefined).map(({ project }) => project.id);
  const taken = [...deps.local(), ...ids];
  const faults = await remoteFaults(text, name, deps.plugins, visibilityFrom(deps.github), taken);
  return faults.length > 0 ? faults : heldByAnother(deps, repository, name, text);
};

/** What was read elsewhere goes at once: the next report may be for more eyes than before. */
const accept = async ({ store, plugins }: ConfigDeps, config: RepositoryConfig): Promise<void> => {
  await store.acceptConfig(config);
  for (const { project, sources } of remoteProjects([config], plugins, () => undefined)) {
    const origins = new Map(sources.map(({ id, plugin, settings }) => [id, plugin.origin(settings)]));
    for (const { id, origin } of await store.sources(project.id))
      if (origins.get(id) !== origin) await store.retire(project.id, id);
    await store.setSetting(project.id, HOLDER, String(config.repository));
  }
};

/**
 * Takes over the file on the default branch as it is now, if it is right: the last word counts, in whatever order
 * pushes are told. A file that is gone takes its project out of service; what was read stays.
 */
export const takeOver = async (
  deps: ConfigDeps,
  repository: number,
  name: string,
  commit: string,
): Promise<void> => {
  const before = (await deps.store.repositoryConfigs()).find(config => config.repository === repository);
  const found = await configAt(deps.github, name);
  if (found === undefined) {
    if (!before) return;
    await deps.store.dropConfig(repository);
    return deps.changed();
  }
  if ('fault' in found || (before?.text === found.text && before.name === name)) return;
  if ((await faultsOf(deps, repository, name, found)).length > 0) return;
  await accept(deps, { repository, name, text: found.text, commit, acceptedAt: deps.now() });
  await deps.changed();
};

/** Hears pushes. */
export const configListener = (deps: ConfigDeps): Listener => ({
  name: 'configuration',
  events: new Set(['push']),
  async hear({ id, payload }) {
    const push = PUSH.safeParse(payload);
    if (!push.success || push.data.deleted === true || !touches(push.data)) return;
    const { ref, after, repository } = push.data;
    const name = repository.full_name;
    const found = await configAt(deps.github, name, after);
    if (found !== undefined) {
      const faults = await faultsOf(deps, repository.id, name, found);
      await answerPush(deps.github, name, id, after, faults);
    }
    if (ref === `refs/heads/${repository.default_branch}`) await takeOver(deps, repository.id, name, after);
  },
});
