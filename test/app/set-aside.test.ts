// A delivery that nobody can hear: shown by doctor, listed, and heard after all once it is retried.
import { join } from 'node:path';
import test from 'ava';
import { drain } from '../../src/flow/hear.ts';
import { openInbox } from '../../src/store/inbox.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { rollcall } from '../support/cli.ts';
import { dumpOf } from '../support/dump.ts';
import { home, serveTold, untilHeard } from '../support/webhooks.ts';

const T = 1_750_000_000;

test('a poisoned delivery is set aside after three tries, shown, retried and heard', async t => {
  const place = await home(t);
  openSqlite(place.database).close();
  const inbox = openInbox(place.database);
  const payload = JSON.stringify({
    review: { id: 1, at: T, value: 1, user: 'bo' },
    pull_request: { number: 1, title: 'Plant a tree' },
  });
  await inbox.claim({ id: 'poison', event: 'pull_request_review', payload, receivedAt: T });
  const deaf = { name: 'facts', hear: () => Promise.reject(new Error('a fault of \u001b[2Jours')) };
  for (let tries = 0; tries < 3; tries++) {
    const now = () => T + tries * 3600;
    const lane = 'waiting' as const;
    const options = {
      lane,
      now,
      pause: async () => undefined,
      stopping: () => false,
      onTrouble: () => undefined,
    };
    t.deepEqual(await drain(inbox, [deaf], options), { heard: 0, failed: 1 });
  }
  inbox.close();

  const cwd = place.folder;
  const doctor = await rollcall(['doctor'], { cwd });
  t.is(doctor.code, 0, doctor.stderr);
  t.regex(doctor.stdout, /^deliveries: 0 waiting, 1 set aside$/m);
  t.regex(doctor.stdout, /^ {2}poison \(pull_request_review\): facts: a fault of .*ours$/m);
  t.regex(doctor.stdout, /rollcall deliveries --retry all/);
  const listed = await rollcall(['deliveries', '--format', 'json'], { cwd });
  t.like(JSON.parse(listed.stdout), [{ id: 'poison', receivedAt: T }]);
  t.false((doctor.stdout + listed.stdout).includes('\u001b'));

  const mistyped = await rollcall(['deliveries', '--retry', 'poisson'], { cwd });
  t.is(mistyped.code, 1);
  t.regex(mistyped.stderr, /No delivery poisson is set aside/);
  const retried = await rollcall(['deliveries', '--retry', 'poison'], { cwd });
  t.is(retried.stdout, '1 delivery waits again.\n', retried.stderr);
  t.regex((await rollcall(['deliveries'], { cwd })).stdout, /^No delivery is set aside/);
  t.regex((await rollcall(['doctor'], { cwd })).stdout, /^deliveries: 1 waiting since 2025-06-15/m);

  const served = await serveTold(place);
  await untilHeard(served.origin);
  t.is(await served.end('SIGTERM'), 0);
  t.is(dumpOf(join(cwd, 'rollcall.db'))['activity']?.length, 1);
});
