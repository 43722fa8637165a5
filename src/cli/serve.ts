// rollcall serve: the process that takes GitHub's webhooks, and shows health and the public reports over HTTP.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { resolve } from 'node:path';
import { type Credentials, credentialsOf, logSettingsOf } from '../app/environment.ts';
import type { Doors } from '../app/front.ts';
import { type Log, logOf } from '../app/log.ts';
import { readiness } from '../app/ready.ts';
import { isAtHome, LOOPBACK, SETUP_PATH, setupDoor } from '../app/setup.ts';
import { startTown } from '../app/town.ts';
import type { Inbox, Report } from '../contracts.ts';
import { UsageError, UserError } from '../domain/errors.ts';
import type { Project } from '../domain/project.ts';
import { dueAt } from '../domain/schedule.ts';
import { openness } from '../house/discretion.ts';
import { databasePath, type House, type ProjectHouse } from '../house/house.ts';
import { messageFor, outOf, secret } from '../house/message.ts';
import { ROOT } from '../house/plugins.ts';
import { townOf } from '../house/town.ts';
import { html } from '../lib/escape.ts';
import { githubFromEnvironment, githubSettings, webUrlOf } from '../shell/github/environment.ts';
import { lazyGitHub } from '../shell/github.ts';
import { chatPool } from '../shell/irc/pool.ts';
import { connectChat } from '../shell/irc.ts';
import { openInbox } from '../store/inbox.ts';
import { answer, type Site } from '../web/pages.ts';
import { openNamed } from './project.ts';
import { COMMON, type Invocation, type Options, text, type Verb } from './verb.ts';

/**
 * What is not to be published is shown to this machine alone, and so are the projects of repositories: their reports
 * are said where they belong, and one that is private must not be read here.
 */
const siteOf = (town: House, local: readonly string[], inbox: Inbox, atHome: boolean): Site => {
  const isOpen = openness(town);
  const isShown = async ({ id, publish }: Project): Promise<boolean> =>
    atHome || (publish && local.includes(id) && (await isOpen(id)));
  return {
    async projects() {
      const shown: Project[] = [];
      for (const { project } of town.projects) if (await isShown(project)) shown.push(project);
      return shown;
    },
    reports: town.plugins.reports,
    ready: readiness({
      ...{ store: town.store, inbox, isShown },
      projects: () => town.projects,
      now: () => town.io.now(),
    }),
    escape: html,
    page: heldPages(town),
  };
};

/** Seconds that an answer waits for GitHub; after that it is tried again later. */
const ANSWERS_WAIT = 30;

/** Seconds that a page is shown again as it is: whoever asks without end makes no work. */
const HOLDS = 5;

const heldPages = (town: House): Site['page'] => {
  const held = new Map<string, { readonly at: number; readonly body: Promise<string> }>();
  const made = async (chosen: ProjectHouse, report: Report): Promise<string> => {
    const at = dueAt(report.schedule, town.io.now(), chosen.project.timezone);
    return (await messageFor(town, chosen, report, 'html', { at })).body;
  };
  return (project, report) => {
    const key = `${project.id}/${report.id}`;
    const known = held.get(key);
    if (known && town.io.now() - known.at < HOLDS) return known.body;
    const chosen = town.projects.find(each => each.project.id === project.id);
    if (!chosen) throw new Error(`the project ${project.id} is not served`);
    const body = made(chosen, report);
    held.set(key, { at: town.io.now(), body });
    body.catch(() => held.delete(key));
    return body;
  };
};

const setupOf = async (house: House, log: Log): Promise<NonNullable<Doors['setup']>> => {
  const manifest = new URL('app.yml', ROOT);
  const { baseUrl: apiUrl } = githubSettings(process.env);
  return setupDoor({
    manifest: existsSync(manifest) ? await readFile(manifest, 'utf8') : 'name: Rollcall',
    envFile: resolve('.env'),
    save: (path, body, secret) => outOf(() => undefined, house.io).save(path, body, secret),
    apiUrl,
    webUrl: webUrlOf(apiUrl),
    organisation: process.env['GH_ORG'],
    log,
  });
};

/** With an App it may listen anywhere: what is not published has no page there. */
const mustBeAtHome = ({ projects }: House, host: string): void => {
  const unpublished = projects.filter(({ project }) => !project.publish).map(({ project }) => project.id);
  if (unpublished.length === 0 || LOOPBACK.has(host)) return;
  throw new UserError(
    `${unpublished.join(', ')}: \`publish: false\` keeps the pages on this machine; --host ${host} would not.`,
  );
};

