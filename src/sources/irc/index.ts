// Meetings and presence in a team's own channels: what Rollcall itself took down while it sat there.
import type { Cursor, Io, Page, Source } from '../../contracts.ts';
import type { Harvest } from '../../domain/activity.ts';
import { isPresenceFile, presenceHarvest, presenceIn } from '../../lib/chat-presence.ts';
import { type PaperRaw, paperPages } from '../../lib/meeting-papers.ts';
import { choosePapers, paperHarvest } from '../../lib/meeting-reading.ts';
import { linesOf } from '../../lib/meeting-text.ts';
import { SETTINGS, type Settings, scribeOptions } from './settings.ts';

const NOTHING: Harvest = { activities: [], items: [], aliases: [], skipped: [] };

/** Where others can read a paper, if they can. */
const placed = (raw: PaperRaw, { address }: Settings): PaperRaw =>
  address === undefined || 'gone' in raw ? raw : { ...raw, place: new URL(raw.name, `${address}/`).href };

const normalise = (raw: PaperRaw, settings: Settings): Harvest => {
  if (isPresenceFile(raw.name)) {
    if ('gone' in raw || !settings.presence) return NOTHING;
    const { isBot } = scribeOptions(settings);
    return presenceHarvest(presenceIn(linesOf(raw.text)).filter(({ nick }) => !isBot(nick)));
  }
  return paperHarvest(placed(raw, settings), {
    ...scribeOptions(settings),
    isWanted: () => true,
    unmarked: false,
  });
};

async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<PaperRaw>> {
  const { folder: path } = settings;
  // Before the first meeting there is no folder.
  if (!(await io.files.exists(path))) return;
  yield* paperPages(
    {
      path,
      choose: papers => [...choosePapers(papers), ...papers.filter(({ name }) => isPresenceFile(name))],
      ids: (name, text) => normalise({ name, place: path, text, before: [] }, settings).whole ?? [],
    },
    cursor,
    io,
  );
}

export default {
  id: 'irc',
  reads:
    'meetings in the team’s channels on IRC, taken down by Rollcall itself (`rollcall serve`), and days on which people ' +
    'spoke there',
  blind:
    'Who listened and said nothing was not present. What was said while Rollcall was not in the channel is missing. A ' +
    'nick that stands in no configuration is a person of its own.',
  settings: SETTINGS,
  kinds: ['meeting-present', 'meeting-represented', 'meeting-chair', 'meeting-action', 'chat-present'],
  origin: settings => settings.origin,
  pull,
  normalise,
} satisfies Source<PaperRaw, Settings>;
