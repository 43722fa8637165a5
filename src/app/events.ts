// The events of GitHub that Rollcall hears; app.yml asks for the same ones.

/** GitHub sends these to every App, whether it asks for them or not. */
export const UNASKED = ['installation', 'installation_repositories', 'installation_target'] as const;

export const EVENTS: ReadonlySet<string> = new Set([
  ...UNASKED,
  'issue_comment',
  'issues',
  'label',
  'member',
  'membership',
  'milestone',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'repository',
  'team',
]);
