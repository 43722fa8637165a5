// Which events a number of reviews is made of, and why others are not part of it.

export interface ExplainedEvent {
  readonly kind: string;
  readonly at: number;
  readonly origin: string;
  readonly item?: string;
  readonly revision?: number;
  readonly value?: number;
  readonly own: boolean;
}

/** `counted`, or the reason why it is not. */
export type Counting =
  | 'counted'
  | 'own change'
  | 'copied by Gerrit'
  | 'replaced by a later vote'
  | 'vote taken back'
  | 'with a vote';

const reviewKey = (event: ExplainedEvent): string => `${event.origin} ${event.item} ${event.revision}`;

/** A vote outranks a comment, the later of two votes the earlier one: the order of the reviews metric. */
const outranks = (a: ExplainedEvent, b: ExplainedEvent): boolean => {
  const isVote = (event: ExplainedEvent): boolean => event.kind === 'review-withdrawn' || event.value !== 0;
  if (isVote(a) !== isVote(b)) return isVote(a);
  return a.at > b.at || (a.at === b.at && (a.value ?? 0) > (b.value ?? 0));
};

/**
 * For each event of the reviews metric whether it is counted: a row per person and patch set, as the metric has it.
 * Other kinds are counted as they are.
 */
export const reviewStandings = (events: readonly ExplainedEvent[]): Counting[] => {
  const deciding = new Map<string, ExplainedEvent>();
  const reviewed = new Set<string>();
  for (const event of events) {
    if (event.own || !['review', 'review-withdrawn'].includes(event.kind)) continue;
    const best = deciding.get(reviewKey(event));
    if (!best || outranks(event, best)) deciding.set(reviewKey(event), event);
    if (event.kind === 'review') reviewed.add(reviewKey(event));
  }
  return events.map(event => {
    if (event.kind === 'review-copied') return 'copied by Gerrit';
    if (event.kind === 'bug-triage' && event.own) return 'own change';
    if (!['review', 'review-withdrawn'].includes(event.kind)) return 'counted';
    if (event.own) return 'own change';
    if (deciding.get(reviewKey(event)) === event) {
      return event.kind === 'review' || reviewed.has(reviewKey(event)) ? 'counted' : 'vote taken back';
    }
    return event.value === 0 ? 'with a vote' : 'replaced by a later vote';
  });
};
