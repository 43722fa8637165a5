// The terminal: what is said there is seen by whoever runs the command.
import { z } from 'zod';
import type { Channel } from '../contracts.ts';

const SETTINGS = z.strictObject({
  report: z.string().default('weekly').describe('The report to print.'),
  format: z.enum(['text', 'markdown', 'html', 'json', 'csv']).default('text').describe('In which form.'),
});

const channel: Channel<z.infer<typeof SETTINGS>> = {
  id: 'console',
  reads: 'the terminal of whoever runs the command',
  settings: SETTINGS,
  local: true,
  place: () => 'stdout',
  isPrivate: () => Promise.resolve(true),
  async publish({ body }, _settings, out) {
    await out.write(body.endsWith('\n') ? body : `${body}\n`);
    return 'stdout';
  },
};

export default channel;
