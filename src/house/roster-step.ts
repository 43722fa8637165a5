// A change that a matter decided, brought to every roster, and what the PTL is told of it.
import { z } from 'zod';
import type { Chore, Io } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import type { NoteStep, RosterStep } from '../domain/matter.ts';
import { accountOn, type RosterChange } from '../domain/roster-change.ts';
import type { ConfiguredRoster } from '../flow/settle.ts';
import type { ProjectHouse } from './house.ts';
import { type ProposedChange, proposeRosterChange } from './roster-change.ts';
import { titleFor, usualChores } from './roster-words.ts';

type Proposed = { readonly roster: string } & (
  | ProposedChange
  | { readonly by: 'nobody'; readonly why: string }
);

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** Each roster has a pull request of its own: two may stand in one repository. */
const proposedTo = async (
  io: Io,
  chosen: ProjectHouse,
  roster: ConfiguredRoster,
  { key, change }: RosterStep,
): Promise<Proposed> => {
  try {
    const done = await proposeRosterChange(io, chosen, roster, change, `${key} ${roster.id}`);
    return { roster: roster.id, ...done };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { roster: roster.id, by: 'nobody', why: error.message };
  }
};

const ACCOUNT = z.object({ login: z.string().min(1) });

/** People write logins, and the ledger may know the number alone; an account that is gone keeps its number. */
const withLogin = async ({ github }: Io, change: RosterChange): Promise<RosterChange> => {
  const numbered = change.handles.find(({ service, id }) => service === 'github' && /^\d+$/.test(id));
  if (!numbered || accountOn(change, 'github') !== undefined) return change;
  const { status, data } = await github.request('GET /user/{account_id}', {
    account_id: Number(numbered.id),
  });
  const login = status === 200 ? ACCOUNT.safeParse(data).data?.login : undefined;
  if (login === undefined) return change;
  const handles = change.handles.map(each => (each === numbered ? { ...each, name: login } : each));
  return { ...change, handles };
};

/** What is left for a human: groups and teams, and what the team wrote down for itself. */
const choresFor = (
  { project, rosters }: ProjectHouse,
  { change }: RosterStep,
): (string | { text: string; url: string })[] => {
  const asked = rosters.flatMap(({ plugin, settings }) => [...(plugin.checklist?.(settings, change) ?? [])]);
  const own = change.kind === 'retire' ? project.offBoarding : project.onBoarding;
  const shown = ({ text, url }: Chore) => (url === undefined ? text : { text, url });
  return [...asked.map(shown), ...(own ?? usualChores(change, asked.length > 0))];
};

/**
 * Proposes the change to every roster that is a file; said again, it finds what it proposed. A roster that refuses it is
 * told of in the note, and keeps no other from it.
 * @throws SourceError where a roster or its place cannot be reached now.
 */
export const rosterNote = async (io: Io, chosen: ProjectHouse, decided: RosterStep): Promise<NoteStep> => {
  const step = { ...decided, change: await withLogin(io, decided.change) };
  const all: Proposed[] = [];
  for (const roster of chosen.rosters)
    if (roster.plugin.writing) all.push(await proposedTo(io, chosen, roster, step));
  const isRefused = all.length > 0 && all.every(({ by }) => by === 'nobody');
  return {
    kind: 'note',
    key: isRefused ? (step.refusedKey ?? step.key) : step.key,
    about: step.about,
    template: 'roster-change',
    title: titleFor(step.change),
    model: {
      name: step.change.name,
      pulls: all.flatMap(({ roster, ...each }) =>
        each.by === 'pull'
          ? [{ roster, state: each.state, link: { text: 'pull request', url: each.url } }]
          : [],
      ),
      patches: all.flatMap(({ roster, ...each }) =>
        each.by === 'patch'
          ? [{ roster, diff: { code: linesOf(each.diff) }, words: { code: linesOf(each.words) } }]
          : [],
      ),
      refused: all.flatMap(({ roster, ...each }) =>
        each.by === 'nobody' ? [{ roster, why: each.why }] : [],
      ),
      chores: choresFor(chosen, step),
    },
  };
};
