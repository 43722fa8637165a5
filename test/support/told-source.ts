// A source that is told of reviews, as small as can be: what webhooks do to the ledger, without GitHub's many words.
import { z } from 'zod';
import type { Delivery, Source } from '../../src/contracts.ts';
import type { Harvest } from '../../src/domain/activity.ts';
import { SourceError } from '../../src/domain/errors.ts';

const review = z.object({
  review: z.object({ id: z.number(), at: z.number(), value: z.number(), user: z.string() }),
  pull_request: z.object({ number: z.number(), title: z.string() }),
});

const settings = z.object({ origin: z.string().default('told') });
type Settings = z.output<typeof settings>;

const NONE: Harvest = { activities: [], items: [], aliases: [], skipped: [] };

const heard = ({ payload }: Delivery): Harvest | undefined => {
  const { data } = review.safeParse(payload);
  if (!data) return undefined;
  const { id, at, value, user } = data.review;
  const item = `pull/${data.pull_request.number}`;
  return {
    ...NONE,
    tentative: true,
    activities: [
      {
        nativeId: `review/${id}`,
        kind: 'review',
        by: { service: 'github', id: user, name: user.toUpperCase() },
        at,
        item,
        value,
      },
    ],
    items: [
      {
        nativeId: item,
        kind: 'change',
        states: [{ field: 'subject', at: 0, value: data.pull_request.title }],
      },
    ],
  };
};

export interface ToldWorld {
  /** Items that were read whole, in the order of reading. */
  readonly read: string[];
  /** The outer world is ill as long as it says so. */
  illness?: string;
  /** An item that can never be read. */
  readonly bad?: string;
}

/** `issues` deliveries have the item in `item` read whole. */
export const toldSource = (world: ToldWorld = { read: [] }): Source<string, Settings> => ({
  id: 'told',
  reads: 'Reviews as they are told.',
  settings,
  kinds: ['review'],
  origin: given => given.origin,
  async *pull() {},
  normalise: item => ({
    ...NONE,
    items: [{ nativeId: item, kind: 'change', states: [{ field: 'subject', at: 0, value: 'whole' }] }],
    whole: [item],
  }),
  hear(delivery) {
    if (delivery.event === 'issues') {
      const { item } = delivery.payload as { item?: unknown };
      return typeof item === 'string' ? { harvest: NONE, reread: [item] } : undefined;
    }
    const harvest = heard(delivery);
    return harvest && { harvest, reread: [] };
  },
  async *reread(items) {
    for (const item of items) {
      if (world.illness !== undefined) throw new SourceError(world.illness);
      if (item === world.bad) throw new SourceError(`${item} cannot be read`);
      world.read.push(item);
      yield item;
    }
  },
});
