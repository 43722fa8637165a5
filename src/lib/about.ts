// Whom a command is about: whoever asks, or somebody whom the PTL names first; and what may be answered where.
import type { Handle } from '../domain/activity.ts';
import { UserError } from '../domain/errors.ts';

export interface About {
  /** `@login`, account or name as written; undefined: whoever asks. */
  readonly about?: string;
  readonly rest: readonly string[];
}

/** `@una 6` is 6 about una. */
export const aboutFirst = ([first, ...rest]: readonly string[]): About =>
  first !== undefined && /^@./.test(first)
    ? { about: first, rest }
    : { rest: first === undefined ? [] : [first, ...rest] };

interface Somebody {
  readonly name: string;
  readonly bot: boolean;
  readonly handles: readonly Handle[];
}

interface Asking<Person extends Somebody> {
  readonly asker: { readonly handle: Handle; readonly person?: Person };
  find(who: string): Promise<Person | undefined>;
}

export interface Subject<Person> {
  readonly person: Person;
  /** An account by which the ledger knows them. */
  readonly of: Handle;
}

/** @throws UserError when nobody is known by that name, or of whoever asks. */
export const subjectOf = async <Person extends Somebody>(
  about: string | undefined,
  { asker, find }: Asking<Person>,
): Promise<Subject<Person>> => {
  const person = about === undefined ? asker.person : await find(about);
  if (person === undefined)
    throw new UserError(
      about === undefined
        ? 'Nothing is known of this account yet. If you also work from another one, ask the PTL to link them; on the terminal, say who you are with --as.'
        : `Nothing is known of ${about}.`,
    );
  if (person.bot) throw new UserError('That is a program.');
  const { service, id } = asker.handle;
  const isTheirs = person.handles.some(each => each.service === service && each.id === id);
  const account = person.handles.find(each => each.service !== 'name') ?? person.handles[0] ?? asker.handle;
  return { person, of: isTheirs ? asker.handle : account };
};

interface Told {
  readonly audience: 'public' | 'ptl' | 'person';
  readonly say: readonly string[];
}

/** Where others read, nothing but that it was heard: neither what was said nor what holds. */
export const discreetly = (isPrivate: boolean, about: string | undefined, say: readonly string[]): Told => {
  if (!isPrivate) return { audience: 'public', say: ['Noted.'] };
  return { audience: about === undefined ? 'person' : 'ptl', say };
};

/** What is meant for one ear is refused in the same words whatever there is to it. */
export const PRIVATE_PLACE =
  'This is for a private place, and others read here. Nothing was noted, and nothing is told; ask where the PTL’s report is posted.';

/** @throws UserError in a place that others read. */
export const mustBePrivate = ({ isPrivate }: { readonly isPrivate: boolean }): void => {
  if (!isPrivate) throw new UserError(PRIVATE_PLACE);
};
