// The life of a team: finds what its matters ask for now, and has each step carried out once.
import type { Matter, MatterRequest, Message, Out, Store } from '../contracts.ts';
import type { Handle } from '../domain/activity.ts';
import type { Decision } from '../domain/decision.ts';
import { SourceError, UserError } from '../domain/errors.ts';
import {
  decisionOf,
  type NoteStep,
  type RosterStep,
  type RulingStep,
  recordedAs,
  type SaidAt,
  type SayStep,
} from '../domain/matter.ts';
import { lineDigest } from '../lib/digest.ts';
import { type Delivery, type Outcome, publishOnce, type Records } from './publish.ts';

/** What is due: rulings first, then what is to be said once they stand, then changes of the rosters. */
export interface Plan {
  readonly rulings: readonly RulingStep[];
  readonly says: readonly SayStep[];
  readonly changes: readonly RosterStep[];
}

/** A ruling may bring another one about; a matter that never comes to rest is not followed for ever. */
const MOST_ROUNDS = 10;

/** What one matter asks for now. Nothing is carried out: rulings are thought to stand, to see what follows from them. */
export const planOf = async (matter: Matter, request: MatterRequest): Promise<Plan> => {
  const rulings: RulingStep[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const decisions: Decision[] = [
      ...request.decisions,
      ...rulings.map(ruling => decisionOf(ruling, request.at)),
    ];
    const known = new Set(decisions.map(({ key }) => key));
    const steps = await matter.due({ ...request, decisions });
    const fresh = steps.flatMap(step => (step.kind === 'ruling' && !known.has(step.key) ? [step] : []));
    if (fresh.length === 0) {
      const open = steps.filter(({ key }) => !request.said.has(key));
      const says = open.flatMap(step => (step.kind === 'ruling' || step.kind === 'roster' ? [] : [step]));
      const changes = open.flatMap(step => (step.kind === 'roster' ? [step] : []));
      return { rulings, says, changes };
    }
    rulings.push(...fresh);
  }
  throw new Error(`the matter ${matter.id} comes to no rest`);
};

const KINDS: readonly SayStep['kind'][] = ['letter', 'note', 'word'];

/** When each step was said, or may have been, at whatever place. */
export const saidOf = async (store: Pick<Store, 'publicationsUnder'>, project: string): Promise<SaidAt> => {
  const said = new Map<string, number>();
  for (const kind of KINDS)
    for (const { key, at } of await store.publicationsUnder(project, recordedAs({ kind, key: '' })))
      if (!said.has(key.slice(kind.length + 1))) said.set(key.slice(kind.length + 1), at);
  return said;
};

/** Of those, what may have been said: nobody can tell. */
export const unsureOf = async (
  store: Pick<Store, 'intendedPublications'>,
  project: string,
): Promise<ReadonlySet<string>> => {
  const intended = await store.intendedPublications(project);
  return new Set(intended.map(({ key }) => key.slice(key.indexOf(' ') + 1)));
};

/** What is needed to carry a plan out. */
export interface Voice {
  readonly project: { readonly id: string; readonly publish: boolean };
  /** In order of preference: the first that reaches somebody is taken. */
  readonly letters: readonly Delivery[];
  /** The PTL's places; the first that takes a note is enough. */
  readonly notes: readonly Delivery[];
  /** What everybody reads: each is told. */
  readonly words: readonly Delivery[];
  /** The accounts by which somebody may be written to. */
  accountsOf(to: Handle): readonly Handle[];
  nameOf(of: Handle): string;
  render(step: SayStep, delivery: Delivery): Promise<Message>;
  /**
   * Brings a change to where each roster lives, however often it is asked once, and returns the note that tells of it.
   * @throws SourceError where a roster or its place cannot be reached now.
   */
  propose(step: RosterStep): Promise<NoteStep>;
  readonly out: Out;
  readonly records: Records;
  /** Seconds UTC. */
  readonly at: number;
  /** The PTL's word on one key: what may have been said is said again. */
  readonly again?: string;
}

/**
 * What became of one step. `later`: a place is ill, and it is tried again; `refused`: no place takes it. `words` is the
 * receipt or the reasons.
 */
export interface Carried {
  readonly step: SayStep | RosterStep;
  readonly channel: string;
  readonly state: Outcome['state'] | 'later' | 'refused';
  readonly words: string;
}

const NOBODY = 'no channel of `letters` reaches this person';

