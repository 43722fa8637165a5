// Mail to a real SMTP server: encryption, signing in, refusals, and processes that are killed before, in and after DATA.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { SMTPServerOptions } from 'smtp-server';
import { outOf } from '../../src/house/message.ts';
import { publishAgain, publishDue, type Said } from '../../src/house/publish.ts';
import { NO_GITHUB } from '../../src/shell/github.ts';
import { childEnvironment } from '../support/environment.ts';
import { CERTIFICATE, type MailServer, mailServer, PASSWORD, refused } from '../support/mail-server.ts';
import { packageRoot } from '../support/root.ts';
import { type Garden, garden, openGarden, TUESDAY, WEEK } from '../support/speaking.ts';

const TO = 'list@example.org';
const ID = '<rollcall.garden.weekly.2026-w33@example.org>';

interface Scene {
  readonly server: MailServer;
  readonly garden: Garden;
}

const scene = async (
  t: ExecutionContext,
  more = 'secure: none',
  options?: SMTPServerOptions,
  titles?: readonly string[],
): Promise<Scene> => {
  const server = await mailServer(t, options);
  const place = `host: localhost, port: ${server.port}, from: "Rollcall <rollcall@example.org>"`;
  const to = more.includes('to:') ? '' : `, to: ${TO}`;
  const channels = [`{ type: mail, ${place}${to}, ${more} }`];
  return { server, garden: await garden(t, channels, titles && { titles }) };
};

const sayHere = async (
  { garden: at }: Scene,
  how: (...given: Parameters<typeof publishDue>) => Promise<Said[]> = publishDue,
  now = TUESDAY,
): Promise<Said[]> => {
  const { house, chosen } = await openGarden(at, NO_GITHUB, () => now);
  try {
    return await how(
      house,
      chosen,
      outOf(() => undefined, house.io),
    );
  } finally {
    house.store.close();
  }
};

const again = (at: Scene, key = 'weekly 2026-W33', now = TUESDAY) =>
  sayHere(at, (house, chosen, out) => publishAgain(house, chosen, key, out), now);

const publisher = ({ garden: { config, database } }: Scene, now: number, password = PASSWORD): ChildProcess =>
  spawn(
    process.execPath,
    [join(packageRoot(), 'dist/test/support/publisher.js'), config, database, String(now)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: childEnvironment({ NODE_EXTRA_CA_CERTS: CERTIFICATE, SMTP_PASSWORD: password }),
    },
  );

/** Undefined: it was killed. */
const outcomeOf = async (child: ChildProcess): Promise<Said[] | undefined> => {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await once(child, 'close');
  return child.signalCode === null ? (JSON.parse(text) as Said[]) : undefined;
};

const SIGNED = 'user: rollcall, password: { variable: SMTP_PASSWORD }';

for (const [secure, options] of [
  ['starttls', {}],
  ['tls', { secure: true }],
] as const)
  test(`with ${secure} and a password the mail arrives, once`, async t => {
    const at = await scene(t, `secure: ${secure}, ${SIGNED}`, options);
    const [said] = (await outcomeOf(publisher(at, TUESDAY))) ?? [];
    t.deepEqual([said?.state, said?.words], ['posted', ID]);
    t.deepEqual(await outcomeOf(publisher(at, TUESDAY + 60)), []);
    t.is(at.server.mails.length, 1);
    t.is(at.server.mails[0]?.messageId, ID);
    t.regex(at.server.mails[0]?.date ?? '', /^2026-08-18T12:0/, 'by the clock handed in');
    t.true(at.server.seen.includes('auth'));
    t.regex(at.server.mails[0]?.text ?? '', /Plant a tree/);
    t.regex(at.server.mails[0]?.html ?? '', /<h1[^>]*>The Garden: week 2026-W33/);
  });

