// The command line as a user runs it: a process of its own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { childEnvironment } from './environment.ts';
import { packageRoot } from './root.ts';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Asked now and then with what was printed so far; once it is true, the signal is sent. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly when: (stdout: string) => boolean };
}

export const rollcall = (args: readonly string[], options: RunOptions = {}): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(packageRoot(), 'dist/src/cli.js'), ...args], {
      cwd: options.cwd ?? packageRoot(),
      env: childEnvironment({ NO_COLOR: '1' }),
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const watch = setInterval(() => {
      if (!options.signal?.when(stdout)) return;
      clearInterval(watch);
      child.kill(options.signal.name);
    }, 20);
    child.once('error', reject);
    child.once('close', code => {
      clearInterval(watch);
      resolve({ code, stdout, stderr });
    });
  });
