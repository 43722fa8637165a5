// Who may read the pages: what is not published is for this machine alone, and nobody is led to it from outside.
import { request } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import { openSqlite } from '../../src/store/sqlite.ts';
import { home, serve } from '../support/webhooks.ts';

const NO_APP = { APP_ID: '', PRIVATE_KEY: '', WEBHOOK_SECRET: '' };

const begin = async (t: ExecutionContext, env: Readonly<Record<string, string>> = {}) => {
  const place = await home(t);
  openSqlite(place.database).close();
  const served = await serve(place, '0', env);
  t.teardown(() => served.end('SIGTERM'));
  /** `status body`. */
  return (path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      request(`${served.origin}${path}`, { headers }, response => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve(`${response.statusCode} ${text}`));
      })
        .on('error', reject)
        .end();
    });
};

test('without an App the pages are read on this machine, under its own name and through no proxy', async t => {
  const get = await begin(t, NO_APP);
  t.regex(await get('/garden/weekly'), /^200 /);
  t.regex(await get('/'), /garden/);
  for (const headers of [{ host: 'rebound.example' }, { 'x-forwarded-for': '192.0.2.1' }]) {
    t.regex(await get('/garden/weekly', headers), /^404 /);
    t.notRegex(await get('/', headers), /garden/);
    t.notRegex(await get('/readyz', headers), /garden/);
  }
});

test('with an App what is not published has no page, and /readyz counts it without a name', async t => {
  const get = await begin(t);
  t.regex(await get('/garden/weekly'), /^404 /);
  t.notRegex(await get('/'), /garden/);
  const ready = await get('/readyz');
  t.notRegex(ready, /garden|journal/);
  t.regex(ready, /^200 .*"others":\{"projects":1,/);
});
