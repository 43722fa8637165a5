// The life of a retirement by mail, and every message of it as it is read: goldens, to be read aloud.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { SayStep } from '../../src/domain/matter.ts';
import { ingestAll } from '../../src/house/ingest.ts';
import { dueMatters } from '../../src/house/matters.ts';
import { git } from '../support/git.ts';
import { readsAsGolden } from '../support/letters.ts';
import { type MailServer, mailServer, refused } from '../support/mail-server.ts';
import { QUIETLY } from '../support/quietly.ts';
import { DAY, mailOf, type TeamOptions, teamOf } from '../support/team.ts';

const scene = async (t: ExecutionContext, more: Partial<TeamOptions> = {}) => {
  const server = await mailServer(t);
  const place = `host: localhost, port: ${server.port}, secure: none, from: "Rollcall <rollcall@example.org>"`;
  const world = await teamOf(t, {
    letters: [`{ type: mail, ${place}, tag: garden }`],
    channels: [
      `{ type: mail, ${place}, to: ptl@example.org, report: team, private: true }`,
      `{ type: mail, ${place}, to: list@example.org, list: true }`,
    ],
    ...more,
  });
  // Words are worked out from it: the goldens hold one.
  await world.house.store.setSetting('garden', 'key of words', '07'.repeat(32));
  const steps = async (): Promise<readonly SayStep[]> =>
    (await dueMatters(world.house, world.chosen)).flatMap(([, { says }]) => says);
  return {
    ...world,
    ...{ server, steps },
    /** So many days later, with the data read anew. */
    async later(days: number) {
      world.clock.now += days * DAY;
      await ingestAll(world.house, QUIETLY);
    },
    step: async (part: string): Promise<SayStep> => {
      const all = await steps();
      const found = all.find(({ key }) => key.endsWith(`/${part}`));
      if (!found) throw new Error(`${part} is not among ${all.map(({ key }) => key).join(', ')}`);
      return found;
    },
    word: () => /\n {2}confirm (\S+)\n/.exec(server.mails.at(-1)?.text ?? '')?.[1] ?? 'none',
  };
};

const mailbox = ({ mails }: MailServer) => {
  let seen = 0;
  return () => {
    const news = mails.slice(seen).map(({ to, subject }) => [to?.[0]?.address?.split('@')[0], subject]);
    seen = mails.length;
    return news;
  };
};

test('proposed by the PTL: told first, confirmed after ten days, then the roster, then the thanks', async t => {
  const at = await scene(t);
  const news = mailbox(at.server);
  const proposed = await at.ask('retire @una');
  t.regex(proposed, /Una Feld is told first, in private, and has 10 days to object/);
  t.regex(proposed, /The team has 5 cores now and would have 4\./);
  await readsAsGolden(t, at, await at.step('told'), 'retirement-told');
  await at.carry();
  t.deepEqual(news(), [['una', '[garden] Your place in the core team of The Garden']]);
  await at.carry();
  await at.later(9);
  t.deepEqual(await at.carry(), []);
  await at.later(2);
  await readsAsGolden(t, at, await at.step('ready'), 'retirement-ready');
  await at.carry();
  t.deepEqual(news(), [['ptl', 'Una Feld: for you to confirm, or not']]);
  t.regex(await at.ask('confirm kefu-wrong'), /Nothing waits for this word/);
  const word = at.word();
  t.regex(await at.ask(`confirm ${word}`), /^Confirmed\. Una Feld is written to/);
  t.regex(await at.ask(`confirm ${word}`), /Nothing waits for this word/, 'it counts once');
  await readsAsGolden(t, at, await at.step('confirmed'), 'retirement-confirmed');
  await at.carry();
  t.deepEqual(news(), [
    ['una', '[garden] Thank you, from The Garden'],
    ['ptl', 'Roster: Una Feld becomes emeritus'],
  ]);
  const patch = at.server.mails.at(-1)?.text ?? '';
  t.regex(patch, /^-\s+- \{ name: Una Feld, role: core, since: 2024-01-01 \}$/m);
  t.regex(patch, /^\+\s+- \{ name: Una Feld, role: emeritus, since: 2026-08-30 \}$/m);
  for (const word of ['Gerrit group', 'mailing lists', 'calendar', 'chat channels'])
    t.true(patch.includes(word), `${word} is on the checklist, which nobody configured`);
  await readsAsGolden(t, at, await at.step('thanks'), 'retirement-thanks');
  await at.carry();
  t.deepEqual(news(), [['list', 'Thank you, Una Feld']]);
  t.deepEqual(await at.carry(), [], 'all of it was said once');
  await at.ask('reinstate @una');
  await readsAsGolden(t, at, await at.step('welcome'), 'retirement-welcome');
  await at.carry();
  await at.carry();
  t.deepEqual(
    news().map(([to]) => to),
    ['una', 'ptl'],
  );
  await readsAsGolden(t, at, await at.step('word'), 'retirement-back');
});

