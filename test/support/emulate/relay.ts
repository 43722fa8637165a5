// Webhooks on their way from emulate to the App: in GitHub's form, signed, with an id of their own, sent until acknowledged.
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

export interface Hook {
  readonly id: string;
  readonly event: string;
  readonly body: string;
  /** The status of each try; 0: nobody answered. */
  readonly tries: number[];
}

export interface Relay {
  /** In the order in which they were told. */
  readonly hooks: Hook[];
  take(event: string, body: string): void;
  /** Sends one again, under the id that it had. */
  redeliver(hook: Hook): Promise<number>;
  /** Resolves once nothing is under way any more. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

type Json = Record<string, unknown>;

/** Where emulate tells it otherwise than GitHub does. */
const asGitHub = (event: string, payload: Json): Json => {
  const repository = payload['repository'] as { owner?: { login?: string; type?: string } } | undefined;
  const pull = payload['pull_request'] as { number?: number } | undefined;
  const review = payload['review'] as { state?: string } | undefined;
  return {
    ...payload,
    ...(repository?.owner?.type === 'Organization' && { organization: repository.owner }),
    ...(event === 'pull_request' && pull && { number: pull.number }),
    ...(review?.state !== undefined && { review: { ...review, state: review.state.toLowerCase() } }),
  };
};

const TRIES = 20;
const PAUSE = 50;

export const relay = (target: () => string | undefined, secret: string): Relay => {
  const hooks: Hook[] = [];
  let [isStopped, last] = [false, Promise.resolve()];
  const send = async ({ id, event, body }: Hook): Promise<number> => {
    const url = target();
    if (url === undefined) return 0;
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/emulated',
      'x-github-event': event,
      'x-github-delivery': id,
      'x-github-hook-id': '1',
      'x-github-hook-installation-target-type': 'integration',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    };
    try {
      const answer = await fetch(url, { method: 'POST', headers, body });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  };
  const deliver = async (hook: Hook): Promise<void> => {
    while (!isStopped && hook.tries.length < TRIES) {
      const status = await send(hook);
      hook.tries.push(status);
      if (status >= 200 && status < 300) return;
      await wait(PAUSE);
    }
  };
  return {
    hooks,
    take(event, body) {
      const payload = JSON.stringify(asGitHub(event, JSON.parse(body) as Json));
      const hook: Hook = { id: randomUUID(), event, body: payload, tries: [] };
      hooks.push(hook);
      last = Promise.all([last, deliver(hook)]).then(() => undefined);
    },
    redeliver: send,
    settled: () => last,
    async stop() {
      isStopped = true;
      await last;
    },
  };
};
