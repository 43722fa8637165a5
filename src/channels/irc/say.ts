// What a channel on IRC hears of a report: a few lines, and where the whole is.
import { webAddress } from '../../lib/escape.ts';
import { reportLines } from '../../lib/report-lines.ts';

/** Beside the one that tells where the whole is. */
const MOST_LINES = 6;

/** `page`: where the whole is. */
export const ircLines = (body: string, page?: string): readonly string[] => {
  const lines = reportLines(body, MOST_LINES);
  const address = page === undefined ? undefined : webAddress(page);
  return address === undefined ? lines : [...lines, `The whole report: ${address}`];
};
