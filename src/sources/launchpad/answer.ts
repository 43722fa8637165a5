// What is used of Launchpad's answers: bugs, their tasks, their activity, messages, people.
import { z } from 'zod';
import { secondsOf } from '../../lib/time.ts';

/** Seconds UTC. */
const TIME = z.string().transform((text, context) => {
  const at = secondsOf(text);
  if (at !== undefined) return at;
  context.addIssue('not a time');
  return z.NEVER;
});
const LINK = z.string().nullish();
const WORD = z.string().max(200);

export const BUG = z.looseObject({
  id: z.number().int().positive(),
  title: z.string(),
  web_link: z.string().optional(),
  owner_link: LINK,
  date_created: TIME,
  date_last_updated: TIME,
  tags: z.array(z.string()).default([]),
  duplicate_of_link: LINK,
});
export type Bug = z.infer<typeof BUG>;

export const TASK = z.looseObject({
  target_link: z.string(),
  bug_target_name: z.string(),
  status: WORD,
  importance: WORD,
  owner_link: LINK,
  assignee_link: LINK,
  date_created: TIME,
  date_closed: TIME.nullish(),
  date_left_new: TIME.nullish(),
  date_left_closed: TIME.nullish(),
  date_confirmed: TIME.nullish(),
  date_incomplete: TIME.nullish(),
  date_triaged: TIME.nullish(),
  date_in_progress: TIME.nullish(),
  date_fix_committed: TIME.nullish(),
  date_fix_released: TIME.nullish(),
});
export type Task = z.infer<typeof TASK>;

export const ENTRY = z.looseObject({
  whatchanged: z.string(),
  oldvalue: z.string().nullish(),
  newvalue: z.string().nullish(),
  datechanged: z.string(),
  person_link: LINK,
});

export const MESSAGE = z.looseObject({
  self_link: z.string().optional(),
  owner_link: LINK,
  date_created: TIME,
});

export const PERSON = z.looseObject({ display_name: z.string() });

/** `labels.0.name: expected string`: where the first fault is, and what it is. */
export const faultOf = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ');
};

/** The records of a list that can be used; of the others what is wrong with them. */
export const usable = <Schema extends z.ZodType>(
  schema: Schema,
  list: readonly unknown[],
  what: string,
): { good: z.output<Schema>[]; faults: string[] } => {
  const good: z.output<Schema>[] = [];
  const faults: string[] = [];
  for (const each of list) {
    const parsed = schema.safeParse(each);
    if (parsed.success) good.push(parsed.data);
    else faults.push(`not ${what}: ${faultOf(parsed.error)}`);
  }
  return { good, faults };
};
