// The PTL's answers to numbers that were contested: a letter each to whoever contested it, once.
import type { Matter, MatterRequest } from '../contracts.ts';
import { handleKey } from '../domain/activity.ts';
import { DAY, dateText } from '../domain/calendar.ts';
import type { LetterStep, Step } from '../domain/matter.ts';
import { contestedNumbers } from '../domain/rights.ts';
import { lineDigest } from '../lib/digest.ts';

/** An older answer is no news: `me` shows it. */
const NEWS_DAYS = 14;

const due = async ({ ledger, project, decisions, at }: MatterRequest): Promise<readonly Step[]> => {
  const people = await ledger.people(project.id);
  return contestedNumbers(decisions, people).flatMap((contested): LetterStep[] => {
    const { of, metric, answer, person: key } = contested;
    const person = people.find(each => each.key === key);
    if (!person || !answer || answer.at <= at - NEWS_DAYS * DAY) return [];
    const digest = lineDigest();
    digest.add(`${handleKey(of)} ${metric}`);
    return [
      {
        kind: 'letter',
        key: `contest/${answer.at}-${digest.text()}`,
        to: of,
        template: 'contest-answer',
        title: `The number that you contested in ${project.title}`,
        model: {
          ...{ name: person.name, metric, answer: answer.text },
          date: dateText(contested.at, project.timezone),
        },
      },
    ];
  });
};

export default {
  id: 'contest',
  tells: 'Brings somebody, in private, the PTL’s answer to a number of theirs that they contested.',
  due,
} satisfies Matter;
