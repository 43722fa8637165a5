// What was given to somebody at the meetings, and how each thing stands.
import type { PublicLedger } from '../contracts.ts';
import { followedActions } from '../domain/action-trail.ts';
import type { FollowedAction } from '../domain/follow-up.ts';
import itemActs from '../metrics/item-acts.ts';
import meetingWords from '../metrics/meeting-words.ts';
import openActions from '../metrics/open-actions.ts';

/** Of the year before `at`, seconds UTC, by the time at which each was first given. */
export const actionsFollowed = (
  ledger: Pick<PublicLedger, 'measure'>,
  project: string,
  at: number,
): Promise<FollowedAction[]> =>
  followedActions(
    {
      given: window => ledger.measure(openActions, project, { ...window }),
      words: window => ledger.measure(meetingWords, project, { ...window }),
      acts: window => ledger.measure(itemActs, project, { ...window }),
    },
    at,
  );
