// Reads "Name <mail>" as people and programs write it.
import type { Handle } from '../domain/activity.ts';

export interface Address {
  readonly name: string;
  /** In lower case; absent where only a name is given. */
  readonly email?: string;
}

const FORM = /^\s*"?([^<>"]*?)"?\s*<\s*([^<>\s]+@[^<>\s]+)\s*>?\s*$/;
/** "Name mail@host", the brackets forgotten. */
const LOOSE = /^\s*([^<>@"]*\S)\s+([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)\s*$/;
/** What is longer is no name and no address; the forms above would look at it again from each of its letters. */
const LONGEST = 1000;
const BARE = /^\s*<?([^\s<>@]+@[^\s<>@]+)>?\s*$/;

/** Undefined when there is neither a name nor an address. A missing closing bracket is forgiven. */
export const parseAddress = (text: string): Address | undefined => {
  if (text.length > LONGEST) return undefined;
  const bare = BARE.exec(text);
  if (bare) return { name: '', email: (bare[1] ?? '').toLowerCase() };
  const loose = LOOSE.exec(text);
  if (loose) return { name: loose[1]?.trim() ?? '', email: (loose[2] ?? '').toLowerCase() };
  const full = FORM.exec(text);
  if (full) return { name: full[1]?.trim() ?? '', email: (full[2] ?? '').toLowerCase() };
  const name = text.trim();
  return name === '' || /[<>]/.test(name) ? undefined : { name };
};

/** The account that an address is; somebody without one is known by name alone. */
export const addressHandle = ({ name, email }: Address): Handle => {
  if (email === undefined) return { service: 'name', id: name, name };
  return { service: 'email', id: email, ...(name === '' ? {} : { name }) };
};
