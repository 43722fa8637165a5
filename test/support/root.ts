// Where the package begins, seen from the compiled tests.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const upFrom = (folder: string): string => {
  const parent = dirname(folder);
  return existsSync(join(folder, 'package.json')) || parent === folder ? folder : upFrom(parent);
};

export const packageRoot = (): string => upFrom(dirname(fileURLToPath(import.meta.url)));
