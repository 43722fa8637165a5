// A repository on GitHub: its pull requests and issues, read through the REST API and told by webhooks.
import type { Source } from '../../contracts.ts';
import { hear } from './hear.ts';
import { normalise, type Raw } from './item.ts';
import { pull, reread } from './pull.ts';
import { SETTINGS, type Settings } from './settings.ts';

export default {
  id: 'github',
  reads:
    'pull requests with their reviews and comments, and issues with their triage, from a repository on GitHub',
  service: 'github',
  blind:
    'GitHub does not tell when commits were pushed, only force pushes have a date: a later revision of a pull request ' +
    'is one that began with a force push or after a review, dated by its last commit. The branch that a pull request ' +
    'is meant for, deleted comments and reactions are not read. People whose accounts were deleted are one unknown.',
  settings: SETTINGS,
  kinds: [
    'review',
    'review-withdrawn',
    'approval',
    'change-comment',
    'inline-comment',
    'patchset',
    'change-opened',
    'change-merged',
    'change-abandoned',
    'change-restored',
    'bug-opened',
    'bug-triage',
    'bug-comment',
    'bug-closed',
    'bug-reopened',
  ],
  origin: ({ repo }) => `github ${repo.toLowerCase()}`,
  pull,
  normalise,
  hear,
  reread,
} satisfies Source<Raw, Settings>;
