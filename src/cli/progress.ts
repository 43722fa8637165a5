// Shows how far long work is: a bar on a terminal, now and then a line elsewhere.
import type { IngestProgress } from '../flow/ingest.ts';
import type { Terminal } from './verb.ts';

const WIDTH = 24;
/** Milliseconds between two plain lines. */
const PATIENCE = 5000;

const bar = (share: number): string => {
  const full = Math.round(Math.min(1, share) * WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`;
};

export const progressOn = (terminal: Terminal) => {
  const start = performance.now();
  let [shown, last] = [false, start];
  return {
    update({ source, done, total, activities }: IngestProgress): void {
      const now = performance.now();
      const rate = Math.round(activities / Math.max(0.001, (now - start) / 1000));
      const of = total === undefined ? `${done}` : `${done}/${total}`;
      if (terminal.isTerminal) {
        const drawn = total === undefined ? '' : `${bar(total === 0 ? 1 : done / total)} `;
        process.stderr.write(
          `\r\u001B[K${source} ${drawn}${of} records, ${activities} activities, ${rate}/s`,
        );
        shown = true;
      } else if (now - last > PATIENCE) {
        terminal.remark(`${source}: ${of} records, ${activities} activities, ${rate}/s`);
        last = now;
      }
    },
    end(): void {
      if (shown) process.stderr.write('\r\u001B[K');
    },
  };
};
