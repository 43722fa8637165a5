// GitHub's JSON in small: a pull request or an issue with the events of its timeline, a minute apart.
import { createRequire } from 'node:module';
import type { Harvest } from '../../src/domain/activity.ts';
import github from '../../src/sources/github/index.ts';

const START = Date.parse('2025-03-03T08:00:00Z') / 1000;
/** The time of a minute, in seconds. */
export const minute = (index: number): number => START + index * 60;
export const iso = (index: number): string =>
  new Date(minute(index) * 1000).toISOString().replace('.000', '');

const NUMBERS: Readonly<Record<string, number>> = { oli: 1, una: 2, vic: 3, wim: 4 };

/** `null` is a deleted account. */
export const user = (login: string | null, more: object = {}) =>
  login === null ? null : { login, id: NUMBERS[login] ?? 99, type: 'User', ...more };

export const settingsOf = (phrases: object = {}) => github.settings.parse({ repo: 'Acme/Shed', phrases });

type Line = readonly [event: string, by: string | null, more?: object];

/** Events a minute apart, the first one minute after the opening; their ids count from 101. */
export const timelineOf = (lines: readonly Line[]): object[] =>
  lines.map(([event, by, more], index) => ({
    event,
    id: 101 + index,
    actor: user(by),
    user: user(by),
    created_at: iso(index + 1),
    submitted_at: iso(index + 1),
    ...more,
  }));

export const commit = (sha: string, index: number): Line => [
  'committed',
  null,
  { sha, id: undefined, actor: undefined, committer: { date: iso(index) } },
];

interface Told {
  readonly lines?: readonly Line[];
  readonly issue?: object;
  readonly comments?: readonly unknown[];
  readonly phrases?: object;
}

export const harvestOf = (
  kind: 'pull' | 'issue',
  { lines = [], issue, comments = [], phrases }: Told,
): Harvest =>
  github.normalise(
    {
      issue: {
        number: 7,
        title: 'Paint the shed',
        html_url: `https://github.com/Acme/Shed/${kind}s/7`,
        user: user('oli'),
        created_at: iso(0),
        updated_at: iso(1000),
        state: 'open',
        labels: [],
        ...(kind === 'pull' ? { pull_request: { merged_at: null } } : {}),
        ...issue,
      },
      timeline: timelineOf(lines),
      reviewComments: comments,
    },
    settingsOf(phrases),
  );

interface Example {
  readonly name: string;
  readonly examples: readonly Readonly<Record<string, unknown>>[];
}

/** GitHub's own examples of what its webhooks send. */
export const webhookExamples = (): readonly Example[] =>
  createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly Example[];
