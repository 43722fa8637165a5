// Everything that is public of a small ledger: each report in each format, each command's answer. What the guard is tried on.
import type { Block, Format, Store } from '../../src/contracts.ts';
import { withDecisions } from '../../src/domain/decided.ts';
import type { Decision } from '../../src/domain/decision.ts';
import type { Project } from '../../src/domain/project.ts';
import { answer } from '../../src/flow/answer.ts';
import { compose } from '../../src/flow/compose.ts';
import { loadPlugins, renderer } from '../../src/house/plugins.ts';
import { commandFrom } from '../../src/lib/command-line.ts';
import { type Asking, requestOf } from './asking.ts';
import { PROJECT } from './ledger.ts';

const DAY = 86_400;
const FORMATS: readonly Format[] = ['text', 'markdown', 'html', 'json', 'csv'];
const plugins = await loadPlugins();
const templates = renderer();

export const PUBLIC_REPORTS = [...plugins.reports.values()].filter(({ audience }) => audience === 'public');
export const COMMANDS = [...plugins.commands.keys()];

/** How many of the team are away is a count that the agenda may tell, of four cores and more: it is tried by itself. */
const DECLARED: Readonly<Record<string, readonly string[]>> = { agenda: ['away'] };

/** Each public report in each of its forms, by name; `without`: taken out of the model, as a declared aggregate. */
export const publicReports = async (
  store: Store,
  project: Project,
  day: number,
  without: readonly string[] = [],
): Promise<Readonly<Record<string, string>>> => {
  const at = day * DAY;
  const decided = withDecisions(project, await store.decisions(PROJECT, at));
  const texts: Record<string, string> = {};
  for (const report of PUBLIC_REPORTS) {
    const composed = (await compose(report, store, decided, { at })) as Readonly<Record<string, unknown>>;
    const told = DECLARED[report.id] ?? [];
    const whole = Object.fromEntries(
      Object.entries(composed).map(([key, value]) => [key, told.includes(key) ? '' : value]),
    );
    const model = Object.fromEntries(
      Object.entries(whole).map(([key, value]) => [key, without.includes(key) ? null : value]),
    );
    const said = without.length === 0 ? whole : model;
    for (const format of without.length === 0 ? FORMATS : (['json'] as const))
      if (format !== 'csv' || report.table)
        texts[`${report.id} ${format}`] = await templates.render(report, said, format);
    const mail = without.length === 0 ? await templates.inMail(report, whole) : undefined;
    if (mail !== undefined) texts[`${report.id} mail`] = mail;
  }
  return texts;
};

/** What a command line is answered where everybody reads. */
export const publicAnswer = async (
  store: Store,
  line: string,
  asking: Asking,
  report: string,
): Promise<readonly Block[]> => {
  const request = await requestOf(store, { ...asking, isPrivate: false });
  const { say } = await answer(
    commandFrom(line.split(' ')),
    { ...request, render: () => Promise.resolve(report) },
    {
      standing: () => Promise.resolve(asking.standing ?? 'anyone'),
      act: () => Promise.resolve('recorded'),
      fault: error => {
        throw error;
      },
    },
  );
  return say;
};

export const decideAll = async (store: Store, decisions: readonly Decision[]): Promise<void> => {
  for (const decision of decisions) await store.decide(PROJECT, decision);
};
