// What a meeting is in the ledger: who was present, who chaired, who is to do what.
import type { Activity, Handle, Harvest, Item, ItemState } from '../domain/activity.ts';
import { nickId } from './irc-line.ts';
import { type Action, type Meeting, meetingId } from './meeting.ts';

/** Characters of a topic or an action that are kept. */
const LONGEST = 400;

const irc = (nick: string): Handle => ({ service: 'irc', id: nickId(nick), name: nick });
const short = (text: string): string => text.slice(0, LONGEST);

/** What was said in one second is one state, a line each. */
const statesOf = (
  field: 'topic' | 'agreed' | 'done',
  said: readonly { text: string; at: number }[],
): ItemState[] => {
  const states = new Map<number, string>();
  for (const { text, at } of said) {
    const before = states.get(at);
    states.set(at, before === undefined ? short(text) : `${before}\n${short(text)}`);
  }
  return [...states].map(([at, value]) => ({ field, at, value }));
};

export const actionId = (meeting: string, number: number): string => `${meeting}/action/${number}`;

/** An action is an item of its own: it has a text, an owner and an age, and outlives its meeting. */
const actionItem = (
  meeting: string,
  url: string | undefined,
  { text, at, nicks }: Action,
  index: number,
): Item => {
  const [first] = nicks;
  return {
    nativeId: actionId(meeting, index + 1),
    kind: 'action',
    openedAt: at,
    states: [
      { field: 'subject', at, value: short(text) },
      { field: 'meeting', at, value: meeting },
    ],
    ...(first === undefined ? {} : { owner: irc(first) }),
    ...(url === undefined ? {} : { url }),
  };
};

const activitiesOf = (id: string, { present, chairs, actions, represented, start }: Meeting): Activity[] => [
  ...present.map(
    ({ nick, lines, at }): Activity => ({
      nativeId: `${id}/present/${nickId(nick)}`,
      kind: 'meeting-present',
      by: irc(nick),
      at,
      item: id,
      value: lines,
    }),
  ),
  ...chairs.map(
    (nick): Activity => ({
      nativeId: `${id}/chair/${nickId(nick)}`,
      kind: 'meeting-chair',
      by: irc(nick),
      at: start,
      item: id,
    }),
  ),
  ...represented.map(
    ({ name, at }): Activity => ({
      nativeId: `${id}/represented/${name.toLowerCase()}`,
      kind: 'meeting-represented',
      // Named by somebody else, in words: linked by those who know whom they mean.
      by: { service: 'name', id: name, name },
      at,
      item: id,
    }),
  ),
  ...actions.flatMap(({ nicks, at }, index) =>
    nicks.map(
      (nick): Activity => ({
        nativeId: `${actionId(id, index + 1)}/${nickId(nick)}`,
        kind: 'meeting-action',
        by: irc(nick),
        at,
        item: actionId(id, index + 1),
      }),
    ),
  ),
];

/** The same meeting told by its log and by its minutes is one: the ids come from its name and the minute of its start. */
export const meetingFacts = (meeting: Meeting, page?: string): Harvest => {
  const { series, start, end, ended, topics, agreed, done, actions, names, renames } = meeting;
  const id = meetingId(series, start);
  const url = page ?? meeting.url;
  const item: Item = {
    nativeId: id,
    kind: 'meeting',
    openedAt: start,
    ...(url === undefined ? {} : { url }),
    states: [
      { field: 'subject', at: start, value: series },
      ...statesOf('topic', topics),
      ...statesOf('agreed', agreed),
      ...statesOf('done', done),
      ...(end === undefined ? [] : [{ field: 'ended', at: end, value: ended } as const]),
    ],
  };
  const items = [item, ...actions.map((action, index) => actionItem(id, url, action, index))];
  return {
    activities: activitiesOf(id, meeting),
    items,
    aliases: renames
      .filter(({ from, to }) => nickId(from) !== nickId(to))
      .map(({ from, to }) => ({ a: irc(from), b: irc(to), evidence: 'nick change', ref: id })),
    names: names.map(({ nick, name }) => ({ ...irc(nick), name })),
    skipped: [],
    whole: items.map(({ nativeId }) => nativeId),
  };
};

/** One that was called off is no meeting that was held: nobody was there, and nothing came of it. */
export const cancelledFacts = (
  { series, start }: Pick<Meeting, 'series' | 'start'>,
  url: string | undefined,
): Harvest => {
  const item: Item = {
    nativeId: meetingId(series, start),
    kind: 'meeting',
    openedAt: start,
    ...(url === undefined ? {} : { url }),
    states: [
      { field: 'subject', at: start, value: series },
      { field: 'ended', at: start, value: 'cancelled' },
    ],
  };
  return { activities: [], items: [item], aliases: [], skipped: [], whole: [item.nativeId] };
};
