// "Did you mean": the nearest of a list of words.

/** Longer words are not misspelt but meant; comparing them would only cost time. */
const LONGEST = 60;

/** Edits from one word to another: letters put in, left out, replaced, or two neighbours swapped. */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const at = (cells: readonly number[], index: number) => cells[index] ?? Infinity;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line.push(
        Math.min(
          at(above, column) + 1,
          at(line, column - 1) + 1,
          at(above, column - 1) + (same ? 0 : 1),
          swapped ? at(before, column - 2) + 1 : Infinity,
        ),
      );
    }
    before = above;
    above = line;
  }
  return above[b.length] ?? Infinity;
};

/**
 * The candidate that `word` was most likely meant to be: the one fewest edits away (a third of the word, at most
 * three), else the only one that begins with it. Case does not matter. Undefined when nothing is near.
 */
export const closest = (word: string, candidates: Iterable<string>): string | undefined => {
  if (word.length > LONGEST) return undefined;
  const wanted = word.toLowerCase();
  const names = [...candidates];
  let best: { name: string; edits: number } | undefined;
  for (const name of names) {
    const allowed = Math.min(3, Math.max(1, Math.floor(Math.max(word.length, name.length) / 3)));
    if (Math.abs(name.length - word.length) > allowed) continue;
    const edits = distance(wanted, name.toLowerCase());
    // A word of one or two letters is one edit away from any other: nothing of it would be left.
    if (edits > allowed || edits >= Math.max(word.length, 1)) continue;
    if (!best || edits < best.edits) best = { name, edits };
  }
  if (best) return best.name;
  const begun = wanted.length < 3 ? [] : names.filter(name => name.toLowerCase().startsWith(wanted));
  return begun.length === 1 ? begun[0] : undefined;
};

/** ` Did you mean "report"?`, to follow a sentence; nothing when nothing is near. */
export const hint = (word: string, candidates: Iterable<string>): string => {
  const near = closest(word, candidates);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
};
