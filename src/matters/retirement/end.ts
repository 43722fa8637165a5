// The end of a retirement: the roster and the thanks where the PTL has confirmed it, and a short word where it ended otherwise.
import { DAY } from '../../domain/calendar.ts';
import type { LetterStep, NoteStep, RosterStep, Step } from '../../domain/matter.ts';
import type { Retirement } from '../../domain/retirement.ts';
import { type Around, keyOf } from './around.ts';
import { thanksFor } from './thanks.ts';

/** Days after which an end is no news to anybody. */
const NEWS = 30;

const goodbye = (one: Retirement, { person, request }: Around): LetterStep => ({
  kind: 'letter',
  key: keyOf(one, 'confirmed'),
  to: one.of,
  template: 'retirement-confirmed',
  title: `Thank you, from ${request.project.title}`,
  model: { name: person.name },
});

const REFUSED = 'roster-refused';

const change = (one: Retirement, { person }: Around): RosterStep => ({
  kind: 'roster',
  key: keyOf(one, 'roster'),
  refusedKey: keyOf(one, REFUSED),
  about: one.of,
  change: { kind: 'retire', name: person.name, handles: person.handles, at: one.at },
});

/** What every roster refused is on its way once somebody has done it by hand. */
const isOnItsWay = (one: Retirement, { request: { said }, standing }: Around): boolean =>
  said.has(keyOf(one, 'roster')) || (said.has(keyOf(one, REFUSED)) && standing === 'anyone');

/** In public last of all: once the person knows, and the change is on its way. */
const confirmedSteps = async (one: Retirement, around: Around): Promise<Step[]> => {
  const { request, away, hidden, person } = around;
  const { said } = request;
  const isRefused = said.has(keyOf(one, REFUSED));
  const steps: Step[] = [
    ...(away ? [] : [goodbye(one, around)]),
    ...(isRefused ? [] : [change(one, around)]),
  ];
  const key = keyOf(one, 'thanks');
  const isNews = request.at - one.at <= NEWS * DAY;
  if (hidden || !isNews || said.has(key) || !isOnItsWay(one, around)) return steps;
  return [
    ...steps,
    {
      kind: 'word',
      key,
      template: 'retirement-thanks',
      title: `Thank you, ${person.name}`,
      model: { name: person.name, ...(await thanksFor(person, request, one.at)) },
    },
  ];
};

const ended = (one: Retirement, { person, request }: Around): LetterStep => ({
  kind: 'letter',
  key: keyOf(one, 'ended'),
  follows: keyOf(one, 'told'),
  ends: true,
  to: one.of,
  template: 'retirement-ended',
  title: `You stay in the core team of ${request.project.title}`,
  model: { name: person.name, vouched: one.stage === 'vouched' },
});

/** An objection that was written before a confirmation may be heard after it: then the change is on its way already. */
const over = (one: Retirement, { person, request }: Around): NoteStep => ({
  kind: 'note',
  key: keyOf(one, 'over'),
  about: one.of,
  template: 'retirement-over',
  title: `${person.name} stays in the core team`,
  model: { name: person.name, how: one.stage, proposed: request.said.has(keyOf(one, 'roster')) },
});

/** Who was not told of it is not told of its end. What the PTL withdrew, the PTL knows. */
export const endSteps = async (one: Retirement, around: Around): Promise<Step[]> => {
  const { said, at } = around.request;
  if (one.stage === 'confirmed') return confirmedSteps(one, around);
  if (one.stage === 'replaced' || at - one.at > NEWS * DAY) return [];
  const tells = !one.own && !around.away && said.has(keyOf(one, 'told'));
  return [...(tells ? [ended(one, around)] : []), ...(one.stage === 'withdrawn' ? [] : [over(one, around)])];
};
