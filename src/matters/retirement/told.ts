// The first letter: the person is told before anybody else, with their right to object.
import { DAY, dateText } from '../../domain/calendar.ts';
import { leavesOf } from '../../domain/leave.ts';
import type { LetterStep } from '../../domain/matter.ts';
import { periodEnd, type Retirement } from '../../domain/retirement.ts';
import { type Around, keyOf } from './around.ts';

/** The last day on which the person is there and has time, by the leave that is known now. */
const lastDay = (one: Retirement, { request, person }: Around, days: number): string => {
  const { at, decisions, project } = request;
  const leaves = leavesOf(decisions, [person]);
  const end = periodEnd({ ...one, toldAt: at, days }, leaves) ?? at + days * DAY;
  return dateText(end, project.timezone);
};

export const toldLetter = (one: Retirement, around: Around, days: number): LetterStep => {
  const { project } = around.request;
  return {
    kind: 'letter',
    key: keyOf(one, 'told'),
    to: one.of,
    template: one.own ? 'retirement-own' : 'retirement-told',
    title: one.own
      ? `Stepping back from ${project.title}`
      : `Your place in the core team of ${project.title}`,
    model: { name: around.person.name, until: lastDay(one, around, days) },
  };
};
