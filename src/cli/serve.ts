// rollcall serve: the process that takes GitHub's webhooks, and shows health and the public reports over HTTP.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Credentials, credentialsOf, logSettingsOf } from '../app/environment.ts';
import type { Doors } from '../app/front.ts';
import { type Log, logOf } from '../app/log.ts';
import { readiness } from '../app/ready.ts';
import { LOOPBACK, SETUP_PATH, setupDoor } from '../app/setup.ts';
import { startTown } from '../app/town.ts';
import type { Inbox } from '../contracts.ts';
import { UsageError, UserError } from '../domain/errors.ts';
import { databasePath, type House } from '../house/house.ts';
import { dueAt, messageFor, outOf } from '../house/message.ts';
import { ROOT } from '../house/plugins.ts';
import { townOf } from '../house/town.ts';
import { html } from '../lib/escape.ts';
import { githubSettings } from '../shell/github/environment.ts';
import { openInbox } from '../store/inbox.ts';
import { answer, type Site } from '../web/pages.ts';
import { openNamed } from './project.ts';
import { COMMON, type Invocation, type Options, text, type Verb } from './verb.ts';

/**
 * What is not to be published is shown to this machine alone, and so are the projects of repositories: their reports
 * are said where they belong, and one that is private must not be read here.
 */
const siteOf = (town: House, local: readonly string[], inbox: Inbox, host: string): Site => ({
  projects: () =>
    town.projects
      .map(({ project }) => project)
      .filter(({ id, publish }) => LOOPBACK.has(host) || (publish && local.includes(id))),
  reports: town.plugins.reports,
  ready: readiness({ store: town.store, inbox, projects: () => town.projects, now: () => town.io.now() }),
  escape: html,
  async page(project, report) {
    const chosen = town.projects.find(each => each.project.id === project.id);
    if (!chosen) throw new Error(`the project ${project.id} is not served`);
    return (
      await messageFor(town, chosen, report, 'html', {
        at: dueAt(report.schedule, town.io.now(), project.timezone),
      })
    ).body;
  },
});

const setupOf = async (house: House, log: Log): Promise<NonNullable<Doors['setup']>> => {
  const [env, manifest] = [process.env, new URL('app.yml', ROOT)];
  return setupDoor({
    manifest: existsSync(manifest) ? await readFile(manifest, 'utf8') : 'name: Rollcall',
    envFile: resolve('.env'),
    save: (path, body, secret) => outOf(() => undefined, house.io).save(path, body, secret),
    apiUrl: githubSettings(env).baseUrl,
    webUrl: `${env['GHE_PROTOCOL'] ?? 'https'}://${env['GHE_HOST'] ?? 'github.com'}`,
    organisation: env['GH_ORG'],
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
  const house = furnish(await openNamed({ options, stopping, terminal: waiting }, makes, isApp));
  const places = { config: text(options, 'config'), database: text(options, 'database') };
  const inbox = openInbox(await databasePath(places));
  try {
    if (!credentials) mustBeAtHome(house, host);
    const setup = !credentials && LOOPBACK.has(host) ? await setupOf(house, log) : undefined;
    const town = await townOf(house, { remark: line => log.warn(line) });
    const local = house.projects.map(({ project }) => project.id);
    const site = siteOf(town.house, local, inbox, host);
    const doors = {
      pages: (method: string, path: string) => answer(site, method, path),
      ...(setup && { setup }),
    };
    const out = outOf(words => terminal.print(words), house.io);
    const running = await startTown({
      ...{ town, local, inbox, log, credentials, out, port, host, doors },
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
  summary: 'take GitHub’s webhooks; health and the public reports as web pages',
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
