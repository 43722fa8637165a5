// Puts the server together: what comes in, who hears it, what is done now and then.
import type { Inbox } from '../contracts.ts';
import { DAY } from '../domain/calendar.ts';
import { factsListener, type Listener } from '../flow/hear.ts';
import { isIllness, type Rereads, rereader } from '../flow/reread.ts';
import type { House } from '../house/house.ts';
import { configuredNames } from '../house/renames.ts';
import { newsSettler } from '../house/settled.ts';
import { bodyReader } from './body.ts';
import type { Credentials } from './environment.ts';
import { EVENTS } from './events.ts';
import { type Doors, openFront } from './front.ts';
import { type Hearing, startHearing } from './hearing.ts';
import { underItsName } from './listeners.ts';
import type { Log } from './log.ts';
import { startTimers, type Timer } from './timers.ts';
import { closedDoor, type Door, webhookDoor } from './webhooks.ts';

/** Payloads are kept for so long after they were heard; their ids stay for ever. */
const KEEP_DAYS = 30;
/** Seconds between two looks at what waits, for deliveries that failed or that another process let wait again. */
const LOOK = 10;
/** Several deliveries come for one act of somebody: they are answered by one reading. */
const REREAD = { quietSeconds: 20, most: 50 };
/** Seconds between two looks at who is new. */
const SETTLE = 60;

export interface AppHouse {
  readonly house: House;
  readonly inbox: Inbox;
  readonly log: Log;
  /** Undefined: no App, and no webhook is taken. */
  readonly credentials?: Credentials | undefined;
  readonly port: number;
  readonly host: string;
  readonly doors: Omit<Doors, 'webhooks'>;
  /** Who hears deliveries beside the ledger, and who acts on them afterwards. */
  readonly recorders?: readonly Listener[];
  readonly answerers?: readonly Listener[];
  /** What is done now and then besides. */
  readonly timers?: readonly Timer[];
}

export interface Running {
  readonly url: string;
  /** Takes nothing new, finishes what is at hand. The caller closes inbox and ledger. */
  stop(): Promise<void>;
}

const tell = (log: Log, { read, troubles }: Rereads): void => {
  if (read > 0) log.info({ items: read }, 'items were read whole');
  for (const trouble of troubles) {
    const { project, source, error } = trouble;
    const facts = { project, source, until: new Date(trouble.until * 1000).toISOString() };
    if (isIllness(trouble)) log.warn({ ...facts, reason: (error as Error).message }, 'a source is ill');
    else log.error({ ...facts, err: error }, 'a source cannot be reread');
  }
};

const rereading = (house: House, log: Log): Timer => {
  const { store, io } = house;
  const reread = rereader(store, () => house.projects, io, REREAD);
  return { name: 'reread', everySeconds: 5, run: async () => tell(log, await reread()) };
};

const timersOf = ({ house, inbox, log, timers = [] }: AppHouse, hearing: Hearing): readonly Timer[] => [
  ...timers,
  { name: 'inbox', everySeconds: LOOK, run: async () => hearing.wake() },
  rereading(house, log),
  { name: 'settle', everySeconds: SETTLE, run: newsSettler(house, { remark: text => log.warn(text) }) },
  {
    name: 'purge',
    everySeconds: DAY,
    async run() {
      const purged = await inbox.purge(house.io.now() - KEEP_DAYS * DAY);
      log.info({ purged }, 'old payloads were dropped');
    },
  },
];

const doorFor = async ({ credentials, inbox, house, log }: AppHouse, hearing: Hearing): Promise<Door> =>
  credentials
    ? webhookDoor({
        credentials,
        inbox,
        events: EVENTS,
        now: () => house.io.now(),
        onClaim: () => hearing.wake(),
        log,
        read: bodyReader(),
      })
    : closedDoor;

/** Of renamed repositories it hears under the names that the configuration knows. */
const factsOf = (house: House): Listener => {
  const projects = () => house.projects;
  const facts = factsListener(house.store, projects, () => house.io.now());
  return underItsName(facts, configuredNames(house.store, projects));
};

/** @throws UserError when the port cannot be had. */
export const startApp = async (parts: AppHouse): Promise<Running> => {
  const { house, inbox, log, port, host, doors } = parts;
  const hearing = startHearing({
    ...{ inbox, log, now: () => house.io.now() },
    recorders: [factsOf(house), ...(parts.recorders ?? [])],
    answerers: parts.answerers ?? [],
  });
  const stopTimers = startTimers(timersOf(parts, hearing), log);
  const open = async () => openFront({ ...doors, webhooks: await doorFor(parts, hearing) }, port, host, log);
  const front = await open().catch(async (error: unknown) => {
    await Promise.all([stopTimers(), hearing.stop()]);
    throw error;
  });
  return {
    url: front.url,
    async stop() {
      await front.stop();
      await Promise.all([stopTimers(), hearing.stop()]);
    },
  };
};