test('git applies the patch in a mail as it stands, however long its lines are', async t => {
  const at = await scene(t);
  const source = await readFile(at.config, 'utf8');
  const una = '- { name: Una Feld, role: core, since: 2024-01-01 }';
  await writeFile(
    at.config,
    source.replace(una, `${una} # has looked after the beds behind the shed since it was built`),
  );
  await at.ask('retire @una');
  for (const days of [0, 0, 11]) {
    await at.later(days);
    await at.carry();
  }
  await at.ask(`confirm ${at.word()}`);
  await at.carry();
  const { text = '', html = '' } = at.server.mails.at(-1) ?? {};
  const folder = dirname(at.config);
  await writeFile(join(folder, 'roster.patch'), text);
  await git(folder, ['init', '--quiet']);
  await git(folder, ['apply', 'roster.patch']);
  const changed = await readFile(at.config, 'utf8');
  t.regex(changed, /name: Una Feld, role: core, .*, until: 2026-08-30 \} # has looked after .* was built\n/);
  t.regex(changed, /\n +- \{ name: Una Feld, role: emeritus, since: 2026-08-30 \}\n/);
  t.regex(html, /<pre [^>]*>--- a\/.*\n\+\+\+ b\//);
});

test('an objection ends it at once, nobody asks why, and it is told to the PTL alone', async t => {
  const at = await scene(t);
  await at.ask('retire @una');
  await at.carry();
  await at.carry();
  const news = mailbox(at.server);
  news();
  t.regex(await at.ask('object', 'Una Feld'), /Noted: it has ended\. You stay in the core team as before/);
  await readsAsGolden(t, at, await at.step('ended'), 'retirement-ended');
  await readsAsGolden(t, at, await at.step('over'), 'retirement-over-objected');
  await at.carry();
  t.deepEqual(news(), [
    ['una', '[garden] You stay in the core team of The Garden'],
    ['ptl', 'Una Feld stays in the core team'],
  ]);
  await at.later(12);
  t.deepEqual(await at.carry(), []);
  t.regex(await at.ask('object', 'Una Feld'), /There is nothing to object to/);
});

test('one’s own wish needs three days, and can be taken back', async t => {
  const at = await scene(t);
  t.regex(await at.ask('step-back', 'Nia Brandt'), /Noted, and thank you for telling me/);
  await readsAsGolden(t, at, await at.step('told'), 'retirement-own');
  await at.carry();
  await at.carry();
  await at.later(3);
  await readsAsGolden(t, at, await at.step('ready'), 'retirement-ready-own');
  t.regex(await at.ask('withdraw', 'Nia Brandt'), /Noted: it has ended/);
  await readsAsGolden(t, at, await at.step('over'), 'retirement-over-taken-back');
  await at.carry();
  t.regex(await at.ask('step-back', 'Pia Hollis'), /You lead the team/);
});

test('a vouch ends it, and a withdrawal is told to the person only', async t => {
  const at = await scene(t);
  await at.ask('retire @una');
  await at.carry();
  await at.ask('vouch @una', 'Oli Sand');
  await readsAsGolden(t, at, await at.step('ended'), 'retirement-ended-vouched');
  await readsAsGolden(t, at, await at.step('over'), 'retirement-over-vouched');
  await at.carry();
  const news = mailbox(at.server);
  news();
  await at.ask('retire @oli');
  await at.ask('withdraw @oli');
  t.deepEqual(await at.carry(), [], 'who was told nothing is told of no end');
  await at.ask('retire @oli');
  await at.carry();
  await at.ask('withdraw @oli');
  await at.carry();
  t.deepEqual(
    news().map(([to]) => to),
    ['oli', 'oli'],
  );
});

test('nobody on leave is written to or confirmed; the days go on when they are back', async t => {
  const at = await scene(t);
  await at.ask('retire @una');
  await at.ask('leave today 2026-08-25', 'Una Feld');
  t.deepEqual(await at.carry(), []);
  t.regex(await at.ask('retire @una'), /under way/);
  await at.later(7);
  t.is((await at.carry())?.length, 1);
  await at.carry();
  await at.later(11);
  await at.carry();
  await at.ask('leave today 2026-09-30', 'Una Feld');
  t.regex(await at.ask(`confirm ${at.word()}`), /on leave now, so this waits until they are back/);
  t.regex(await at.ask('retire @zoe'), /Zoë Ruiz is told first/);
  await at.ask('withdraw @zoe');
  await at.ask('leave today', 'Zoë Ruiz');
  t.regex(await at.ask('retire @zoe'), /on leave; this can wait/);
});

test('on old data nothing is confirmed, and the PTL is told why, once', async t => {
  const at = await scene(t);
  await at.ask('retire @una');
  await at.carry();
  await at.carry();
  at.clock.now += 12 * DAY;
  const stale = (await at.steps())[0];
  t.regex(stale?.key ?? '', /\/stale\//);
  if (stale) await readsAsGolden(t, at, stale, 'retirement-stale');
  t.is((await at.carry())?.length, 1);
  t.deepEqual(await at.carry(), []);
  await at.later(0);
  await at.carry();
  const word = at.word();
  at.clock.now += 12 * DAY;
  t.regex(
    await at.ask(`confirm ${word}`),
    /The data is not fresh, so nothing is confirmed: journal was not read lately/,
  );
  await at.later(0);
  t.regex(await at.ask(`confirm ${word}`), /^Confirmed/);
});

test('on data that stopped altogether no proposal goes on, and a wish of one’s own does', async t => {
  const at = await scene(t);
  await at.ask('retire @una');
  await at.ask('step-back', 'Nia Brandt');
  await at.carry();
  await at.carry();
  await at.later(90);
  await at.carry();
  const why = at.server.mails.find(({ subject }) => subject === 'Una Feld: nothing can be confirmed yet');
  t.regex(why?.text ?? '', /nothing has come in from anywhere since 2026-08-12/);
  await at.carry();
  t.deepEqual(
    at.server.mails.map(({ subject }) => subject).filter(subject => /to confirm/.test(subject ?? '')),
    ['Nia Brandt: for you to confirm, or not'],
  );
});

test('whom no letter reaches is never retired in silence: it waits, and the PTL is told', async t => {
  const at = await scene(t);
  at.server.watch = (moment, word) =>
    moment === 'to' && word === mailOf('Una Feld') ? refused(550, 'no such mailbox') : undefined;
  await at.ask('retire @una');
  t.deepEqual(
    (await at.carry())?.map(([kind, , , state]) => [kind, state]),
    [
      ['letter', 'refused'],
      ['note', 'posted'],
    ],
  );
  await at.later(30);
  await at.carry();
  t.false(at.server.mails.some(({ text }) => /confirm \w+-\w+/.test(text ?? '')));
});

test('who is left out of thanks is thanked in private alone', async t => {
  const at = await scene(t);
  await at.ask('hide', 'Una Feld');
  await at.ask('retire @una');
  for (const days of [0, 0, 11, 0]) {
    await at.later(days);
    await at.carry();
  }
  await at.ask(`confirm ${at.word()}`);
  for (const _ of [1, 2, 3]) await at.carry();
  t.true(at.server.mails.some(({ subject }) => subject === '[garden] Thank you, from The Garden'));
  t.false(at.server.mails.some(({ to }) => to?.[0]?.address === 'list@example.org'));
});

test('a dry run shows what would follow, and decides nothing', async t => {
  const at = await scene(t, { publish: false });
  await at.ask('retire @una');
  t.is((await at.steps()).length, 1);
  t.deepEqual(await at.carry(), []);
  t.deepEqual(
    (await at.house.store.decisions('garden', Number.MAX_SAFE_INTEGER)).map(({ ruling }) => ruling.kind),
    ['retire'],
  );
});

test('the other notes read as their goldens', async t => {
  const at = await scene(t);
  const about = { service: 'github', id: 'una' } as const;
  const name = 'Una Feld';
  await readsAsGolden(
    t,
    at,
    {
      ...{ kind: 'note', key: 'x', about, template: 'retirement-unsure' },
      ...{ title: `${name}: did my letter arrive?`, model: { name, again: 'retirement/2026-08-19-x/told' } },
    },
    'retirement-unsure',
  );
  const link = {
    text: 'https://example.org/acme/widget/pull/7',
    url: 'https://example.org/acme/widget/pull/7',
  };
  const diff = { code: ['--- a/OWNERS', '+++ b/OWNERS', ' approvers:', '-  - una', '   - oli'] };
  await readsAsGolden(
    t,
    at,
    {
      ...{
        kind: 'note',
        key: 'x',
        about,
        template: 'roster-change',
        title: `Roster: ${name} becomes emeritus`,
      },
      model: {
        name,
        pulls: [{ roster: 'rollcall', state: 'open', link }],
        patches: [{ roster: 'owners', diff, words: { code: ['git apply roster.patch', 'git review'] } }],
        refused: [{ roster: 'info-yaml', why: `${name} is not on this roster.` }],
        chores: ['remove Una Feld from the calendar of the meeting'],
      },
    },
    'roster-change',
  );
});
