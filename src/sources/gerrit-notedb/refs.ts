// The branches refs/changes/*/meta of a repository: which there are, which are new, and the events on them.
import type { Cursor, Git } from '../../contracts.ts';
import { SourceError } from '../../domain/errors.ts';
import { type ChangeEvent, EVENT_FORMAT, parseEvent } from './events.ts';

export interface MetaRef {
  readonly number: string;
  readonly ref: string;
  readonly sha: string;
}

/** By number of the change. @throws SourceError when there is none. */
export const metaRefs = async (git: Git, dir: string): Promise<MetaRef[]> => {
  const list = ['for-each-ref', '--format=%(refname) %(objectname)', 'refs/changes/*/*/meta'];
  const found = (await git.text(dir, list)).split('\n').flatMap(line => {
    const [, ref, number, sha] = /^(refs\/changes\/\d+\/(\d+)\/meta) ([0-9a-f]+)$/.exec(line) ?? [];
    return ref && number && sha ? [{ ref, number, sha }] : [];
  });
  if (found.length === 0) {
    throw new SourceError(
      `${dir} has no refs/changes/*/meta. Fetch them with: git fetch origin '+refs/changes/*:refs/changes/*'`,
    );
  }
  return found.sort((a, b) => Number(a.number) - Number(b.number));
};

/** A change that was read once and is no more was deleted on the server: what it told must go, too. */
export const hasVanished = (cursor: Cursor, all: readonly MetaRef[]): boolean => {
  const numbers = new Set(all.map(({ number }) => number));
  return [...cursor.keys()].some(stream => /^\d+$/.test(stream) && !numbers.has(stream));
};

export interface History {
  /** Newest first, as git tells them. */
  readonly events: ChangeEvent[];
  broken: number;
}

/** The histories of all these branches, by the name of the ref. */
export const readHistories = async (
  git: Git,
  dir: string,
  refs: readonly MetaRef[],
): Promise<Map<string, History>> => {
  const histories = new Map<string, History>();
  for (const { ref } of refs) histories.set(ref, { events: [], broken: 0 });
  const input = `${refs.map(({ ref }) => ref).join('\n')}\n`;
  const log = ['log', '-z', '--no-show-signature', `--format=${EVENT_FORMAT}`, '--stdin'];
  for await (const record of git.records(dir, log, input)) {
    const parsed = parseEvent(record);
    const history = histories.get(parsed?.ref ?? record.slice(0, record.indexOf('\x1f')));
    if (!history) continue;
    if (parsed) history.events.push(parsed.event);
    else history.broken++;
  }
  return histories;
};
