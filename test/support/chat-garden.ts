// A small project that sits in a channel, and a chat network of its own that somebody else speaks on.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { chosenProject } from '../../src/cli/project.ts';
import type { ChatConnection, ChatListener, GitHub } from '../../src/contracts.ts';
import { type Chat, startChat } from '../../src/house/chat.ts';
import { type House, openHouse } from '../../src/house/house.ts';
import { ingestAll } from '../../src/house/ingest.ts';
import { temporaryFolder } from './git.ts';
import { QUIETLY } from './quietly.ts';

/** Sunday. */
export const NOON = Date.parse('2026-11-22T14:00:00Z') / 1000;
export const ROOM = '#garden';

const review = (number: number, id: string, name: string): string =>
  JSON.stringify({
    activity: {
      nativeId: `review/${number}`,
      kind: 'review',
      by: { service: 'gerrit', id, name },
      at: '2026-11-20T10:00:00Z',
      item: `change/${number % 3}`,
      value: 1,
    },
  });

const CONFIG = (irc: string, more: string, at: string): string => `id: garden
title: The Garden
sources:
  - { type: journal, path: journal.jsonl }
${irc}
people:
  - { name: Una Core, handles: { irc: una, irc-account: una${at}, gerrit: "1" } }
  - { name: Vera Core, handles: { irc: vera, irc-account: vera${at}, gerrit: "2" } }
  - { name: Pia Lead, handles: { irc: pia, irc-account: pia${at} } }
roster:
  - type: rollcall
    members: [{ name: Una Core }, { name: Vera Core }, { name: Pia Lead, role: ptl }]
priorities: [{ id: sheds, title: Paint the sheds }]
${more}
`;

export interface Sitting {
  /** Settings of the source, as YAML flow. */
  readonly irc?: string;
  readonly sources?: string;
  readonly more?: string;
  /** What stands behind the accounts, such as `@irc.example.org`. */
  readonly at?: string;
}

/** A network on which tests speak: what it is told to say is heard at once. */
export const fakeNetwork = () => {
  const said: { target: string; text: string }[] = [];
  const present = new Set(['rollcall', 'una', 'vera', 'pia', 'oli']);
  /** Who is signed in under which nick now. */
  const accounts = new Map<string, string>();
  let listener: ChatListener | undefined;
  const connection: ChatConnection = {
    nick: () => 'rollcall',
    present: () => [...present],
    join: () => Promise.resolve(),
    account: async line => accounts.get(line.nick),
    signedIn: async nick => accounts.get(nick),
    say: async (target, lines) => {
      for (const text of lines) said.push({ target, text });
    },
    stop: () => Promise.resolve(),
  };
  return {
    ...{ said, present, accounts },
    connect: (_server: unknown, _channels: unknown, given: ChatListener): ChatConnection => {
      listener = given;
      return connection;
    },
    listener: (): ChatListener => {
      if (!listener) throw new Error('nobody listens');
      return listener;
    },
  };
};

export interface ChatGarden {
  readonly house: House;
  readonly network: ReturnType<typeof fakeNetwork>;
  readonly folder: string;
  readonly errors: unknown[];
  readonly clock: { now: number };
  /** Says it in the channel, some seconds after what was said before. */
  readonly say: (nick: string, ...texts: readonly string[]) => Promise<void>;
  /** Asks, in the channel or alone, and waits for the answer. */
  ask(nick: string, text: string, channel?: string): Promise<string[]>;
  /** As if the process were killed and came again. */
  again(): Promise<void>;
  /** Everything under way is done. */
  settled(): Promise<void>;
  papers(): Promise<string[]>;
  paper(name: string): Promise<string>;
}

const NO_GITHUB: GitHub = { request: () => Promise.resolve({ status: 404, data: {}, more: false }) };

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const SETTINGS = 'meetings: run, presence: true';

export const chatGarden = async (t: ExecutionContext, sitting: Sitting = {}): Promise<ChatGarden> => {
  const folder = await temporaryFolder(t);
  const papers = join(folder, 'meetings');
  const irc = `  - { type: irc, server: irc.example.org, channels: ["${ROOM}"], folder: meetings, ${sitting.irc ?? SETTINGS} }`;
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'journal.jsonl'),
    `${[review(1, '1', 'Una'), review(2, '2', 'Vera')].join('\n')}\n`,
  );
  const config = join(folder, 'rollcall.yml');
  const { sources = '', more = 'publish: true', at = '' } = sitting;
  await writeFile(config, CONFIG(`${irc}\n${sources}`, more, at));
  const opened = await openHouse({ config, database: join(folder, 'rollcall.db') }, { makes: true });
  const clock = { now: NOON };
  const house = { ...opened, io: { ...opened.io, github: NO_GITHUB, now: () => clock.now } };
  t.teardown(() => house.store.close());
  await ingestAll(house, QUIETLY);
  chosenProject(house.projects, {});
  const network = fakeNetwork();
  const errors: unknown[] = [];
  const start = (): Promise<Chat> =>
    startChat({
      house,
      connect: network.connect,
      log: { info: () => undefined, error: (text, error) => void errors.push([text, error]) },
    });
  let chat = await start();
  const left: Chat[] = [];
  t.teardown(async () => {
    for (const each of [...left, chat]) await each.stop();
  });
  const line = (nick: string, text: string, channel?: string) => ({
    at: clock.now,
    nick,
    mask: `~${nick}@${nick}.example.org`,
    text,
    isAction: false,
    ...(channel !== undefined && { channel }),
  });
  const settled = (): Promise<void> => chat.settled();
  return {
    ...{ house, network, folder: papers, errors, clock, settled },
    async say(nick, ...texts) {
      for (const text of texts) {
        clock.now += 7;
        await network.listener().said(line(nick, text, ROOM));
      }
    },
    async ask(nick, text, channel) {
      clock.now += 1;
      const before = network.said.length;
      await network.listener().said(line(nick, text, channel));
      await settled();
      return network.said.slice(before).map(each => `${each.target} ${each.text}`);
    },
    // What is left of the old one hears nothing more.
    again: async () => {
      left.push(chat);
      clock.now += 11;
      chat = await start();
    },
    papers: () => filesIn(papers),
    paper: name => readFile(join(papers, name), 'utf8'),
  };
};
