// A way out of the house for rosters under test: real git, real files, a clock that stands still.
import { access, readFile } from 'node:fs/promises';
import type { Io } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';
import { gitOf } from '../../src/shell/git.ts';
import { NO_GITHUB } from '../../src/shell/github.ts';
import { NO_HTTP } from '../../src/shell/http.ts';

const unused = (): never => {
  throw new Error('not for rosters');
};

export const rosterIo = (cacheDir: string): Io => ({
  github: NO_GITHUB,
  http: NO_HTTP,
  now: () => 0,
  stopping: () => false,
  git: gitOf({ cacheDir }),
  files: {
    text: async path => {
      try {
        return await readFile(path, 'utf8');
      } catch (cause) {
        throw new SourceError(`${path} cannot be read`, { cause });
      }
    },
    lines: unused,
    exists: path =>
      access(path).then(
        () => true,
        () => false,
      ),
    size: unused,
    bytes: unused,
    list: unused,
  },
});
