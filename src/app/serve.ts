// Puts the server together: what comes in, who hears it, what is done now and then.
import type { Inbox } from '../contracts.ts';
import { DAY } from '../domain/calendar.ts';
import type { Listener } from '../flow/hear.ts';
import { isIllness, type Rereads, rereader } from '../flow/reread.ts';
import type { House } from '../house/house.ts';
import { newsSettler } from '../house/settled.ts';
import { bodyReader } from './body.ts';
import type { Credentials } from './environment.ts';
import { EVENTS } from './events.ts';
import { type Doors, openFront } from './front.ts';
import { startHearing } from './hearing.ts';
import type { Log } from './log.ts';
import { startTimers, type Timer } from './timers.ts';
import { closedDoor, webhookDoor } from './webhooks.ts';

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
  readonly listeners: readonly Listener[];
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
    const { project, source, until, error } = trouble;
    const until_ = new Date(until * 1000).toISOString();
    const facts = { project, source, until: until_ };
    if (isIllness(trouble)) log.warn({ ...facts, reason: (error as Error).message }, 'a source is ill');
    else log.error({ ...facts, err: error }, 'a source cannot be reread');
  }
};

/** @throws UserError when the port cannot be had. */
export const startApp = async (parts: AppHouse): Promise<Running> => {
  const { house, inbox, log, credentials, port, host, doors } = parts;
  const { store, io } = house;
  const projects = () => house.projects;
  const settleNews = newsSettler(house, { remark: text => log.warn(text) });
  const reread = rereader(store, projects, io, REREAD);
  const now = (): number => io.now();
  const hearing = startHearing({ inbox, listeners: parts.listeners, now, log });
  const timers: readonly Timer[] = [
    { name: 'inbox', everySeconds: LOOK, run: async () => hearing.wake() },
    {
      name: 'reread',
      everySeconds: 5,
      run: async () => tell(log, await reread()),
    },
    { name: 'settle', everySeconds: SETTLE, run: settleNews },
    {
      name: 'purge',
      everySeconds: DAY,
      async run() {
        const purged = await inbox.purge(io.now() - KEEP_DAYS * DAY);
        log.info({ purged }, 'old payloads were dropped');
      },
    },
    ...(parts.timers ?? []),
  ];
  const webhooks = credentials
    ? await webhookDoor({
        credentials,
        inbox,
        events: EVENTS,
        now,
        onClaim: () => hearing.wake(),
        log,
        read: bodyReader(),
      })
    : closedDoor;
  const stopTimers = startTimers(timers, log);
  const front = await openFront({ ...doors, webhooks }, port, host, log).catch(async (error: unknown) => {
    await Promise.all([stopTimers(), hearing.stop()]);
    throw error;
  });
  return {
    url: front.url,
    async stop() {
      await front.stop();
      await stopTimers();
      await hearing.stop();
    },
  };
};
