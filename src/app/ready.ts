// Whether Rollcall is ready: the ledger can be written, the inbox is drained, and how fresh the sources are.
import type { Inbox, Store } from '../contracts.ts';
import { isStale } from '../domain/freshness.ts';
import type { Project } from '../domain/project.ts';
import type { Readiness } from '../web/pages.ts';

/** Seconds that a delivery may wait before something is wrong with whoever hears. */
const LONGEST_WAIT = 900;
/** Seconds that an answer holds: whoever asks without end makes no work. */
const HOLDS = 1;

export interface ReadyParts {
  readonly store: Store;
  readonly inbox: Inbox;
  readonly projects: () => readonly { readonly project: Project }[];
  /** Whether anybody may know that there is this project, and what it reads. */
  readonly isShown: (project: Project) => Promise<boolean>;
  readonly now: () => number;
}

const ILL: Readiness = {
  ready: false,
  ledger: 'not readable',
  inbox: { waiting: 0, oldestSeconds: 0, setAside: 0 },
  projects: [],
  others: { projects: 0, sources: 0, stale: 0 },
};

/** A real write, which changes nothing. */
const isWritable = async (store: Store, now: number): Promise<boolean> => {
  try {
    return await store.lease('ready', 'ready', now, now);
  } catch {
    return false;
  }
};

const sourcesOf = async (store: Store, { id, policy }: Project, now: number) =>
  (await store.sources(id)).map(source => ({
    id: source.id,
    readAt: source.readAt ?? null,
    stale: isStale(source.readAt, now, policy),
  }));

type Sources = Awaited<ReturnType<typeof sourcesOf>>;

/** Of projects that not everybody may know of there are numbers alone. */
const counted = (all: readonly Sources[]): Readiness['others'] => ({
  projects: all.length,
  sources: all.flat().length,
  stale: all.flat().filter(({ stale }) => stale).length,
});

const look = async ({ store, inbox, projects, isShown, now: clock }: ReadyParts): Promise<Readiness> => {
  const now = clock();
  const writable = await isWritable(store, now);
  const { waiting, oldestAt, setAside } = await inbox.lag();
  const all = await Promise.all(
    projects().map(async ({ project }) => ({
      id: project.id,
      shown: await isShown(project),
      sources: await sourcesOf(store, project, now),
    })),
  );
  const oldestSeconds = oldestAt === undefined ? 0 : Math.max(0, now - oldestAt);
  return {
    ready: writable && oldestSeconds <= LONGEST_WAIT,
    ledger: writable ? 'writable' : 'not writable',
    inbox: { waiting, oldestSeconds, setAside },
    projects: all.filter(({ shown }) => shown).map(({ id, sources }) => ({ id, sources })),
    others: counted(all.filter(({ shown }) => !shown).map(({ sources }) => sources)),
  };
};

export const readiness = (parts: ReadyParts): (() => Promise<Readiness>) => {
  let [askedAt, answer]: [number, Promise<Readiness> | undefined] = [0, undefined];
  return () => {
    const now = parts.now();
    if (!answer || now - askedAt > HOLDS) [askedAt, answer] = [now, look(parts).catch(() => ILL)];
    return answer;
  };
};
