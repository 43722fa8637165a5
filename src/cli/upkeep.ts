// rollcall backup, rollcall doctor: the ledger's health.
import { resolve } from 'node:path';
import { minuteText } from '../domain/calendar.ts';
import { UsageError } from '../domain/errors.ts';
import { freshnessOf } from '../domain/freshness.ts';
import type { House } from '../house/house.ts';
import { againWith } from '../house/publish.ts';
import { plain } from '../lib/escape.ts';
import { openInbox } from '../store/inbox.ts';
import { openNamed } from './project.ts';
import { COMMON, oneOf, type Terminal, type Verb } from './verb.ts';

export const backupVerb: Verb = {
  name: 'backup',
  takes: 1,
  usage: 'backup FILE',
  summary: 'copy the ledger to FILE while it is in use',
  options: { config: COMMON.config, database: COMMON.database },
  async run(invocation) {
    const [file] = invocation.words;
    if (file === undefined) throw new UsageError('Where to? Write: rollcall backup FILE');
    const house = await openNamed(invocation);
    try {
      await house.store.backup(resolve(file));
      invocation.terminal.print(`Copied to ${resolve(file)}\n`);
      return 0;
    } finally {
      house.store.close();
    }
  },
};

/** Set-aside deliveries that doctor shows with their reasons. */
const MOST_REASONS = 10;
const MOST_REREADS = 1000;

const diagnosis = async (house: House) => {
  const at = house.io.now();
  const projects = await Promise.all(
    house.projects.map(async ({ project }) => ({
      id: project.id,
      timezone: project.timezone,
      sources: await house.store.sources(project.id),
      freshness: freshnessOf(
        await house.store.sources(project.id),
        await house.store.streams(project.id, at),
        project,
        at,
      ),
      inDoubt: (await house.store.intendedPublications(project.id)).map(
        ({ channel, key, receipt, at: when }) => ({
          ...{ channel, key, receipt, at: when },
        }),
      ),
      members: (await house.store.members(project.id)).filter(({ until }) => until === undefined).length,
    })),
  );
  const ledger = await house.store.health();
  const inbox = openInbox(ledger.file);
  try {
    const rereads = (await house.store.rereads(at, MOST_REREADS)).length;
    return { ledger, inbox: { ...(await inbox.lag()), reasons: await inbox.setAside() }, rereads, projects };
  } finally {
    inbox.close();
  }
};

type Diagnosis = Awaited<ReturnType<typeof diagnosis>>;

const printInbox = ({ inbox, rereads }: Diagnosis, terminal: Terminal): void => {
  const { waiting, oldestAt, setAside, reasons } = inbox;
  const since = oldestAt === undefined ? '' : ` since ${minuteText(oldestAt, 'UTC')} UTC`;
  terminal.print(`deliveries: ${waiting} waiting${since}, ${setAside} set aside\n`);
  for (const { id, event, reason } of reasons.slice(0, MOST_REASONS))
    terminal.print(`  ${id} (${event}): ${plain(reason)}\n`);
  if (reasons.length > MOST_REASONS)
    terminal.print(`  and ${reasons.length - MOST_REASONS} more: rollcall deliveries\n`);
  if (setAside > 0) terminal.print('  to hear them again: rollcall deliveries --retry all\n');
  if (rereads > 0)
    terminal.print(`items to be read whole: ${rereads}${rereads >= MOST_REREADS ? ' or more' : ''}\n`);
};

const printDiagnosis = (found: Diagnosis, terminal: Terminal): void => {
  const { ledger, projects } = found;
  const mebibytes = (ledger.bytes / 2 ** 20).toFixed(1);
  terminal.print(
    `ledger ${ledger.file}: ${mebibytes} MiB, version ${ledger.schemaVersion}, integrity ${ledger.integrity}\n`,
  );
  terminal.print(
    `  ${Object.entries(ledger.counts)
      .map(([table, count]) => `${count} ${table}`)
      .join(', ')}\n`,
  );
  printInbox(found, terminal);
  for (const { id, timezone, sources, freshness, members, inDoubt } of projects) {
    terminal.print(`project ${id}: ${members} current memberships\n`);
    for (const { channel, key, receipt, at } of inDoubt) {
      terminal.print(
        `  may have been sent: ${key} to ${plain(channel)}, ${minuteText(at, timezone)} (${plain(receipt)}); ` +
          `to send it again: ${againWith(key)}\n`,
      );
    }
    if (sources.length === 0) terminal.print('  nothing read yet: rollcall ingest\n');
    for (const source of sources) {
      const read =
        source.readAt === undefined ? 'never read to its end' : `read ${minuteText(source.readAt, timezone)}`;
      const stale = freshness.sources.some(each => each.source === source.id && each.stale) ? ', STALE' : '';
      terminal.print(`  ${source.id} (${source.type}): ${read}${stale}\n`);
      for (const { reason, count, example } of source.skipped) {
        terminal.print(`    skipped ${count}: ${plain(reason)}, such as ${plain(example)}\n`);
      }
    }
    if (freshness.silentSince !== undefined)
      terminal.print(`  SILENT: nothing has come in from anywhere since ${freshness.silentSince}\n`);
    for (const { kind, last, driedUp } of freshness.streams) {
      terminal.print(`    ${kind}: last ${last}${driedUp ? ', DRIED UP' : ''}\n`);
    }
  }
};

export const doctorVerb: Verb = {
  name: 'doctor',
  usage: 'doctor',
  summary: 'check the ledger: integrity, counts, how fresh each source is, which deliveries wait',
  options: {
    format: { type: 'string', value: 'text|json', help: 'how to print (default: text)' },
    config: COMMON.config,
    database: COMMON.database,
  },
  async run(invocation) {
    const format = oneOf(invocation.options, 'format', ['text', 'json']) ?? 'text';
    const house = await openNamed(invocation);
    try {
      const found = await diagnosis(house);
      if (format === 'json') invocation.terminal.print(`${JSON.stringify(found, null, 2)}\n`);
      else printDiagnosis(found, invocation.terminal);
      return found.ledger.integrity === 'ok' ? 0 : 1;
    } finally {
      house.store.close();
    }
  },
};
