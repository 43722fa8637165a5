// Kill -9 at random moments of an ingest: nothing is lost, nothing is doubled.
import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { dumpOf } from '../support/dump.ts';
import { temporaryFolder } from '../support/git.ts';
import { cloneBundle, realData, withoutData } from '../support/real-data.ts';
import { packageRoot } from '../support/root.ts';

const data = realData() ?? '';
const KILLS = 50;

/** The exit code, or the signal that ended it. */
const ingest = (config: string, killAfter?: number): Promise<number | string | null> =>
  new Promise(resolve => {
    const child = spawn(
      process.execPath,
      [join(packageRoot(), 'dist/src/cli.js'), 'ingest', '--config', config],
      {
        stdio: 'ignore',
      },
    );
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve(code ?? signal);
    });
  });

test(`${KILLS} kills during an ingest of doctor leave the ledger that an undisturbed run makes`, async t => {
  if (!data) return withoutData(t);
  const meta = await cloneBundle(t, join(data, 'gerrit/doctor-meta.bundle'));
  const branch = await cloneBundle(t, join(data, 'git/doctor.bundle'));
  const project = async (): Promise<string> => {
    const config = join(await temporaryFolder(t), 'rollcall.yml');
    await writeFile(
      config,
      `id: doctor
sources:
  - { type: gerrit-notedb, repository: ${meta}, accounts: ${join(data, 'gerrit/doctor-accounts.json')} }
  - { type: git-trailers, repository: ${branch} }
roster: [{ type: info-yaml, repository: ${branch} }]
`,
    );
    return config;
  };
  const ledgerOf = (config: string): string => join(config, '..', 'rollcall.db');
  const quiet = await project();
  const started = performance.now();
  t.is(await ingest(quiet), 0);
  const length = performance.now() - started;
  const expected = dumpOf(ledgerOf(quiet));
  const disturbed = await project();
  let [kills, runs] = [0, 0];
  while (kills < KILLS) {
    const end = await ingest(disturbed, Math.random() * length * 1.1);
    if (end === 'SIGKILL') {
      kills++;
      continue;
    }
    // It came through: what it made is compared, and the next kills hit a ledger that begins anew.
    t.is(end, 0);
    t.deepEqual(dumpOf(ledgerOf(disturbed)), expected);
    runs++;
    for (const suffix of ['', '-wal', '-shm']) await rm(`${ledgerOf(disturbed)}${suffix}`, { force: true });
  }
  t.is(await ingest(disturbed), 0);
  t.deepEqual(dumpOf(ledgerOf(disturbed)), expected);
  t.log(`${kills} kills over ${runs + 1} ledgers, each equal to the undisturbed one`);
});
