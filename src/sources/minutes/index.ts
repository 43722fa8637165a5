// Minutes in Markdown that list who was present.
import { z } from 'zod';
import type { Cursor, Io, Page, Source } from '../../contracts.ts';
import type { Activity, Handle, Harvest, Item } from '../../domain/activity.ts';
import { seriesOf } from '../../lib/meeting.ts';
import { CALLED_OFF, dateIn } from '../../lib/meeting-log.ts';
import { type PaperRaw, paperPages } from '../../lib/meeting-papers.ts';
import { isAddress, type Paper } from '../../lib/meeting-shelf.ts';
import { attendanceIn } from './present.ts';

const SETTINGS = z.strictObject({
  path: z
    .string()
    .min(1)
    .describe('Minutes in Markdown (`.md`), a folder of them, or the address of one or of a list of them.'),
  series: z.string().min(1).default('meeting').describe('What the meeting is called.'),
  origin: z
    .string()
    .min(1)
    .default('minutes')
    .describe('Name of the record, where a project has several such sources.'),
});
type Settings = z.infer<typeof SETTINGS>;

const NONE: Harvest = { activities: [], items: [], aliases: [], skipped: [], whole: [] };

const choose = (papers: readonly Paper[]): Paper[] =>
  papers.filter(
    ({ name }) => papers.length === 1 || (/\.(?:md|markdown)$/i.test(name) && !/^readme\.md$/i.test(name)),
  );

const FRONT = /^---\r?\n([\s\S]{0,2000}?)\r?\n---/;
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

/** `2019-05-08` from `May 8, 2019` or `8 May 2019`. */
const writtenDate = (text: string): string | undefined => {
  const [, a = '', b = '', year = ''] = /\b(\w{1,9})\s+(\w{1,9}),?\s+(\d{4})\b/.exec(text) ?? [];
  const [month, day] = /^\d/.test(a) ? [b, a] : [a, b];
  const index = MONTHS.findIndex(each => month.length >= 3 && each.startsWith(month.toLowerCase()));
  const number = Number.parseInt(day, 10);
  if (index < 0 || !(number >= 1 && number <= 31)) return undefined;
  return `${year}-${String(index + 1).padStart(2, '0')}-${String(number).padStart(2, '0')}`;
};

/** The front matter's date, the file's, the first heading's: headings are copied from the meeting before. */
const dateOf = (name: string, text: string): string | undefined => {
  const front = /^date:\s*["']?(\d{4}-\d\d-\d\d)/m.exec(FRONT.exec(text.slice(0, 3000))?.[1] ?? '')?.[1];
  const heading = /^#{1,3}\s+(.{1,300})$/m.exec(text.slice(0, 3000))?.[1] ?? '';
  const date = front ?? dateIn(name) ?? dateIn(heading) ?? writtenDate(heading);
  return date === undefined || Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ? undefined : date;
};

/** What the name tells besides the date: two meetings of one day are two. */
const besides = (name: string): string =>
  seriesOf(name.replace(/\.(?:md|markdown)$/i, '').replace(/\d{4}[-_.]\d\d[-_.]\d\d/g, ' '));

const presence = (item: string, at: number, by: Handle): Activity => ({
  nativeId: `${item}/present/${by.service}/${by.id.toLowerCase()}`,
  kind: 'meeting-present',
  by,
  at,
  item,
});

const normalise = (raw: PaperRaw, settings: Settings): Harvest => {
  if ('gone' in raw) return { ...NONE, whole: raw.gone };
  const { name, place, text, before } = raw;
  const skip = (reason: string): Harvest => ({ ...NONE, whole: before, skipped: [{ where: name, reason }] });
  const { present, isCancelled } = attendanceIn(text);
  const date = dateOf(name, text);
  const isOff = isCancelled && (present ?? []).length === 0;
  if (isOff && date === undefined) return skip(CALLED_OFF);
  if (present === undefined && !isOff) return skip('the minutes have no list of those present');
  if (present?.length === 0 && !isOff) return skip('the list of those present is empty');
  if (date === undefined)
    return skip('neither the name of the file, nor its front matter or heading tell the day');
  const series = seriesOf(settings.series) || 'meeting';
  const extra = besides(name);
  const id = `meeting/${series}/${date}${extra === '' ? '' : `/${extra}`}`;
  const at = Date.parse(`${date}T00:00:00Z`) / 1000;
  const item: Item = {
    nativeId: id,
    kind: 'meeting',
    openedAt: at,
    states: [
      { field: 'subject', at, value: series },
      ...(isOff ? [{ field: 'ended', at, value: 'cancelled' } as const] : []),
    ],
    ...(isAddress(place) ? { url: place } : {}),
  };
  return {
    ...NONE,
    items: [item],
    activities: (present ?? []).map(by => presence(id, at, by)),
    skipped: isOff ? [{ where: name, reason: CALLED_OFF }] : [],
    whole: [...new Set([id, ...before])],
  };
};

async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<PaperRaw>> {
  const { path } = settings;
  const ids = (name: string, text: string): readonly string[] =>
    normalise({ name, place: path, text, before: [] }, settings).whole ?? [];
  yield* paperPages({ path, choose, ids }, cursor, io);
}

export default {
  id: 'minutes',
  reads: 'meetings with a list of those present, from minutes in Markdown',
  blind: 'What people said is not told, nor at what time of the day they met. Actions are not read.',
  settings: SETTINGS,
  kinds: ['meeting-present'],
  origin: settings => settings.origin,
  pull,
  normalise,
} satisfies Source<PaperRaw, Settings>;
