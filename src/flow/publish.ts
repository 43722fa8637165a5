// Delivers a message, if its audience may be reached there.
import type { Channel, Message, Out } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';

export interface Delivery {
  readonly channel: Channel;
  readonly settings: unknown;
}

/**
 * The guard: what is for the PTL or one person goes to private places only, and nothing leaves this machine
 * unless the project says `publish: true`.
 * @throws UserError when the message may not go there.
 */
export const publish = async (
  message: Message,
  { channel, settings }: Delivery,
  project: { readonly id: string; readonly publish: boolean },
  out: Out,
): Promise<string> => {
  if (message.audience !== 'public' && !(await channel.isPrivate(settings, out))) {
    throw new UserError(
      `"${message.title}" is for the ${message.audience === 'ptl' ? 'PTL' : 'person'} alone, and this ${channel.id} ` +
        'channel is not private. Nothing was sent.',
    );
  }
  if (!channel.local && !project.publish) {
    throw new UserError(`${project.id} has \`publish: false\`: nothing is sent to ${channel.id}.`);
  }
  return channel.publish(message, settings, out);
};
