// The way back: a welcome to the person first, then the roster, then a word to everybody.
import type { Step } from '../../domain/matter.ts';
import type { Return } from '../../domain/retirement.ts';
import { type Around, keyOf } from './around.ts';

export const returnSteps = (one: Return, { request, person, away, hidden }: Around): Step[] => {
  const { said, unsure, project } = request;
  const { name, handles } = person;
  const [welcome, roster, word] = [keyOf(one, 'welcome'), keyOf(one, 'roster'), keyOf(one, 'word')];
  if (!said.has(welcome))
    return away
      ? []
      : [
          {
            ...{ kind: 'letter', key: welcome, to: one.of, template: 'retirement-welcome', model: { name } },
            title: `Welcome back to ${project.title}`,
          },
        ];
  if (unsure.has(welcome)) return [];
  if (!said.has(roster))
    return [
      {
        ...{ kind: 'roster', key: roster, about: one.of },
        change: { kind: 'reinstate', name, handles, at: one.at },
      },
    ];
  if (hidden) return [];
  return [
    {
      ...{ kind: 'word', key: word, template: 'retirement-back', model: { name } },
      title: `Welcome back, ${name}`,
    },
  ];
};
