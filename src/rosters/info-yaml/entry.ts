// One person of an INFO file as a roster entry: by e-mail address first, by name where there is none.
import type { Handle } from '../../domain/activity.ts';
import type { Role, RosterEntry, RosterNote } from '../../domain/team.ts';

export interface InfoText {
  readonly entries: readonly RosterEntry[];
  readonly notes: readonly RosterNote[];
  readonly remarks: readonly { readonly line?: number; readonly reason: string }[];
}

interface Told {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly company?: string | undefined;
}

export const emailEntry = (role: Role, { name, email, company }: Told): RosterEntry | undefined => {
  const named = name === undefined ? {} : { name };
  const handles: Handle[] = [];
  if (email !== undefined) handles.push({ service: 'email', id: email.toLowerCase(), ...named });
  else if (name !== undefined) handles.push({ service: 'name', id: name, name });
  if (handles.length === 0) return undefined;
  return { role, handles, ...named, ...(company === undefined ? {} : { company }) };
};
