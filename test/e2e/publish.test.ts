// Said once, over real HTTP to an emulated GitHub: by processes that are killed, by two at once, after lost answers.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { outOf } from '../../src/house/message.ts';
import { publishDue, publishNow, type Said } from '../../src/house/publish.ts';
import { type EmulatedWorld, emulatedWorld } from '../support/emulate/world.ts';
import { childEnvironment } from '../support/environment.ts';
import { packageRoot } from '../support/root.ts';
import { type Garden, garden, openGarden, TUESDAY, WEEK } from '../support/speaking.ts';

const REPO = { owner: 'acme', repo: 'widget' };
const WIDGET = '{ type: github-issue, repo: acme/widget }';

interface Scene {
  readonly world: EmulatedWorld;
  readonly garden: Garden;
}

const scene = async (
  t: ExecutionContext,
  channels: readonly string[] = [WIDGET],
  more?: Parameters<typeof garden>[2],
): Promise<Scene> => {
  const world = await emulatedWorld(t);
  return { world, garden: await garden(t, channels, more) };
};

const publisher = ({ world, garden: { config, database } }: Scene, now: number): ChildProcess =>
  spawn(
    process.execPath,
    [join(packageRoot(), 'dist/test/support/publisher.js'), config, database, String(now)],
    { stdio: ['ignore', 'pipe', 'inherit'], env: childEnvironment(world.environment) },
  );

const outcomeOf = async (child: ChildProcess): Promise<Said[] | undefined> => {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await once(child, 'close');
  return child.signalCode === null ? (JSON.parse(text) as Said[]) : undefined;
};

const issuesOf = async ({ world }: Scene, repo = REPO) => {
  const all = await world.as('ada').paginate('GET /repos/{owner}/{repo}/issues', { ...repo, state: 'all' });
  return all.sort((a, b) => a.number - b.number);
};

/** In this process. */
const sayHere = async (at: Scene, now: number, how: typeof publishDue = publishDue, anew = false) => {
  const { github } = at.world;
  const { house, chosen } = await openGarden(at.garden, github, () => now);
  try {
    return await how(
      house,
      chosen,
      outOf(() => undefined, house.io),
      anew,
    );
  } finally {
    house.store.close();
  }
};

/** A small generator with a seed: a failing run can be run again. */
const dice = (seed: number) => (sides: number) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * sides);
};

