// Asks for everything about one bug: itself, its tasks, its log, its comments, and who took part.
import { z } from 'zod';
import type { Io } from '../../contracts.ts';
import type { Skip } from '../../domain/activity.ts';
import { PERSON } from './answer.ts';
import { nameIn } from './people.ts';
import type { Settings } from './settings.ts';
import { type Web, webOf } from './web.ts';

/** A bug as Launchpad tells it; or the number of one that is there no longer. */
export type Raw =
  | {
      readonly bug: unknown;
      readonly tasks: readonly unknown[];
      readonly activity: readonly unknown[];
      readonly messages: readonly unknown[];
      /** Names on Launchpad with what is shown for them. */
      readonly people: readonly (readonly [name: string, shown: string])[];
      /** False: something of it could not be read, so that nothing known before is taken back. */
      readonly whole: boolean;
    }
  | { readonly gone: number };

/** What tells whether a bug is as it was. */
const HEAD = z.looseObject({
  id: z.number().int().positive(),
  date_last_updated: z.string().regex(/^\S{1,40}$/),
  message_count: z.number().optional(),
});
export type Head = z.infer<typeof HEAD>;

export interface Found {
  readonly raw?: Raw;
  readonly skipped: readonly Skip[];
}

export interface Reader {
  /** `gone`: it is there no longer; undefined: it cannot be made use of. */
  head(number: number): Promise<Head | 'gone' | undefined>;
  rest(head: Head): Promise<Found>;
}

const PART = 300;

const LINKS = z.looseObject({ owner_link: z.string().nullish(), person_link: z.string().nullish() });

const namesIn = (records: readonly unknown[]): Set<string> =>
  new Set(
    records.flatMap(record => {
      const links = LINKS.safeParse(record).data;
      return [nameIn(links?.owner_link) ?? [], nameIn(links?.person_link) ?? []].flat();
    }),
  );

/** Asks for each person once. Who left Launchpad is told of no more. */
const asker = (web: Web, url: string) => {
  const shown = new Map<string, string>();
  return async (names: ReadonlySet<string>): Promise<[string, string][]> => {
    const people: [string, string][] = [];
    for (const name of names) {
      const known =
        shown.get(name) ?? PERSON.safeParse(await web.record(`${url}/~${name}`)).data?.display_name ?? '';
      shown.set(name, known);
      people.push([name, known]);
    }
    return people;
  };
};

export const readerOf = ({ url }: Settings, io: Pick<Io, 'http'>): Reader => {
  const web = webOf(io);
  const people = asker(web, url);

  const head = async (number: number): Promise<Head | 'gone' | undefined> => {
    const bug = await web.record(`${url}/bugs/${number}`);
    if (bug === undefined) return 'gone';
    const parsed = HEAD.safeParse(bug);
    return parsed.success && parsed.data.id === number ? parsed.data : undefined;
  };

  const rest = async (bug: Head): Promise<Found> => {
    const skipped: Skip[] = [];
    const part = async (name: string): Promise<unknown[]> => {
      const found = await web.list(`${url}/bugs/${bug.id}/${name}?ws.size=${PART}`);
      const reason = found === undefined ? 'it is not there, or may not be read' : found.cut;
      if (reason !== undefined) skipped.push({ where: `bug ${bug.id} ${name}`, reason });
      return found?.all ?? [];
    };
    const tasks = await part('bug_tasks');
    const activity = await part('activity');
    // The first message is the description.
    const messages = bug.message_count !== undefined && bug.message_count <= 1 ? [] : await part('messages');
    const names = namesIn([bug, ...tasks, ...activity, ...messages]);
    const whole = skipped.length === 0;
    return { raw: { bug, tasks, activity, messages, people: await people(names), whole }, skipped };
  };

  return { head, rest };
};
