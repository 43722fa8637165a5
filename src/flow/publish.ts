// Delivers a message, if its audience may be reached there, and never says the same twice.
import type { Channel, Earlier, Intend, Message, Out, Publication, Store } from '../contracts.ts';
import { SourceError, UnsureError, UserError } from '../domain/errors.ts';
import { lineDigest } from '../lib/digest.ts';

export interface Delivery {
  readonly channel: Channel;
  readonly settings: unknown;
}

interface Publisher {
  readonly id: string;
  readonly publish: boolean;
}

/** What is for one person or about one, and what is written to one or to the PTL, is no word for everybody. */
const isPrivateByNature = ({ key, person }: Message): boolean =>
  person !== undefined || /^(letter|note) /.test(key);

/**
 * The guard: what is for the PTL or one person goes to private places only, and nothing leaves this machine
 * unless the project says `publish: true`.
 * @throws UserError when the message may not go there.
 */
const guard = async (
  message: Message,
  { channel, settings }: Delivery,
  project: Publisher,
  out: Out,
): Promise<void> => {
  // Whoever made it so is our own fault, and nothing of it is said: not even to the terminal of somebody else.
  if (message.audience === 'public' && isPrivateByNature(message))
    throw new Error(`a message about one person was to be public: ${message.key}`);
  if (!channel.local && !project.publish) {
    throw new UserError(
      `${project.id} has \`publish: false\`: nothing is sent to ${channel.id} before its configuration says \`publish: true\`.`,
    );
  }
  if (message.audience !== 'public' && !(await channel.isPrivate(settings, out))) {
    throw new UserError(
      `"${message.title}" is for the ${message.audience === 'ptl' ? 'PTL' : 'person'} alone, and this ${channel.id} ` +
        'channel is not private. Nothing was sent.',
    );
  }
};

/**
 * Says it, and keeps no record.
 * @throws UserError when the message may not go there.
 */
export const publish = async (
  message: Message,
  delivery: Delivery,
  project: Publisher,
  out: Out,
  earlier?: Earlier,
  intend?: Intend,
): Promise<string> => {
  await guard(message, delivery, project, out);
  return delivery.channel.publish(message, delivery.settings, out, earlier, intend);
};

/** Where a channel with these settings speaks: what publications are recorded under. */
export const addressOf = ({ channel, settings }: Delivery): string =>
  `${channel.id} ${channel.place(settings)}`;

/** `weekly ` of `weekly 2026-W33`. */
const prefixOf = (key: string): string => key.slice(0, key.indexOf(' ') + 1);

const digestOf = ({ title, body }: Message): string => {
  const digest = lineDigest();
  digest.add(title);
  digest.add(body);
  return digest.text();
};

/** Keys of one report sort by their weeks. */
const latest = (publications: readonly Publication[]): Publication | undefined =>
  publications.reduce<Publication | undefined>(
    (one, other) => (one && one.key > other.key ? one : other),
    undefined,
  );

/** What may stand before and after it at its place: of what belongs to no series, nothing but what it goes on from. */
const neighbours = async (
  records: Pick<Records, 'publication' | 'publications'>,
  { project, key, follows }: Message,
  channel: string,
): Promise<{ readonly later?: Publication; readonly previous?: Publication }> => {
  if (follows === null) return {};
  if (follows !== undefined) {
    const previous = await records.publication(project, channel, follows);
    return previous ? { previous } : {};
  }
  const others = await records.publications(project, channel, prefixOf(key));
  const later = latest(others.filter(other => other.key > key));
  const previous = latest(others.filter(other => other.key < key));
  return { ...(later && { later }), ...(previous && { previous }) };
};

export interface Outcome {
  /**
   * `posted`: it stands there anew; `over`: a later one stands there, so that this one is not touched again; `unsure`:
   * it may have been said, and is said again on the PTL's word alone.
   */
  readonly state: 'posted' | 'edited' | 'unchanged' | 'over' | 'unsure';
  readonly receipt: string;
}

/** What a publication needs of the store. */
export type Records = Pick<
  Store,
  'publication' | 'publications' | 'recordPublication' | 'intendPublication' | 'withdrawPublication'
>;

export interface Recording {
  readonly records: Records;
  /** Seconds UTC. */
  readonly at: number;
  /** The PTL's word: what may have been said is said again. */
  readonly again?: boolean;
}

/** Of what a channel says that can neither be edited nor found again; undefined: it is still to be said. */
const settled = (
  { channel }: Delivery,
  known: Publication | undefined,
  again: boolean,
): Outcome | undefined => {
  if (channel.final !== true || known === undefined) return undefined;
  if (known.intended !== true) return { state: 'unchanged', receipt: known.receipt };
  return again ? undefined : { state: 'unsure', receipt: known.receipt };
};

/**
 * Runs `say` with a way to record the intent. What certainly was not said is withdrawn, unless it is said again: the
 * first time it may have arrived.
 */
const withIntent = async (
  publication: Omit<Publication, 'receipt'>,
  project: string,
  { records, again = false }: Recording,
  say: (intend: Intend) => Promise<string>,
): Promise<string> => {
  let isOurs = false;
  const intend = async (receipt: string): Promise<void> => {
    isOurs = await records.intendPublication(project, { ...publication, receipt }, again);
    if (!isOurs) throw new UserError('another process is saying it');
  };
  try {
    return await say(intend);
  } catch (error) {
    const isCertain = error instanceof UserError || error instanceof SourceError;
    if (isOurs && isCertain && !again)
      await records.withdrawPublication(project, publication.channel, publication.key);
    throw error;
  }
};

/**
 * Says it once: what stands there already is edited in place if it differs, and left alone if it does not. Two that
 * do so at once for the same place need a lease around it.
 * @throws UserError when the message may not go there.
 */
export const publishOnce = async (
  message: Message,
  delivery: Delivery,
  project: Publisher,
  out: Out,
  recording: Recording,
): Promise<Outcome> => {
  const { records, at, again = false } = recording;
  if (delivery.channel.local)
    return { state: 'posted', receipt: await publish(message, delivery, project, out) };
  const { key } = message;
  const channel = addressOf(delivery);
  const digest = digestOf(message);
  const known = await records.publication(message.project, channel, key);
  const { later, previous } = await neighbours(records, message, channel);
  const done = settled(delivery, known, again);
  if (done) return done;
  if (later && !again) return { state: 'over', receipt: known?.receipt ?? later.receipt };
  if (known?.digest === digest && known.intended !== true)
    return { state: 'unchanged', receipt: known.receipt };
  const earlier = {
    ...(known && { receipt: known.receipt }),
    ...(previous && { previous: previous.receipt }),
  };
  const { body, person } = message;
  const publication = { channel, key, digest, at, body, ...(person && { person }) };
  try {
    const receipt = await withIntent(publication, message.project, recording, intend =>
      publish(message, delivery, project, out, earlier, intend),
    );
    await records.recordPublication(message.project, { ...publication, receipt });
    const isEdited = known?.receipt === receipt && known.intended !== true;
    return { state: isEdited ? 'edited' : 'posted', receipt };
  } catch (error) {
    if (!(error instanceof UnsureError)) throw error;
    return { state: 'unsure', receipt: error.message };
  }
};
