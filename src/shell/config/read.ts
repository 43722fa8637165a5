// YAML text to a checked value, or to every fault in it with its line and column.
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { z } from 'zod';
import { explain, type Problem, problems } from './explain.ts';

/** A fault where it stands in its file; the offset sorts the faults of one file. */
export interface Fault {
  readonly offset: number;
  readonly text: string;
}

/** A file that is YAML: its plain value, and the way back from a path in it to a place in the text. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  readonly fault: (problem: Problem) => Fault;
}

const SEGMENT = 60;
const TOO_DEEP = 'sections too deep in each other to be read; accepted: a few levels';

const pathText = (path: Problem['path']): string =>
  path.length === 0 ? '' : ` ${path.map(segment => String(segment).slice(0, SEGMENT)).join('.')}`;

/** A fault is one line, whatever the file holds. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');

const placer =
  (file: string, lines: LineCounter) =>
  (offset: number, path: Problem['path'], message: string): Fault => {
    const { line, col } = lines.linePos(offset);
    return {
      offset,
      text: oneLine(`${file}:${Math.max(line, 1)}:${Math.max(col, 1)}${pathText(path)}: ${message}`),
    };
  };

type Place = ReturnType<typeof placer>;

const keyText = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '');

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** Where a path stands; of what is missing, the section that it is missing from. */
const offsetOf = (document: Document, { path, atKey }: Problem): number => {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, segment] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node) ? node.items.find(item => keyText(item) === String(segment)) : undefined;
    const item = isSeq(node) ? node.items[Number(segment)] : undefined;
    if (!pair && !item) break;
    const keyOffset = startOf(pair?.key) ?? offset;
    node = pair ? pair.value : item;
    offset = atKey && index === path.length - 1 ? keyOffset : (startOf(node) ?? keyOffset);
  }
  return offset;
};

const syntaxFault = (text: string, error: YAMLError, place: Place): Fault => {
  const [offset] = error.pos;
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^[^\s:]*/.exec(text.slice(offset, offset + SEGMENT))?.[0] ?? '';
    return place(offset, [], `the key ${key} is there twice; accepted: each key once`);
  }
  if (error.code === 'MULTIPLE_DOCS')
    return place(offset, [], 'a second document; accepted: one for each file');
  if (/call stack/.test(error.message)) return place(offset, [], TOO_DEEP);
  return place(offset, [], `not YAML: ${error.message}`);
};

/** YAML turns `1e3` and forty digits of a commit id into other numbers; what was written is what is meant. */
const keepAsWritten = (document: Document): void =>
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value !== 'number' || !Number.isInteger(node.value) || node.source === undefined)
        return;
      const plain = /^[-+]?(0|[1-9]\d*)(\.0*)?$/.test(node.source) && Number.isSafeInteger(node.value);
      if (!plain) node.value = node.source;
    },
  });

/** What is YAML but of no use here: keys that are not text, aliases that lead nowhere. */
const oddities = (document: Document, place: Place): Fault[] => {
  const found: Fault[] = [];
  // In YAML 1.1 a date is no longer the text that was written, and `no` is false.
  if (document.directives?.yaml.version === '1.1')
    found.push(place(0, [], 'YAML 1.1; accepted: YAML 1.2, which needs no %YAML line'));
  visit(document, {
    Pair: (_key, pair) => {
      if (isAlias(pair.key) || isCollection(pair.key))
        found.push(place(startOf(pair.key) ?? 0, [], 'a key that is not a text; accepted: a word'));
    },
    Alias: (_key, alias) => {
      if (alias.resolve(document) === undefined)
        found.push(
          place(
            startOf(alias) ?? 0,
            [],
            `*${alias.source} stands for nothing; accepted: a name with &${alias.source} before it`,
          ),
        );
    },
  });
  return found;
};

const compose = (file: string, text: string, lines: LineCounter, place: Place) => {
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'error',
  });
  const faults = [...document.errors, ...document.warnings].map(error => syntaxFault(text, error, place));
  const broken = document.errors.some(error => error.code !== 'DUPLICATE_KEY');
  if (!broken) faults.push(...oddities(document, place));
  if (broken || faults.length > document.errors.length) return { faults };
  keepAsWritten(document);
  const value: unknown = document.toJS({ maxAliasCount: 50 });
  const yaml: YamlFile = {
    file,
    value,
    fault: problem => place(offsetOf(document, problem), problem.path, problem.message),
  };
  return { yaml, faults };
};

/** The YAML library throws where it turns a document into values: nesting, aliases, explicit tags that do not fit. */
const thrown = (error: unknown): string => {
  if (error instanceof RangeError) return TOO_DEEP;
  if (error instanceof ReferenceError)
    return 'aliases that stand for too much; accepted: at most 50 nodes through aliases';
  return `not YAML: ${error instanceof Error ? error.message : String(error)}`;
};

/** Reads YAML. A file with a fault in its structure has no value; one with a key given twice has both. */
export const readYaml = (file: string, text: string): { yaml?: YamlFile; faults: Fault[] } => {
  const lines = new LineCounter();
  const place = placer(file, lines);
  try {
    return compose(file, text, lines, place);
  } catch (error) {
    return { faults: [place(0, [], thrown(error))] };
  }
};

/** A key with nothing behind it, as when all entries are commented out, is a key that is not given. */
const withoutEmpty = (value: unknown, schema: z.ZodType): unknown => {
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null || Array.isArray(value))
    return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key, item]) => item !== null || !Object.hasOwn(schema.shape, key)),
  );
};

export const validate = <Output>(
  yaml: YamlFile,
  schema: z.ZodType<Output>,
): { value?: Output; faults: Fault[] } => {
  const result = schema.safeParse(withoutEmpty(yaml.value, schema), { error: explain });
  if (result.success) return { value: result.data, faults: [] };
  return { faults: problems(result.error.issues).map(yaml.fault) };
};

/** In the order of the file, each once. */
export const inOrder = (faults: readonly Fault[]): string[] => [
  ...new Set([...faults].sort((a, b) => a.offset - b.offset).map(fault => fault.text)),
];
