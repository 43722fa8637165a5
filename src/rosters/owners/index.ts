// OWNERS and OWNERS_ALIASES as Kubernetes and Prow read them: approvers are cores, emeritus_approvers emeriti.
import type { Io, Roster } from '../../contracts.ts';
import { carriedOut } from '../../domain/roster-change.ts';
import { rosterFrom } from '../../domain/roster-history.ts';
import { basename, readHistory } from '../../lib/file-history.ts';
import { withoutSecrets } from '../../lib/secrets.ts';
import { readOwners } from './read.ts';
import { filesOf, SETTINGS, type Settings } from './settings.ts';
import { editOwners } from './write.ts';

/** A file on disk, and the aliases that lie beside it. */
const onDisk = async (path: string, { aliases }: Settings, io: Io) => {
  const beside = `${path.slice(0, path.length - basename(path).length)}${aliases}`;
  const { versions, cut } = await readHistory({ path }, [], io);
  if (!(await io.files.exists(beside))) return { versions, cut };
  const text = await io.files.text(beside);
  return {
    versions: versions.map(version => ({ ...version, files: new Map([...version.files, [aliases, text]]) })),
    cut,
  };
};

export default {
  id: 'owners',
  reads: 'Approvers and emeritus approvers in the OWNERS and OWNERS_ALIASES files of Prow.',
  settings: SETTINGS,
  read: async (given, io) => {
    const files = filesOf(given);
    const place = withoutSecrets(given.path ?? given.repository ?? '');
    const history =
      given.path === undefined ? await readHistory(given, files, io) : await onDisk(given.path, given, io);
    return rosterFrom(history, files, place, texts => readOwners(texts, given));
  },
  writing: {
    files: filesOf,
    entries: readOwners,
    write: (texts, change, given) =>
      carriedOut(
        texts,
        change,
        now => readOwners(now, given),
        now => editOwners(now, change, given),
      ),
  },
} satisfies Roster<Settings>;
