// Reads times as programs write them.

const ZONE = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d)(?:\s*\([^)]*\))?\s*$/i;
/** No program writes a longer time; a longer text would be searched for a zone from each of its letters. */
const LONGEST = 100;
const ISO = /^\s*\d{4}-\d\d-\d\dT/;

/** Seconds UTC; undefined when it is no time. Where no zone is told it is UTC, not the zone of this machine. */
export const secondsOf = (text: string): number | undefined => {
  if (text.length > LONGEST) return undefined;
  const zone = ISO.test(text) ? 'Z' : ' UTC';
  const at = Date.parse(ZONE.test(text) ? text : `${text}${zone}`);
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
};
