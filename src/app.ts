// The GitHub App: a Probot application that does nothing with a delivery but keep it.
import type { Probot } from 'probot';
import type { Inbox } from './contracts.ts';

export interface AppParts {
  readonly inbox: Pick<Inbox, 'claim'>;
  /** Events that somebody hears; the others are thanked for and forgotten. */
  readonly events: ReadonlySet<string>;
  /** Seconds UTC. */
  readonly now: () => number;
  /** The body as it came, while the delivery is at hand. */
  readonly body: () => string | undefined;
  readonly log: { error(facts: object, words: string): void };
  /** Called when something new waits. */
  readonly onClaim: () => void;
}

/** Returns once the delivery is on disk: only then it is acknowledged. */
export const rollcallApp =
  ({ inbox, events, now, body, log, onClaim }: AppParts) =>
  (app: Probot): void => {
    app.onAny(async ({ id, name, payload }) => {
      if (!events.has(name)) return;
      const delivery = { id, event: name, payload: body() ?? JSON.stringify(payload), receivedAt: now() };
      try {
        if (await inbox.claim(delivery)) onClaim();
      } catch (err) {
        log.error({ err, delivery: id }, 'a delivery cannot be stored');
        // Probot answers with an error's words.
        throw new Error('not stored', { cause: err });
      }
    });
  };
