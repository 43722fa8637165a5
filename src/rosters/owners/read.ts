// Who approves by these OWNERS files, and who did once.
import type { ReadRoster } from '../../domain/roster-history.ts';
import type { Role, RosterEntry } from '../../domain/team.ts';
import { aliasesIn, isFault, listAt, readOwnersFile, type Section, wordsIn } from './file.ts';
import { countedFiles, type Settings } from './settings.ts';

const LOGIN = /^[a-z\d](?:[a-z\d-]{0,38})$/;

/** The lists of each role. Reviewers read and do not decide: they are no cores. */
export const LISTS = [
  ['core', 'approvers'],
  ['emeritus', 'emeritus_approvers'],
] as const satisfies readonly (readonly [Role, string])[];

export const sectionsOf = (sections: readonly Section[], { filter }: Settings): readonly Section[] =>
  sections.filter(
    section => filter === undefined || section.filter === undefined || section.filter === filter,
  );

export const readOwners = (texts: ReadonlyMap<string, string>, given: Settings): ReadRoster => {
  const remarks: { file: string; reason: string }[] = [];
  const aliases = aliasesIn(texts.get(given.aliases));
  if (isFault(aliases)) return { fault: { file: given.aliases, reason: aliases.fault } };
  const entries = new Map<string, RosterEntry>();
  const list = (role: Role, login: string, file: string): void => {
    if (LOGIN.test(login))
      entries.set(`${role} ${login}`, { role, handles: [{ service: 'github', id: login }] });
    else remarks.push({ file, reason: `"${login}" is neither a login nor an alias` });
  };
  for (const file of countedFiles(given, texts)) {
    const owners = readOwnersFile(texts.get(file) ?? '');
    if (isFault(owners)) {
      const { fault, line } = owners;
      return { fault: { file, reason: fault, ...(line === undefined ? {} : { line }) } };
    }
    remarks.push(...owners.remarks.map(reason => ({ file, reason })));
    for (const { map } of sectionsOf(owners.sections, given))
      for (const [role, key] of LISTS)
        for (const { word } of wordsIn(listAt(map, key))) {
          const alias = aliases.get(word);
          if (!alias) list(role, word, file);
          else for (const login of wordsIn(alias)) list(role, login.word, given.aliases);
        }
  }
  return { entries: [...entries.values()], remarks };
};
