// What a github-issue channel is told.
import { z } from 'zod';
import { REPOSITORY } from '../../lib/repository.ts';

const repo = z.string().regex(REPOSITORY, 'must be owner/name, as GitHub writes it');

export const SETTINGS = z.strictObject({
  repo: repo.describe('The repository, as `owner/name`. Reports for the PTL alone need a private one.'),
  report: z.string().default('weekly').describe('The report to post.'),
  mode: z
    .enum(['issue', 'rolling'])
    .default('issue')
    .describe(
      '`issue`: one a week, the one before is closed; `rolling`: one for all, with a comment a week.',
    ),
  labels: z
    .array(z.string().trim().min(1).max(50))
    .max(20)
    .default(['rollcall'])
    .describe('Labels of the issue. Triage rights are needed to set them, so they help to find it again.'),
  title: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Title of the issue, before the week; left out: the report’s own.'),
  page: z
    .url({ protocol: /^https?$/, message: 'must be a web address' })
    .optional()
    .describe('Where the whole report is to be seen: linked where it is too long for GitHub.'),
  format: z.literal('markdown').default('markdown').describe('GitHub reads Markdown and nothing else.'),
});

/** An account on GitHub: its number where that is known, for logins change hands. */
export interface Assignee {
  readonly number?: number;
  readonly login?: string;
}

export interface Settings extends z.infer<typeof SETTINGS> {
  /** Whom an issue is for: set by `reach`, never by a configuration. */
  readonly assignee?: Assignee;
}

/** To one person, in an issue of their own. */
export const LETTERS = z
  .strictObject({
    repo: repo.describe(
      'The PTL’s private repository, as `owner/name`: whoever may read it reads the letters in it, so let nobody read ' +
        'it but the PTL and those who are written to there.',
    ),
    labels: SETTINGS.shape.labels,
  })
  .transform((given): Settings => SETTINGS.parse(given));
