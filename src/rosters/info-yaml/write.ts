// One committer in or out of INFO.yaml, with the line of the decision; and out of INFO, where that is still there.
import {
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { accountOn, byHand, type RosterChange, type RosterTexts } from '../../domain/roster-change.ts';
import { foldName } from '../../domain/same-person.ts';
import { findEmail } from '../../lib/email.ts';
import { webAddress } from '../../lib/escape.ts';
import { linesOf, textOf, withLines, withoutLines } from '../../lib/line-text.ts';
import { applyAll, columnOf, removeItem } from '../../lib/yaml-list.ts';
import {
  addEntry,
  apply,
  linesAfter,
  pairOf,
  type Splice,
  scalarText,
  startOf,
} from '../../lib/yaml-splice.ts';
import { committerLines, personIn } from './free-text.ts';

type Values = ReadonlyMap<string, string>;

const wordAt = (map: YAMLMap, key: string): string => {
  const value = pairOf(map, key)?.value;
  return isScalar(value) && typeof value.value === 'string' ? value.value.trim() : '';
};

/** One address of two names is an office: then the name decides. */
const isPerson = (item: unknown, change: RosterChange): boolean => {
  if (!isMap(item)) return false;
  const [name, email] = [wordAt(item, 'name'), findEmail(wordAt(item, 'email'))?.toLowerCase()];
  const hasAddress = change.handles.some(
    ({ service, id }) => service === 'email' && id.toLowerCase() === email,
  );
  return hasAddress || (name !== '' && foldName(name) === foldName(change.name));
};

/** A text in the quotes that another one has. */
const quotedAs = (text: string, { type }: Scalar): string => {
  if (type === 'QUOTE_SINGLE') return `'${text.replaceAll("'", "''")}'`;
  return type === 'QUOTE_DOUBLE' || text === '' ? JSON.stringify(text) : scalarText(text);
};

/** A new item with the keys of another one, in their order and quotes; what is not known is left empty. */
const itemLike = (item: YAMLMap, values: Values): string[] =>
  item.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || !isScalar(value)) return [];
    return [`${String(key.value)}: ${quotedAs(values.get(String(key.value)) ?? '', value)}`];
  });

const linesFor = (values: Values): string[] =>
  [...values].map(([key, value]) => `${key}: ${scalarText(value)}`);

const addLike = (text: string, seq: YAMLSeq, values: Values): Splice => {
  const like = seq.items.findLast(item => isMap(item) && pairOf(item, [...values.keys()][0] ?? ''));
  const [first = '', ...rest] = isMap(like) ? itemLike(like, values) : linesFor(values);
  if (seq.flow || (isMap(like) && like.flow)) {
    const flow = `{ ${[first, ...rest].join(', ')} }`;
    return addEntry(text, seq, [seq.flow ? flow : `- ${flow}`]);
  }
  // After the dash some write more spaces than one.
  const gap = isMap(like) ? Math.max(2, columnOf(text, startOf(like)) - columnOf(text, startOf(seq))) : 2;
  return addEntry(text, seq, [
    `-${' '.repeat(gap - 1)}${first}`,
    ...rest.map(line => `${' '.repeat(gap)}${line}`),
  ]);
};

const rootOf = (text: string): YAMLMap | undefined => {
  const root: unknown = parseDocument(text, { merge: true, logLevel: 'error' }).contents;
  return isMap(root) ? root : undefined;
};

const listIn = (map: YAMLMap | undefined, key: string): Pair<unknown, YAMLSeq> | undefined => {
  const pair = map && pairOf(map, key);
  return pair && isSeq(pair.value) ? (pair as Pair<unknown, YAMLSeq>) : undefined;
};

const TYPES = { retire: 'removal', add: 'promotion', reinstate: 'promotion' } as const;

/** The list of decisions goes on where there is one; a file without it gets none. */
const withDecision = (text: string, change: RosterChange): string => {
  const root = rootOf(text);
  const tsc = root && pairOf(root, 'tsc')?.value;
  const changes = isMap(tsc) ? listIn(tsc, 'changes')?.value : undefined;
  if (!changes || changes.items.length === 0) return text;
  const { kind, name, note } = change;
  const link = note === undefined ? undefined : webAddress(note);
  const values = new Map<string, string>([
    ['type', TYPES[kind]],
    ['name', name],
  ]);
  if (link !== undefined) values.set('link', link);
  return apply(text, addLike(text, changes, values));
};

const retired = (source: string, change: RosterChange): string | undefined => {
  let text = source;
  for (;;) {
    const pair = listIn(rootOf(text), 'committers');
    const index = pair?.value?.items.findIndex(item => isPerson(item, change)) ?? -1;
    if (!pair || index < 0) return text;
    const splices = removeItem(text, pair, index);
    if (!splices) return undefined;
    text = applyAll(text, splices);
  }
};

const added = (text: string, change: RosterChange): string | undefined => {
  const email = accountOn(change, 'email');
  const root = rootOf(text);
  const committers = listIn(root, 'committers')?.value;
  if (!root) return undefined;
  const values = new Map([['name', change.name]]);
  if (email !== undefined) values.set('email', email);
  if (committers) return apply(text, addLike(text, committers, values));
  const empty = pairOf(root, 'committers');
  const plain = linesFor(values);
  const lines = [`- ${plain[0]}`, ...plain.slice(1).map(line => `  ${line}`)];
  if (empty && isScalar(empty.value) && empty.value.value === null)
    return apply(text, linesAfter(text, (empty.key as Scalar).range?.[1] ?? 0, 4, lines));
  return empty
    ? undefined
    : apply(text, addEntry(text, root, ['committers:', ...lines.map(line => `    ${line}`)]));
};

/** INFO: the line of a committer goes, or one more is written as the last one is. */
const editFreeText = (source: string, change: RosterChange): string | undefined => {
  const lines = linesOf(source);
  const listed = committerLines(source.replace(/^\uFEFF/, '').split(/\r?\n/));
  const own = listed.filter(({ said }) => {
    const entry = personIn(said, 'core');
    const email = entry?.handles.find(({ service }) => service === 'email')?.id;
    const sameAddress = change.handles.some(
      ({ service, id }) => service === 'email' && id.toLowerCase() === email,
    );
    return sameAddress || (entry?.name !== undefined && foldName(entry.name) === foldName(change.name));
  });
  if (change.kind === 'retire') {
    const [one, more] = own;
    if (!one) return source;
    const isAlone = lines[one.line - 1]?.text.trim() === one.said;
    return more || !isAlone ? undefined : textOf(withoutLines(lines, one.line - 1, 1));
  }
  const last = listed.at(-1);
  const email = accountOn(change, 'email');
  if (own.length > 0) return source;
  if (!last || email === undefined) return undefined;
  const indent = /^\s*(?:[-*•]\s+)?/.exec(lines[last.line - 1]?.text ?? '')?.[0] ?? '';
  return textOf(withLines(lines, last.line, [`${indent}${change.name} (${email})`]));
};

const editYaml = (text: string, change: RosterChange): string | undefined => {
  const edited = change.kind === 'retire' ? retired(text, change) : added(text, change);
  return edited === undefined || edited === text ? edited : withDecision(edited, change);
};

/** @throws UserError where the text cannot be changed surely. */
export const editInfo = (texts: RosterTexts, change: RosterChange): RosterTexts =>
  new Map(
    [...texts].map(([file, text]) => {
      const edited = /\.ya?ml$/i.test(file) ? editYaml(text, change) : editFreeText(text, change);
      if (edited === undefined) throw byHand([file], change, 'the lines of one person cannot be told apart');
      return [file, edited] as const;
    }),
  );
