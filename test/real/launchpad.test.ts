// Launchpad's own answers, served as they are over HTTP by the fake, read by the source through the real client.
// Derived are: the host in the links, the tasks of a bug (those of the pages that belong to it), and which file answers
// which address.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Activity, Harvest, Item } from '../../src/domain/activity.ts';
import { httpClient } from '../../src/shell/http.ts';
import source from '../../src/sources/launchpad/index.ts';
import { fakeLaunchpad } from '../support/fake-launchpad/index.ts';
import { testIo } from '../support/reading.ts';
import { realData, withoutData } from '../support/real-data.ts';

const PROJECT = 'mydistribution/+source/mypackage';
const FOLDER = join(realData() ?? '', 'launchpad');

interface Task {
  readonly bug_link: string;
  readonly owner_link: string;
  readonly status: string;
}
interface List<Entry = Record<string, unknown>> {
  readonly entries: readonly Entry[];
  readonly next_collection_link?: string;
}
interface Expected {
  readonly bug_data: Record<string, unknown> & { readonly owner_link: string };
  readonly activity_data: readonly { readonly whatchanged: string }[];
  readonly messages_data: readonly unknown[];
}

const text = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const json = <Body>(name: string): Body => JSON.parse(text(name)) as Body;

/** What lies in the folder for each part of a case; the bug's number stands in the name of each file. */
interface Case {
  readonly pages: readonly string[];
  readonly bugs: Readonly<
    Record<string, { bug: string; activity: readonly string[]; messages: readonly string[] }>
  >;
}

interface Reading {
  readonly activities: Activity[];
  readonly items: Item[];
  readonly skipped: Harvest['skipped'];
  readonly served: Set<string>;
}

const read = async (t: ExecutionContext, { pages, bugs }: Case): Promise<Reading> => {
  const lp = fakeLaunchpad();
  const url = (await lp.listen(t)).replace('/devel', '/1.0');
  const served = new Set<string>();
  const here = (body: string): string =>
    body.replaceAll('\\/', '/').replaceAll('https://api.launchpad.net/1.0', url);
  const reply = (name: string) => {
    served.add(name);
    const body = here(text(name));
    return { status: body.trimStart().startsWith('{') ? 200 : 404, body };
  };
  /** Each page at the address that the one before leads to. */
  const chain = (address: string, names: readonly string[]): void => {
    let at = address;
    for (const name of names) {
      lp.record(at, reply(name));
      const next = /"next_collection_link": "([^"]+)"/.exec(here(text(name)))?.[1];
      if (next === undefined) return;
      const there = new URL(next);
      at = `${there.pathname}${there.search}`;
    }
  };
  chain(`/1.0/${PROJECT}`, pages);
  lp.record('/1.0/~user', reply('launchpad_user_1'));
  const tasks = pages.flatMap(name => (JSON.parse(here(text(name))) as List<Task>).entries);
  for (const [number, files] of Object.entries(bugs)) {
    lp.record(`/1.0/bugs/${number}`, reply(files.bug));
    chain(`/1.0/bugs/${number}/activity`, files.activity);
    chain(`/1.0/bugs/${number}/messages`, files.messages);
    const entries = tasks.filter(({ bug_link: link }) => link.endsWith(`/bugs/${number}`));
    lp.record(`/1.0/bugs/${number}/bug_tasks`, { status: 200, body: { start: 0, entries } });
  }
  const settings = source.settings.parse({ project: PROJECT, url });
  const io = { ...testIo('.'), http: httpClient({ second: 1 }) };
  const activities = new Map<string, Activity>();
  const items = new Map<string, Item>();
  const skipped = new Map<string, Harvest['skipped'][number]>();
  for await (const page of source.pull(settings, new Map(), io)) {
    const harvests = page.raws.map(raw => source.normalise(raw, settings));
    for (const activity of harvests.flatMap(each => each.activities))
      activities.set(activity.nativeId, activity);
    for (const item of harvests.flatMap(each => each.items)) items.set(item.nativeId, item);
    for (const skip of [...(page.skipped ?? []), ...harvests.flatMap(each => each.skipped)])
      skipped.set(`${skip.where} ${skip.reason}`, skip);
  }
  return {
    activities: [...activities.values()],
    items: [...items.values()],
    skipped: [...skipped.values()],
    served,
  };
};

const bugFiles = (number: number, activity: readonly string[], messages: readonly string[], more = '') => ({
  bug: `launchpad_issue_${number}${more}`,
  activity,
  messages,
});

const WHOLE: Case = {
  pages: ['launchpad_issues_page_1', 'launchpad_issues_page_2', 'launchpad_issues_page_3'],
  bugs: {
    1: bugFiles(1, ['launchpad_issue_1_activities'], ['launchpad_issue_1_comments']),
    2: bugFiles(2, ['launchpad_issue_2_activities'], ['launchpad_issue_2_comments']),
    3: bugFiles(3, ['launchpad_empty_issue_activities'], ['launchpad_empty_issue_comments']),
  },
};
const IN_PAGES: Case = {
  pages: ['launchpad_issues_page_1_no_next'],
  bugs: {
    1: bugFiles(
      1,
      ['launchpad_issue_1_activities_next_1', 'launchpad_issue_1_activities_next_2'],
      ['launchpad_issue_1_comments_next_1', 'launchpad_issue_1_comments_next_2'],
    ),
  },
};
const REFUSED: Case = {
  pages: ['launchpad_issues_page_1_no_entries'],
  bugs: {
    1: bugFiles(
      1,
      ['launchpad_issue_1_activities_no_entries'],
      ['launchpad_issue_1_comments_no_entries'],
      '_no_entries',
    ),
  },
};
const EMPTY: Case = { pages: ['launchpad_empty_issues'], bugs: {} };

