// A file as it stands on disk, or as it changed in a git repository, version by version.
import { z } from 'zod';

/** The part of the outer world that is needed here. */
interface Outside {
  readonly files: { text(path: string): Promise<string> };
  readonly git: {
    open(repository: string): Promise<string>;
    text(dir: string, args: readonly string[]): Promise<string>;
    records(dir: string, args: readonly string[]): AsyncIterable<string>;
    objects(dir: string): {
      read(name: string): Promise<{ type: string; body: Buffer } | undefined>;
      close(): void;
    };
  };
}

/** The files as they stood from `at` on; those that did not exist then are left out. */
export interface FileVersion {
  /** Seconds since 1970, UTC: when the edit landed; 0 where that is not known. */
  readonly at: number;
  /** An abbreviated commit, or the name of the file. */
  readonly ref: string;
  /** Text by file name. */
  readonly files: ReadonlyMap<string, string>;
}

export interface FileHistory {
  /** Oldest first. */
  readonly versions: readonly FileVersion[];
  /** The repository is a shallow clone: there were versions before these. */
  readonly cut: boolean;
}

const fileName = z.string().regex(/^[^\n]+$/);

/** Settings of everything that reads a file with its history. */
export const placeSettings = {
  path: z.string().min(1).optional().describe('A file on disk: the team as it is now, without a history.'),
  repository: z
    .string()
    .min(1)
    .optional()
    .describe('A git repository (a path or a URL): the file as it changed, dated by when each edit landed.'),
  branch: z
    .string()
    .regex(/^[^-]/)
    .optional()
    .describe('The branch to follow, by its first parents. Default: HEAD.'),
  file: z
    .union([fileName, z.array(fileName).min(1)])
    .optional()
    .describe(
      'The name of the file in the repository, or several: of those that exist the first one counts.',
    ),
};

interface Place {
  readonly path?: string | undefined;
  readonly repository?: string | undefined;
  readonly branch?: string | undefined;
}

export const hasOnePlace = (place: Place): boolean =>
  (place.path === undefined) !== (place.repository === undefined);
export const ONE_PLACE = 'exactly one of `path` and `repository` is needed';

/** The last part of a path, with slashes of either kind. */
export const basename = (path: string): string => path.split(/[\\/]/).findLast(part => part !== '') ?? path;

const historyInGit = async (dir: string, branch: string, files: readonly string[], git: Outside['git']) => {
  const versions: FileVersion[] = [];
  const objects = git.objects(dir);
  try {
    const log = ['--literal-pathspecs', 'log', '--first-parent', '--reverse', '--format=%H %ct', '-z'];
    for await (const record of git.records(dir, [...log, '--end-of-options', branch, '--', ...files])) {
      const [commit = '', seconds] = record.split(' ');
      const texts = new Map<string, string>();
      for (const file of files) {
        const found = await objects.read(`${commit}:${file}`);
        if (found?.type === 'blob') texts.set(file, found.body.toString('utf8'));
      }
      // Clocks differ: an edit never landed before the version that it changed.
      const at = Math.max(Number(seconds), versions.at(-1)?.at ?? 0);
      versions.push({ at, ref: commit.slice(0, 10), files: texts });
    }
  } finally {
    objects.close();
  }
  return versions;
};

/** Every version of the files along the first parents: a merge that brings an edit is its landing. */
export const readHistory = async (
  place: Place,
  files: readonly string[],
  outside: Outside,
): Promise<FileHistory> => {
  if (place.path !== undefined) {
    const ref = basename(place.path);
    const text = await outside.files.text(place.path);
    return { versions: [{ at: 0, ref, files: new Map([[ref, text]]) }], cut: false };
  }
  const dir = await outside.git.open(place.repository ?? '');
  const shallow = await outside.git.text(dir, ['rev-parse', '--is-shallow-repository']);
  const versions = await historyInGit(dir, place.branch ?? 'HEAD', files, outside.git);
  return { versions, cut: shallow.trim() === 'true' };
};
