// What the team would be without somebody, in sentences for the PTL.
import type { Employers, WhatIf } from '../domain/what-if.ts';

/** `quorum`: votes of +1 that a nomination needs then, by the project's own rule. */
type Team = WhatIf & { readonly bench: readonly string[]; readonly quorum: number };

const people = (count: number): string => (count === 1 ? 'one core' : `${count} cores`);

const teamLine = ({ today, after }: WhatIf): string => {
  const size = `The team has ${people(today.cores)} now and would have ${after.cores}`;
  const present = `; on leave now: ${today.cores - today.present}`;
  return `${size}${today.cores === today.present ? '' : present}.`;
};

const votesLine = ({ days, today, after, needed }: WhatIf): string => {
  const given = `Core votes a week, over ${days} days: ${today.votes} given now, ${after.votes} without them`;
  if (needed === null) return `${given}; the data does not tell how many are needed.`;
  return `${given}, about ${needed} needed (two for each new change, one for each time a core looks again).`;
};

const waitLine = ({ waiting, longestWait }: WhatIf): string => {
  if (waiting === null) return 'The data does not tell what waits for a core.';
  if (longestWait === null) return 'No change waits for a core now.';
  const days = longestWait === 1 ? 'one day' : `${longestWait} days`;
  return `${waiting} ${waiting === 1 ? 'change waits' : 'changes wait'} for a core now, the longest for ${days}.`;
};

const quorumLine = ({ after, quorum }: Team): string => {
  const votes = quorum === 1 ? 'one vote' : `${quorum} votes`;
  const them = quorum === 1 ? 'it' : 'them';
  const can = `A vote of the team needs ${votes} of +1, and ${people(after.present)} could give ${them}`;
  return after.present < quorum ? `${can}: nobody could be added any more.` : `${can}.`;
};

const areasLine = ({ thinAreas }: WhatIf): string => {
  if (thinAreas === null)
    return 'The data tells of no areas: paths of files are not in it, nor repositories, topics, labels or priorities.';
  if (thinAreas.length === 0)
    return 'No area would be left with fewer than two cores, as far as the data tells areas.';
  const areas = thinAreas.map(({ area, left }) => `${area} (${left === 0 ? 'none' : 'one'} left)`);
  return `Fewer than two cores would be left in: ${areas.join(', ')}. Paths of files are not in the data.`;
};

const share = ({ one, two, name, isOver }: Employers): string =>
  `${name} ${one} %, with the next ${two} %${isOver ? ' (above the bound)' : ''}`;

const employersLine = ({ after }: WhatIf): string => {
  const { byCores, byReviews } = after;
  if (!byCores) return 'Employers: the configuration names none.';
  const reviews = byReviews ? `; of their votes ${share(byReviews)}` : '';
  return `Employers, bounds 50 % for one and 80 % for two: of the cores ${share(byCores)}${reviews}.`;
};

export const whatIfWords = (whatIf: Team): string[] => [
  teamLine(whatIf),
  votesLine(whatIf),
  waitLine(whatIf),
  quorumLine(whatIf),
  areasLine(whatIf),
  employersLine(whatIf),
  whatIf.bench.length === 0
    ? 'Nobody else reviewed in several weeks of that time.'
    : `On the bench, in alphabetical order: ${whatIf.bench.join(', ')}.`,
];
