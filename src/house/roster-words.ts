// What is said with a change of a roster: the same for everybody, without a number and without a reason.
import type { RosterChange } from '../domain/roster-change.ts';
import { markdown, plain, webAddress } from '../lib/escape.ts';
import { issueTitle, keyLine } from '../lib/github-markdown.ts';
import type { RosterDraft, RosterPlace } from './roster-file.ts';

const TITLES: Readonly<Record<RosterChange['kind'], string>> = {
  retire: 'becomes emeritus',
  add: 'joins the core team',
  reinstate: 'returns to the core team',
};

const KIND: Readonly<Record<RosterChange['kind'], (name: string) => string>> = {
  retire: name => `Thank you, ${name}, for the time you gave to this team. The way back is open.`,
  add: name => `Welcome, ${name}.`,
  reinstate: name => `Welcome back, ${name}.`,
};

/** A title, and the subject of the commit: one line. */
export const titleFor = ({ kind, name }: RosterChange): string =>
  // In a commit "fixes #12" would close an issue, whoever is called so.
  issueTitle(`Roster: ${plain(name).replace(/#(?=\S)|\bGH-(?=\d)/gi, '$&\u200B')} ${TITLES[kind]}`);

/** `key`: what finds this pull request again. */
export const bodyFor = (
  change: RosterChange,
  { files }: Pick<RosterDraft, 'files'>,
  key: readonly string[],
): string => {
  const name = markdown(change.name);
  const link = change.note === undefined ? undefined : webAddress(change.note);
  const paths = files.map(({ path }) => `\`${path.replaceAll('`', '')}\``).join(' and ');
  return [
    keyLine(key),
    '',
    `This writes into ${paths} what the team has decided: ${name} ${TITLES[change.kind]}.`,
    ...(link === undefined ? [] : ['', `Decided here: <${link}>`]),
    '',
    KIND[change.kind](name),
    '',
  ].join('\n');
};

const SENDING: Readonly<Record<'gerrit' | 'git' | 'file', readonly string[]>> = {
  gerrit: ['git apply roster.patch', 'git commit --all --message "SUBJECT"', 'git review'],
  git: ['git apply roster.patch', 'git commit --all --message "SUBJECT"', 'git push'],
  file: ['patch -p1 < roster.patch'],
};

/** How the patch is sent, for somebody who saves it as roster.patch. */
export const sendingWords = (change: RosterChange, place: Extract<RosterPlace, { by: 'patch' }>): string => {
  const subject = titleFor(change).replace(/["\\$`]/g, '');
  const lines = SENDING[place.to].map(line => `  ${line.replace('SUBJECT', () => subject)}`);
  const head = `Save it as roster.patch. Then, in ${place.to === 'file' ? '' : 'a checkout of '}${place.where}:`;
  return [head, ...lines, ''].join('\n');
};

const USUAL: Readonly<Record<'leaves' | 'comes', readonly string[]>> = {
  leaves: [
    'take them off the mailing lists that are for cores alone',
    'take the team’s meetings out of their calendar, unless they would like to keep them',
    'take back what only cores may do in the chat channels',
  ],
  comes: [
    'add them to the mailing lists of the cores',
    'invite them to the team’s meetings in the calendar',
    'give them what cores may do in the chat channels',
  ],
};

/** What most teams have to do by hand, where a project wrote down nothing; `isGrouped`: a roster tells of its group. */
export const usualChores = ({ kind }: Pick<RosterChange, 'kind'>, isGrouped: boolean): readonly string[] => {
  const leaves = kind === 'retire';
  const group = leaves
    ? 'take them out of the GitHub team or the Gerrit group of the cores'
    : 'add them to the GitHub team or the Gerrit group of the cores';
  return [...(isGrouped ? [] : [group]), ...USUAL[leaves ? 'leaves' : 'comes']];
};
