// Spoils a JSON value as a broken or hostile server would: one or a few changes, the same for the same chance.
import type { Chance } from '../../../bench/random.ts';
import { spoiltText } from './text.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const NUMBERS = [0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, 5e-324, 253_402_300_800, -62_135_596_801];
const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  '0',
  'length',
  'value',
  'nativeId',
];
/** Deeper than any stack. */
const DEEP = 20_000;

const deep = (): Json => JSON.parse(`${'['.repeat(DEEP)}${']'.repeat(DEEP)}`) as Json;

/** JSON with a key that no literal can hold. */
const withOwn = (object: { readonly [key: string]: Json }, key: string, value: Json): Json => {
  const copy: Record<string, Json> = { ...object };
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
};

const pick = <Value>(all: readonly Value[], chance: Chance): Value => {
  const value = all[chance.below(all.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
};

/** Something else in the place of a value: another type, or the same type and out of all bounds. */
const instead = (value: Json, chance: Chance): Json => {
  const kinds: readonly (() => Json)[] = [
    () => null,
    () => chance.happens(0.5),
    () => pick(NUMBERS, chance),
    () => pick(KEYS, chance),
    () => '',
    () => [],
    () => ({}),
    () => [value],
    () => ({ [pick(['a', 'name', 'id'], chance)]: value }),
    () => (typeof value === 'number' ? String(value) : '2020-13-45 99:99:99'),
    () => withOwn({}, '__proto__', value),
    () => (chance.happens(0.02) ? deep() : 'x'),
  ];
  return pick(kinds, chance)();
};

const spoiltList = (list: readonly Json[], chance: Chance): Json => {
  const at = chance.below(list.length);
  const each = list[at] ?? null;
  const ways: readonly (() => readonly Json[])[] = [
    () => list.toSpliced(at, 1),
    () => list.toSpliced(at, 0, each),
    () => list.toReversed(),
    () => [...list.slice(at), ...list.slice(0, at)],
    () => [...list, ...list],
    () => list.slice(0, at),
    () => list.toSpliced(at, 1, null),
    () => Array.from({ length: chance.below(60) }, () => each),
  ];
  return pick(ways, chance)();
};

const spoiltObject = (object: { readonly [key: string]: Json }, chance: Chance): Json => {
  const keys = Object.keys(object);
  if (keys.length === 0) return withOwn(object, pick(KEYS, chance), instead(null, chance));
  const key = pick(keys, chance);
  const { [key]: value = null, ...rest } = object;
  const ways: readonly (() => Json)[] = [
    () => rest,
    () => ({ ...object, [key]: null }),
    () => withOwn(rest, pick(KEYS, chance), value),
    () => withOwn(object, '__proto__', { ...rest, [key]: 1 }),
    () => ({ ...object, [key]: object[pick(keys, chance)] ?? null }),
    () => Object.fromEntries(Object.entries(object).reverse()),
  ];
  return pick(ways, chance)();
};

const spoilHere = (value: Json, chance: Chance): Json => {
  if (chance.happens(0.3)) return instead(value, chance);
  if (typeof value === 'string') return spoiltText(value, chance);
  if (typeof value === 'number') return pick([...NUMBERS, -value, value + 1, value * 1000], chance);
  if (Array.isArray(value)) return value.length === 0 ? [null] : spoiltList(value as readonly Json[], chance);
  return typeof value === 'object' && value !== null
    ? spoiltObject(value as { readonly [key: string]: Json }, chance)
    : instead(value, chance);
};

/** Walks down by chance and changes what it comes to. */
const spoilOnce = (value: Json, chance: Chance): Json => {
  if (typeof value !== 'object' || value === null || chance.happens(0.12)) return spoilHere(value, chance);
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    const at = chance.below(list.length);
    return list.length === 0 ? spoilHere(value, chance) : list.with(at, spoilOnce(list[at] ?? null, chance));
  }
  const object = value as { readonly [key: string]: Json };
  const keys = Object.keys(object);
  if (keys.length === 0) return spoilHere(value, chance);
  const key = pick(keys, chance);
  return withOwn(object, key, spoilOnce(object[key] ?? null, chance));
};

export const spoiltJson = (value: Json, chance: Chance): Json => {
  let spoilt = value;
  for (let times = 1 + chance.below(3); times > 0; times--) spoilt = spoilOnce(spoilt, chance);
  return spoilt;
};
