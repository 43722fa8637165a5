// The rules of the house, each a function from files to faults in words.
import { posix } from 'node:path';
import type { SourceFile } from './project.ts';
import { type Import, importsOf, type Token, tokensOf } from './tokens.ts';

export type Rule = (files: readonly SourceFile[]) => string[];

/** Rooms that a room may import from; `room:type` = types only. A room may always import itself, plugins apart. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  lib: ['domain:type', 'domain/errors'],
  charts: ['lib'],
  contracts: ['domain:type'],
  sources: ['contracts:type', 'domain', 'lib'],
  rosters: ['contracts:type', 'domain', 'lib'],
  metrics: ['contracts:type', 'domain', 'lib'],
  channels: ['contracts:type', 'domain', 'lib', 'charts'],
  facts: ['contracts:type', 'domain', 'lib', 'metrics'],
  reports: ['contracts:type', 'domain', 'lib', 'charts', 'metrics', 'facts'],
  commands: ['contracts:type', 'domain', 'lib', 'charts', 'metrics', 'facts'],
  matters: ['contracts:type', 'domain', 'lib', 'metrics', 'facts'],
  flow: ['contracts:type', 'domain', 'lib'],
  store: ['contracts:type', 'domain'],
  web: ['contracts', 'domain', 'lib', 'charts', 'metrics', 'facts'],
  shell: ['contracts', 'domain', 'lib'],
};
const FRONT_DOORS = new Set(['app', 'cli', 'house']);
const PLUGIN_ROOMS = new Set(['sources', 'rosters', 'metrics', 'reports', 'commands', 'channels', 'matters']);

/** npm packages that have a place: the rooms they may be used in. */
const PACKAGES: readonly { readonly name: RegExp; readonly rooms: readonly string[] }[] = [
  { name: /^better-sqlite3/, rooms: ['store'] },
  {
    name: /^(handlebars|probot|@octokit\/.*|node-cron|irc-framework|nodemailer(\/.*)?)$/,
    rooms: ['shell', 'channels', 'app', 'cli', 'house'],
  },
  { name: /^temporal-polyfill$/, rooms: ['domain', 'shell'] },
  { name: /^node:/, rooms: ['shell', 'store', 'app', 'cli', 'house'] },
];

/** `cli` for cli.ts and cli/x.ts, `domain` for domain/team.ts. */
export const roomOf = (path: string): string => (path.split('/')[0] ?? '').replace(/\.ts$/, '');

/** `gerrit-notedb` for sources/gerrit-notedb/index.ts, `journal` for sources/journal.ts. */
const pluginOf = (path: string): string => (path.split('/')[1] ?? '').replace(/\.ts$/, '');

const isRelative = (from: string): boolean => from.startsWith('.');
const targetOf = (path: string, from: string): string => posix.join(posix.dirname(path), from);

const eachImport = (
  files: readonly SourceFile[],
  judge: (path: string, one: Import) => string | undefined,
): string[] =>
  files.flatMap(({ path, text }) => importsOf(tokensOf(text)).flatMap(one => judge(path, one) ?? []));

const mayImport = (room: string, target: string, typeOnly: boolean): boolean => {
  const allowed = MAY_IMPORT[room] ?? [];
  const there = roomOf(target);
  const file = target.replace(/\.ts$/, '');
  if (allowed.includes(there) || allowed.includes(file)) return true;
  return typeOnly && allowed.includes(`${there}:type`);
};

export const roomsKeepTheirPlace: Rule = files =>
  eachImport(files, (path, { from, typeOnly }) => {
    if (!isRelative(from)) return undefined;
    const [room, target] = [roomOf(path), targetOf(path, from)];
    if (target.startsWith('..')) return `${path} imports ${from}, which is outside of src`;
    if (FRONT_DOORS.has(room) || room === roomOf(target)) return undefined;
    if (!(room in MAY_IMPORT)) return `${path} is in no room that the house knows`;
    return mayImport(room, target, typeOnly)
      ? undefined
      : `${path} may not import ${target}${typeOnly ? '' : ' at run time'}`;
  });

export const pluginsKnowNoSibling: Rule = files =>
  eachImport(files, (path, { from }) => {
    const target = targetOf(path, from);
    if (!isRelative(from) || !PLUGIN_ROOMS.has(roomOf(path)) || roomOf(target) !== roomOf(path))
      return undefined;
    return pluginOf(target) === pluginOf(path) ? undefined : `${path} imports its sibling ${target}`;
  });

export const packagesHaveTheirPlace: Rule = files =>
  eachImport(files, (path, { from }) => {
    if (isRelative(from)) return undefined;
    const room = roomOf(path);
    const place = PACKAGES.find(({ name }) => name.test(from));
    const allowed = from === 'zod' ? room !== 'domain' : (place?.rooms.includes(room) ?? true);
    return allowed ? undefined : `${path} may not use ${from}`;
  });

export const noCircles: Rule = files => {
  const links = new Map(
    files.map(({ path, text }) => [
      path,
      importsOf(tokensOf(text)).flatMap(({ from }) => (isRelative(from) ? [targetOf(path, from)] : [])),
    ]),
  );
  const [done, faults]: [Set<string>, string[]] = [new Set(), []];
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      faults.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const next of links.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return faults;
};

const phrase = (tokens: readonly Token[], index: number, words: string): boolean =>
  words.split(' ').every((word, offset) => tokens[index + offset]?.text === word);

/** Each file’s code against a test for every place in it. */
const eachPlace = (
  files: readonly SourceFile[],
  judge: (tokens: readonly Token[], index: number, path: string) => string | undefined,
): string[] =>
  files.flatMap(({ path, text }) => {
    const tokens = tokensOf(text);
    return tokens.flatMap((_, index) => {
      const fault = judge(tokens, index, path);
      return fault === undefined ? [] : [`${path}: ${fault}`];
    });
  });

const OUTSIDE = ['Date . now', 'new Date ( )', 'new Date ;', 'process . env', 'fetch (', 'console .'];

export const theOuterWorldStaysOutside: Rule = files =>
  eachPlace(
    files.filter(({ path }) => !['shell', 'app', 'cli', 'house'].includes(roomOf(path))),
    (tokens, index) => {
      if (tokens[index - 1]?.text === '.') return undefined;
      return OUTSIDE.find(words => phrase(tokens, index, words));
    },
  );

export const noForbiddenForms: Rule = files =>
  eachPlace(files, (tokens, index, path) => {
    const [token, before, next] = [tokens[index], tokens[index - 1], tokens[index + 1]];
    if (token?.kind !== 'word' || before?.text === '.' || next?.text === ':') return undefined;
    if (token.text === 'enum' && next?.kind === 'word') return 'an enum';
    if (token.text === 'any') return 'any';
    return token.text === 'class' && path !== 'domain/errors.ts' ? 'a class' : undefined;
  });

const MOST_LINES = 300;

export const filesAreShort: Rule = files =>
  files.flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, '').split('\n').length;
    return lines > MOST_LINES ? [`${path} has ${lines} lines`] : [];
  });

export const filesSayWhatTheyAre: Rule = files =>
  files.flatMap(({ path, text }) =>
    /^(#!.*\n)?\/\/ \S.+/.test(text) ? [] : [`${path} does not begin with what lives there`],
  );
