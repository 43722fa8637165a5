// A file on this machine, written whole or not at all.
import { z } from 'zod';
import type { Channel } from '../contracts.ts';

const SETTINGS = z.strictObject({
  // Other endings are refused, so that no report can replace a ledger or a configuration.
  path: z
    .string()
    .regex(/\.(txt|md|html|json|csv)$/i, 'must end in .txt, .md, .html, .json or .csv')
    .describe('Where to write, ending in .txt, .md, .html, .json or .csv; an earlier file is replaced.'),
  report: z.string().default('weekly').describe('The report to write.'),
  format: z.enum(['text', 'markdown', 'html', 'json', 'csv']).default('html').describe('In which form.'),
  private: z
    .boolean()
    .default(false)
    .describe('True: only the PTL can read the file. Reports for the PTL need it.'),
});

const channel: Channel<z.infer<typeof SETTINGS>> = {
  id: 'file',
  reads: 'a file on this machine',
  settings: SETTINGS,
  local: true,
  place: settings => settings.path,
  isPrivate: settings => Promise.resolve(settings.private),
  async publish({ audience, body }, { path }, out) {
    await out.save(path, body, audience !== 'public');
    return path;
  },
};

export default channel;
