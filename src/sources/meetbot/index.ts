// Meetings on IRC as MeetBot and its kin leave them: logs, and minutes as text or as pages.
import type { Cursor, Io, Page, Source } from '../../contracts.ts';
import type { Harvest } from '../../domain/activity.ts';
import { type PaperRaw, paperPages } from '../../lib/meeting-papers.ts';
import { choosePapers, paperHarvest } from '../../lib/meeting-reading.ts';
import { isBotFor, isWanted, SETTINGS, type Settings } from './settings.ts';

const normalise = (raw: PaperRaw, settings: Settings): Harvest =>
  paperHarvest(raw, {
    isBot: isBotFor(settings),
    isWanted: series => isWanted(settings, series),
    series: settings.series,
    unmarked: settings.unmarked,
    ...(settings.presence && { presence: { channel: settings.channel ?? '#log' } }),
  });

async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<PaperRaw>> {
  const { path } = settings;
  const ids = (name: string, text: string): readonly string[] =>
    normalise({ name, place: path, text, before: [] }, settings).whole ?? [];
  yield* paperPages({ path, choose: choosePapers, ids }, cursor, io);
}

export default {
  id: 'meetbot',
  reads:
    'meetings on IRC: who was present, who chaired, who is to do what, from MeetBot’s logs and minutes; and, where wanted, days on which people spoke in a channel',
  service: 'irc',
  blind:
    'Who listened and said nothing was not present. Times without a zone are taken for UTC. A nick that stands in no ' +
    'configuration is a person of its own.',
  settings: SETTINGS,
  kinds: ['meeting-present', 'meeting-represented', 'meeting-chair', 'meeting-action', 'chat-present'],
  origin: settings => settings.origin,
  pull,
  normalise,
} satisfies Source<PaperRaw, Settings>;
