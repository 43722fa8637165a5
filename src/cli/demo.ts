// rollcall demo: Monday's report of an invented project, without any configuration.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseDate } from '../domain/calendar.ts';
import { UserError } from '../domain/errors.ts';
import { openHouse } from '../house/house.ts';
import { ingestAll } from '../house/ingest.ts';
import { messageFor, outOf } from '../house/message.ts';
import { ROOT } from '../house/plugins.ts';
import { progressOn } from './progress.ts';
import { chosenProject } from './project.ts';
import { chosenReport } from './report.ts';
import type { Verb } from './verb.ts';

/** The Monday after the invented history ends. */
const MONDAY = '2026-08-17';

const inRoot = (path: string): string => fileURLToPath(new URL(path, ROOT));

export const demoVerb: Verb = {
  name: 'demo',
  usage: 'demo',
  summary: 'read an invented project and print its weekly report; needs nothing',
  options: {},
  async run(invocation) {
    const database = inRoot('data/demo.db');
    for (const suffix of ['', '-wal', '-shm'])
      await rm(`${database}${suffix}`, { force: true }).catch((cause: unknown) => {
        throw new UserError(
          `${database}${suffix} cannot be replaced: ${cause instanceof Error ? cause.message : String(cause)}`,
          { cause },
        );
      });
    const places = { config: inRoot('data/demo/rollcall.yml'), database };
    const house = await openHouse(places, { stopping: invocation.stopping, makes: true });
    const { terminal } = invocation;
    try {
      await ingestAll(house, { progress: () => progressOn(terminal), remark: terminal.remark });
      const chosen = chosenProject(house.projects, {});
      const at = parseDate(MONDAY, chosen.project.timezone) ?? 0;
      const weekly = chosenReport(house, 'weekly');
      const page = inRoot('data/report.html');
      await outOf(terminal.print, house.io).save(
        page,
        (await messageFor(house, chosen, weekly, 'html', { at })).body,
      );
      terminal.print((await messageFor(house, chosen, weekly, 'text', { at })).body);
      const own = `--config ${places.config} --database ${database} --at ${MONDAY}`;
      terminal.print(
        [
          '',
          'This was an invented project (data/demo); every name in it is made up.',
          `The same report as a page: ${page}`,
          'What its PTL sees, and nobody else:',
          `  node dist/src/cli.js report team ${own}`,
          'Your own project: run "rollcall init DIR" beside a git checkout.',
          '',
        ].join('\n'),
      );
      return 0;
    } finally {
      house.store.close();
    }
  },
};
