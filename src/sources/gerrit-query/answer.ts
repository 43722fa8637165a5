// The shape of one change in an answer of `gerrit query`.
import { z } from 'zod';

/** Since 1970; no calendar goes further than the year 9999. */
const SECONDS = z.number().int().min(0).max(253_402_300_799);

const ACCOUNT = z.looseObject({
  name: z.string().optional(),
  email: z.string().optional(),
  username: z.string().optional(),
});
export type Account = z.infer<typeof ACCOUNT>;

const APPROVAL = z.looseObject({
  type: z.string(),
  value: z.coerce.number().int(),
  grantedOn: SECONDS,
  by: ACCOUNT,
});

export const CHANGE = z.looseObject({
  project: z.string().optional(),
  branch: z.string().optional(),
  topic: z.string().optional(),
  hashtags: z.array(z.string()).optional(),
  id: z.string(),
  number: z.coerce.number().int().positive(),
  subject: z.string().default(''),
  commitMessage: z.string().default(''),
  owner: ACCOUNT.optional(),
  url: z.string().optional(),
  createdOn: SECONDS,
  lastUpdated: SECONDS.optional(),
  status: z.string().default('NEW'),
  wip: z.boolean().optional(),
  comments: z
    .array(z.looseObject({ timestamp: SECONDS, reviewer: ACCOUNT.optional(), message: z.string() }))
    .default([]),
  patchSets: z
    .array(
      z.looseObject({
        number: z.coerce.number().int().positive(),
        createdOn: SECONDS.optional(),
        uploader: ACCOUNT.optional(),
        approvals: z.array(APPROVAL).default([]),
      }),
    )
    .default([]),
});
export type Change = z.infer<typeof CHANGE>;
