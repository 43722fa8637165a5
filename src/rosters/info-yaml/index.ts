// The roster of a Linux Foundation project: INFO.yaml, or INFO where that is not there yet.
import { z } from 'zod';
import type { Roster } from '../../contracts.ts';
import { carriedOut } from '../../domain/roster-change.ts';
import { type ReadRoster, rosterFrom } from '../../domain/roster-history.ts';
import { type Listed, sameName, sharesHandle } from '../../domain/same-person.ts';
import type { RosterEntry } from '../../domain/team.ts';
import { basename, hasOnePlace, ONE_PLACE, placeSettings, readHistory } from '../../lib/file-history.ts';
import { withoutSecrets } from '../../lib/secrets.ts';
import type { InfoText } from './entry.ts';
import { readInfoText } from './free-text.ts';
import { editInfo } from './write.ts';
import { readInfoYaml } from './yaml.ts';

const settings = z.strictObject(placeSettings).refine(hasOnePlace, { error: ONE_PLACE });

type Settings = z.infer<typeof settings>;
type Text = readonly [file: string, text: string];

const FILES = ['INFO.yaml', 'INFO'];

const readText = ([file, text]: Text) => (/\.ya?ml$/i.test(file) ? readInfoYaml(text) : readInfoText(text));

const missingFrom = (entries: readonly RosterEntry[], others: readonly RosterEntry[]): string[] => {
  const listed = (one: Listed) => others.some(other => sharesHandle(one, other) || sameName(one, other));
  return entries.filter(one => !listed(one)).map(one => one.name ?? one.handles[0]?.id ?? '');
};

/** Two files side by side are two truths until somebody notices. */
const disagreement = (winner: Text, info: InfoText, loser: Text): InfoText['remarks'] => {
  const other = readText(loser);
  if ('fault' in other) return [];
  const only = (names: string[], file: string) =>
    names.length > 0 ? [`only ${file} lists ${names.join(', ')}`] : [];
  const differences = [
    ...only(missingFrom(info.entries, other.entries), winner[0]),
    ...only(missingFrom(other.entries, info.entries), loser[0]),
  ];
  if (differences.length === 0) return [];
  return [
    { reason: `${winner[0]} and ${loser[0]} disagree: ${differences.join('; ')}; ${winner[0]} is believed` },
  ];
};

const readFiles = (texts: ReadonlyMap<string, string>): ReadRoster => {
  const [winner, ...losers] = texts;
  if (!winner) return { entries: [], remarks: [] };
  const [file] = winner;
  const info = readText(winner);
  if ('fault' in info) {
    const { line, fault } = info;
    return { fault: { file, reason: fault, ...(line === undefined ? {} : { line }) } };
  }
  const remarks = [...info.remarks, ...losers.flatMap(loser => disagreement(winner, info, loser))];
  return { entries: info.entries, notes: info.notes, remarks: remarks.map(remark => ({ file, ...remark })) };
};

const filesOf = ({ path, file }: Settings): string[] => {
  if (path !== undefined) return [basename(path)];
  return file === undefined ? FILES : [file].flat();
};

export default {
  id: 'info-yaml',
  reads: 'Project lead and committers in the INFO.yaml or INFO file of a Linux Foundation project.',
  settings,
  read: async (given, io) => {
    const files = filesOf({ ...given, path: undefined });
    const place = withoutSecrets(given.path ?? given.repository ?? '');
    return rosterFrom(await readHistory(given, files, io), files, place, readFiles);
  },
  writing: {
    files: filesOf,
    entries: readFiles,
    write: (texts, change) => carriedOut(texts, change, readFiles, now => editInfo(now, change)),
  },
} satisfies Roster<Settings>;
