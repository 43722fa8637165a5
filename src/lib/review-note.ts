// Reads a note of refs/notes/review: the final votes that Gerrit wrote down when a change was submitted.
import { type Address, parseAddress } from './address.ts';
import { secondsOf } from './time.ts';

export interface NoteVote {
  readonly label: string;
  readonly value: number;
  readonly by: Address;
}

export interface ReviewNote {
  readonly votes: readonly NoteVote[];
  readonly submittedBy?: Address;
  /** Seconds UTC. */
  readonly submittedAt?: number;
  readonly reviewedOn?: string;
  /** The number at the end of `Reviewed-on`. */
  readonly number?: string;
  readonly project?: string;
  readonly branch?: string;
  /** Lines that are neither a vote nor a known key. */
  readonly unread: readonly string[];
}

const VOTE = /^([A-Za-z][A-Za-z0-9-]*)([+-]\d{1,4}): (.*)$/;
const KEY = /^(Submitted-by|Submitted-at|Reviewed-on|Project|Branch): (.*)$/;

export const parseReviewNote = (text: string): ReviewNote => {
  const votes: NoteVote[] = [];
  const unread: string[] = [];
  const keys = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const vote = VOTE.exec(line);
    const by = vote ? parseAddress(vote[3] ?? '') : undefined;
    const key = KEY.exec(line);
    if (vote && by) votes.push({ label: vote[1] ?? '', value: Number(vote[2]), by });
    else if (key) keys.set(key[1] ?? '', key[2] ?? '');
    else unread.push(line);
  }
  const submittedBy = parseAddress(keys.get('Submitted-by') ?? '');
  const submittedAt = secondsOf(keys.get('Submitted-at') ?? '');
  const reviewedOn = keys.get('Reviewed-on');
  const number = /(?<!\d)(\d{1,15})\/?$/.exec(reviewedOn ?? '')?.[1];
  const project = keys.get('Project');
  const branch = keys.get('Branch')?.replace(/^refs\/heads\//, '');
  return {
    votes,
    unread,
    ...(submittedBy === undefined ? {} : { submittedBy }),
    ...(submittedAt === undefined ? {} : { submittedAt }),
    ...(reviewedOn === undefined ? {} : { reviewedOn }),
    ...(number === undefined ? {} : { number }),
    ...(project === undefined ? {} : { project }),
    ...(branch === undefined ? {} : { branch }),
  };
};
