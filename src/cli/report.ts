// rollcall report, rollcall publish: composes a report and says it.
import type { Format, Report } from '../contracts.ts';
import { UsageError, UserError } from '../domain/errors.ts';
import { dueAt } from '../domain/schedule.ts';
import { publish } from '../flow/publish.ts';
import type { House } from '../house/house.ts';
import { messageFor, outOf } from '../house/message.ts';
import { publishAgain, publishNow, type Said } from '../house/publish.ts';
import { settleIfChanged } from '../house/settled.ts';
import { hint } from '../lib/suggest.ts';
import { chosenProject, mustHaveData, openNamed } from './project.ts';
import { COMMON, type Invocation, oneOf, text, type Verb } from './verb.ts';
import { WINDOW_OPTIONS, windowFrom } from './window.ts';

export const FORMATS = ['text', 'markdown', 'html', 'json', 'csv'] as const satisfies readonly Format[];
const BY_EXTENSION: Readonly<Record<string, Format>> = {
  txt: 'text',
  md: 'markdown',
  html: 'html',
  json: 'json',
  csv: 'csv',
};

export const chosenReport = (house: Pick<House, 'plugins'>, id: string | undefined): Report => {
  const ids = [...house.plugins.reports.keys()];
  if (id === undefined) throw new UsageError(`Which report? There are ${ids.join(', ')}.`);
  const report = house.plugins.reports.get(id);
  if (report) return report;
  throw new UsageError(`There is no report "${id}"; there are ${ids.join(', ')}.${hint(id, ids)}`);
};

const formatOf = (invocation: Pick<Invocation, 'options'>, report: Report): Format => {
  const out = text(invocation.options, 'out');
  const named = oneOf(invocation.options, 'format', FORMATS);
  const ending = BY_EXTENSION[/\.(\w+)$/.exec(out ?? '')?.[1]?.toLowerCase() ?? ''];
  // Other endings are refused, so that no report can replace a ledger or a configuration.
  if (out !== undefined && ending === undefined) {
    throw new UsageError(
      `--out ${out} must end in ${Object.keys(BY_EXTENSION).join(', .').replace(/^/, '.')}.`,
    );
  }
  const format = named ?? ending ?? 'text';
  if (format === 'csv' && !report.table)
    throw new UsageError(`The report "${report.id}" has no table for CSV.`);
  return format;
};

const modeOf = (invocation: Invocation, report: Report): { mode?: string } => {
  const mode = text(invocation.options, 'mode');
  if (mode === undefined) return {};
  if (report.modes?.includes(mode)) return { mode };
  const accepted = report.modes ? `accepted are ${report.modes.join(', ')}.` : `"${report.id}" has no modes.`;
  throw new UsageError(`--mode ${mode}: ${accepted}`);
};

export const reportVerb: Verb = {
  name: 'report',
  takes: 1,
  usage: 'report ID [--at DATE] [--days N | --since DATE] [--out FILE]',
  summary: 'print a report, of today or of any day in the past',
  details:
    'Reports: weekly and agenda (public); team, triage, reviewers, check-in, candidates, bench and handover (for the PTL\n' +
    'alone).\n' +
    'The same ledger, configuration and --at give the same bytes.',
  options: {
    ...WINDOW_OPTIONS,
    out: { type: 'string', value: 'FILE', help: 'write to a file; its ending tells the format' },
    format: { type: 'string', value: 'FORMAT', help: `${FORMATS.join(', ')} (default: text)` },
    mode: { type: 'string', value: 'MODE', help: 'reviewers: count as reviewstats or stackalytics do' },
    ...COMMON,
  },
  async run(invocation) {
    const house = await openNamed(invocation);
    try {
      const report = chosenReport(house, invocation.words[0]);
      const chosen = chosenProject(house.projects, invocation.options);
      await mustHaveData(house.store, chosen.project);
      await settleIfChanged(house, chosen, invocation.terminal);
      const format = formatOf(invocation, report);
      const request = {
        ...windowFrom(
          invocation.options,
          chosen.project,
          dueAt(report.schedule, house.io.now(), chosen.project.timezone),
        ),
        ...modeOf(invocation, report),
      };
      const message = await messageFor(house, chosen, report, format, request);
      const path = text(invocation.options, 'out');
      const id = path === undefined ? 'console' : 'file';
      const channel = house.plugins.channels.get(id);
      if (!channel) throw new Error(`the channel ${id} is missing`);
      // Whoever runs the command reads the ledger anyway: their terminal and their file are private places.
      const settings = path === undefined ? {} : { path, private: true };
      const receipt = await publish(
        message,
        { channel, settings },
        chosen.project,
        outOf(invocation.terminal.print, house.io),
      );
      if (path !== undefined) invocation.terminal.remark(`Written to ${receipt}`);
      return 0;
    } finally {
      house.store.close();
    }
  },
};

const STATES: Readonly<Record<Said['state'], string>> = {
  posted: 'posted',
  edited: 'edited in place',
  unchanged: 'unchanged',
  over: 'left alone, a later one stands there',
  busy: 'left alone',
  refused: 'refused',
  unsure: 'may have been sent',
};

export const publishVerb: Verb = {
  name: 'publish',
  usage: 'publish [--at DATE | --again KEY]',
  summary: 'deliver the reports that the configured channels ask for',
  details:
    'Said again it edits what stands there; nothing is said twice. A mail that may have been sent, because the\n' +
    'connection or the process ended too early to tell, is sent again with --again alone.',
  options: {
    at: WINDOW_OPTIONS.at,
    again: {
      type: 'string',
      value: 'KEY',
      help: 'send again what may have been sent, such as "weekly 2026-W33", under the same Message-ID',
    },
    ...COMMON,
  },
  async run(invocation) {
    const house = await openNamed(invocation);
    const { print, remark } = invocation.terminal;
    try {
      const chosen = chosenProject(house.projects, invocation.options);
      await mustHaveData(house.store, chosen.project);
      await settleIfChanged(house, chosen, invocation.terminal);
      if (chosen.channels.length === 0)
        throw new UserError(`${chosen.project.id} has no channels in ${chosen.file}.`);
      const requestOf = ({ schedule }: Report) =>
        windowFrom(
          invocation.options,
          chosen.project,
          dueAt(schedule, house.io.now(), chosen.project.timezone),
        );
      const [again, out] = [text(invocation.options, 'again'), outOf(print, house.io)];
      if (again !== undefined && text(invocation.options, 'at') !== undefined)
        throw new UsageError('--again and --at exclude each other.');
      const all =
        again === undefined
          ? await publishNow(house, chosen, requestOf, out)
          : await publishAgain(house, chosen, again, out);
      for (const { report, channel, state, words } of all)
        remark(`${report} → ${channel}: ${STATES[state]}: ${words}`);
      return all.some(({ state }) => state === 'refused' || state === 'unsure') ? 1 : 0;
    } finally {
      house.store.close();
    }
  },
};