const deliveriesFor = (step: SayStep, voice: Voice): readonly Delivery[] => {
  if (step.kind !== 'letter') return step.kind === 'note' ? voice.notes : voice.words;
  const accounts = voice.accountsOf(step.to);
  return voice.letters.flatMap(({ channel, settings }) => {
    const reached = channel.reach?.(settings, accounts);
    return reached === undefined ? [] : [{ channel, settings: reached }];
  });
};

const sayAt = async (step: SayStep, delivery: Delivery, voice: Voice): Promise<Carried> => {
  const told = { step, channel: delivery.channel.id };
  const recording = { records: voice.records, at: voice.at, again: voice.again === step.key };
  try {
    const message = await voice.render(step, delivery);
    const { state, receipt } = await publishOnce(message, delivery, voice.project, voice.out, recording);
    return { ...told, state, words: receipt };
  } catch (error) {
    if (error instanceof SourceError) return { ...told, state: 'later', words: error.message };
    if (error instanceof UserError) return { ...told, state: 'refused', words: error.message };
    throw error;
  }
};

/** Says it to the first place that takes it; one that is ill is waited for, so that nobody is told in a worse place. */
const say = async (step: SayStep, voice: Voice): Promise<Carried[]> => {
  const done: Carried[] = [];
  for (const delivery of deliveriesFor(step, voice)) {
    const carried = await sayAt(step, delivery, voice);
    done.push(carried);
    if (step.kind !== 'word' && carried.state !== 'refused') return [carried];
  }
  if (step.kind === 'word' && done.length > 0) return done;
  const reasons = done.map(({ channel, words }) => `${channel}: ${words}`);
  const words = reasons.length > 0 ? reasons.join('; ') : step.kind === 'letter' ? NOBODY : 'no place for it';
  return [{ step, channel: '–', state: 'refused', words }];
};

const isHeardPrivately = async ({ notes, out }: Voice): Promise<boolean> => {
  for (const { channel, settings } of notes) if (await channel.isPrivate(settings, out)) return true;
  return false;
};

const NO_EAR =
  'no place of the PTL is private, so that nobody could be told what came of it. Nothing was proposed.';

/** Proposed first and told then: a process that dies in between proposes the same again, and finds it. */
const propose = async (step: RosterStep, voice: Voice): Promise<Carried[]> => {
  try {
    if (!(await isHeardPrivately(voice))) return [{ step, channel: '–', state: 'refused', words: NO_EAR }];
    return await say(await voice.propose(step), voice);
  } catch (error) {
    if (error instanceof SourceError) return [{ step, channel: '–', state: 'later', words: error.message }];
    if (error instanceof UserError) return [{ step, channel: '–', state: 'refused', words: error.message }];
    throw error;
  }
};

/** One note about all who cannot be written to: said anew only when they are others. */
const unreachedNote = (matter: string, carried: readonly Carried[], voice: Voice): NoteStep | undefined => {
  const unreached = carried.flatMap(({ step, state, words }) =>
    step.kind === 'letter' && state === 'refused' ? [{ step, words }] : [],
  );
  const [first, ...others] = unreached;
  if (!first) return undefined;
  const digest = lineDigest();
  for (const key of unreached.map(({ step }) => step.key).sort()) digest.add(key);
  const people = unreached.map(({ step, words }) => ({
    name: voice.nameOf(step.to),
    title: step.title,
    why: words,
  }));
  return {
    kind: 'note',
    key: `${matter}/unreached/${digest.text()}`,
    template: 'unreached',
    title: 'Somebody cannot be written to in private',
    model: { people: people.sort((a, b) => a.name.localeCompare(b.name, 'en')) },
    ...(others.length === 0 && { about: first.step.to }),
  };
};

/**
 * Carries out what `planOf` found, each step once. A letter that reaches nobody becomes a note to the PTL, and never
 * goes to a public place. Two that do so at once need a lease around it.
 */
export const carryOut = async (
  matter: Matter,
  { rulings, says, changes }: Plan,
  voice: Voice,
  store: Pick<Store, 'decide' | 'publicationsUnder'>,
): Promise<Carried[]> => {
  for (const ruling of rulings) await store.decide(voice.project.id, decisionOf(ruling, voice.at));
  const carried: Carried[] = [];
  for (const step of says) carried.push(...(await say(step, voice)));
  for (const step of changes) carried.push(...(await propose(step, voice)));
  const note = unreachedNote(matter.id, carried, voice);
  if (note && !(await saidOf(store, voice.project.id)).has(note.key))
    carried.push(...(await say(note, voice)));
  return carried;
};

/** The person whom a step is for or about. */
export const personIn = (step: SayStep): Handle | undefined => {
  if (step.kind === 'letter') return step.to;
  return step.kind === 'note' ? step.about : undefined;
};
