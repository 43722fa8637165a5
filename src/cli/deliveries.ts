// rollcall deliveries: what was set aside because it could not be heard, and another try.
import type { SetAside } from '../contracts.ts';
import { minuteText } from '../domain/calendar.ts';
import { UserError } from '../domain/errors.ts';
import { databasePath } from '../house/house.ts';
import { plain } from '../lib/escape.ts';
import { openInbox } from '../store/inbox.ts';
import { openNamed } from './project.ts';
import { COMMON, oneOf, type Terminal, text, type Verb } from './verb.ts';

const ALL = 'all';

const printed = (aside: readonly SetAside[], terminal: Terminal): void => {
  if (aside.length === 0) terminal.print('No delivery is set aside.\n');
  for (const { id, event, receivedAt, reason } of aside)
    terminal.print(`${id}  ${event}  ${minuteText(receivedAt, 'UTC')} UTC  ${plain(reason)}\n`);
};

export const deliveriesVerb: Verb = {
  name: 'deliveries',
  usage: 'deliveries [--retry ID|all]',
  summary: 'list the deliveries that could not be heard, or have them heard again',
  details: 'What waits again is heard by "rollcall serve", within seconds when it runs.',
  options: {
    retry: { type: 'string', value: 'ID|all', help: 'let this one wait again, or all of them' },
    format: { type: 'string', value: 'text|json', help: 'how to print the list (default: text)' },
    config: COMMON.config,
    database: COMMON.database,
  },
  async run(invocation) {
    const { options, terminal } = invocation;
    const format = oneOf(options, 'format', ['text', 'json']) ?? 'text';
    const retry = text(options, 'retry');
    const house = await openNamed(invocation);
    const inbox = openInbox(
      await databasePath({ config: text(options, 'config'), database: text(options, 'database') }),
    );
    try {
      if (retry !== undefined) {
        const count = await inbox.retry(retry === ALL ? undefined : retry);
        if (count === 0 && retry !== ALL) throw new UserError(`No delivery ${retry} is set aside.`);
        terminal.print(`${count} ${count === 1 ? 'delivery waits' : 'deliveries wait'} again.\n`);
        return 0;
      }
      const aside = await inbox.setAside();
      if (format === 'json') terminal.print(`${JSON.stringify(aside, null, 2)}\n`);
      else printed(aside, terminal);
      return 0;
    } finally {
      inbox.close();
      house.store.close();
    }
  },
};
