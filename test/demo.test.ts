// The invented project: its files are what its script makes, and tell the story that they promise.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { parse } from 'yaml';
import { demoFolder, generateDemo } from '../data/demo/generate.ts';
import { KINDS } from '../src/domain/activity.ts';

const STOP = Date.parse('2026-08-17T00:00:00Z') / 1000;

interface Account {
  username: string;
}

interface Change {
  number: number;
  subject: string;
  topic?: string;
  status: string;
  createdOn: number;
  lastUpdated: number;
  owner: Account;
  comments: { timestamp: number; reviewer: Account }[];
  patchSets: { createdOn: number; kind: string; approvals?: { grantedOn: number; by: Account }[] }[];
}

interface Line {
  item?: { nativeId: string; openedAt: string };
  activity?: {
    nativeId: string;
    kind: string;
    at: string;
    item: string;
    by: { service: string; id: string };
  };
}

interface Config {
  roster: { members: { name: string; role: string; until?: string }[] }[];
  people: { name: string; handles: { gerrit: string; irc: string; launchpad: string } }[];
  priorities: { owners: string[]; weekly?: { changes: string[] }[] }[];
}

const read = (name: string): string => readFileSync(join(demoFolder(), name), 'utf8');

const jsonl = (name: string): unknown[] =>
  read(name)
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

const changes = jsonl('changes.jsonl') as Change[];
const journal = jsonl('journal.jsonl') as Line[];
const config = parse(read('rollcall.yml')) as Config;
const activities = journal.flatMap(line => line.activity ?? []);

test('The committed history is byte for byte what the script makes', t => {
  for (const [name, content] of generateDemo().files) t.true(read(name) === content, name);
});

test('Nothing happens after the Sunday on which the story stops', t => {
  const moments = [
    ...changes.flatMap(change => [change.createdOn, change.lastUpdated]),
    ...changes.flatMap(change => change.comments.map(comment => comment.timestamp)),
    ...changes.flatMap(({ patchSets }) => patchSets.map(set => set.createdOn)),
    ...changes.flatMap(({ patchSets }) =>
      patchSets.flatMap(set => set.approvals ?? []).map(a => a.grantedOn),
    ),
    ...journal.map(line => Date.parse(line.activity?.at ?? line.item?.openedAt ?? '') / 1000),
  ];
  t.true(moments.every(at => at < STOP));
});

test('A change is told in the order of time, from its first upload on', t => {
  for (const { number, createdOn, lastUpdated, comments } of changes) {
    const times = comments.map(comment => comment.timestamp);
    t.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
      String(number),
    );
    t.is(times[0], createdOn);
    t.is(times.at(-1), lastUpdated);
  }
});

test('No two changes share a subject or a number', t => {
  t.is(new Set(changes.map(change => change.subject)).size, changes.length);
  t.is(new Set(changes.map(change => change.number)).size, changes.length);
});

test('A trivial rebase carries votes with the time at which they were given', t => {
  const carried = changes
    .flatMap(change => change.patchSets)
    .filter(set => set.kind === 'TRIVIAL_REBASE')
    .filter(set => set.approvals?.some(vote => vote.grantedOn < set.createdOn));
  t.true(carried.length > 20);
});

test('The project has the size that its description says', t => {
  t.true(changes.length > 350 && changes.length < 420);
  t.true(read('changes.jsonl').length < 1_600_000);
  t.is(activities.filter(activity => activity.kind === 'bug-opened').length, 61);
  t.is(new Set(activities.map(activity => activity.nativeId)).size, activities.length);
  t.true(activities.every(activity => KINDS.some(kind => kind === activity.kind)));
});

test('Twelve people are on the team, one of them the PTL, and all have accounts', t => {
  const team = config.roster.flatMap(roster => roster.members).filter(member => member.until === undefined);
  t.is(team.length, 12);
  t.is(team.filter(member => member.role === 'ptl').length, 1);
  const names = new Set(config.people.map(person => person.name));
  for (const { name } of team) t.true(names.has(name), name);
  for (const name of config.priorities.flatMap(priority => priority.owners)) t.true(names.has(name), name);
});

test('Every configured account is one that the history knows', t => {
  const inGerrit = new Set(changes.flatMap(({ comments }) => comments.map(one => one.reviewer.username)));
  const elsewhere = new Set(activities.map(({ by }) => `${by.service}:${by.id}`));
  for (const { name, handles } of config.people) {
    t.true(inGerrit.has(handles.gerrit), name);
    t.true(elsewhere.has(`irc:${handles.irc}`) || elsewhere.has(`launchpad:${handles.launchpad}`), name);
  }
});

test('The changes agreed for the week are changes of that priority', t => {
  const agreed = config.priorities.flatMap(priority => priority.weekly ?? []).flatMap(list => list.changes);
  t.true(agreed.length > 0);
  for (const number of agreed) {
    const change = changes.find(one => String(one.number) === number);
    t.regex(change?.topic ?? '', /^image-import/);
    t.is(change?.status, 'NEW', `${number} was still open when it was agreed`);
  }
});

test('One change of the image import was answered in July, and no core has come back to it', t => {
  const waiting = changes.find(change => change.subject === 'Image import: run without a staging area');
  const answered = waiting?.patchSets.at(-1)?.createdOn ?? 0;
  t.is(waiting?.status, 'NEW');
  t.is(answered, Date.parse('2026-07-13T15:48:00Z') / 1000);
  const team = new Set(config.people.slice(0, 12).map(person => person.handles.gerrit));
  const since = waiting?.comments.filter(comment => comment.timestamp > answered) ?? [];
  t.false(since.some(comment => team.has(comment.reviewer.username)));
});

test('Four accounts are seen for the first time in the last week', t => {
  const first = new Map<string, number>();
  for (const { timestamp, reviewer } of changes.flatMap(change => change.comments))
    first.set(reviewer.username, Math.min(timestamp, first.get(reviewer.username) ?? timestamp));
  const fresh = [...first].filter(([, at]) => at >= STOP - 7 * 86_400).map(([username]) => username);
  t.deepEqual(fresh.sort(), ['akosuad', 'inaraq', 'mbelanger', 'tsering.y']);
});
