// Who hears deliveries besides the ledger: the comments, the configurations of repositories, the teams.
import type { Delivery } from '../contracts.ts';
import type { Listener } from '../flow/hear.ts';
import { commentsListener } from '../house/comments.ts';
import { configListener } from '../house/config-push.ts';
import { type FirstWords, firstWords } from '../house/first-words.ts';
import type { House } from '../house/house.ts';
import { installationListener } from '../house/installations.ts';
import { configuredNames } from '../house/renames.ts';
import { rosterListener } from '../house/roster-changes.ts';
import type { Log } from './log.ts';

export interface ListenerParts {
  /** Its projects are those of now. */
  readonly house: House;
  /** Ids of the projects that are configured on this machine. */
  readonly local: readonly string[];
  /** The projects of repositories have changed. */
  readonly changed: () => Promise<void>;
  readonly log: Log;
}

/** Under whose name the App writes; asked once, and again where GitHub did not answer. */
const ownLoginOf = ({ io }: House): (() => Promise<string | undefined>) => {
  let login: string | undefined;
  return async () => {
    if (login !== undefined) return login;
    const { data } = await io.github.request('GET /app').catch(() => ({ data: undefined }));
    const { slug } = (data ?? {}) as { readonly slug?: unknown };
    if (typeof slug === 'string') login = `${slug}[bot]`;
    return login;
  };
};

/** Lets a listener hear of renamed repositories under the names that the configuration knows. */
export const underItsName = (
  listener: Listener,
  named: (delivery: Delivery) => Promise<Delivery>,
): Listener => ({ ...listener, hear: async delivery => listener.hear(await named(delivery)) });

export interface Listeners {
  /** They act on what is told. */
  readonly answerers: readonly Listener[];
  readonly firstWords: FirstWords;
}

export const listenersOf = ({ house, local, changed, log }: ListenerParts): Listeners => {
  const { store, plugins, io } = house;
  const projects = () => house.projects;
  const now = () => io.now();
  const named = configuredNames(store, projects);
  const configs = { store, github: io.github, plugins, local: () => local, now, changed };
  const comments = commentsListener({
    house,
    projects,
    ownLogin: ownLoginOf(house),
    log: { info: text => log.info(text), error: (text, err) => log.error({ err }, text) },
  });
  return {
    answerers: [
      configListener(configs),
      installationListener({ ...configs, projects, remark: text => log.warn(text) }),
      rosterListener(store, projects),
      underItsName(comments, named),
    ],
    firstWords: firstWords(configs),
  };
};
