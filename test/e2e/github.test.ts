// The App from end to end: an emulated GitHub tells it by webhook, it answers in comments and posts its report.
import test, { type ExecutionContext } from 'ava';
import { logOf } from '../../src/app/log.ts';
import { type Running, startApp } from '../../src/app/serve.ts';
import { daysBefore } from '../../src/domain/calendar.ts';
import { commentsListener } from '../../src/house/comments.ts';
import { type House, openHouse } from '../../src/house/house.ts';
import { outOf } from '../../src/house/message.ts';
import { publishDue } from '../../src/house/publish.ts';
import { startSchedule } from '../../src/house/schedule.ts';
import { settle } from '../../src/house/settled.ts';
import changesOpened from '../../src/metrics/changes-opened.ts';
import reviews from '../../src/metrics/reviews.ts';
import { openInbox } from '../../src/store/inbox.ts';
import { APP_ID, type EmulatedWorld, emulatedWorld, SECRET } from '../support/emulate/world.ts';
import { folder } from '../support/folder.ts';

const REPO = { owner: 'acme', repo: 'widget' };

const CONFIG = `id: garden
title: The Garden
publish: true
sources: [{ type: github, repo: acme/widget }]
channels: [{ type: github-issue, repo: acme/widget }]
`;

interface Scene {
  readonly world: EmulatedWorld;
  readonly house: House;
  readonly inbox: ReturnType<typeof openInbox>;
  readonly said: string[];
  /** The server ends and comes back at another port. */
  restart(): Promise<void>;
}

const nobody = () => Promise.resolve({ status: 404, type: 'text/plain' as const, body: 'nothing here\n' });

const scene = async (t: ExecutionContext): Promise<Scene> => {
  const world = await emulatedWorld(t);
  const dir = await folder(t, { 'rollcall.yml': CONFIG });
  const places = { config: `${dir}/rollcall.yml`, database: `${dir}/rollcall.db` };
  const opened = await openHouse(places, { makes: true });
  const house = { ...opened, io: { ...opened.io, github: world.github } };
  const inbox = openInbox(places.database);
  const said: string[] = [];
  const log = logOf({ level: 'warn', format: 'lines' }, text => void said.push(text));
  const remarks = {
    info: (text: string) => void said.push(text),
    error: (text: string, error: unknown) => void said.push(`${text}: ${String(error)}`),
  };
  const start = async (): Promise<Running> => {
    const running = await startApp({
      ...{ house, inbox, log, port: 0, host: '127.0.0.1', doors: { pages: nobody } },
      credentials: { appId: APP_ID, privateKey: world.privateKey, secret: SECRET, baseUrl: world.url },
      answerers: [
        commentsListener({
          house,
          projects: () => house.projects,
          ownLogin: () => Promise.resolve('rollcall-for-gardens[bot]'),
          log: remarks,
        }),
      ],
    });
    world.sendTo(`${running.url}/api/github/webhooks`);
    return running;
  };
  let running = await start();
  t.teardown(async () => {
    await running.stop();
    inbox.close();
    house.store.close();
  });
  return {
    ...{ world, house, inbox, said },
    async restart() {
      await running.stop();
      running = await start();
    },
  };
};

