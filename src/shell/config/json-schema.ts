// The JSON Schema of a project file, for editors: made from the same schema that the file is checked with.
import { z } from 'zod';
import { type Pluggable, reaching } from './entry.ts';
import { word } from './fields.ts';
import { projectSchema, type Registries } from './schema.ts';

/** The part of JSON Schema that is used here. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

const toJson = (schema: z.ZodType): JsonSchema => {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // zod bounds every whole number by what JavaScript can hold: noise to whoever reads the schema.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return json as JsonSchema;
};

const ID = word.describe('A name of its own, needed where a type occurs twice. Left out: the type.');

const { $schema: _dialect, ...entryId } = toJson(ID);

/** One entry of a list of plugins. Settings that are `given` are filled in when they are left out. */
const entrySchema = (plugin: Pluggable, named: boolean, given: readonly string[]): JsonSchema => {
  const { properties, required = [] } = toJson(plugin.settings);
  return {
    title: plugin.id,
    ...(plugin.reads !== undefined && { description: plugin.reads }),
    type: 'object',
    properties: {
      type: { const: plugin.id, description: plugin.reads ?? `An entry of type ${plugin.id}.` },
      ...(named && { id: entryId }),
      ...properties,
    },
    required: ['type', ...required.filter(key => !given.includes(key))],
    additionalProperties: properties === undefined,
  };
};

interface Lists {
  readonly sources: readonly JsonSchema[];
  readonly roster: readonly JsonSchema[];
  readonly channels: readonly JsonSchema[];
  readonly letters: readonly JsonSchema[];
}

/** The schemas of every plugin's entries, by the list that they stand in. */
export const entrySchemas = ({ sources, rosters, channels }: Registries): Lists => ({
  sources: [...sources.values()].map(plugin => entrySchema(plugin, true, [])),
  roster: [...rosters.values()].map(plugin => entrySchema(plugin, true, ['timezone'])),
  channels: [...channels.values()].map(plugin => entrySchema(plugin, false, [])),
  letters: [...reaching(channels).values()].map(plugin => entrySchema(plugin, false, [])),
});

/** JSON Schema (2020-12) of a project file with these plugins. */
export const configurationSchema = (registries: Registries): JsonSchema => {
  const { $schema, ...schema } = toJson(projectSchema(registries));
  const lists = Object.entries(entrySchemas(registries)).map(
    ([key, oneOf]: [string, readonly JsonSchema[]]) => [
      key,
      { ...schema.properties?.[key], items: oneOf.length > 0 ? { oneOf } : { not: {} } },
    ],
  );
  return {
    ...($schema !== undefined && { $schema }),
    title: 'A project of Rollcall',
    ...schema,
    properties: { ...schema.properties, ...Object.fromEntries(lists) },
  };
};