const told = ({ activities }: Reading): string[] =>
  activities.map(({ nativeId, kind, by }) => `${nativeId} ${kind} ${by.id}`).toSorted();

const openedOf = (number: number): string => `bug/${number}/opened bug-opened user`;

test('every page, bug, entry of a log and comment is read, each bug once', async t => {
  if (realData() === undefined) return withoutData(t);
  const reading = await read(t, WHOLE);
  t.deepEqual(reading.items.map(({ nativeId }) => nativeId).toSorted(), ['bug/1', 'bug/2', 'bug/3']);
  t.deepEqual(told(reading), ['bug/1/comment/1 bug-comment user', openedOf(1), openedOf(2), openedOf(3)]);
  const statuses = WHOLE.pages.flatMap(name => json<List<Task>>(name).entries.map(({ status }) => status));
  t.deepEqual(
    reading.items
      .toSorted((a, b) => (a.nativeId < b.nativeId ? -1 : 1))
      .map(({ states }) => states.findLast(({ field }) => field === 'status')?.value),
    statuses,
  );
  t.is(reading.items[0]?.owner?.name, json<{ display_name: string }>('launchpad_user_1').display_name);
  t.deepEqual(reading.skipped, []);
});

test('logs and comments in several pages are read to their end; a list that is short is told of', async t => {
  if (realData() === undefined) return withoutData(t);
  const reading = await read(t, IN_PAGES);
  const comments =
    IN_PAGES.bugs[1]?.messages.flatMap(name => json<List<{ self_link: string }>>(name).entries) ?? [];
  const different = new Set(comments.map(({ self_link: link }) => link).filter(link => !link.endsWith('/0')));
  t.is(told(reading).filter(line => line.includes('bug-comment')).length, different.size);
  t.true(different.size > 0);
  t.deepEqual(
    reading.skipped.map(({ reason }) => reason),
    ['the list ended before what it said to hold'],
  );
});

test('where log and comments are refused, the bug is read and the rest is told of', async t => {
  if (realData() === undefined) return withoutData(t);
  const reading = await read(t, REFUSED);
  t.deepEqual(told(reading), [openedOf(1)]);
  t.deepEqual(reading.skipped.map(({ where }) => where).toSorted(), ['bug 1 activity', 'bug 1 messages']);
  const nothing = await read(t, EMPTY);
  t.deepEqual([nothing.items, nothing.activities, nothing.skipped], [[], [], []]);
});

test('a second reader of the same answers expects the same logs, comments and people', async t => {
  if (realData() === undefined) return withoutData(t);
  const reading = await read(t, WHOLE);
  for (const number of [1, 2, 3]) {
    const expected = json<Expected>(`launchpad_issue_${number}_expected`);
    const ours = reading.activities.filter(({ item }) => item === `bug/${number}`);
    const comments = Math.max(0, expected.messages_data.length - 1);
    t.is(ours.filter(({ kind }) => kind === 'bug-comment').length, comments);
    t.is(
      reading.items.find(({ nativeId }) => nativeId === `bug/${number}`)?.owner?.id,
      expected.bug_data.owner_link.split('~')[1],
    );
  }
  t.is(json<Expected>('launchpad_issue_1_expected_no_entries').activity_data.length, 0);
});

test('triage acts per person, and which files were read', async t => {
  if (realData() === undefined) return withoutData(t);
  const readings = [];
  for (const each of [WHOLE, IN_PAGES, REFUSED, EMPTY]) readings.push(await read(t, each));
  const served = new Set(readings.flatMap(reading => [...reading.served]));
  const compared = /_expected(_no_entries)?$/;
  const left = readdirSync(FOLDER).filter(name => !served.has(name) && !compared.test(name));
  t.deepEqual(
    left.filter(name => !name.includes('_attachments')),
    [],
    'attachments are nobody’s work: they alone are not asked for',
  );
  const logs = [...served].filter(name => name.includes('_activities') && !name.endsWith('_no_entries'));
  const entries = logs.flatMap(name => json<List<{ whatchanged: string }>>(name).entries);
  const byHand = entries.filter(({ whatchanged }) => whatchanged !== 'bug').length;
  const people = new Map<string, number>();
  for (const { kind, by } of readings.flatMap(({ activities }) => activities))
    if (kind === 'bug-triage') people.set(by.id, (people.get(by.id) ?? 0) + 1);
  const acts = [...people.values()].reduce((sum, count) => sum + count, 0);
  t.is(acts, byHand);
  t.log(
    `${served.size} files served as they are, ${left.length} of attachments left; ${entries.length} log entries`,
  );
  t.log(
    people.size === 0
      ? `triage acts: none by anybody; all ${entries.length} entries say "bug", that is the report itself`
      : [...people].map(([name, count]) => `${name} ${count}`).join(', '),
  );
  t.log(
    'derived: the host of links, the tasks of each bug (from the pages), which file answers which address',
  );
});
