// Changes of a Gerrit server with all that was said and voted on them, through its REST API.
import type { Source } from '../../contracts.ts';
import { CHANGE_KINDS } from '../../lib/gerrit-change.ts';
import { ofServer } from '../../lib/gerrit-server.ts';
import { normalise } from './change.ts';
import { pull, type Raw } from './pull.ts';
import { SETTINGS, type Settings } from './settings.ts';

export default {
  id: 'gerrit-rest',
  reads:
    'changes with their votes, messages, patch sets and inline comments, from a Gerrit server through its REST API',
  service: 'gerrit',
  blind:
    'A vote that was replaced is known by the message that told it, and one that Gerrit carried over only where it ' +
    'still stands. Subjects, hashtags and bugs count from the creation of the change. Changes that are deleted on the ' +
    'server, and those that are not shown to the user that asks, are not seen; what was read of them stays until all ' +
    'is read anew.',
  settings: SETTINGS,
  kinds: [...CHANGE_KINDS, 'inline-comment'],
  origin: settings => settings.origin,
  pull,
  normalise: (raw, settings) => ofServer(normalise(raw, settings), settings.origin),
} satisfies Source<Raw, Settings>;
