// The server with everybody in it: the projects of repositories, all who hear, and the schedule.
import type { GitHub, Out } from '../contracts.ts';
import { type ChatDeps, startChat } from '../house/chat.ts';
import type { House } from '../house/house.ts';
import { type Schedule, startSchedule } from '../house/schedule.ts';
import { settleIfChanged } from '../house/settled.ts';
import type { Town } from '../house/town.ts';
import { listenersOf } from './listeners.ts';
import { type AppHouse, type Running, startApp } from './serve.ts';

export interface TownParts extends Omit<AppHouse, 'recorders' | 'answerers' | 'timers' | 'house'> {
  readonly town: Town;
  /** Ids of the projects that are configured on this machine. */
  readonly local: readonly string[];
  /** For whoever answers: it does not wait long for one owner's limit, while the others' questions wait. */
  readonly answering?: GitHub;
  /** Where reports go that are due. */
  readonly out: Out;
  /** How a chat network is reached; left out: nobody sits in a chat. */
  readonly connect?: ChatDeps['connect'];
}

/** Seconds between two looks at repositories that were not heard of before. */
const LOOK = 30;

/** The same house, whose projects are those of now, with another door to GitHub. */
const askingGitHub = (house: House, github: GitHub): House => ({
  ...house,
  io: { ...house.io, github },
  get projects() {
    return house.projects;
  },
});

/** @throws UserError when the port cannot be had. */
export const startTown = async (parts: TownParts): Promise<Running> => {
  const { town, local, log, credentials, out } = parts;
  const { house } = town;
  const remark = (text: string): void => log.warn(text);
  // It is tried again every minute; what a repository says of itself keeps no server from starting.
  for (const chosen of house.projects)
    await settleIfChanged(house, chosen, { remark }).catch((err: unknown) =>
      log.error({ err, project: chosen.project.id }, 'a project cannot be settled'),
    );
  let schedule: Schedule | undefined;
  const changed = async (): Promise<void> => {
    await town.changed();
    schedule?.look();
  };
  const asking = askingGitHub(house, parts.answering ?? house.io.github);
  const { answerers, firstWords } = listenersOf({ ...{ local, changed, log }, house: asking });
  const running = await startApp({
    ...parts,
    house,
    answerers,
    recorders: [firstWords.listener],
    timers: [{ name: 'first words', everySeconds: LOOK, run: () => firstWords.look() }],
  });
  const chatLog = {
    info: (text: string) => log.info(text),
    error: (text: string, err: unknown) => log.error({ err }, text),
  };
  const chat = parts.connect && (await startChat({ house: asking, connect: parts.connect, log: chatLog }));
  const scheduleLog = { remark, news: (text: string) => log.info(text) };
  schedule = startSchedule({ house, out, isApp: credentials !== undefined, log: scheduleLog });
  return {
    url: running.url,
    async stop() {
      await Promise.all([running.stop(), chat?.stop(), schedule?.stop()]);
    },
  };
};
