// On how many shoulders the work rests.

/**
 * The smallest number of people who together made at least half of all contributions; 0 where there are none.
 * @see CHAOSS, Contributor Absence Factor. Exactly half is enough.
 */
export const absenceFactor = (contributions: readonly number[]): number => {
  const total = contributions.reduce((sum, each) => sum + each, 0);
  let [sum, people] = [0, 0];
  for (const each of [...contributions].sort((a, b) => b - a)) {
    if (sum * 2 >= total) break;
    sum += each;
    people++;
  }
  return people;
};

/** `part` of `whole` in percent, 0 to 100; 0 of nothing is 0. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole);