const addressOf = (options: Options): { port: number; host: string } => {
  const port = text(options, 'port') ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port ${port} is no port number.`);
  return { port: Number(port), host: text(options, 'host') ?? '127.0.0.1' };
};

/** The first signal asks to stop, the second one stops at once. */
const stopSignal = (): { readonly stopping: () => boolean; readonly asked: Promise<void> } => {
  let stopping = false;
  const asked = new Promise<void>(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(1);
        stopping = true;
        resolve();
      });
    }
  });
  return { stopping: () => stopping, asked };
};

const startWords = (url: string, credentials: Credentials | undefined, offersSetup: boolean): string => {
  const none = offersSetup
    ? `No GitHub App yet. To make one click: ${url}${SETUP_PATH}\n`
    : 'No GitHub App: webhooks are refused.\n';
  return `Listening on ${url}/\n${credentials ? `GitHub App ${credentials.appId}\n` : none}`;
};

/** Runs until it is told to stop; `furnish` has the last word on what the house holds. */
export const serve = async (
  { options, terminal }: Pick<Invocation, 'options' | 'terminal'>,
  furnish: (house: House) => House = house => house,
): Promise<number> => {
  const { port, host } = addressOf(options);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const credentials = credentialsOf(process.env);
  const log = logOf(logSettingsOf(process.env, terminal.isTerminal));
  const { stopping, asked } = stopSignal();
  // A newcomer has none yet; one that was named and is not there is a slip of the pen.
  const isApp = credentials !== undefined;
  const makes = isApp || text(options, 'database') === undefined;
  const waiting = { ...terminal, remark: (line: string) => log.info(line) };
  const house = furnish(await openNamed({ options, stopping, terminal: waiting }, makes, true));
  const places = { config: text(options, 'config'), database: text(options, 'database') };
  const inbox = openInbox(await databasePath(places));
  try {
    if (!credentials) mustBeAtHome(house, host);
    const setup = !credentials && LOOPBACK.has(host) ? await setupOf(house, log) : undefined;
    const town = await townOf(house, { remark: line => log.warn(line) });
    const local = house.projects.map(({ project }) => project.id);
    const siteFor = (atHome: boolean): Site => siteOf(town.house, local, inbox, atHome);
    // An App is reached from outside: where it listens at home, somebody leads its readers here.
    const isHome = !isApp && LOOPBACK.has(host);
    const [inside, outside] = [siteFor(true), siteFor(false)];
    const doors = {
      pages: (method: string, path: string, request: IncomingMessage) =>
        answer(isHome && isAtHome(request) ? inside : outside, method, path),
      ...(setup && { setup }),
    };
    const chats = chatPool();
    const out = outOf(words => terminal.print(words), house.io, chats);
    const means = { now: () => house.io.now(), secret, log: (line: string) => log.info(line) };
    const answering = lazyGitHub(() =>
      githubFromEnvironment(process.env, { stopping, longestWait: ANSWERS_WAIT }),
    );
    const running = await startTown({
      ...{ town, local, inbox, log, credentials, out, port, host, doors, answering },
      connect: (server, channels, listener) => {
        const connection = connectChat(server, channels, listener, means);
        const remove = chats.add(server, connection);
        return {
          ...connection,
          async stop() {
            remove();
            await connection.stop();
          },
        };
      },
    });
    terminal.print(startWords(running.url, credentials, setup !== undefined));
    await asked;
    await running.stop();
    return 0;
  } finally {
    inbox.close();
    house.store.close();
  }
};

export const serveVerb: Verb = {
  name: 'serve',
  usage: 'serve [--port N] [--host NAME]',
  summary: 'stay and do what is due when it is: GitHub’s webhooks, IRC, reports and letters, web pages',
  details: `The App is named by the environment, or by a file .env here: APP_ID, PRIVATE_KEY or PRIVATE_KEY_PATH,
WEBHOOK_SECRET; GHE_HOST or GITHUB_API_URL for a server of your own; LOG_LEVEL, LOG_FORMAT=json|pretty.`,
  options: {
    port: { type: 'string', value: 'N', help: 'default 3000; 0 takes a free one' },
    host: { type: 'string', value: 'NAME', help: 'default 127.0.0.1: this machine only' },
    config: COMMON.config,
    database: COMMON.database,
  },
  run: invocation => serve(invocation),
};
