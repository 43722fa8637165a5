// Who Rollcall is on GitHub: an App that can check its webhooks, or none.

import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { parse } from 'yaml';
import { credentialsOf, logSettingsOf } from '../../src/app/environment.ts';
import { EVENTS, UNASKED } from '../../src/app/events.ts';
import { logOf } from '../../src/app/log.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { rollcall } from '../support/cli.ts';
import { packageRoot } from '../support/root.ts';
import { home, privateKey, SECRET, serveThere, serveTold } from '../support/webhooks.ts';

const key = privateKey();
const app = { APP_ID: '12', PRIVATE_KEY: key };

test('an App without a secret that only GitHub knows is refused', t => {
  for (const secret of [undefined, '', ' ', 'development'])
    t.throws(() => credentialsOf({ ...app, WEBHOOK_SECRET: secret }), {
      name: 'UsageError',
      message: /WEBHOOK_SECRET/,
    });
  t.is(credentialsOf({}), undefined);
  t.like(credentialsOf({ ...app, WEBHOOK_SECRET: SECRET, GHE_HOST: 'github.example.org' }), {
    appId: 12,
    secret: SECRET,
    baseUrl: 'https://github.example.org/api/v3',
  });
});

test('half an App is refused, and no fault quotes a key', t => {
  for (const env of [
    { APP_ID: '12' },
    { PRIVATE_KEY: key },
    { WEBHOOK_SECRET: SECRET },
    { ...app, PRIVATE_KEY: key.slice(40) },
  ]) {
    const error = t.throws(() => credentialsOf(env));
    t.false(error?.message.includes(key.slice(60, 90)));
  }
});

test('serve with an App and no secret ends with 2 and a sentence', async t => {
  const { folder } = await home(t);
  await writeFile(join(folder, '.env'), `APP_ID=12\nPRIVATE_KEY="${key.trim().replaceAll('\n', '\\n')}"\n`);
  const { code, stderr } = await rollcall(['serve', '--port', '0'], { cwd: folder });
  t.is(code, 2, stderr);
  t.regex(stderr, /^rollcall: WEBHOOK_SECRET is missing: .*\.\n$/);
});

test('without credentials webhooks are refused', async t => {
  const place = await home(t);
  openSqlite(place.database).close();
  const served = await serveTold(place, '0', { APP_ID: '', PRIVATE_KEY: '', WEBHOOK_SECRET: '' });
  const answer = await fetch(`${served.origin}/api/github/webhooks`, { method: 'POST', body: '{}' });
  t.is(answer.status, 503);
  t.is((await fetch(`${served.origin}/healthz`)).status, 200);
  t.is(await served.end('SIGTERM'), 0);
  t.regex(served.said(), /To make one click: http:\/\/127\.0\.0\.1:\d+\/setup/);
});

test('in a folder without a configuration the set-up page is offered all the same', async t => {
  const place = await home(t);
  await rm(place.config);
  const served = await serveThere(place, { APP_ID: '', PRIVATE_KEY: '', WEBHOOK_SECRET: '' });
  t.is((await fetch(`${served.origin}/setup`)).status, 200);
  t.is(await served.end('SIGTERM'), 0);
});

test('the log is JSON for machines and lines for people, and an error is without what hangs on it', t => {
  t.is(logSettingsOf({}, true).format, 'lines');
  t.is(logSettingsOf({}, false).format, 'json');
  t.is(logSettingsOf({ NODE_ENV: 'production' }, true).format, 'json');
  t.is(logSettingsOf({ LOG_FORMAT: 'pretty' }, false).format, 'lines');
  t.throws(() => logSettingsOf({ LOG_LEVEL: 'loud' }, true), { name: 'UsageError' });
  for (const format of ['json', 'lines'] as const) {
    let said = '';
    const log = logOf({ level: 'info', format }, text => {
      said += text;
    });
    log.error(
      Object.assign(new Error('broken'), { event: { payload: 'a body' }, request: { token: 'ghs_1' } }),
    );
    log.info({ delivery: 'd-1\nFATAL forged' }, 'a delivery');
    t.regex(said, /broken/);
    t.regex(said, /delivery.*d-1/);
    t.notRegex(said, /a body|ghs_1/);
    t.notRegex(said, /\nFATAL/);
  }
});

test('app.yml asks for the events that are heard, and for no other', t => {
  const manifest = parse(readFileSync(join(packageRoot(), 'app.yml'), 'utf8')) as {
    default_events: string[];
  };
  const unasked: readonly string[] = UNASKED;
  const asked = [...EVENTS].filter(event => !unasked.includes(event));
  t.deepEqual([...manifest.default_events].sort(), asked.sort());
});
