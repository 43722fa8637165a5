// Brings GitHub's OpenAPI into .cache/github-openapi.json, cut down to the routes that the fake of GitHub serves.
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSION = '23.0.2';
const ROOT = join(import.meta.dirname, '..');
const CACHE = join(ROOT, '.cache', 'github-openapi.json');
const FAKE = join(ROOT, 'test', 'support', 'fake-github');

/** Each as `GET /repos/{owner}/{repo}`: those that the fake's own files name. */
const routes = () =>
  readdirSync(FAKE)
    .filter(name => name.endsWith('-routes.ts'))
    .flatMap(name => [
      ...readFileSync(join(FAKE, name), 'utf8').matchAll(/'((?:GET|POST|PATCH|PUT|DELETE) \/[^']*)'/g),
    ])
    .map(found => found[1]);

/** The whole package is 385 MB: only this one file of it is ever unpacked. */
const fetched = () => {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    const pack = ['pack', `@octokit/openapi@${VERSION}`, '--silent', '--pack-destination', folder];
    execFileSync('npm', pack, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000 });
    const [tarball] = readdirSync(folder);
    const tar = ['-xzOf', join(folder, tarball), 'package/generated/api.github.com.json'];
    return JSON.parse(execFileSync('tar', tar, { maxBuffer: 64 * 1024 * 1024 }).toString());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const at = (whole, ref) =>
  ref
    .slice(2)
    .split('/')
    .reduce((part, key) => part[key], whole);

/** Copies what a part of the document refers to. */
const bring = (whole, pruned, part) => {
  if (typeof part !== 'object' || part === null) return;
  if (typeof part.$ref === 'string') {
    const [, room, kind, name] = part.$ref.split('/');
    pruned[room] ??= {};
    pruned[room][kind] ??= {};
    if (pruned[room][kind][name] !== undefined) return;
    pruned[room][kind][name] = at(whole, part.$ref);
    bring(whole, pruned, pruned[room][kind][name]);
    return;
  }
  for (const value of Object.values(part)) bring(whole, pruned, value);
};

/** Examples and descriptions are most of it, and say nothing of shapes. */
const WORDS = new Set(['example', 'examples', 'description', 'externalDocs', 'x-github']);
const bare = (part, isNames = false) => {
  if (Array.isArray(part)) return part.map(one => bare(one));
  if (typeof part !== 'object' || part === null) return part;
  const kept = Object.entries(part).filter(([key]) => isNames || !WORDS.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, bare(value, key === 'properties')]));
};

const pruned = (whole, wanted) => {
  const result = { version: VERSION, routes: wanted, paths: {}, components: {} };
  for (const route of wanted) {
    const [method, path] = route.split(' ');
    const operation = whole.paths[path]?.[method.toLowerCase()];
    if (operation === undefined) throw new Error(`GitHub has no ${route}`);
    result.paths[path] ??= {};
    result.paths[path][method.toLowerCase()] = { responses: operation.responses };
    bring(whole, result, operation.responses);
  }
  return bare(result);
};

const isThere = wanted => {
  try {
    const { version, routes: known } = JSON.parse(readFileSync(CACHE, 'utf8'));
    return version === VERSION && wanted.every(route => known.includes(route));
  } catch {
    return false;
  }
};

const wanted = routes();
if (isThere(wanted)) console.log(`GitHub's OpenAPI ${VERSION} is there: ${wanted.length} routes`);
else
  try {
    const text = JSON.stringify(pruned(fetched(), wanted));
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    writeFileSync(`${CACHE}.new`, text);
    renameSync(`${CACHE}.new`, CACHE);
    console.log(`GitHub's OpenAPI ${VERSION}: ${wanted.length} routes, ${Math.round(text.length / 1024)} kB`);
  } catch (error) {
    console.log(
      `GitHub's OpenAPI could not be brought (${error.message.split('\n')[0]}): the fake is not compared with it`,
    );
  }
