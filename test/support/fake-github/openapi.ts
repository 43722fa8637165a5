// GitHub's own description of its answers, if `node scripts/openapi.mjs` has brought it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { packageRoot } from '../root.ts';
import type { Json } from './state.ts';

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Json }>>>>;
  readonly components: Json;
}

/** Of an installation's account the description says that it is a user *and* an enterprise; it is one of them. */
const eitherOf = (part: Json): Json => {
  const { allOf, ...rest } = part;
  const titles = Array.isArray(allOf) ? allOf.map(one => (one as Json)['title']) : [];
  return titles.join() === 'Simple User,Enterprise' ? { ...rest, anyOf: allOf } : part;
};

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type. */
const converted = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(converted);
  if (typeof part !== 'object' || part === null) return part;
  const { nullable, ...rest } = eitherOf(part as Json);
  const whole = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, converted(value)]));
  return nullable === true ? { anyOf: [whole, { type: 'null' }] } : whole;
};

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const JSON_TYPE = 'application/json';

/** Where the schema of this answer stands, undefined when GitHub does not describe it. */
const pointer = (
  description: Description,
  method: string,
  path: string,
  status: number,
): string | undefined => {
  const response = description.paths[path]?.[method.toLowerCase()]?.responses[status] as Json | undefined;
  if (response === undefined) return undefined;
  const schemaOf = (at: string): string => `github${at}/content/${escaped(JSON_TYPE)}/schema`;
  return typeof response['$ref'] === 'string'
    ? schemaOf(response['$ref'])
    : schemaOf(`#/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status}`);
};

/** What is wrong with an answer, in words; undefined where GitHub describes no such answer. */
export type Check = (method: string, path: string, status: number, body: unknown) => string[] | undefined;

/** Undefined when it was not brought. */
export const openapi = (): Check | undefined => {
  let text: string;
  try {
    text = readFileSync(join(packageRoot(), '.cache', 'github-openapi.json'), 'utf8');
  } catch {
    return undefined;
  }
  const description = converted(JSON.parse(text)) as Description;
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  ajv.addSchema({ $id: 'github', ...description } as Json);
  const known = new Map<string, ValidateFunction>();
  return (method, path, status, body) => {
    const at = pointer(description, method, path, status);
    if (at === undefined) return undefined;
    const check = known.get(at) ?? ajv.compile({ $ref: at });
    known.set(at, check);
    return check(body) ? [] : (check.errors ?? []).map(one => `${one.instancePath} ${one.message ?? ''}`);
  };
};