test('a wrong password is refused without a word of it, and tried again next time', async t => {
  const at = await scene(t, SIGNED);
  const [said] = (await outcomeOf(publisher(at, TUESDAY, 'hunter2'))) ?? [];
  t.is(said?.state, 'refused');
  t.is(said?.words, 'localhost does not let rollcall sign in (535)');
  const [then] = (await outcomeOf(publisher(at, TUESDAY + 60))) ?? [];
  t.is(then?.state, 'posted');
  t.is(at.server.mails.length, 1);
});

test('a certificate that nobody vouches for, or a server without STARTTLS, gets neither mail nor password', async t => {
  const unknown = await scene(t, 'secure: starttls');
  const [said] = await sayHere(unknown);
  t.regex(said?.words ?? '', /localhost cannot be reached: self-signed certificate/);
  const plain = await scene(t, SIGNED, { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
  const [other] = (await outcomeOf(publisher(plain, TUESDAY))) ?? [];
  t.is(other?.state, 'refused');
  t.deepEqual([...unknown.server.mails, ...plain.server.mails], []);
  t.false([...unknown.server.seen, ...plain.server.seen].includes('auth'));
});

test('a variable that holds nothing is named', async t => {
  const [said] = await sayHere(await scene(t, 'user: r, password: { variable: NOT_SET_HERE }'));
  t.is(said?.words, 'the variable NOT_SET_HERE of the environment holds no password');
});

test('a recipient that is refused gets none, and is named; if there is no other, nothing is sent', async t => {
  const alone = await scene(t);
  alone.server.watch = moment => (moment === 'to' ? refused(550, 'no such list') : undefined);
  const [none] = await sayHere(alone);
  t.is(none?.state, 'refused');
  t.regex(none?.words ?? '', /localhost refuses: 550 no such list/);
  const two = await scene(t, 'secure: none, to: [gone@example.org, ptl@example.org]');
  two.server.watch = (moment, who) =>
    moment === 'to' && who.startsWith('gone') ? refused(550, 'no such person') : undefined;
  const [said] = await sayHere(two);
  t.deepEqual([said?.state, said?.words], ['posted', `${ID}; the server refused gone@example.org (550)`]);
  t.deepEqual(await sayHere(two, publishDue, TUESDAY + 60), []);
  two.server.watch = () => undefined;
  await sayHere(two, publishDue, TUESDAY + WEEK);
  t.is(two.server.mails[1]?.inReplyTo, ID, 'the next week follows it all the same');
});

test('what a server refuses for now, before or after the mail, is sent the next time, once', async t => {
  for (const moment of ['connect', 'from', 'to', 'taken'] as const) {
    const at = await scene(t);
    at.server.watch = now => (now === moment ? refused(451, 'greylisted, come back') : undefined);
    const [later] = await sayHere(at);
    t.is(later?.state, 'refused', moment);
    t.regex(later?.words ?? '', moment === 'connect' ? /localhost/ : /451 greylisted/);
    at.server.watch = () => undefined;
    const [said] = await sayHere(at, publishDue, TUESDAY + 900);
    t.is(said?.state, 'posted', moment);
    t.is(at.server.mails.length, 1);
  }
});

test('a server that is not there is tried again next time', async t => {
  const at = await scene(t);
  const nowhere = {
    ...at,
    garden: await garden(t, [
      `{ type: mail, host: localhost, port: 1, secure: none, from: a@example.org, to: ${TO} }`,
    ]),
  };
  const [said] = await sayHere(nowhere);
  t.is(said?.state, 'refused');
  t.regex(said?.words ?? '', /localhost cannot be reached/);
  t.is((await sayHere(nowhere, publishDue, TUESDAY + 60)).length, 1);
});

/** The connection ends when the server has the mail and has not said so. */
const lost = async (t: ExecutionContext): Promise<Scene> => {
  const at = await scene(t);
  const child = publisher(at, TUESDAY);
  at.server.watch = moment => {
    if (moment === 'taken') child.kill('SIGKILL');
    return undefined;
  };
  t.is(await outcomeOf(child), undefined);
  at.server.watch = () => undefined;
  return at;
};

test('what may have been sent is told, and sent again on the PTL’s word alone, under the same name', async t => {
  const at = await lost(t);
  const later = TUESDAY + 900;
  t.deepEqual(await sayHere(at, publishDue, later), [], 'not by itself');
  const [told] = await sayHere(at, (house, chosen, out) => publishDue(house, chosen, out, true), later);
  t.is(told?.state, 'unsure');
  t.is(told?.words, `${ID}; to say it again: rollcall publish --again "weekly 2026-W33"`);
  const first = at.server.mails.length;
  at.server.watch = moment => (moment === 'from' ? refused(451, 'later') : undefined);
  t.is((await again(at, undefined, later))[0]?.state, 'refused');
  at.server.watch = () => undefined;
  t.deepEqual(
    await sayHere(at, publishDue, later),
    [],
    'a refusal of the second does not make it certain of the first',
  );
  t.is((await again(at, undefined, later))[0]?.state, 'posted');
  t.is(at.server.mails.length, first + 1);
  t.is(new Set(at.server.mails.map(({ messageId }) => messageId)).size, 1);
  await t.throwsAsync(again(at, undefined, later), { name: 'UsageError', message: /Nothing under/ });
  await t.throwsAsync(again(at, 'weekly 2026-W01', later), { name: 'UsageError' });
});

test('also weeks later, when others were sent', async t => {
  const at = await lost(t);
  const later = TUESDAY + 2 * WEEK;
  t.deepEqual(
    (await sayHere(at, publishDue, later)).map(({ state }) => state),
    ['posted', 'posted'],
  );
  const first = at.server.mails.length;
  t.is((await again(at, undefined, later))[0]?.state, 'posted');
  t.is(at.server.mails[first]?.messageId, ID);
  t.is(at.server.mails[first]?.subject, 'Weekly report of The Garden, 2026-W33');
});

test('rollcall doctor and rollcall publish say what may have been sent', async t => {
  const at = await lost(t);
  const run = async (...words: string[]): Promise<{ code: number | null; told: string }> => {
    const { config, database } = at.garden;
    const child = spawn(
      process.execPath,
      [join(packageRoot(), 'dist/src/cli.js'), ...words, '--config', config, '--database', database],
      { stdio: ['ignore', 'pipe', 'pipe'], env: childEnvironment() },
    );
    let told = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => {
        told += part;
      });
    await once(child, 'close');
    return { code: child.exitCode, told };
  };
  const doctor = await run('doctor');
  t.true(doctor.told.includes(`may have been sent: weekly 2026-W33 to mail ${TO}, 2026-08-18 12:00 (${ID})`));
  const said = await run('publish', '--at', '2026-08-17');
  t.is(said.code, 1);
  t.true(said.told.includes(`weekly → mail: may have been sent: ${ID}; to say it again: rollcall publish`));
  const done = await run('publish', '--again', 'weekly 2026-W33');
  t.regex(done.told, /weekly → mail: posted: <rollcall\.garden/);
  t.false((await run('doctor')).told.includes('may have been sent'));
  t.is((await run('publish', '--again', 'weekly 2026-W33')).code, 2);
});

test('a connection that ends before DATA has sent nothing; one that ends after it may have', async t => {
  for (const moment of ['from', 'data', 'taken'] as const) {
    const at = await scene(t);
    at.server.watch = seen => {
      if (seen === moment) at.server.cut();
      return undefined;
    };
    const [said] = await sayHere(at);
    at.server.watch = () => undefined;
    const again = await sayHere(at, publishDue, TUESDAY + 60);
    if (moment === 'from') {
      t.regex(said?.words ?? '', /^localhost cannot be reached/);
      t.deepEqual(
        again.map(({ state }) => state),
        ['posted'],
      );
    } else if (moment === 'taken') {
      t.is(said?.state, 'unsure');
      t.regex(
        said?.words ?? '',
        /^localhost did not say whether it took the mail; to say it again: rollcall publish --again/,
      );
      t.deepEqual(again, []);
    } else t.is(said?.state === 'unsure' ? 0 : 1, again.length, 'in between it is either, never both');
    t.true(at.server.mails.length <= 1);
  }
});

test('what is for the PTL alone goes to a private mailbox alone', async t => {
  const open = await scene(t, 'secure: none, report: team');
  const [said] = await sayHere(open);
  t.is(said?.state, 'refused');
  t.regex(said?.words ?? '', /PTL alone.*Nothing was sent/);
  t.deepEqual(open.server.seen, []);
  const own = await scene(t, 'secure: none, report: team, private: true');
  t.is((await sayHere(own))[0]?.state, 'posted');
  t.regex(own.server.mails[0]?.text ?? '', /PTL/);
  t.regex(own.server.mails[0]?.html ?? '', /<h1 [\s\S]*For the PTL alone[\s\S]*<table/);
});

test('names keep their letters where the server takes them, and arrive where it does not', async t => {
  for (const [options, form] of [
    [{}, /Encoding: 8bit[\s\S]*Plant Zdeňka’s tree/],
    [{ hide8BITMIME: true }, /^[\r\n\t\x20-\x7e]*$/],
  ] as const) {
    const at = await scene(t, 'secure: none', options, ['Plant Zdeňka’s tree', 'Bcc: all@example.org', '.']);
    t.is((await sayHere(at))[0]?.state, 'posted');
    t.regex(at.server.raw[0] ?? '', form);
    t.regex(at.server.mails[0]?.text ?? '', /Plant Zdeňka’s tree/);
    t.is(at.server.mails[0]?.bcc, undefined);
  }
});

/** A small generator with a seed: a failing run can be run again. */
const dice = (seed: number) => (sides: number) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * sides);
};

