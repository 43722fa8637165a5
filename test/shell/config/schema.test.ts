// The JSON Schema for editors and the page for readers say what the loader accepts.
import test from 'ava';
import { configurationPage } from '../../../src/shell/config/document.ts';
import { configurationSchema, type JsonSchema } from '../../../src/shell/config/json-schema.ts';
import { parseConfig } from '../../../src/shell/config/load.ts';
import { registries } from '../../support/plugins.ts';

const KEYS = [
  'id',
  'title',
  'timezone',
  'cycle',
  'sources',
  'roster',
  'people',
  'bots',
  'priorities',
  'policy',
  'channels',
  'letters',
  'checkIn',
  'retirement',
  'nomination',
  'onBoarding',
  'offBoarding',
  'publish',
  'whenRemoved',
  'meetings',
  'schedule',
  'retention',
  'linkByName',
];

const schema = configurationSchema(registries);

test('the schema knows every key of a project and refuses others', t => {
  t.deepEqual(Object.keys(schema.properties ?? {}), KEYS);
  t.deepEqual(schema.required, ['id', 'sources']);
  t.false(schema.additionalProperties);
  t.is(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
});

const undescribed = (at: string, section: JsonSchema): string[] => [
  ...Object.entries(section.properties ?? {}).flatMap(([key, value]) => [
    ...(value.description === undefined ? [`${at}${key}`] : []),
    ...undescribed(`${at}${key}.`, value),
  ]),
  ...(section.items ? undescribed(at, section.items) : []),
  ...(section.anyOf ?? []).flatMap(branch => undescribed(at, branch)),
];

test('every key says what it means', t => {
  t.deepEqual(undescribed('', schema), []);
});

test('an entry is one of the plugins, by its type, with that plugin of settings', t => {
  const entries = schema.properties?.['sources']?.items?.oneOf ?? [];
  t.deepEqual(
    entries.map(({ properties }) => properties?.['type']?.const),
    [...registries.sources.keys()],
  );
  t.deepEqual(Object.keys(entries[3]?.properties ?? {}), ['type', 'id', 'path', 'mode', 'origin']);
  t.deepEqual(entries[3]?.required, ['type', 'path']);
  const roster = schema.properties?.['roster']?.items?.oneOf?.find(({ title }) => title === 'rollcall');
  t.deepEqual(roster?.required, ['type', 'path'], 'the time zone is the one of the project');
  const [, file] = schema.properties?.['channels']?.items?.oneOf ?? [];
  t.deepEqual(Object.keys(file?.properties ?? {}), ['type', 'path']);
});

test('the schema is plain data', t => {
  t.deepEqual(JSON.parse(JSON.stringify(schema)), schema);
});

test('the page tells of every key and every plugin', t => {
  const page = configurationPage(registries);
  for (const key of KEYS) t.true(page.includes(`\n| \`${key}\` | `), key);
  for (const plugins of Object.values(registries))
    for (const id of (plugins as ReadonlyMap<string, unknown>).keys())
      t.true(page.includes(`### \`${id}\``), id);
  t.true(page.includes('| `policy.windowDays` | Days that the team reports look back. | `90` |'));
  t.true(page.includes('| `people[].company[].since` |'));
});

test('the example on the page loads', t => {
  const example = /```yaml\n(.*?)```/s.exec(configurationPage(registries))?.[1] ?? '';
  const [loaded] = parseConfig([{ file: 'rollcall.yml', text: example }], registries).projects;
  t.is(loaded?.project.id, 'doctor');
});
