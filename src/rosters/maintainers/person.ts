// Who is named in one bullet or table row of a MAINTAINERS file.
import type { Handle } from '../../domain/activity.ts';
import type { Role, RosterEntry } from '../../domain/team.ts';
import { findEmail } from '../../lib/email.ts';

const LOGIN = '[A-Za-z\\d](?:[A-Za-z\\d]|-(?=[A-Za-z\\d])){0,38}';
// Not the middle of an e-mail address, not a team (@org/team), not an npm scope.
const MENTION = new RegExp(`(?<![\\w.+/-])@(${LOGIN})(?![\\w/@-]|\\.\\w)`, 'g');
const PROFILE = new RegExp(`https?://(?:www\\.)?github\\.com/(${LOGIN})/?(?=[)\\s>"']|$)`);
const LINK = /\[([^\]]*)\]\(([^)\s]*)[^)]*\)/g;
// A sentence rarely capitalises each word; a name in a script without capitals is let through.
const PARTICLE = '(?:al|bin|d[aeiou]|de[lnr]|dos|e|el|ibn|la|le|te[nr]|v[ao]n|y|zu)';
const FULL_NAME = new RegExp(
  `^[\\p{Lu}\\p{Lo}][\\p{L}\\p{M}.'’-]*(?: (?:${PARTICLE}|[\\p{Lu}\\p{Lo}][\\p{L}\\p{M}.'’-]*)){1,5}$`,
  'u',
);
// Beside an account any words with a capital in front are its name, and in bold any words at all.
const KNOWN_NAME = /^[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){0,5}$/u;
const ANY_NAME = /^\p{L}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){0,5}$/u;
const ONE_WORD = /^\p{L}[\p{L}\p{M}.'’-]+$/u;

interface Told {
  readonly name?: string | undefined;
  readonly login?: string | undefined;
  readonly email?: string | undefined;
  readonly company?: string | undefined;
}

export const entryOf = (role: Role, { name, login, email, company }: Told): RosterEntry | undefined => {
  const named = name === undefined ? {} : { name };
  const handles: Handle[] = [];
  if (login !== undefined) handles.push({ service: 'github', id: login.toLowerCase(), ...named });
  if (email !== undefined) handles.push({ service: 'email', id: email.toLowerCase(), ...named });
  if (handles.length === 0 && name !== undefined) handles.push({ service: 'name', id: name, name });
  if (handles.length === 0) return undefined;
  return { role, handles, ...named, ...(company === undefined ? {} : { company }) };
};

const plain = (text: string): string =>
  text
    .replace(LINK, '$1')
    .replace(/[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}/g, '')
    .replace(/\\(?=[_*])/g, '')
    .trim();

/** A login said with `@`, or the profile that is linked to; a link to another host says that `@x` is not ours. */
export const loginIn = (text: string): string | undefined => {
  const foreign = text.replace(LINK, (link, label: string, target: string) =>
    PROFILE.test(target) || !/^https?:/.test(target) || !label.startsWith('@') ? link : '',
  );
  return PROFILE.exec(foreign)?.[1] ?? [...plain(foreign).matchAll(MENTION)][0]?.[1];
};

/** The name stands first ("Name (@login)"), or after the login ("@login - Name", "@login (Name)"). */
const nameIn = (text: string, login: string | undefined, sure: boolean): string | undefined => {
  const bold = /^\s*(?:\*\*|__)(.+?)(?:\*\*|__)/.exec(text)?.[1];
  const written = plain(bold && !bold.includes('@') ? bold : text);
  const said = written.replace(findEmail(written) ?? '<', '<');
  const after = /^@[\w-]+\s*(?:[-–—:,(]\s*)?([^()<,[\]@]*)/.exec(said)?.[1];
  const first = said.split(/\s[-–—|:]\s|[(<,:[@]|\s[-–—]$|https?:/)[0];
  const name = (after ?? first ?? '').replace(/[\s\-–—:|]+$/, '').trim();
  const isName =
    FULL_NAME.test(name) ||
    (sure && (KNOWN_NAME.test(name) || ONE_WORD.test(name) || (bold !== undefined && ANY_NAME.test(name))));
  return isName && name.toLowerCase() !== login?.toLowerCase() ? name : undefined;
};

/** "@a, @b and @c", with or without an area before them: several people without names. */
const severalIn = (text: string): string[] => {
  const said = plain(text);
  const logins = [...said.matchAll(MENTION)].map(([, login]) => login ?? '');
  const rest = said
    .replace(/^[^@:]*:/, '')
    .replace(MENTION, '')
    .replace(/\band\b|[\s,;&/+|]/g, '');
  return logins.length > 1 && rest === '' ? logins : [];
};

/**
 * The people in a bullet. `explicit`: the heading says that people are listed here, so that a full name alone
 * is enough; elsewhere there must be an account or an address.
 */
export const peopleIn = (text: string, role: Role, explicit: boolean): RosterEntry[] => {
  const several = severalIn(text);
  if (several.length > 0) return several.flatMap(login => entryOf(role, { login }) ?? []);
  const login = loginIn(text);
  const email = findEmail(text.replace(LINK, '$1 $2'));
  const known = login !== undefined || email !== undefined;
  const name = nameIn(text, login, known);
  // "[Issue Tracker](https://github.com/…)" is capitalised like a name.
  const isPage = !known && /\]\(https?:\/\/(?:www\.)?github\.com\//.test(text);
  const entry = known || (explicit && !isPage) ? entryOf(role, { name, login, email }) : undefined;
  return entry ? [entry] : [];
};
