// The shape of a change, its parts and its inline comments in answers of Gerrit's REST API.
import { z } from 'zod';
import { secondsOf } from '../../lib/time.ts';

/** `2013-02-01 09:59:32.186000000`, always UTC. */
const TIME = z.string().transform((text, context) => {
  const at = secondsOf(text);
  if (at !== undefined) return at;
  context.addIssue({ code: 'custom', message: 'no time' });
  return z.NEVER;
});

export const ACCOUNT = z.looseObject({
  _account_id: z.number().int().nonnegative(),
  name: z.string().optional(),
  email: z.string().optional(),
  username: z.string().optional(),
});
export type Account = z.infer<typeof ACCOUNT>;

/** Parts are read one by one: a bad message keeps no change from being read. */
const PARTS = z.array(z.unknown()).default([]);

export const CHANGE = z.looseObject({
  _number: z.number().int().positive(),
  project: z.string().optional(),
  branch: z.string().optional(),
  topic: z.string().optional(),
  hashtags: z.array(z.string()).optional(),
  change_id: z.string().optional(),
  subject: z.string().default(''),
  status: z.string().default('NEW'),
  created: TIME,
  updated: TIME.optional(),
  submitted: TIME.optional(),
  submitter: ACCOUNT.optional(),
  owner: ACCOUNT,
  work_in_progress: z.boolean().default(false),
  current_revision: z.string().optional(),
  labels: z.record(z.string(), z.looseObject({ all: PARTS })).default({}),
  messages: PARTS,
  revisions: z.record(z.string(), z.unknown()).default({}),
});
export type Change = z.infer<typeof CHANGE>;

export const APPROVAL = ACCOUNT.extend({ value: z.number().int().default(0), date: TIME.optional() });

export const MESSAGE = z.looseObject({
  /** Absent for what Gerrit itself says. */
  author: ACCOUNT.optional(),
  date: TIME,
  message: z.string().default(''),
  tag: z.string().optional(),
  _revision_number: z.number().int().positive().optional(),
});
export type Message = z.infer<typeof MESSAGE>;

export const REVISION = z.looseObject({
  _number: z.number().int().positive(),
  created: TIME,
  uploader: ACCOUNT.optional(),
  commit: z.looseObject({ message: z.string().default('') }).optional(),
});
export type Revision = z.infer<typeof REVISION>;

export const COMMENT = z.looseObject({
  id: z.string().min(1),
  patch_set: z.number().int().positive().default(1),
  author: ACCOUNT,
  updated: TIME,
});

export const COMMENTS = z.record(z.string(), z.array(z.unknown()));

/** What of a raw change tells whether asking for its inline comments is worth it. */
export const HEAD = z.looseObject({
  _number: z.number().int().positive(),
  updated: TIME.optional(),
  total_comment_count: z.number().optional(),
  messages: z.array(z.looseObject({ message: z.string().optional() })).optional(),
});
