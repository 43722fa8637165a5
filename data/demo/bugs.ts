// The bugs of the invented project: what was reported and, behind the bar, the subject of the change that fixes it.

import { type Actor, isHere, valueAt } from './cast.ts';
import { EVERYBODY } from './crowd.ts';
import { DAY, type Dice, dice, MINUTE, START, STOP } from './random.ts';

export interface Bug {
  readonly number: number;
  readonly title: string;
  /** Subject of the change that fixes it. */
  readonly fix?: string;
  readonly at: number;
  readonly by: Reporter;
}

interface Reporter {
  readonly launchpad: string;
  readonly name: string;
}

const LINES = `
Upload never ends when the store answers 503 without Retry-After | Give up on a store that keeps answering 503
Image stays in saving for ever when the worker is restarted | Pick up half-saved images after a restart
Deleting a shared image leaves its members behind | Delete members together with their image
Wrong checksum shown for images larger than 4 GiB | Read the size as a 64-bit number when hashing
Client prints a traceback when the server certificate has expired | Say in one line that the certificate has expired
Cached image is served after its visibility changed | Drop an image from the cache when its visibility changes
min_disk accepts negative numbers | Refuse negative min_disk and min_ram
Property names with a colon cannot be filtered on | Quote property names in filters
Two image services are listed in the catalogue of a fresh install | Read the endpoint of the current API only
Scrubber skips images whose location is empty | Scrub images without a location too
Image list is slow with more than 20,000 members | Add an index on member and status
Conversion leaves a zero-byte file when the disk is full | Remove the partial file after a failed conversion
Protected images can be deleted through the tasks API | Check protection before a task deletes an image
Tag with a slash cannot be removed | Decode tag names once only
Sorting by name ignores the letter case on one database only | Sort names the same way on both databases
Download resumes at the wrong offset after a time-out | Count the bytes already sent when resuming
Quota is not given back after a failed upload | Give the quota back when an upload fails
Health check says yes while the default store is down | Ask the default store in the health check
Client ignores --store when the image comes from standard input | Honour --store for standard input
image-show hides properties that start with os_ | Show properties that start with os_
Locale of the server changes the date format in responses | Format dates without the locale
Cache pruner removes the image being downloaded | Leave images in use to the next pruning
copy-image does not report which store failed | Name the failing store in copy-image
Signature check reads the whole image into memory | Verify signatures chunk by chunk
Migration to 2026.1 fails when a property is null | Let the migration skip null properties
Owner filter is ignored for community images | Apply the owner filter to community images
Metadata definitions cannot be loaded from a read-only path | Load metadata definitions without writing beside them
Progress bar jumps past 100 % on a retry | Start the progress bar again on a retry
Purge deletes rows of tasks that still run | Purge finished tasks only
HTTP 500 instead of 409 when two uploads race | Answer 409 to the slower of two uploads
Staging directory fills up after aborted imports | Clean the staging directory after an aborted import
Log shows the token of the caller at debug level | Hide tokens in debug logs
Image of unknown format is accepted when inspection is off | Explain what is accepted when inspection is off
Store weights are read once at the start only | Read store weights again on reload
HEAD request counts as a download in the notifications
Documentation says that hidden images can be searched by tag
Uploading from a pipe on a slow link is killed after an hour
Image schema lists a property that the server refuses
Client cannot talk to a server behind a path prefix
Import of an image with a space in its URL fails
Cached images use twice the space on a compressed file system
Task list cannot be paged backwards
Members of another region are listed
Deprecation warning on every command of the client
Format inspector takes a raw image for a boot sector
Copying to a store in maintenance mode retries for ever
Two workers purge the same rows and one of them fails
Image name with an emoji is cut in the notification
Config option store_chunk is documented but not read
API reference shows a 202 where the server answers 204
Location with a trailing slash is not recognised as the same
Client retries a refused upload three times
Community images count towards the quota of the viewer
Wrong architecture guessed for two-letter properties
A typo in a policy file makes the service start without rules
Parallel download stops at the first short read
Hidden flag cannot be changed together with a tag
Service does not start when the cache directory is a link
Metadata namespace with 300 objects takes a minute to load
Cannot delete an image whose last location has gone
Notification is sent twice after a fail-over
`;

const FIRST_NUMBER = 2001;

/** People who run the service somewhere: seen on the bug tracker only. */
const OPERATORS: readonly Reporter[] = [
  { launchpad: 'ops-havila', name: 'Havila Mbeki-Strand' },
  { launchpad: 'gkirchwasser', name: 'Gundula Kirchwasser' },
  { launchpad: 'tomoe-ops', name: 'Tomoe Hirasaka' },
  { launchpad: 'renatoq', name: 'Renato Quadrelli' },
  { launchpad: 'site-b-admin', name: 'Ottoline Prew' },
];

/** Has never been seen before the last week. */
const NEW_REPORTER: Reporter = { launchpad: 'nomvula', name: 'Nomvula Dlamkosi' };

const insiders = (at: number): Reporter[] =>
  EVERYBODY.flatMap((one: Actor) =>
    one.launchpad !== undefined && isHere(one, at) && valueAt(one.work, at) > 0
      ? [{ launchpad: one.launchpad, name: one.name }]
      : [],
  );

const shuffled = (random: Dice): { title: string; fix?: string }[] => {
  const texts = LINES.trim()
    .split('\n')
    .map(line => {
      const [title = '', fix] = line.split(' | ');
      return { order: random.next(), text: fix === undefined ? { title } : { title, fix } };
    });
  return texts.sort((a, b) => a.order - b.order).map(({ text }) => text);
};

/** Every bug report, oldest first: one every three days, at any hour. */
export const bugReports = (): readonly Bug[] => {
  const random = dice('bugs');
  const texts = shuffled(random);
  const step = Math.floor((STOP - START) / texts.length / MINUTE) * MINUTE;
  return texts.map((text, index) => {
    const at = START + index * step + random.between(0, 40) * 61 * MINUTE;
    const by =
      index === texts.length - 1
        ? NEW_REPORTER
        : random.chance(0.45)
          ? random.pick(OPERATORS)
          : random.pick(insiders(at));
    return { number: FIRST_NUMBER + index, ...text, at: Math.min(at, STOP - DAY), by };
  });
};
