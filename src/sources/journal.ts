// Rollcall's own form: one activity or item a line of JSON, for what no other source can read yet.
import { z } from 'zod';
import type { Cursor, Io, Page, Source } from '../contracts.ts';
import {
  type Activity,
  type Handle,
  type Harvest,
  ITEM_FIELDS,
  type Item,
  KINDS,
  NOTHING,
  SERVICES,
} from '../domain/activity.ts';
import {
  beginsWith,
  type LinesRead,
  linesAfter,
  linesCursor,
  linesRead,
  type NumberedLine,
} from '../lib/digest.ts';

const SETTINGS = z.strictObject({
  path: z.string().min(1).describe('File with one JSON object a line: {"activity": {…}} or {"item": {…}}.'),
  origin: z.string().default('journal').describe('Name of the system of record.'),
});
type Settings = z.infer<typeof SETTINGS>;

const TIME = z.iso.datetime({ offset: true }).transform(text => Math.floor(Date.parse(text) / 1000));
const HANDLE = z.strictObject({
  service: z.enum(SERVICES),
  id: z.string().min(1),
  name: z.string().optional(),
});
const ACTIVITY = z
  .strictObject({
    nativeId: z.string().min(1),
    kind: z.enum(KINDS),
    by: HANDLE,
    at: TIME,
    item: z.string().min(1).optional(),
    revision: z.number().int().positive().optional(),
    value: z.number().int().optional(),
  })
  // The metrics count on it that a vote is one of five.
  .refine(({ kind, value = 0 }) => !kind.startsWith('review') || Math.abs(value) <= 2);
const LINE = z.union([
  z.strictObject({ activity: ACTIVITY }),
  z.strictObject({
    item: z.strictObject({
      nativeId: z.string().min(1),
      kind: z.enum(['change', 'bug', 'meeting', 'action']),
      url: z.url().optional(),
      owner: HANDLE.optional(),
      openedAt: TIME.optional(),
      states: z
        .array(z.strictObject({ field: z.enum(ITEM_FIELDS), at: TIME, value: z.string() }))
        .default([]),
    }),
  }),
]);

interface Raw {
  readonly place: string;
  readonly line: string;
}

const PAGE = 1000;

const isJson = (line: string): boolean => {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

/** Without a last line that is not JSON: whoever writes it may not be done yet. It is read once another follows. */
async function* wholeLines(lines: AsyncIterable<string>): AsyncIterable<string> {
  let held: string | undefined;
  for await (const line of lines) {
    if (held !== undefined) yield held;
    held = line;
  }
  if (held !== undefined && (held.trim() === '' || isJson(held))) yield held;
}

async function* pull({ path }: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>> {
  const before = linesRead(cursor);
  // Lines that were edited or taken away take back what they said.
  let again = !(await beginsWith(io.files.lines(path), before));
  const pageOf = (raws: readonly Raw[], read: LinesRead): Page<Raw> => {
    const page = { raws, cursor: linesCursor(read), done: read.lines, ...(again ? { restart: true } : {}) };
    again = false;
    return page;
  };
  let raws: Raw[] = [];
  let last: NumberedLine | undefined;
  for await (const each of linesAfter(wholeLines(io.files.lines(path)), again ? 0 : before.lines)) {
    const { number, line } = each;
    last = each;
    if (line.trim() === '') continue;
    raws.push({ place: `${path}:${number}`, line });
    if (raws.length < PAGE) continue;
    yield pageOf(raws, each.read());
    raws = [];
  }
  if (raws.length === 0 && !again) return;
  const end = last?.read() ?? { lines: 0, digest: '' };
  yield { ...pageOf(raws, end), total: end.lines };
}

/** Drops the keys that zod left as undefined. */
const dense = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;

const handle = (by: z.infer<typeof HANDLE>): Handle => {
  const id = by.service === 'email' ? by.id.toLowerCase() : by.id;
  return by.name === undefined ? { service: by.service, id } : { service: by.service, id, name: by.name };
};

const parse = (line: string): z.infer<typeof LINE> | string => {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return 'the line is not JSON';
  }
  const result = LINE.safeParse(json);
  return result.success ? result.data : 'the line is neither an activity nor an item';
};

const normalise = ({ place, line }: Raw): Harvest => {
  const parsed = parse(line);
  if (typeof parsed === 'string') return { ...NOTHING, skipped: [{ where: place, reason: parsed }] };
  if ('activity' in parsed) {
    const activity = { ...dense(parsed.activity), by: handle(parsed.activity.by) } as Activity;
    return { ...NOTHING, activities: [activity] };
  }
  const { owner, ...rest } = parsed.item;
  const item = { ...dense(rest), ...(owner === undefined ? {} : { owner: handle(owner) }) } as Item;
  return { ...NOTHING, items: [item] };
};

export default {
  id: 'journal',
  reads: 'activities and items written down by hand or by another program, a JSON object a line',
  settings: SETTINGS,
  kinds: KINDS,
  origin: settings => settings.origin,
  // A journal adds to other sources and is not richer than any.
  beside: settings => settings,
  pull,
  normalise,
} satisfies Source<Raw, Settings>;
