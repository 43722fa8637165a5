// A server that spoils what it says: sources must come to an end all the same, with a SourceError or without.
import type { Chance } from '../../../bench/random.ts';
import type { GitHub, GitHubAnswer, Http, HttpAnswer, Io, Source } from '../../../src/contracts.ts';
import { SourceError } from '../../../src/domain/errors.ts';
import { testIo } from '../reading.ts';
import { SOURCE_WORLDS } from '../source-worlds.ts';
import { type Json, spoiltJson } from './json.ts';
import { unsound } from './sound.ts';
import { spoiltText } from './text.ts';

/** Gerrit's guard before every answer stays where it is, most of the time. */
const GUARD = ")]}'\n";

/** A link with a megabyte of marks in it would be asked for for ever. */
const spoiltBody = (body: string, chance: Chance): string => {
  if (chance.happens(0.2)) return spoiltText(body, chance);
  const guard = body.startsWith(GUARD) ? GUARD : '';
  try {
    return guard + JSON.stringify(spoiltJson(JSON.parse(body.slice(guard.length)) as Json, chance));
  } catch {
    return spoiltText(body, chance);
  }
};

export interface Bounds {
  /** One in so many answers is spoilt. */
  readonly rarely: number;
  /** Requests after which a reading is taken to have no end. */
  readonly most: number;
}

const counted = (most: number) => {
  let asked = 0;
  return (): void => {
    asked += 1;
    if (asked > most) throw new RangeError(`after ${most} requests there is no end`);
  };
};

/** What the real server says is asked for once, and kept. */
export const spoilingHttp = (real: Http, kept: Map<string, HttpAnswer>) => {
  return (chance: Chance, { rarely, most }: Bounds): Http => {
    const count = counted(most);
    return {
      async get(url, request) {
        count();
        const answer = kept.get(url) ?? (await real.get(url, request));
        kept.set(url, answer);
        if (!chance.happens(1 / rarely)) return answer;
        if (chance.happens(0.1)) return { ...answer, status: [404, 410, 304][chance.below(3)] ?? 404 };
        return { ...answer, body: spoiltBody(answer.body, chance) };
      },
    };
  };
};

const spoilingGitHub =
  (real: GitHub) =>
  (chance: Chance, { rarely, most }: Bounds): GitHub => {
    const count = counted(most);
    return {
      async request(route, parameters): Promise<GitHubAnswer> {
        count();
        const answer = await real.request(route, parameters);
        if (!chance.happens(1 / rarely)) return answer;
        if (chance.happens(0.1)) return { ...answer, more: !answer.more };
        if (chance.happens(0.1))
          return { ...answer, status: [404, 410, 304, 422][chance.below(4)] ?? 404, data: undefined };
        return { ...answer, data: spoiltJson(answer.data as Json, chance) };
      },
    };
  };

/** Reads a whole source from a spoiling server. @throws whatever is no SourceError */
export const pullFrom = <Raw, Settings>(source: Source<Raw, Settings>, given: unknown, folder: string) => {
  const settings = source.settings.parse(given);
  const { http, github } = SOURCE_WORLDS[source.id] ?? {};
  const web = http && spoilingHttp(http, new Map());
  const hub = github && spoilingGitHub(github);
  return async (chance: Chance, bounds: Bounds): Promise<{ records: number; refused: boolean }> => {
    const io: Io = {
      ...testIo(folder),
      ...(web && { http: web(chance, bounds) }),
      ...(hub && { github: hub(chance, bounds) }),
    };
    let records = 0;
    try {
      for await (const page of source.pull(settings, new Map(), io)) {
        for (const raw of page.raws) {
          const fault = unsound(source.normalise(raw, settings));
          if (fault !== undefined) throw new TypeError(fault);
        }
        records += page.raws.length;
      }
      return { records, refused: false };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      return { records, refused: true };
    }
  };
};