/** Asks until it is so; the failure says what was logged. */
const until = async <Found>(
  { said }: Scene,
  what: string,
  look: () => Promise<Found | undefined>,
): Promise<Found> => {
  for (let tries = 0; tries < 1200; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error(`${what}: it does not come. ${said.join('\n')}`);
};

const window = ({ house }: Scene) => daysBefore(house.io.now() + 60, 30, 'UTC');

const reviewsIn = (at: Scene) => at.house.store.measure(reviews, 'garden', { ...window(at) });

const openPull = async ({ world }: Scene, title = 'Mend the fence'): Promise<number> => {
  const { data } = await world.as('bo').pulls.create({ ...REPO, title, head: 'mend', base: 'main' });
  return data.number;
};

test('a review is submitted, and the ledger has it', async t => {
  const at = await scene(t);
  const pull = await openPull(at);
  await at.world
    .as('ada')
    .pulls.createReview({ ...REPO, pull_number: pull, event: 'APPROVE', body: 'Well mended.' });
  const [review] = await until(at, 'the review', async () => {
    const found = await reviewsIn(at);
    return found.length > 0 ? found : undefined;
  });
  const people = await at.house.store.people('garden');
  const names = (person: number) => people.find(({ key }) => key === person)?.handles.map(({ id }) => id);
  t.is(review?.reviews, 1);
  t.is(names(review?.person ?? 0)?.length, 1);
  const opened = await at.house.store.measure(changesOpened, 'garden', { ...window(at) });
  t.deepEqual(
    opened.map(({ title }) => title),
    ['Mend the fence'],
  );
  await at.world.gateway.settled();
  t.true(at.world.gateway.hooks.every(({ tries }) => tries.at(-1) === 200));
});

test('a delivery that comes again changes nothing, one that met a closed door comes through later', async t => {
  const at = await scene(t);
  const pull = await openPull(at);
  at.world.sendTo('http://127.0.0.1:9/');
  await at.world.as('ada').pulls.createReview({ ...REPO, pull_number: pull, event: 'APPROVE', body: 'Yes.' });
  await at.restart();
  await until(at, 'the review', async () => ((await reviewsIn(at)).length > 0 ? true : undefined));
  const before = await reviewsIn(at);
  for (const hook of at.world.gateway.hooks) t.is(await at.world.gateway.redeliver(hook), 200);
  await until(at, 'an empty inbox', async () => ((await at.inbox.lag()).waiting === 0 ? true : undefined));
  t.deepEqual(await reviewsIn(at), before);
});

const answersTo = async ({ world }: Scene, issue: number): Promise<string[]> => {
  const { data } = await world.as('ada').issues.listComments({ ...REPO, issue_number: issue });
  return data.filter(({ user }) => user?.type === 'Bot').map(({ body }) => body ?? '');
};

test('`/rollcall report` in a comment is answered by the App, once, and edited with the comment', async t => {
  const at = await scene(t);
  await openPull(at);
  const ada = at.world.as('ada');
  const { data: issue } = await ada.issues.create({ ...REPO, title: 'How are we?' });
  const { data: asked } = await ada.issues.createComment({
    ...{ ...REPO, issue_number: issue.number },
    body: 'Good morning.\n\n/rollcall report\n',
  });
  const look = (pattern: RegExp) => async () => {
    const answers = await answersTo(at, issue.number);
    return answers.some(answer => pattern.test(answer)) ? answers : undefined;
  };
  const answers = await until(at, 'the answer', look(/The Garden/));
  t.is(answers.length, 1);
  t.false(/@[a-z]/.test(answers[0] ?? ''), 'nobody is called');
  await ada.issues.updateComment({ ...REPO, comment_id: asked.id, body: '/rollcall help\n' });
  const edited = await until(at, 'the edited answer', look(/\/rollcall explain/));
  t.is(edited.length, 1);
});

test('the server says its report at the start, once, and again only in place', async t => {
  const at = await scene(t);
  await openPull(at);
  await until(at, 'the pull request', async () => {
    const opened = await at.house.store.measure(changesOpened, 'garden', { ...window(at) });
    return opened.length > 0 ? true : undefined;
  });
  for (const chosen of at.house.projects) await settle(at.house, chosen);
  const out = outOf(() => undefined, at.house.io);
  const remarks: string[] = [];
  const log = { remark: (text: string) => void remarks.push(text) };
  const clockwork = startSchedule({ house: at.house, out, isApp: true, log });
  await until(at, 'the issue', async () =>
    remarks.some(text => text.includes('posted')) ? true : undefined,
  );
  await clockwork.stop();
  const [chosen] = at.house.projects;
  const again = chosen ? await publishDue(at.house, chosen, out, true) : [];
  t.deepEqual(
    again.map(({ state }) => state),
    ['unchanged'],
  );
  const { data } = await at.world.as('ada').issues.listForRepo({ ...REPO, labels: 'rollcall', state: 'all' });
  t.is(data.length, 1);
  t.regex(data[0]?.title ?? '', /^Weekly report of The Garden, \d{4}-W\d\d$/);
  t.is(data[0]?.user?.login, 'rollcall-for-gardens[bot]');
  t.regex(remarks.join('\n'), /^garden: weekly to github-issue: posted: http\S+\/issues\/\d+$/m);
});
