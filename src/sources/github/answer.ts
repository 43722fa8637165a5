// What is used of GitHub's answers and deliveries: users, issues, reviews, comments.
import { z } from 'zod';
import { secondsOf } from '../../lib/time.ts';

/** Seconds UTC. */
export const TIME = z.string().transform((text, context) => {
  const at = secondsOf(text);
  if (at !== undefined) return at;
  context.addIssue('not a time');
  return z.NEVER;
});

export const ID = z.number().int().positive();

/** Null where the account was deleted. */
export const USER = z
  .looseObject({ id: ID, login: z.string().min(1).max(200), type: z.string().optional() })
  .nullish();
export type User = z.infer<typeof USER>;

/** Of an issue, and as much as an issue tells of the pull request that it is. */
export const ISSUE = z.looseObject({
  number: ID,
  title: z.string(),
  html_url: z.string().optional(),
  user: USER,
  created_at: TIME,
  updated_at: TIME.optional(),
  state: z.string().optional(),
  state_reason: z.string().nullish(),
  draft: z.boolean().optional(),
  labels: z
    .array(z.union([z.string(), z.looseObject({ name: z.string().nullish() })]))
    .default([])
    .transform(labels =>
      labels.flatMap(label => (typeof label === 'string' ? label : (label.name ?? [])) || []),
    ),
  pull_request: z.looseObject({ merged_at: TIME.nullish() }).nullish(),
});
export type Issue = z.infer<typeof ISSUE>;

export const REVIEW = z.looseObject({
  id: ID,
  user: USER,
  state: z.string(),
  body: z.string().nullish(),
  submitted_at: TIME,
  commit_id: z.string().nullish(),
});
export type Review = z.infer<typeof REVIEW>;

export const COMMENT = z.looseObject({ id: ID, user: USER, created_at: TIME, body: z.string().nullish() });
export type Comment = z.infer<typeof COMMENT>;

export const REVIEW_COMMENT = z.looseObject({
  id: ID,
  user: USER,
  created_at: TIME,
  pull_request_review_id: z.number().nullish(),
});
export type ReviewComment = z.infer<typeof REVIEW_COMMENT>;

/** `labels.0.name: expected string`: where the first fault is, and what it is. */
export const faultOf = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ');
};
