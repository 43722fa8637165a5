// The draft of a nomination: words and work of somebody, from the ledger.
import type { Ledger } from '../contracts.ts';
import { type Area, candidatesAmong } from '../domain/candidates.ts';
import { draftWords } from '../domain/nomination-draft.ts';
import type { Project } from '../domain/project.ts';
import type { Link } from '../lib/report-parts.ts';
import { lookAtCandidates } from './candidates.ts';

export interface Draft {
  readonly words: readonly string[];
  readonly work: readonly Link[];
}

/** Pieces of work that are shown. */
const MOST = 6;
const AREAS = 2;

/** A repository or a label goes by its own name. */
const called = ({ field, area }: Area): string => (field === 'repository' ? area : `the ${field} ${area}`);

export const draftFor = async (
  ledger: Ledger,
  project: Project,
  { key, name }: { readonly key: number; readonly name: string },
  at: number,
): Promise<Draft> => {
  const looked = await lookAtCandidates(ledger, project, at);
  const facts = looked.facts.find(({ person }) => person === key);
  const [candidate] = facts ? candidatesAmong([{ ...facts, weeks: Number.MAX_SAFE_INTEGER }]) : [];
  const examples = await looked.examples(key);
  const { answered, priority, agreed, triaged } = examples;
  const work = [...answered, ...priority, ...triaged, ...agreed].filter(({ url }) => url !== '');
  return {
    words: draftWords({
      ...{ name, team: project.title },
      areas: (candidate?.areas ?? []).slice(0, AREAS).map(called),
      missing: (candidate?.missing ?? []).slice(0, AREAS).map(called),
      asks: answered.length > 0,
      onPriority: priority.length > 0,
      triages: triaged.length > 0,
    }),
    work: [...new Map(work.map(link => [link.url, link])).values()].slice(0, MOST),
  };
};
