// Nominations as commands see them: all there are, and which one somebody means.
import type { Ledger, Person, Request } from '../contracts.ts';
import { dateText } from '../domain/calendar.ts';
import { UserError } from '../domain/errors.ts';
import { type Nomination, nominationsOf } from '../domain/nomination.ts';
import type { Project } from '../domain/project.ts';

export const nominationsIn = async (ledger: Ledger, project: string): Promise<readonly Nomination[]> =>
  nominationsOf(await ledger.decisions(project, Number.MAX_SAFE_INTEGER), await ledger.people(project));

const UNKNOWN =
  'Nothing is known of this account yet. If you also work from another one, ask the PTL to link them.';

interface Answered {
  readonly say: string;
  /** What is said where others read, whether or not there was anything to answer. */
  readonly heard: string;
}

const HEARD = 'Noted. If there was a question for you, it is answered; nobody but who asked is told.';

/** What somebody answers, or the PTL for them; undefined: nothing was asked, and in public nobody can tell. */
export const answeredBy = async (
  accepts: boolean,
  who: string | undefined,
  request: Request,
): Promise<{ readonly nomination?: Nomination; readonly person?: Person } & Answered> => {
  const { ledger, project, asker, isPrivate } = request;
  const person = who === undefined ? asker.person : await request.find(who);
  const all = await nominationsIn(ledger, project.id);
  const states = accepts ? ['asked'] : ['asked', 'accepted', 'open'];
  const nomination = all.find(
    one => one.person !== undefined && one.person === person?.key && states.includes(one.state),
  );
  if (nomination && person) return { nomination, person, say: '', heard: HEARD };
  if (!isPrivate) return { say: HEARD, heard: HEARD };
  if (!person && who === undefined) throw new UserError(UNKNOWN);
  throw new UserError('There is no question open that this would answer.');
};

const nameOf = (people: readonly Person[], key: number | undefined): string =>
  people.find(person => person.key === key)?.name ?? 'somebody';

/** The only one among these, or the one that is named. @throws UserError saying which there are. */
export const theOne = async (
  among: readonly Nomination[],
  who: string | undefined,
  request: Request,
  none: string,
  example: string,
): Promise<Nomination> => {
  const named = who === undefined ? undefined : await request.find(who);
  const fit =
    who === undefined ? among : among.filter(one => one.person === named?.key && named !== undefined);
  const [first, ...others] = fit;
  if (!first) throw new UserError(none);
  if (others.length === 0) return first;
  const people = await request.ledger.people(request.project.id);
  const names = fit.map(({ person }) => nameOf(people, person)).join(', ');
  throw new UserError(`There are several: ${names}. Say whom you mean, for example: ${example}`);
};

/** Of today, such as `2026-03-04`, and `2026-03-04-2` for the second one: it holds no name. */
export const freshId = (at: number, { timezone }: Project, taken: readonly Nomination[]): string => {
  const day = dateText(at, timezone);
  const ids = new Set(taken.map(({ id }) => id));
  for (let number = 2, id = day; ; number++, id = `${day}-${number - 1}`) if (!ids.has(id)) return id;
};
