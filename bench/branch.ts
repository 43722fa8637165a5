// The invented project's branch: commits with the trailers of several habits, landed directly or by merges.
import type { NewCommit } from './git-writer.ts';
import { type Chance, chanceFrom } from './random.ts';
import { START } from './synthetic.ts';

const REF = 'refs/heads/main';
const APART = 1800;
/** After the last of some 50,000 commits. */
const LATER = START + 100_000_000;

const someone = (chance: Chance, of: number): string => {
  const index = Math.floor(chance.next() ** 3 * of);
  return `Contributor ${index} <contributor${index}@example.org>`;
};

const bodyOf = (chance: Chance, index: number): string => {
  const lines = [
    `Teach the store about import ${index}`,
    '',
    'The import was read whole into memory before it was checked, which a large image does not survive.',
    'It is now read in pieces, and each piece is checked as it comes.',
    '',
  ];
  if (chance.happens(0.3)) lines.push(`Closes-Bug: #${1_000_000 + chance.below(400_000)}`);
  if (chance.happens(0.5)) lines.push(`Change-Id: I${index.toString(16).padStart(40, '0')}`);
  if (chance.happens(0.5)) lines.push(`PR-URL: https://code.example.org/pull/${index}`);
  for (let reviews = chance.below(4); reviews > 0; reviews--)
    lines.push(`Reviewed-by: ${someone(chance, 40)}`);
  if (chance.happens(0.1)) lines.push(`Co-authored-by: ${someone(chance, 600)}`);
  return `${lines.join('\n')}\n`;
};

/** About `commits` commits: half land directly, half by a merge of one to three. */
export function* branchCommits(commits: number): Generator<NewCommit> {
  const chance = chanceFrom(3);
  let tip: string | undefined;
  let mark = 0;
  const make = (parents: readonly (string | undefined)[], message: string): NewCommit => {
    mark++;
    const known = parents.flatMap(parent => parent ?? []);
    const author = someone(chance, 600);
    return { ref: REF, author, at: START + mark * APART, message, parents: known, mark };
  };
  while (mark < commits) {
    if (tip === undefined || chance.happens(0.5)) {
      yield make([tip], bodyOf(chance, mark));
    } else {
      let side = tip;
      for (let each = 1 + chance.below(3); each > 0; each--) {
        yield make([side], bodyOf(chance, mark));
        side = `:${mark}`;
      }
      yield make([tip, side], `Merge "Teach the store about import ${mark}"\n`);
    }
    tip = `:${mark}`;
  }
}

/** `commits` more on top, later than all others. */
export function* moreCommits(commits: number): Generator<NewCommit> {
  const chance = chanceFrom(4);
  for (let index = 0; index < commits; index++) {
    const at = LATER + index;
    const parents = index === 0 ? [`${REF}^0`] : [];
    yield { ref: REF, author: someone(chance, 600), at, message: bodyOf(chance, index), parents };
  }
}
