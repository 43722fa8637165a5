// How far a file of lines was read, and whether what was read still stands there: a digest of its first lines.

export interface LineDigest {
  add(line: string): void;
  /** 53 bits of what was added so far. */
  text(): string;
}

const stir = (a: number, b: number): number =>
  Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);

/** cyrb53: not against forgery, but against taking an edited file for the one that was read. */
export const lineDigest = (): LineDigest => {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  const take = (code: number): void => {
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  };
  return {
    add(line) {
      for (let at = 0; at < line.length; at++) take(line.charCodeAt(at));
      take(10);
    },
    text() {
      const low = stir(one, two) >>> 0;
      const high = stir(two, low) >>> 0;
      return (4294967296 * (2097151 & high) + low).toString(36);
    },
  };
};

/** The first `lines` lines, and their digest. */
export interface LinesRead {
  readonly lines: number;
  readonly digest: string;
}

export const linesRead = (cursor: ReadonlyMap<string, string>): LinesRead => ({
  lines: Number(cursor.get('lines') ?? 0),
  digest: cursor.get('digest') ?? '',
});

export const linesCursor = ({ lines, digest }: LinesRead): { stream: string; value: string }[] => [
  { stream: 'lines', value: String(lines) },
  { stream: 'digest', value: digest },
];

/** Whether the file still begins with what was read. */
export const beginsWith = async (file: AsyncIterable<string>, read: LinesRead): Promise<boolean> => {
  if (read.lines === 0) return true;
  const seen = lineDigest();
  let number = 0;
  for await (const line of file) {
    seen.add(line);
    if (++number === read.lines) return seen.text() === read.digest;
  }
  return false;
};

export interface NumberedLine {
  readonly number: number;
  readonly line: string;
  /** What has been read with this line. */
  readonly read: () => LinesRead;
}

/** All lines after the first `after`. Ask a line for what was read before taking the next one. */
export async function* linesAfter(file: AsyncIterable<string>, after: number): AsyncIterable<NumberedLine> {
  const seen = lineDigest();
  let number = 0;
  for await (const line of file) {
    number++;
    seen.add(line);
    const here = number;
    if (here > after) yield { number: here, line, read: () => ({ lines: here, digest: seen.text() }) };
  }
}
