// A project on Launchpad: its bugs with their triage and discussion, read through the REST API.
import type { Source } from '../../contracts.ts';
import { normalise } from './bug.ts';
import { pull } from './pull.ts';
import type { Raw } from './read.ts';
import { SETTINGS, type Settings } from './settings.ts';

export default {
  id: 'launchpad',
  reads: 'bugs of a project on Launchpad with their triage, comments and closing',
  service: 'launchpad',
  blind:
    'Launchpad tells no number of an account: people are known by their names there, and one who takes another name is ' +
    'linked anew. Private bugs are not read. Where the log of a bug does not tell who closed it, Launchpad itself did. ' +
    'A bug that was marked as a duplicate is closed, and whoever else but its reporter marked it has triaged it.',
  settings: SETTINGS,
  kinds: ['bug-opened', 'bug-triage', 'bug-comment', 'bug-closed', 'bug-reopened'],
  origin: ({ project }) => `launchpad ${project}`,
  pull,
  normalise,
} satisfies Source<Raw, Settings>;
