// What was acknowledged is never lost, whatever happens to the process; what comes twice counts once.
import test from 'ava';
import { chanceFrom } from '../../bench/random.ts';
import { Sqlite } from '../../src/store/driver.ts';
import { dumpOf } from '../support/dump.ts';
import { fakeGitHub } from '../support/fake-github/index.ts';
import {
  type Home,
  headersOf,
  home,
  keepAlive,
  post,
  privateKey,
  type Sent,
  type Served,
  serve,
  untilHeard,
} from '../support/webhooks.ts';

const DELIVERIES = 1000;
const KILLS = 10;
const SENDERS = 8;

/** Where nobody answers: what is only told is compared, nothing that was read whole at some moment. */
const NOBODY = { GITHUB_API_URL: 'http://127.0.0.1:9' };
const GITHUB = '{ type: github, repo: garden/shed }';

const PEOPLE = ['bo', 'una', 'kit', 'ada', 'oli'] as const;

/** The life of a repository, as GitHub tells it. */
const told = (): Sent[] => {
  const github = fakeGitHub();
  github.install('garden');
  const repo = github.repo('garden/shed');
  for (let index = 0; github.deliveries.length < DELIVERIES; index++) {
    const by = (offset: number) => ({ by: PEOPLE[(index + offset) % PEOPLE.length] ?? 'bo' });
    const issue = repo.issue({ ...by(0), title: `Water ${index}` });
    issue.comment('It is dry.', by(1));
    issue.label('weather', by(2));
    const pull = repo.pull({ ...by(1), title: `Plant a tree ${index}` });
    pull.review('COMMENTED', { ...by(2), body: 'Which one?' });
    pull.review(index % 3 === 0 ? 'CHANGES_REQUESTED' : 'APPROVED', by(3));
    pull.comment('A pear tree.', by(1));
    if (index % 2 === 0) pull.merge(by(3));
    if (index % 5 === 0) issue.close(by(2));
  }
  return github.deliveries
    .slice(0, DELIVERIES)
    .map(({ id, event, payload }) => ({ id, event, body: JSON.stringify(payload) }));
};

const ALL = told();

const states = ({ database }: Home): Map<string, string> => {
  const db = new Sqlite(database, { readonly: true });
  try {
    const rows = db.prepare<[], { id: string; state: string }>('select id, state from delivery').all();
    return new Map(rows.map(({ id, state }) => [id, state]));
  } finally {
    db.close();
  }
};

/** A start settles what came meanwhile: who is who. */
const settled = async (place: Home): Promise<Record<string, string[]>> => {
  await (await serve(place, '0', NOBODY)).end('SIGTERM');
  return dumpOf(place.database);
};

const quietRun = async (place: Home): Promise<Record<string, string[]>> => {
  const served = await serve(place, '0', NOBODY);
  for (const sent of ALL) await post(served.origin, sent.body, headersOf(sent));
  await untilHeard(served.origin);
  await served.end('SIGTERM');
  return settled(place);
};

const shuffled = (all: readonly Sent[], random: () => number): Sent[] =>
  all
    .map(sent => ({ sent, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ sent }) => sent);

test(`each of ${DELIVERIES} deliveries twice, in any order, with ${KILLS} kills: the ledger of a quiet run`, async t => {
  t.timeout(180_000);
  const key = privateKey();
  const expected = await quietRun(await home(t, key, GITHUB));
  t.true((expected['activity']?.length ?? 0) > DELIVERIES / 2);

  const place = await home(t, key, GITHUB);
  const chance = chanceFrom(20_260_302);
  const random = (): number => chance.next();
  const queue = shuffled([...ALL, ...ALL], random);
  const kills = Array.from({ length: KILLS }, () => Math.floor(random() * queue.length)).sort(
    (a, b) => a - b,
  );
  let served: Served = await serve(place, '0', NOBODY);
  const port = new URL(served.origin).port;
  const acknowledged = new Set<string>();
  let [answers, killed, failures] = [0, 0, 0];
  let restart: Promise<void> | undefined;
  const kill = async (): Promise<void> => {
    killed++;
    await served.end('SIGKILL');
    served = await serve(place, port, NOBODY);
    restart = undefined;
  };
  const agent = keepAlive(SENDERS);
  const send = async (sent: Sent): Promise<void> => {
    for (;;) {
      await restart;
      const answer = await post(served.origin, sent.body, headersOf(sent), agent).catch(() => undefined);
      if (answer?.status === 200) break;
      failures++;
    }
    acknowledged.add(sent.id);
    answers++;
    if (answers >= (kills[killed] ?? Number.POSITIVE_INFINITY)) restart ??= kill();
  };
  const sender = async (): Promise<void> => {
    for (let sent = queue.pop(); sent; sent = queue.pop()) await send(sent);
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  await restart;
  agent.destroy();
  t.is(killed, KILLS);
  t.is(acknowledged.size, DELIVERIES);
  await untilHeard(served.origin);
  t.is(await served.end('SIGTERM'), 0, served.said());
  const found = states(place);
  t.deepEqual(
    [...acknowledged].filter(id => found.get(id) !== 'done'),
    [],
  );
  t.deepEqual(await settled(place), expected);
  t.log(`${killed} kills, ${failures} sendings again, ${answers} receipts for ${DELIVERIES} deliveries`);
});

test('SIGTERM while deliveries arrive: what was acknowledged is there, and the process ends well', async t => {
  const place = await home(t, privateKey(), GITHUB);
  const served = await serve(place, '0', NOBODY);
  const acknowledged: string[] = [];
  const queue = [...ALL];
  let refused = 0;
  let stopped: Promise<number | null> | undefined;
  const sender = async (): Promise<void> => {
    for (let sent = queue.pop(); sent; sent = queue.pop()) {
      const answer = await post(served.origin, sent.body, headersOf(sent)).catch(() => undefined);
      if (answer?.status === 200) acknowledged.push(sent.id);
      else refused++;
      if (acknowledged.length >= 200) stopped ??= served.end('SIGTERM');
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  t.is(await stopped, 0, served.said());
  t.true(refused > 0, 'it stopped while there was more to come');
  const after = await serve(place, '0', NOBODY);
  await untilHeard(after.origin);
  t.is(await after.end('SIGTERM'), 0);
  const found = states(place);
  t.deepEqual(
    acknowledged.filter(id => found.get(id) !== 'done'),
    [],
  );
});
