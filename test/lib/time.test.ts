// Times as programs write them, read the same in every zone.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { secondsOf } from '../../src/lib/time.ts';

const FORMS: [string, string][] = [
  ['2020-01-02T10:00:00Z', '2020-01-02T10:00:00Z'],
  ['2020-01-02T10:00:00+01:00', '2020-01-02T09:00:00Z'],
  ['Wed, 15 Jan 2020 10:00:00 +0530', '2020-01-15T04:30:00Z'],
  ['Wed Jan 15 2020 10:00:00 GMT+0000 (UTC)', '2020-01-15T10:00:00Z'],
  ['2020-01-02T10:00:00', '2020-01-02T10:00:00Z'],
  ['2020-01-02 10:00:00.000000000', '2020-01-02T10:00:00Z'],
  ['Jan 2, 2020 10:00:00 AM', '2020-01-02T10:00:00Z'],
  ['2020-01-02', '2020-01-02T00:00:00Z'],
];

test('times are read with the zone that they tell, or as UTC', t => {
  for (const [text, meant] of FORMS) t.is(secondsOf(text), Date.parse(meant) / 1000, text);
});

test('what is no time is undefined', t => {
  for (const text of ['', 'soon', '2020-13-45T10:00:00Z']) t.is(secondsOf(text), undefined, text);
});

test('the zone of the machine changes nothing', async t => {
  const module = new URL('../../src/lib/time.js', import.meta.url).href;
  const texts = JSON.stringify(FORMS.map(([text]) => text));
  const script = `import { secondsOf } from '${module}'; console.log(JSON.stringify(${texts}.map(secondsOf)))`;
  const env = { ...process.env, TZ: 'Asia/Tokyo' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env,
  });
  t.deepEqual(
    JSON.parse(stdout),
    FORMS.map(([, meant]) => Date.parse(meant) / 1000),
  );
});
