// The changes behind the three priorities of the invented cycle, with dates: this part of the story is written by hand.

export interface Promised {
  /** `2026-04-14T09:20`, UTC. */
  readonly at: string;
  readonly owner: string;
  readonly subject: string;
  readonly repository?: string;
  readonly topic?: string;
  readonly hashtag?: string;
  /** How much reviewers are drawn to it; 1 is average. */
  readonly appeal: number;
  /** No core looks at it from this day on. */
  readonly quietFrom?: string;
  /** Days on which a new patch set comes, whatever the reviews say. */
  readonly patchSets?: readonly string[];
}

type Row = readonly [at: string, owner: string, appeal: number, subject: string];

const IMPORT: readonly Row[] = [
  ['2026-04-14T15:12', 'exochipa', 0.23, 'Image import: read the source as a stream'],
  ['2026-04-22T16:40', 'exochipa', 0.18, 'Image import: keep the state of a task in the database'],
  ['2026-05-05T14:25', 'dsundarraj', 0.45, 'Image import: choose the store before the first byte'],
  ['2026-05-19T17:03', 'exochipa', 0.35, 'Image import: let plugins declare what they need'],
  ['2026-06-04T15:51', 'linhdao', 0.3, 'Image import: convert while reading'],
  ['2026-06-17T18:20', 'exochipa', 0.3, 'Image import: resume after a restart'],
  ['2026-07-09T15:34', 'dsundarraj', 0.2, 'Image import: measure the time of each plugin'],
  ['2026-07-21T16:16', 'exochipa', 0.07, 'Image import: remove the staging store'],
  ['2026-08-05T17:45', 'linhdao', 0.6, 'Image import: document how to leave the staging store'],
];

const LOCATIONS: readonly Row[] = [
  ['2026-04-09T11:30', 'zmalirova', 1.1, 'Location API: add a policy for reading locations'],
  ['2026-04-15T12:10', 'zmalirova', 1, 'Location API: refuse to replace the last location'],
  ['2026-04-21T09:48', 'nakashololo', 1, 'Location API: hide locations in the image schema'],
  ['2026-04-29T13:22', 'zmalirova', 1.2, 'Location API: compute the hash in the background'],
  ['2026-05-07T10:05', 'nakashololo', 0.9, 'Location API: return 409 while the hash is computed'],
  ['2026-05-14T08:41', 'hyeonju', 0.8, 'Location API: reference of the new calls'],
  ['2026-05-21T14:37', 'zmalirova', 1, 'Location API: check the token of the service'],
  ['2026-06-02T09:14', 'mirelah', 1, 'Location API: functional tests with two stores'],
  ['2026-06-11T11:55', 'nakashololo', 1.1, 'Location API: say in the log who asked'],
  ['2026-06-23T13:08', 'zmalirova', 0.8, 'Location API: move the old option to deprecated'],
  ['2026-07-07T02:30', 'hyeonju', 1, 'Location API: let the block store link instead of copy'],
  ['2026-07-14T10:26', 'mirelah', 0.9, 'Location API: test the upgrade from the last release'],
  ['2026-07-29T03:12', 'hyeonju', 1, 'Location API: retry the hash after a restart'],
  ['2026-08-06T12:44', 'zmalirova', 0.9, 'Location API: turn the policy on by default'],
  ['2026-08-13T04:20', 'hyeonju', 0.9, 'Location API: release note and upgrade check'],
];

const CLIENT: readonly Row[] = [
  ['2026-05-04T08:15', 'tlekgetho', 0.8, 'List what the old client does and the new one does not'],
  ['2026-05-13T09:33', 'tlekgetho', 0.9, 'Teach the new client member-list'],
  ['2026-05-26T12:29', 'bygdeskov', 0.7, 'Share the upload code of both clients'],
  ['2026-06-09T10:47', 'tlekgetho', 0.8, 'Teach the new client image-import'],
  ['2026-06-25T09:02', 'jarlathmc', 0.6, 'Print a notice in the old client'],
  ['2026-07-16T11:19', 'tlekgetho', 0.7, 'Map the options of the old client to the new one'],
  ['2026-08-04T13:58', 'jarlathmc', 0.5, 'Run the functional jobs with the new client'],
  ['2026-08-11T08:37', 'tlekgetho', 0.6, 'Move the user guide to the new client'],
];

const row = ([at, owner, appeal, subject]: Row): Promised => ({ at, owner, appeal, subject });

/** The one that waits: a patch set in July answered the last review, and no core has come back since. */
const WAITING: Promised = {
  at: '2026-05-28T16:32',
  owner: 'exochipa',
  subject: 'Image import: run without a staging area',
  topic: 'image-import-direct',
  appeal: 3,
  quietFrom: '2026-07-01',
  patchSets: ['2026-07-13T15:48'],
};

export const PROMISED: readonly Promised[] = [
  ...IMPORT.map(row).map((one, index) => ({
    ...one,
    topic: index < 4 ? 'image-import-refactor' : 'image-import-direct',
    ...(index > 4 ? { hashtag: 'import-refactor' } : {}),
  })),
  WAITING,
  ...LOCATIONS.map(row).map((one, index) => ({
    ...one,
    ...(index % 3 === 0 ? { hashtag: 'secure-locations' } : {}),
  })),
  ...CLIENT.map(row).map(one => ({
    ...one,
    topic: 'one-client',
    repository: 'lumen/python-lumenclient',
  })),
];
