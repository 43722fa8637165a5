// From the versions of a roster file to the versions of the team; what cannot be read is told, not guessed.
import { SourceError } from './errors.ts';
import type { RosterEntry, RosterNote, RosterVersion } from './team.ts';

interface Remark {
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly reason: string;
}

/** What a reader of one format made of one version. A fault: this version cannot be used at all. */
export type ReadRoster =
  | {
      readonly entries: readonly RosterEntry[];
      readonly notes?: readonly RosterNote[];
      readonly remarks: readonly Remark[];
    }
  | { readonly fault: Remark };

interface TextVersion {
  readonly at: number;
  readonly ref: string;
  readonly files: ReadonlyMap<string, string>;
}

interface TextHistory {
  readonly versions: readonly TextVersion[];
  readonly cut: boolean;
}

interface Skipped {
  readonly where: string;
  readonly reason: string;
}

const whereOf = (ref: string, { file, line }: Remark): string => {
  const place = ref === file ? file : `${ref}:${file}`;
  return line === undefined ? place : `${place}:${line}`;
};

const readVersion = (
  version: TextVersion,
  files: readonly string[],
  read: (texts: TextVersion['files']) => ReadRoster,
) => {
  const file = files.join(', ');
  if (version.files.size === 0) return { fault: { file, reason: 'the file was removed' } };
  const roster = read(version.files);
  if ('fault' in roster || roster.entries.length > 0) return roster;
  return { fault: { file: [...version.files.keys()][0] ?? file, reason: 'nobody is listed' } };
};

/**
 * Reads every version. One that is broken, empty or gone is skipped with its reason: a team does not leave
 * because of a syntax error. What is odd in the same way version after version is told once.
 * @throws SourceError when no version can be read.
 */
export const rosterFrom = (
  history: TextHistory,
  files: readonly string[],
  place: string,
  read: (texts: TextVersion['files']) => ReadRoster,
): { versions: RosterVersion[]; skipped: Skipped[] } => {
  const versions: RosterVersion[] = [];
  const skipped: Skipped[] = [];
  let told = new Set<string>();
  for (const version of history.versions) {
    const roster = readVersion(version, files, read);
    if ('fault' in roster) {
      const kept = versions.length > 0 ? '; the version before it stays in force' : '';
      skipped.push({ where: whereOf(version.ref, roster.fault), reason: `${roster.fault.reason}${kept}` });
      continue;
    }
    for (const remark of roster.remarks)
      if (!told.has(remark.reason))
        skipped.push({ where: whereOf(version.ref, remark), reason: remark.reason });
    told = new Set(roster.remarks.map(({ reason }) => reason));
    const { entries, notes } = roster;
    versions.push({ at: version.at, ref: version.ref, entries, ...(notes === undefined ? {} : { notes }) });
  }
  if (history.versions.length === 0) throw new SourceError(`${place} never had a file ${files.join(' or ')}`);
  if (versions.length === 0)
    throw new SourceError(
      `${place} has no roster that can be read: ${skipped[0]?.where} ${skipped[0]?.reason}`,
    );
  if (history.cut)
    skipped.unshift({
      where: place,
      reason: 'a shallow clone: edits before its oldest commit are not known',
    });
  return { versions, skipped };
};