const MOMENTS = ['connect', 'from', 'to', 'data', 'taken', 'told'] as const;

test('killed before, in and after DATA, eighteen times: nothing is lost in silence, nothing comes twice', async t => {
  t.timeout(240_000);
  const at = await scene(t);
  const roll = dice(20_260_818);
  const counts = { sent: 0, 'in doubt and there': 0, 'in doubt and not there': 0 };
  for (let week = 0; week < 18; week++) {
    const now = TUESDAY + week * WEEK;
    const [moment, pause] = [MOMENTS[week % MOMENTS.length], roll(3) * 4];
    const before = at.server.mails.length;
    const child = publisher(at, now);
    at.server.watch = seen => {
      if (seen !== moment) return undefined;
      if (pause === 0) child.kill('SIGKILL');
      else setTimeout(() => child.kill('SIGKILL'), pause);
      return undefined;
    };
    await outcomeOf(child);
    at.server.watch = () => undefined;
    // Its lease ends, and another looks.
    await sayHere(at, publishDue, now + 60);
    const arrived = at.server.mails.length - before;
    t.true(arrived <= 1, `week ${week}, ${moment}: ${arrived} mails`);
    const [told] = await sayHere(at, (house, chosen, out) => publishDue(house, chosen, out, true), now + 120);
    t.is(at.server.mails.length - before, arrived, 'looking sends nothing');
    // Either it is known to be there, or the PTL is told.
    t.true(told?.state === 'unsure' || (told?.state === 'unchanged' && arrived === 1), `week ${week}`);
    if (['connect', 'from', 'to'].includes(moment ?? '') && pause === 0)
      t.is(told?.state, 'unchanged', `${moment}: it was certain that nothing had been sent`);
    counts[
      told?.state === 'unchanged' ? 'sent' : arrived === 1 ? 'in doubt and there' : 'in doubt and not there'
    ]++;
  }
  t.log(counts);
});