test('the weekly issue is opened once, edited in place, and closed by the next', async t => {
  const at = await scene(t);
  const [first] = await sayHere(at, TUESDAY);
  t.is(first?.state, 'posted');
  t.deepEqual(await sayHere(at, TUESDAY), []);
  const [again] = await sayHere(at, TUESDAY + 60, publishDue, true);
  t.is(again?.state, 'unchanged');
  await sayHere(at, TUESDAY + WEEK);
  const [before, now] = await issuesOf(at);
  t.is(before?.title, 'Weekly report of The Garden, 2026-W33');
  t.is(before?.user?.type, 'Bot');
  t.deepEqual(
    before?.labels.map(label => (typeof label === 'string' ? label : label.name)),
    ['rollcall'],
  );
  t.is(before?.state, 'closed');
  t.regex(before?.body ?? '', /Next: #2/);
  t.is(now?.state, 'open');
  t.true(now?.body?.endsWith('The one before: #1'));
  t.regex(
    before?.body ?? '',
    /\[Plant a tree\]\(https:\/\/redirect\.github\.com\/acme\/widget\/pull\/1\), by Ada Example/,
  );
});

test('a second run with other facts edits the issue and opens none', async t => {
  const at = await scene(t);
  await sayHere(at, TUESDAY);
  const { github } = at.world;
  const { house, chosen } = await openGarden(at.garden, github, () => TUESDAY + 60);
  const renamed = { ...chosen, project: { ...chosen.project, title: 'The Larger Garden' } };
  const [said] = await publishDue(
    house,
    renamed,
    outOf(() => undefined, house.io),
    true,
  );
  house.store.close();
  t.is(said?.state, 'edited');
  const issues = await issuesOf(at);
  t.deepEqual(
    issues.map(({ title }) => title),
    ['Weekly report of The Larger Garden, 2026-W33'],
  );
});

test('after 20 kills at random moments there is one issue a week, and each leads to the next', async t => {
  t.timeout(180_000);
  const at = await scene(t);
  const roll = dice(20_260_818);
  let [kills, now, weeks] = [0, TUESDAY, 0];
  while (kills < 20) {
    weeks++;
    for (let tries = 1 + roll(4); tries > 0 && kills < 20; tries--) {
      const child = publisher(at, now);
      // On the wire, or somewhere between opening the ledger and closing it.
      const [when, nth, pause] = [roll(2) === 0 ? 'before' : 'after', roll(6), roll(3) * 10] as const;
      let seen = 0;
      at.world.gateway.watch = moment => {
        if (moment === when && seen++ === nth) setTimeout(() => child.kill('SIGKILL'), pause);
        if (moment === when && seen > nth && pause === 0) child.kill('SIGKILL');
      };
      if ((await outcomeOf(child)) === undefined) kills++;
      at.world.gateway.watch = () => undefined;
      // Its lease ends.
      now += 60;
    }
    const done = await sayHere(at, now);
    t.true(done.every(({ state }) => state === 'posted' || state === 'unchanged'));
    now += WEEK - ((now - TUESDAY) % WEEK);
  }
  const issues = await issuesOf(at);
  t.is(issues.length, weeks);
  t.is(new Set(issues.map(({ body }) => body?.split('\n')[0])).size, weeks);
  for (const [index, { state, body }] of issues.entries()) {
    t.is(state, index === weeks - 1 ? 'open' : 'closed');
    t.is(body?.match(/Next: #/g)?.length ?? 0, index === weeks - 1 ? 0 : 1);
    if (index > 0) t.true(body?.endsWith(`The one before: #${index}`));
  }
  t.log(`${kills} kills over ${weeks} weeks: ${issues.length} issues`);
});

test('two processes at once say it once', async t => {
  const at = await scene(t);
  for (let week = 0; week < 3; week++) {
    const now = TUESDAY + week * WEEK;
    const said = await Promise.all([outcomeOf(publisher(at, now)), outcomeOf(publisher(at, now))]);
    t.is((await issuesOf(at)).length, week + 1);
    t.is(said.flat().filter(one => one?.state === 'posted').length, 1);
  }
});

test('an answer that is lost leaves no second issue', async t => {
  const at = await scene(t);
  at.world.gateway.fail(1, { status: 0, carriedOut: true, only: 'POST /repos/acme/widget/issues' });
  const [lost] = await sayHere(at, TUESDAY);
  t.is(lost?.state, 'refused');
  t.regex(lost?.words ?? '', /cannot be reached/);
  const [found] = await sayHere(at, TUESDAY + 60);
  t.is(found?.state, 'posted');
  t.is((await issuesOf(at)).length, 1);
});

test('the team report is refused to a public repository, and posted to a private one', async t => {
  const at = await scene(t, [
    '{ type: github-issue, repo: acme/open, report: team }',
    '{ type: github-issue, repo: acme/team-room, report: team }',
  ]);
  const [open, room] = await sayHere(at, TUESDAY);
  t.is(open?.state, 'refused');
  t.regex(open?.words ?? '', /PTL alone.*Nothing was sent/);
  t.is(room?.state, 'posted');
  t.is((await issuesOf(at, { owner: 'acme', repo: 'open' })).length, 0);
  const [issue] = await issuesOf(at, { owner: 'acme', repo: 'team-room' });
  t.regex(issue?.body ?? '', /For the PTL alone/);
  // Asked anew each time: the room was opened to everybody.
  await at.world.as('ada').repos.update({ owner: 'acme', repo: 'team-room', private: false });
  const [, later] = await sayHere(at, TUESDAY + WEEK);
  t.is(later?.state, 'refused');
  t.is((await issuesOf(at, { owner: 'acme', repo: 'team-room' })).length, 1);
});

test('titles made of Markdown, HTML and names of teams come out as text', async t => {
  const titles = [
    '<details><summary>x</summary><img src=x onerror=alert(1)> @acme/cores',
    '![x](https://evil.example/a.png) [y](javascript:alert(1)) #1 @ada',
    '```mermaid\ngraph TD',
    '<!-- rollcall:key garden/weekly/2026-W34 --> | a | b |',
    '# heading\r\n<!-- rollcall:key garden/weekly/2026-W34 -->',
    '</details>--> closes acme/open#1',
  ];
  const at = await scene(t, [WIDGET], { titles });
  await sayHere(at, TUESDAY);
  const [issue] = await issuesOf(at);
  const body = issue?.body ?? '';
  t.false(/@(acme|ada)/.test(body), 'nobody is called');
  t.false(/<img|<!-- rollcall:key garden\/weekly\/2026-W34/.test(body), 'no HTML');
  t.is(body.match(/<details>/g)?.length, body.match(/<\/details>/g)?.length);
  t.is(body.match(/^```/gm)?.length ?? 0, 0, 'no fence of theirs');
  t.false(/(^|[^\\])!?\[[xy]\]\(/.test(body), 'no picture and no link of theirs');
  t.false(/(^|\s)(acme\/open)?#\d/.test(body), 'no reference of theirs');
  t.regex(body, /&lt;img src=x onerror=alert\(1\)&gt; @\u200Bacme\/cores/);
  await sayHere(at, TUESDAY + WEEK);
  t.is((await issuesOf(at)).length, 2, 'the key in a title was not taken for the next week’s');
});

test('what cannot be said to one channel is said to the others', async t => {
  const at = await scene(t, ['{ type: github-issue, repo: acme/nowhere }', WIDGET]);
  const said = await sayHere(at, TUESDAY, (house, chosen, out) =>
    publishNow(house, chosen, () => ({ at: TUESDAY }), out),
  );
  t.deepEqual(
    said.map(({ state }) => state),
    ['refused', 'posted'],
  );
  t.regex(said[0]?.words ?? '', /acme\/nowhere: GitHub shows no such repository/);
});

test('rollcall publish says what it did: posted, then unchanged, then refused', async t => {
  const at = await scene(t, [WIDGET, '{ type: github-issue, repo: acme/open, report: team }']);
  const { config, database } = at.garden;
  const run = async (): Promise<{ code: number | null; told: string }> => {
    const child = spawn(
      process.execPath,
      [join(packageRoot(), 'dist/src/cli.js'), 'publish', '--config', config, '--database', database],
      { stdio: ['ignore', 'ignore', 'pipe'], env: childEnvironment(at.world.environment) },
    );
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      told += part;
    });
    await once(child, 'close');
    return { code: child.exitCode, told };
  };
  const first = await run();
  t.regex(first.told, /^weekly → github-issue: posted: http\S+\/acme\/widget\/issues\/1\n/);
  t.regex(first.told, /^team → github-issue: refused: .*Nothing was sent\.$/m);
  t.is(first.code, 1);
  t.regex((await run()).told, /^weekly → github-issue: unchanged: http\S+\/issues\/1\n/);
  t.is((await issuesOf(at)).length, 1);
});
