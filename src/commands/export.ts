// export: everything that is held about whoever asks, as JSON, in private.
import type { Command } from '../contracts.ts';
import { KINDS } from '../domain/activity.ts';
import { UserError } from '../domain/errors.ts';
import { heldAbout } from '../domain/held.ts';

const command: Command<undefined> = {
  id: 'export',
  usage: 'export',
  help: 'Everything that is held about you, as JSON; in private only.',
  examples: ['/rollcall export'],
  allowed: 'anyone',
  parse: ([word]) => {
    if (word !== undefined) throw new UserError('It is about yourself alone: write /rollcall export');
    return undefined;
  },
  answer: async (_args, { isPrivate, asker: { person }, ledger, project, at }) => {
    // The guard says where to ask.
    if (!isPrivate) return { audience: 'person', person: person?.key ?? 0, say: [] };
    if (person === undefined)
      throw new UserError('Nothing is known of whoever asks; on the terminal, say who with --as.');
    const held = heldAbout({
      person,
      members: await ledger.members(project.id),
      events: await ledger.events(person.key, { since: 0, until: at }, KINDS),
      decisions: await ledger.decisions(project.id, at),
    });
    return {
      audience: 'person',
      person: person.key,
      say: [{ code: JSON.stringify(held, null, 1).split('\n') }],
    };
  },
};

export default command;
