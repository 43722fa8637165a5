// What is said of a nomination in private: to the person first, then to who nominates, and to the PTL.
import { DAY, dateText } from '../../domain/calendar.ts';
import type { LetterStep, NoteStep, SayStep } from '../../domain/matter.ts';
import { answerBy, nominationKey } from '../../domain/nomination-due.ts';
import { DEFAULT_NOMINATION } from '../../domain/policy.ts';
import { draftFor } from '../../facts/nomination-draft.ts';
import type { Case } from './case.ts';

/** Days after a yes in which nobody is reminded of the draft. */
const WAIT_DAYS = 14;

const policyOf = ({ request }: Case) => request.project.nomination ?? DEFAULT_NOMINATION;

/** The title says nothing: it may stand in a note, or on a screen that others see. */
export const askOf = (about: Case): LetterStep => {
  const { one, candidate, nominator, request } = about;
  const { project, said, at } = request;
  const policy = policyOf(about);
  return {
    ...({ kind: 'letter', key: nominationKey(one, 'ask'), to: one.of, template: 'nomination-ask' } as const),
    title: `A question to you from ${project.title}`,
    model: {
      name: candidate.name,
      nominator: nominator?.name ?? '',
      answerBy: dateText(answerBy(one, said, at, policy) - 1, project.timezone),
      days: policy.days,
    },
  };
};

type Told = Pick<NoteStep, 'key' | 'template' | 'title' | 'model'>;

const noteOf = (told: Told, { one }: Case): NoteStep => ({ kind: 'note', about: one.of, ...told });

/** To whoever nominates: the PTL by a note, a core by a letter. */
const toNominator = (told: Told, about: Case): SayStep => {
  const { one, nominator, isPtls } = about;
  return isPtls || !nominator ? noteOf(told, about) : { kind: 'letter', to: one.by, ...told };
};

/** The draft, to who nominates; and to the PTL, who could open it as well. */
export const draftOf = async (about: Case): Promise<readonly SayStep[]> => {
  const { one, candidate, nominator, isPtls, request } = about;
  const { project, ledger, at, said } = request;
  const keys = [nominationKey(one, 'draft'), ...(isPtls ? [] : [nominationKey(one, 'known')])];
  if (keys.every(key => said.has(key))) return [];
  const draft = await draftFor(ledger, project, candidate, at);
  const { name } = candidate;
  const model = { name, words: { code: draft.words }, work: draft.work, days: policyOf(about).days };
  const title = `${name} would like to be nominated`;
  const own = { key: nominationKey(one, 'draft'), template: 'nomination-draft', title };
  const step = toNominator({ ...own, model: { ...model, nominator: '', ptlKnows: !isPtls } }, about);
  if (isPtls) return [step];
  const known = {
    ...own,
    key: nominationKey(one, 'known'),
    model: { ...model, nominator: nominator?.name ?? '', ptlKnows: false },
  };
  return [step, noteOf(known, about)];
};

/** Once, to who nominates: somebody has said yes, and waits. */
export const waitsOf = (about: Case): readonly SayStep[] => {
  const { one, candidate, request } = about;
  if (request.at < one.since + WAIT_DAYS * DAY) return [];
  const { name } = candidate;
  const told = {
    key: nominationKey(one, 'waits'),
    template: 'nomination-waits',
    title: `The nomination of ${name} is not open yet`,
    model: { name, since: dateText(one.since, request.project.timezone) },
  };
  return [toNominator(told, about)];
};

/** A no, or none in time: whoever nominated is told, and nobody else unless it was public already. */
export const noOf = (about: Case): readonly SayStep[] => {
  const { one, candidate } = about;
  const { name } = candidate;
  const told = {
    key: nominationKey(one, 'no'),
    template: 'nomination-no',
    title: one.state === 'lapsed' ? `No answer from ${name}` : `${name} would rather not be nominated`,
    model: { name, lapsed: one.state === 'lapsed', withdrawn: one.state === 'withdrawn' },
  };
  const isForPtlToo = one.state === 'withdrawn' && !about.isPtls;
  return [
    toNominator(told, about),
    ...(isForPtlToo ? [noteOf({ ...told, key: nominationKey(one, 'no-known') }, about)] : []),
  ];
};

/** The person hears the end before everybody does. */
export const resultOf = ({ one, candidate, request }: Case): LetterStep => {
  const passed = one.state === 'passed';
  return {
    ...({ kind: 'letter', key: nominationKey(one, 'result'), to: one.of } as const),
    template: passed ? 'nomination-welcome' : 'nomination-not-now',
    title: passed
      ? `Welcome to the core team of ${request.project.title}`
      : `Your nomination in ${request.project.title}`,
    model: { name: candidate.name },
  };
};

/** What did not pass is counted for the PTL alone. */
export const countOf = (about: Case): NoteStep => {
  const { one, candidate, request } = about;
  const { name } = candidate;
  return noteOf(
    {
      key: nominationKey(one, 'count'),
      template: 'nomination-count',
      title: `The nomination of ${name} did not pass`,
      model: {
        ...{ name, ...(one.totals ?? { plus: 0, zero: 0, minus: 0 }) },
        tellsAt: dateText(one.since + 3 * DAY, request.project.timezone),
      },
    },
    about,
  );
};
