// Answers of `gerrit query --format=JSON --all-approvals --patch-sets [--comments]`, a change a line.
import { z } from 'zod';
import type { Cursor, Io, Page, Source } from '../../contracts.ts';
import { type Harvest, NOTHING } from '../../domain/activity.ts';
import { beginsWith, linesAfter, linesCursor, linesRead, type NumberedLine } from '../../lib/digest.ts';
import { CHANGE_KINDS, harvestChange } from '../../lib/gerrit-change.ts';
import { CHANGE } from './answer.ts';
import { accountAliases, changeOf, handleOf } from './change.ts';

const SETTINGS = z.strictObject({
  path: z.string().min(1).describe('File with one JSON object a line, as Gerrit’s SSH command prints them.'),
  origin: z.string().default('gerrit').describe('Name of the Gerrit server, where a project reads several.'),
});
type Settings = z.infer<typeof SETTINGS>;

interface Raw {
  readonly place: string;
  readonly line: string;
}

const PAGE = 200;

async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>> {
  const { path } = settings;
  const before = linesRead(cursor);
  // A file that only grew is read on. One that was written anew is the whole truth: a topic that is no longer in it
  // has no date at which it ended.
  const grew = await beginsWith(io.files.lines(path), before);
  const after = grew ? before.lines : 0;
  let rewritten = grew ? {} : { restart: true };
  let raws: Raw[] = [];
  let last: NumberedLine | undefined;
  for await (const each of linesAfter(io.files.lines(path), after)) {
    const { number, line } = each;
    last = each;
    if (line.trim() === '') continue;
    raws.push({ place: `${path}:${number}`, line });
    if (raws.length < PAGE) continue;
    yield { raws, cursor: linesCursor(each.read()), done: number, ...rewritten };
    raws = [];
    rewritten = {};
  }
  if (last && (raws.length > 0 || 'restart' in rewritten))
    yield { raws, cursor: linesCursor(last.read()), done: last.number, total: last.number, ...rewritten };
}

const skip = (where: string, reason: string): Harvest => ({ ...NOTHING, skipped: [{ where, reason }] });

const normalise = ({ place, line }: Raw): Harvest => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return skip(place, 'the line is not JSON');
  }
  // The last line of an answer counts the rows.
  if (typeof parsed === 'object' && parsed !== null && 'type' in parsed && parsed.type === 'stats') {
    return NOTHING;
  }
  const result = CHANGE.safeParse(parsed);
  if (!result.success) {
    const issue = result.error.issues[0];
    return skip(place, `not a change: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  const change = result.data;
  const first = [...change.patchSets].sort((a, b) => a.number - b.number)[0];
  const owner = handleOf(change.owner) ?? handleOf(first?.uploader);
  if (owner === undefined) return skip(place, 'a change without an owner');
  return { ...harvestChange(changeOf(change, owner)), aliases: accountAliases(change) };
};

export default {
  id: 'gerrit-query',
  reads: 'changes with their votes and messages, from the JSON lines of Gerrit’s SSH query command',
  service: 'gerrit',
  blind:
    'Votes that were replaced by later ones are known only where the messages were asked for (--comments). ' +
    'When a topic or hashtag was set is not told: they count from the creation of the change.',
  settings: SETTINGS,
  kinds: CHANGE_KINDS,
  origin: settings => settings.origin,
  pull,
  normalise,
} satisfies Source<Raw, Settings>;
