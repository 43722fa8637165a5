// What speaks against asking somebody now, in words for the PTL.
import { type Against, WEEKS } from '../../domain/candidates.ts';

const times = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

export const wordsAgainst = (against: Against): string => {
  switch (against.reason) {
    case 'few-weeks':
      return `reviewed in ${times(against.weeks, 'week')} of ${WEEKS}: it may be early`;
    case 'silent':
      return `no review for ${times(against.weeks, 'week')}: ask whether this is a good time`;
    case 'short-time':
      return `in the project for ${times(against.weeks, 'week')}: less than a cycle`;
    case 'disagrees':
      return `a core voted the other way on ${against.disagreed} of ${times(against.judged, 'vote')}: look at which`;
    case 'few-judged':
      return against.judged === 0
        ? 'no core has voted after them yet: agreement is not known'
        : `cores voted after them only ${times(against.judged, 'time')}: too few to tell agreement`;
    case 'no-questions':
      return 'votes, and leaves no comments that the data shows';
    case 'one-owner':
      return 'reviews the changes of one person only';
    case 'one-employer':
      return `reviews only changes by people of ${against.employer}`;
    case 'away':
      return 'is away now: ask when they are back';
  }
};
