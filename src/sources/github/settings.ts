// What the configuration tells of a repository on GitHub.
import { z } from 'zod';
import { REPOSITORY } from '../../lib/repository.ts';

const phrases = (meaning: string) =>
  z
    .array(z.string().trim().min(1).max(100))
    .default([])
    .describe(
      `What begins a line that ${meaning}, such as \`ACK <sha>\` (\`<sha>\`: a commit); in lower case it fits any case.`,
    );

export const SETTINGS = z.strictObject({
  repo: z
    .string()
    .regex(REPOSITORY, { error: 'a repository is written owner/name' })
    .describe('The repository, as `owner/name`; a project that has several has an entry for each.'),
  phrases: z
    .strictObject({
      approve: phrases('approves'),
      reject: phrases('votes against'),
      comment: phrases('reviews without a vote'),
    })
    .prefault({})
    .describe('Votes that the team casts in words, in reviews and in the conversation; none when absent.'),
});
export type Settings = z.infer<typeof SETTINGS>;
