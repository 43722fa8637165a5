// The faults of the database in words for the person who has to do something about them.

import { UserError } from '../domain/errors.ts';
import { Sqlite } from './driver.ts';

/** What Node says where no file or folder can be made. */
const NO_PLACE = new Set(['EACCES', 'EEXIST', 'ENOTDIR', 'EPERM', 'EROFS']);

const codeOf = (error: unknown): string => {
  if (error instanceof Sqlite.SqliteError) return error.code;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return NO_PLACE.has(code) ? `SQLITE_CANTOPEN ${code}` : '';
};

/** Another process is at the file. */
export const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');

/** Says in a sentence what SQLite says in a code; anything else stays as it is. */
export const explained = (file: string, error: unknown): unknown => {
  const code = codeOf(error);
  const options = { cause: error };
  if (isBusy(error)) {
    return new UserError(
      `The ledger ${file} is in use by another process; try again when it is done.`,
      options,
    );
  }
  if (code === 'SQLITE_FULL') {
    return new UserError(
      `There is no room left on the disk of ${file}. What was stored before is safe; make room and run again.`,
      options,
    );
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new UserError(
      `${file} is not a readable ledger (${code}). Restore a backup, or remove it.`,
      options,
    );
  }
  if (
    code.startsWith('SQLITE_CANTOPEN') ||
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_IOERR')
  ) {
    return new UserError(
      `The ledger ${file} cannot be opened for writing (${code.replace('SQLITE_CANTOPEN ', '')}).`,
      options,
    );
  }
  return error;
};
