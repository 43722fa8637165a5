// Adding to a configuration file that people wrote: only what says something new is touched.
import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Handle } from '../../domain/activity.ts';
import { UserError } from '../../domain/errors.ts';
import {
  addEntry,
  apply,
  endOf,
  linesAfter,
  newline,
  pairOf,
  type Splice,
  scalarText,
  startOf,
} from '../../lib/yaml-splice.ts';

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sameName = (value: unknown, name: string): boolean =>
  typeof value === 'string' && value.trim().toLowerCase() === name.trim().toLowerCase();

const listOf = (value: unknown): unknown[] => {
  const list = Array.isArray(value) ? value : [value];
  return list.filter(item => item !== null && item !== undefined && item !== 'none');
};

/** Gerrit counts its accounts: a number is written as one. */
const idOf = ({ service, id }: Handle): string | number =>
  service === 'gerrit' && /^[1-9]\d{0,14}$/.test(id) ? Number(id) : id;

/** The file's value with the handle in it: what the new text has to read as. */
const wantedValue = (before: unknown, name: string, handle: Handle): Plain => {
  const wanted = isPlain(before) ? structuredClone(before) : {};
  const people = Array.isArray(wanted['people']) ? (wanted['people'] as unknown[]) : [];
  wanted['people'] = people;
  let person = people.find(item => isPlain(item) && sameName(item['name'], name)) as Plain | undefined;
  if (!person) {
    person = { name };
    people.push(person);
  }
  const handles = isPlain(person['handles']) ? person['handles'] : {};
  person['handles'] = handles;
  const ids = [...listOf(handles[handle.service]), idOf(handle)];
  handles[handle.service] = ids.length > 1 || Array.isArray(handles[handle.service]) ? ids : ids[0];
  return wanted;
};

const resolved = (node: unknown, document: Document): unknown =>
  isAlias(node) ? node.resolve(document) : node;

const valueAt = (map: YAMLMap, key: string, document: Document): unknown =>
  resolved(pairOf(map, key)?.value, document);

const isNothing = (node: unknown): boolean => node === undefined || (isScalar(node) && node.value === null);

const pairText = (handle: Handle): string => `${handle.service}: ${scalarText(idOf(handle))}`;

const addToHandles = (text: string, handles: YAMLMap, handle: Handle, document: Document): Splice => {
  const value = valueAt(handles, handle.service, document);
  const id = scalarText(idOf(handle));
  if (value === undefined) return addEntry(text, handles, [pairText(handle)]);
  if (isSeq(value)) return addEntry(text, value, [value.flow ? id : `- ${id}`]);
  const at = startOf(value);
  if (isNothing(value)) return { at, insert: ` ${id}` };
  const old = text.slice(at, endOf(value));
  return { at, remove: old.length, insert: old === 'none' ? id : `[${old}, ${id}]` };
};

const addToPerson = (text: string, person: YAMLMap, handle: Handle, document: Document): Splice => {
  const handles = valueAt(person, 'handles', document);
  if (isMap(handles)) return addToHandles(text, handles, handle, document);
  if (handles !== undefined) return { at: startOf(handles), insert: ` { ${pairText(handle)} }` };
  return addEntry(text, person, [`handles: { ${pairText(handle)} }`]);
};

const personLines = (name: string, handle: Handle): string[] => [
  `- name: ${scalarText(name)}`,
  `  handles: { ${pairText(handle)} }`,
];

const addPerson = (text: string, people: YAMLSeq, name: string, handle: Handle): Splice => {
  const last = people.items.at(-1);
  const flow = `{ name: ${scalarText(name)}, handles: { ${pairText(handle)} } }`;
  if (people.flow) return addEntry(text, people, [flow]);
  return addEntry(text, people, isMap(last) && last.flow ? [`- ${flow}`] : personLines(name, handle));
};

const addPeople = (text: string, root: unknown, name: string, handle: Handle): Splice => {
  const key = isMap(root) ? pairOf(root, 'people')?.key : undefined;
  if (key !== undefined) return linesAfter(text, endOf(key), 2, personLines(name, handle));
  const eol = newline(text);
  const lines = ['people:', ...personLines(name, handle).map(line => `  ${line}`)];
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  return { at: text.length, insert: `${gap}${lines.map(line => `${line}${eol}`).join('')}` };
};

const splice = (text: string, document: Document, name: string, handle: Handle): Splice => {
  const root: unknown = document.contents;
  const people = isMap(root) ? valueAt(root, 'people', document) : undefined;
  if (!isSeq(people)) return addPeople(text, root, name, handle);
  const person = people.items
    .map(item => resolved(item, document))
    .find(item => isMap(item) && sameName(item.get('name'), name));
  return isMap(person) ? addToPerson(text, person, handle, document) : addPerson(text, people, name, handle);
};

const has = (value: unknown, name: string, { service, id }: Handle): boolean => {
  const people = isPlain(value) && Array.isArray(value['people']) ? (value['people'] as unknown[]) : [];
  return people.some(person => {
    if (!isPlain(person) || !sameName(person['name'], name) || !isPlain(person['handles'])) return false;
    return listOf(person['handles'][service]).some(known => String(known).toLowerCase() === id.toLowerCase());
  });
};

const NOT_YAML = Symbol('not YAML');

const valueIn = (document: Document.Parsed): unknown => {
  if (document.errors.length > 0) return NOT_YAML;
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    return NOT_YAML;
  }
};

const read = (text: string): Document.Parsed => parseDocument(text, { logLevel: 'error' });

/**
 * The text of a project file, or of `people.yml`, with one more handle of a person in it; a person who is not there
 * is added at the end of `people`. Every other byte stays as it is.
 * @throws UserError when the text is not YAML, or is written in a way that only its writer can add to.
 */
export const addHandle = (text: string, personName: string, handle: Handle): string => {
  const document = read(text);
  const before = valueIn(document);
  if (before === NOT_YAML)
    throw new UserError('The configuration has faults; `rollcall config check` lists them.');
  if (has(before, personName, handle)) return text;
  const after = apply(text, splice(text, document, personName, handle));
  // YAML has more ways to write a list than are tried here: what reads as something else is not written.
  if (isDeepStrictEqual(valueIn(read(after)), wantedValue(before, personName, handle))) return after;
  throw new UserError(
    `The configuration is written in a way that nothing can be added to by itself; please add \`${pairText(handle)}\` to the handles of ${personName}.`,
  );
};
