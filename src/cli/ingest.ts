// rollcall ingest: reads what is new in every source into the ledger.
import { UsageError } from '../domain/errors.ts';
import { ingestAll, type SourceOutcome } from '../house/ingest.ts';
import { hint } from '../lib/suggest.ts';
import { progressOn } from './progress.ts';
import { openNamed } from './project.ts';
import { COMMON, oneOf, text, type Verb } from './verb.ts';

const plainly = (outcome: SourceOutcome): string => {
  const { project, source, error, records = 0, stored = 0, known = 0, skipped = 0, complete } = outcome;
  if (error !== undefined) return `${project}/${source}: ${error}`;
  const news = records === 0 ? 'nothing new' : `${records} records read, ${stored} activities stored`;
  const rest = [known > 0 ? `${known} known already` : '', skipped > 0 ? `${skipped} skipped` : ''].filter(
    Boolean,
  );
  const state = complete ? '' : '; stopped before the end, the next run goes on from here';
  return `${project}/${source}: ${[news, ...rest].join(', ')}${state}`;
};

export const ingestVerb: Verb = {
  name: 'ingest',
  usage: 'ingest [--source ID] [--full]',
  summary: 'read what is new in every source into the ledger',
  details: 'May be interrupted at any time (Ctrl-C): nothing is lost or doubled, and the next run goes on.',
  options: {
    source: { type: 'string', value: 'ID', help: 'only this source' },
    full: { type: 'boolean', help: 'forget what was read and read everything again' },
    format: { type: 'string', value: 'text|json', help: 'how to print what was read (default: text)' },
    config: COMMON.config,
    database: COMMON.database,
  },
  async run(invocation) {
    const format = oneOf(invocation.options, 'format', ['text', 'json']) ?? 'text';
    const house = await openNamed(invocation, true);
    try {
      const only = text(invocation.options, 'source');
      const ids = house.projects.flatMap(({ sources }) => sources.map(({ id }) => id));
      if (only !== undefined && !ids.includes(only)) {
        throw new UsageError(`There is no source "${only}"; there are ${ids.join(', ')}.${hint(only, ids)}`);
      }
      const outcomes = await ingestAll(house, {
        only,
        full: invocation.options['full'] === true,
        progress: () => progressOn(invocation.terminal),
        remark: invocation.terminal.remark,
      });
      if (format === 'json') invocation.terminal.print(`${JSON.stringify(outcomes, null, 2)}\n`);
      else for (const outcome of outcomes) invocation.terminal.print(`${plainly(outcome)}\n`);
      return outcomes.some(({ error }) => error !== undefined) ? 1 : 0;
    } finally {
      house.store.close();
    }
  },
};
