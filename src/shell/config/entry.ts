// One entry of `sources`, `roster` or `channels`: a `type` that names a plugin, and that plugin's settings.
import { z } from 'zod';
import { closest } from '../../lib/suggest.ts';
import { explain, type Problem, problems, show, unknown, wanted } from './explain.ts';
import { word } from './fields.ts';
import { resolvePaths } from './paths.ts';

/** What the configuration needs to know of a plugin. */
export interface Pluggable {
  readonly id: string;
  /** One sentence for the documentation. */
  readonly reads?: string;
  readonly settings: z.ZodType;
  /** For a channel that can speak to one person alone, and what it is told for that, where it is something else. */
  readonly reach?: unknown;
  readonly letters?: z.ZodType;
}

/** The channels that can speak to one person alone, as `letters` takes them. */
export const reaching = <Kind extends Pluggable>(
  channels: ReadonlyMap<string, Kind>,
): ReadonlyMap<string, Pluggable> =>
  new Map(
    [...channels.values()]
      .filter(({ reach }) => reach !== undefined)
      .map(({ id, reads, settings, letters }) => [
        id,
        { id, settings: letters ?? settings, ...(reads !== undefined && { reads }) },
      ]),
  );

type Plugins = ReadonlyMap<string, Pluggable>;

export interface Entry {
  readonly type: string;
  readonly id?: string;
  readonly settings: unknown;
}

/** How a list of entries is checked; `given` fills in settings that the file leaves out and the plugin knows of. */
export interface EntryKind {
  readonly noun: 'source' | 'roster' | 'channel';
  readonly plugins: Plugins;
  readonly named: boolean;
  readonly given?: Readonly<Record<string, unknown>>;
  /** Where relative paths in the settings begin; left out: they stay as they are. */
  readonly folder?: string;
}

/** The keys of a settings schema, also where it is refined, piped or has a default; undefined: it has none of its own. */
const shapeOf = (schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | undefined => {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodPipe) return shapeOf(schema.in);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return shapeOf(schema.unwrap());
  return undefined;
};

const isSection = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const acceptedKeys = (kind: EntryKind, plugin: Pluggable): string[] => [
  'type',
  ...(kind.named ? ['id'] : []),
  ...Object.keys(shapeOf(plugin.settings) ?? {}),
];

/** A misspelt `type` still says which plugin was meant, so that the rest of the entry can be checked as well. */
const takeApart = (raw: Record<string, unknown>, kind: EntryKind) => {
  const near = Object.keys(raw).find(key => closest(key, ['type']) !== undefined);
  const typeKey = raw['type'] === undefined && near !== undefined ? near : 'type';
  const rest = { ...raw };
  delete rest[typeKey];
  if (kind.named) delete rest['id'];
  return { typeKey, type: raw[typeKey], id: kind.named ? raw['id'] : undefined, rest };
};

const typeProblem = (typeKey: string, type: unknown, kind: EntryKind): Problem => {
  const ids = [...kind.plugins.keys()];
  const message =
    typeof type === 'string'
      ? unknown(`${kind.noun} type ${JSON.stringify(type)}`, type, ids)
      : `${show(type)}; accepted: ${ids.join(', ')}`;
  return { path: [typeKey], message };
};

const parseSettings = (rest: Record<string, unknown>, plugin: Pluggable, kind: EntryKind) => {
  const shape = shapeOf(plugin.settings);
  const given = Object.entries(kind.given ?? {}).filter(([key]) => shape && Object.hasOwn(shape, key));
  const taken = Object.entries(rest).filter(([key]) => !shape || Object.hasOwn(shape, key));
  const strange = Object.keys(rest)
    .filter(key => shape && !Object.hasOwn(shape, key))
    .map(
      (key): Problem => ({
        path: [key],
        message: unknown('key', key, acceptedKeys(kind, plugin)),
        atKey: true,
      }),
    );
  const settings = plugin.settings.safeParse(Object.fromEntries([...given, ...taken]), { error: explain });
  const faults = [...strange, ...(settings.success ? [] : problems(settings.error.issues))];
  return { settings: settings.data, faults };
};

const parseEntry = (raw: Record<string, unknown>, kind: EntryKind): { parsed?: Entry; faults: Problem[] } => {
  const { typeKey, type, id, rest } = takeApart(raw, kind);
  const plugin = typeof type === 'string' ? kind.plugins.get(type) : undefined;
  if (!plugin) return { faults: [typeProblem(typeKey, type, kind)] };
  const { settings, faults } = parseSettings(rest, plugin, kind);
  if (typeKey !== 'type') {
    const message = unknown('key', typeKey, acceptedKeys(kind, plugin));
    faults.push({ path: [typeKey], message, atKey: true });
  }
  const named = word.optional().safeParse(id, { error: explain });
  if (!named.success) faults.push(...problems(named.error.issues, ['id']));
  if (faults.length > 0) return { faults };
  const resolved = kind.folder === undefined ? settings : resolvePaths(settings, kind.folder);
  return {
    parsed: { type: plugin.id, ...(named.data !== undefined && { id: named.data }), settings: resolved },
    faults,
  };
};

/** The schema of one entry. JSON Schema cannot see through it: `json-schema.ts` describes it from the same plugins. */
export const entry = (kind: EntryKind): z.ZodType<Entry> =>
  z.unknown().transform((raw, context): Entry => {
    const accepted = `a section with a \`type\`: ${[...kind.plugins.keys()].join(', ')}`;
    if (!isSection(raw)) {
      context.addIssue({ code: 'custom', message: wanted(accepted).error({ input: raw }) });
      return z.NEVER;
    }
    const { parsed, faults } = parseEntry(raw, kind);
    for (const { path, message, atKey } of faults)
      context.addIssue({ code: 'custom', path: [...path], message, params: { atKey: atKey === true } });
    return parsed ?? z.NEVER;
  });
