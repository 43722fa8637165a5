// What everybody reads of a nomination: what somebody did, and that the cores may vote; at the end a welcome, or nothing but that it is closed.
import { dateText } from '../../domain/calendar.ts';
import type { WordStep } from '../../domain/matter.ts';
import { nominationKey } from '../../domain/nomination-due.ts';
import type { Case } from './case.ts';

/** Of the last word on what was opened. */
const lastOf = ({ one }: Case) => ({ follows: nominationKey(one, 'open'), ends: true });

export const openOf = ({ one, candidate, nominator, request }: Case): WordStep => {
  const { title, timezone } = request.project;
  const { opening } = one;
  const rule = opening?.rule;
  return {
    ...({ kind: 'word', key: nominationKey(one, 'open'), template: 'nomination-open' } as const),
    title: `Nomination of ${candidate.name} for the core team of ${title}`,
    model: {
      name: candidate.name,
      nominator: nominator?.name ?? '',
      words: opening?.words ?? [],
      work: opening?.work ?? [],
      closes: dateText((opening?.closesAt ?? 0) - 1, timezone),
      plus: rule?.kind === 'lazy' ? rule.plus : 0,
      percent: rule?.kind === 'share' ? Math.round(rule.share * 100) : 0,
    },
  };
};

export const closedOf = (about: Case): WordStep => ({
  ...({ kind: 'word', key: nominationKey(about.one, 'closed') } as const),
  ...lastOf(about),
  template: 'nomination-closed',
  title: `Nomination of ${about.candidate.name} for the core team of ${about.request.project.title}`,
  model: {},
});

export const welcomeOf = (about: Case): WordStep => {
  const { one, candidate, request } = about;
  return {
    ...({ kind: 'word', key: nominationKey(one, 'welcome') } as const),
    ...lastOf(about),
    template: 'nomination-passed',
    title: `${candidate.name} joins the core team of ${request.project.title}`,
    model: {
      name: candidate.name,
      work: one.opening?.work ?? [],
      ...(one.totals ?? { plus: 0, zero: 0, minus: 0 }),
    },
  };
};
