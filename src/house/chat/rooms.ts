// Where Rollcall sits: networks, their channels, and for each the papers that are kept of its meetings.
import type { ChatServer } from '../../contracts.ts';
import { type ConfiguredSource, sourceName } from '../../flow/ingest.ts';
import { chatKey, chatServerOf } from '../../lib/chat-server.ts';
import { seriesOf } from '../../lib/meeting.ts';
import { deskIn } from '../../shell/desk.ts';
import { type Settings, scribeOptions } from '../../sources/irc/settings.ts';
import type { House, ProjectHouse } from '../house.ts';
import { type Notes, type Over, openNotes } from './notes.ts';
import { presence } from './presence.ts';

/** A project's source that sits in a chat. */
export interface Seat {
  readonly chosen: ProjectHouse;
  readonly source: ConfiguredSource;
  readonly settings: Settings;
}

export const seatsOf = (projects: readonly ProjectHouse[]): Seat[] =>
  projects.flatMap(chosen =>
    chosen.sources
      .filter(({ plugin }) => plugin.id === 'irc')
      .map(source => ({ chosen, source, settings: source.settings as Settings })),
  );

/** Channels are told apart without regard to case. */
export const roomKey = (channel: string): string => channel.toLowerCase();

/** The papers of one channel in one folder: projects that share the folder share them. */
export interface Post {
  readonly channel: string;
  readonly settings: Settings;
  readonly seats: readonly Seat[];
  readonly notes: Notes;
}

export interface Network {
  readonly server: ChatServer;
  readonly channels: readonly string[];
  readonly seats: readonly Seat[];
}

/** One connection for each server and account. */
export const networksOf = (seats: readonly Seat[]): Network[] => {
  const networks = new Map<string, Network>();
  for (const seat of seats) {
    const server = chatServerOf(seat.settings);
    const key = chatKey(server);
    const before = networks.get(key);
    const channels = new Map(
      [...(before?.channels ?? []), ...seat.settings.channels].map(channel => [roomKey(channel), channel]),
    );
    networks.set(key, {
      server: before?.server ?? server,
      channels: [...channels.values()],
      seats: [...(before?.seats ?? []), seat],
    });
  }
  return [...networks.values()];
};

/** Opens the papers; `over` are meetings that ended while nobody wrote their minutes. */
export const openPosts = async (
  { seats, server }: Network,
  at: number,
): Promise<{ readonly posts: readonly Post[]; readonly over: readonly (readonly [Post, Over])[] }> => {
  const shared = new Map<string, { channel: string; seats: Seat[] }>();
  for (const seat of seats)
    for (const channel of seat.settings.channels) {
      const key = `${roomKey(channel)} ${seat.settings.folder}`;
      const before = shared.get(key);
      if (before) before.seats.push(seat);
      else shared.set(key, { channel, seats: [seat] });
    }
  const posts: Post[] = [];
  const over: (readonly [Post, Over])[] = [];
  for (const { channel, seats: own } of shared.values()) {
    const [first] = own;
    if (!first) continue;
    const { settings } = first;
    const opened = await openNotes(
      {
        ...scribeOptions(settings),
        series: seriesOf(settings.series ?? channel) || 'meeting',
        ...{ network: server.host, channel },
        desk: deskIn(settings.folder),
      },
      at,
    );
    const post = { channel, settings, seats: own, notes: opened.notes };
    posts.push(post);
    over.push(...opened.over.map(each => [post, each] as const));
  }
  return { posts, over };
};

/** Who takes down the days on which people spoke, by channel. */
export const countersOf = (
  { seats }: Network,
  { store }: Pick<House, 'store'>,
): ReadonlyMap<string, readonly ReturnType<typeof presence>[]> => {
  const counters = new Map<string, ReturnType<typeof presence>[]>();
  for (const { chosen, source, settings } of seats) {
    if (!settings.presence) continue;
    const count = presence({
      desk: deskIn(settings.folder),
      store,
      project: chosen.project.id,
      source: sourceName(source),
      isBot: scribeOptions(settings).isBot,
    });
    for (const channel of settings.channels.map(roomKey))
      counters.set(channel, [...(counters.get(channel) ?? []), count]);
  }
  return counters;
};
