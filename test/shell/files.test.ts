// Files and folders as plugins are handed them.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import { FILES } from '../../src/shell/io.ts';
import { temporaryFolder } from '../support/git.ts';

test('a folder is listed by name; a file is none, and what is not there is an illness of the world', async t => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'b'));
  await writeFile(join(folder, 'c.txt'), 'red');
  await writeFile(join(folder, 'a.txt'), 'red');
  await symlink(folder, join(folder, 'd'));
  t.deepEqual(await FILES.list(folder), [
    { name: 'a.txt', isFolder: false },
    { name: 'b', isFolder: true },
    { name: 'c.txt', isFolder: false },
  ]);
  t.is(await FILES.list(join(folder, 'a.txt')), undefined);
  await t.throwsAsync(FILES.list(join(folder, 'nowhere')), { instanceOf: SourceError });
});

test('bytes come as they lie on the disk', async t => {
  const path = join(await temporaryFolder(t), 'a.txt');
  await writeFile(path, Buffer.of(0xff, 0xfe, 0xeb));
  t.deepEqual([...(await FILES.bytes(path))], [0xff, 0xfe, 0xeb]);
  await t.throwsAsync(FILES.bytes(`${path}.not`), { instanceOf: SourceError });
});
