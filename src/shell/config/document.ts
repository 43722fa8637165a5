// The configuration page of the documentation, made from the schema.
import { configurationSchema, entrySchemas, type JsonSchema } from './json-schema.ts';
import type { Registries } from './schema.ts';

const EXAMPLE = `id: doctor
title: OPNFV Doctor
timezone: UTC
cycle: { name: gambia, start: 2018-05-01, end: 2018-11-09, milestones: { feature-freeze: 2018-08-31 } }
sources:
  - { type: gerrit-notedb, repository: doctor-meta.git } # a path beside this file, or a URL
roster:
  - { type: info-yaml, repository: doctor.git }
people:
  - name: Ada Example
    handles: { email: [ada@example.org], irc: ada, github: ada-e, launchpad: none }
    company: [{ name: Example, since: 2016-01-01 }]
    share: 0.5
bots: [jenkins]
priorities:
  - id: image-import
    title: Image import
    owners: [Ada Example]
    match: { topic: ["image-import*"], bug: [1234567] }
    since: 2018-05-01
publish: false
`;

const INTRODUCTION = `# Configuration

One project is one file, \`rollcall.yml\`. A folder of such files is several projects: every \`*.yml\` or \`*.yaml\` in it is one,
but for \`people.yml\`, whose \`people\` all of them share; what a project's own file says of a person goes first.
\`rollcall init\` looks at a git checkout and writes a file to begin with; \`rollcall config check\` tells every fault at once, as
\`file:line:column path: what is wrong; what is accepted\`.

\`\`\`yaml
${EXAMPLE}\`\`\`

- **Dates** are days in the project's time zone (\`2018-05-01\`) or moments with an offset (\`2018-05-01T14:00:00Z\`).
- **Paths** (\`repository\`, \`path\`, \`accounts\`) begin at the folder of the file, unless they are absolute or a URL. A \`path\`
  beside a \`repository\` is a path within it.
- **Patterns** are globs (\`*\`, \`?\`, \`[a-z]\`, \`[!a-z]\`, \`{a,b}\`; any case, the whole text; a backslash takes the next
  character as it is, and \`[bot]\` is the ending of a bot's name), or \`/expressions/\` in RE2 syntax, found anywhere in the
  text, with \`/i\` in any case. Both run in linear time.
- **Handles** are a text, a number, or a list of them. \`none\` says that the person is confirmed to have no such account.
`;

interface Row {
  readonly key: string;
  readonly meaning: string;
  readonly fallback: string;
}

/** The section of keys within a value: itself, what its list is made of, or one of its alternatives. */
const sectionIn = (schema: JsonSchema): { section: JsonSchema; list: boolean } | undefined => {
  if (schema.properties) return { section: schema, list: false };
  const inner = schema.items && sectionIn(schema.items);
  if (inner) return { section: inner.section, list: true };
  return schema.anyOf?.map(sectionIn).find(found => found !== undefined);
};

const fallbackOf = (schema: JsonSchema, required: boolean): string => {
  if (required) return '*required*';
  const { default: value } = schema;
  if (value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0))
    return '';
  return `\`${JSON.stringify(value)}\``;
};

const meaningOf = (schema: JsonSchema): string => {
  const choices = schema.enum
    ? `One of ${schema.enum.map(choice => `\`${String(choice)}\``).join(', ')}.`
    : '';
  return [schema.description ?? '', choices].filter(part => part !== '').join(' ');
};

const rows = (section: JsonSchema, prefix = ''): Row[] =>
  Object.entries(section.properties ?? {}).flatMap(([name, schema]) => {
    const inner = sectionIn(schema);
    const key = `${prefix}${name}`;
    return [
      {
        key,
        meaning: meaningOf(schema),
        fallback: fallbackOf(schema, section.required?.includes(name) ?? false),
      },
      ...(inner ? rows(inner.section, `${key}${inner.list ? '[]' : ''}.`) : []),
    ];
  });

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (section: JsonSchema): string =>
  [
    '| key | meaning | default |',
    '|---|---|---|',
    ...rows(section).map(
      ({ key, meaning, fallback }) => `| \`${key}\` | ${cell(meaning)} | ${cell(fallback)} |`,
    ),
    '',
  ].join('\n');

const chapter = (title: string, key: string, entries: readonly JsonSchema[]): string => {
  const sections = entries.map(({ title: type, description, properties = {}, ...entry }) => {
    const { type: _type, ...settings } = properties;
    const words = [`### \`${type}\``, '', ...(description === undefined ? [] : [description, ''])];
    return [
      ...words,
      ...(Object.keys(settings).length > 0 ? [table({ ...entry, properties: settings })] : []),
    ].join('\n');
  });
  return [
    `## ${title}`,
    '',
    `Entries of \`${key}\`, each with its \`type\` and the keys of that type.`,
    '',
    ...sections,
  ].join('\n');
};

/** The text of `docs/configuration.md` with these plugins. */
export const configurationPage = (registries: Registries): string => {
  const { sources, roster, channels, letters } = entrySchemas(registries);
  return [
    INTRODUCTION,
    '## The keys of a project',
    '',
    table({ ...configurationSchema(registries) }),
    chapter('Sources', 'sources', sources),
    chapter('Rosters', 'roster', roster),
    chapter('Channels', 'channels', channels),
    chapter('Letters', 'letters', letters),
  ].join('\n');
};
