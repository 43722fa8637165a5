// What the PTL alone is told of a retirement on its way: that it waits, and why; and the word that confirms it.
import type { NoteStep } from '../../domain/matter.ts';
import type { Retirement } from '../../domain/retirement.ts';
import { whatIfWithout } from '../../facts/what-if.ts';
import { lineDigest } from '../../lib/digest.ts';
import { whatIfWords } from '../../lib/what-if-words.ts';
import { type Around, keyOf } from './around.ts';

/** Said again only when the reasons are others. */
export const staleNote = (one: Retirement, { person }: Around, reasons: readonly string[]): NoteStep => {
  const digest = lineDigest();
  for (const reason of reasons) digest.add(reason);
  return {
    kind: 'note',
    key: keyOf(one, `stale/${digest.text()}`),
    about: one.of,
    template: 'retirement-stale',
    title: `${person.name}: nothing can be confirmed yet`,
    model: { name: person.name, reasons },
  };
};

export const unsureNote = (one: Retirement, { person }: Around): NoteStep => ({
  kind: 'note',
  key: keyOf(one, 'unsure'),
  about: one.of,
  template: 'retirement-unsure',
  title: `${person.name}: did my letter arrive?`,
  model: { name: person.name, again: keyOf(one, 'told') },
});

export const readyNote = async (
  one: Retirement,
  word: string,
  { request, person }: Around,
): Promise<NoteStep> => {
  const { ledger, project, at } = request;
  const whatIf = await whatIfWithout(ledger, project, at, new Set([one.person]));
  return {
    kind: 'note',
    key: keyOf(one, 'ready'),
    about: one.of,
    template: 'retirement-ready',
    title: `${person.name}: for you to confirm, or not`,
    model: { name: person.name, own: one.own, word, whatIf: whatIfWords(whatIf) },
  };
};
