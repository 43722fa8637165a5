// What the changes of the invented project are about: subjects put together from parts that fit each other.
import type { Dice } from './random.ts';
import { SAYINGS } from './words.ts';

interface Field {
  readonly repository: string;
  readonly topics: readonly string[];
  readonly parts: readonly string[];
  /** Continues a sentence: "when …". */
  readonly cases: readonly string[];
}

const lines = (text: string): string[] => text.trim().split('\n');

const DATA: Field = {
  repository: 'lumen/lumen',
  topics: ['async-tasks', 'cache-rewrite', 'stream-limits', 'task-cleanup'],
  parts: lines(`
cache pruner
staging cleaner
upload stream
chunked reader
scrubber
format inspector
copy-image plugin
web-download plugin
conversion plugin
task executor
checksum calculation
cache prefetcher
quota accounting
download range handling
signature verifier`),
  cases: lines(`
the caller hangs up
the disk is full
the image has no size
the token expires half-way
the image is deleted meanwhile
two workers start at once
the checksum is missing
the last chunk is empty
the store answers slowly
the worker is told to stop`),
};

const API: Field = {
  repository: 'lumen/lumen',
  topics: ['api-ref', 'policy-defaults', 'metadef-cleanup', 'paging'],
  parts: lines(`
member API
image tags API
metadata namespace API
schema endpoint
task list
image list
store info endpoint
policy defaults
property protection
health check
version document
paging links
usage endpoint
notification payload`),
  cases: lines(`
the marker has been deleted
the name is not ASCII
the body is empty
the limit is 0
the caller may not see the image
a property is given twice
the image is hidden
the namespace is protected
the request has no project
the filter matches nothing`),
};

const STORE: Field = {
  repository: 'lumen/lumen-store',
  topics: ['store-timeouts', 'thin-provisioning', 'multi-store', 'typing'],
  parts: lines(`
block store driver
object store driver
file system driver
HTTP driver
store registry
store weigher
connection pool
segment uploader
driver capability list
retry decorator`),
  cases: lines(`
the store is read-only
the pool is exhausted
the object is already there
the mount point has gone
the container has to be created
the answer has no length
a segment is lost
the credentials are rotated
the store is drained`),
};

const CLIENT: Field = {
  repository: 'lumen/python-lumenclient',
  topics: ['client-output', 'client-typing', 'sdk-parity'],
  parts: lines(`
image-create command
image-download command
task-list command
member commands
progress bar
session adapter
output formatter
shell completion
import command
cache commands
--filter option`),
  cases: lines(`
standard input is closed
the server is older
the output is not a terminal
the file exists already
no store is given
the connection is reset
the name is ambiguous
the answer is empty
the time-out is 0`),
};

const ABOUT_CASES = lines(`
Fix {part} when {case}
Do not retry in the {part} when {case}
Test the {part} when {case}
Raise a clear error from the {part} when {case}
{Part}: stop early when {case}
Log once in the {part} when {case}
{Part}: answer 503, not 500, when {case}
{Part}: free the lock when {case}
Follow-up: {part} when {case}
Reproduce: {part} when {case}
Functional test of the {part} when {case}`);

const ABOUT_PARTS = lines(`
Add type hints to the {part}
Move the {part} to a module of its own
Document the options of the {part}
Remove the old {part} shim
Speed up the tests of the {part}
{Part}: use pathlib
Stop mocking the clock in tests of the {part}
Release note for the {part}
{Part}: drop the work-around for Python 3.10
Make the {part} easier to read
Count errors of the {part} in the metrics
Cover the error paths of the {part}
Let the {part} be switched off by configuration
Describe the {part} in the contributor guide
{Part}: replace the lock with a queue
Pass the request id through the {part}
Remove unused arguments from the {part}
Fix a flaky test of the {part}
Explain the defaults of the {part}
Validate the options of the {part} at start
{Part}: fewer log lines at info level
Split the tests of the {part} by concern
Measure the {part} in the benchmark job
{Part}: make the number of retries an option
Turn assertions of the {part} into errors
{Part}: copy less
Sort the options of the {part} in the sample file
{Part}: return early instead of nesting
Test the {part} without a database
{Part}: close what was opened
{Part}: say bytes where bytes are meant
Rename the option group of the {part}
Deprecate the alias of the {part}
{Part}: compare times in UTC`);

const BODIES = lines(`
Seen on a site with four workers; one was enough to reproduce it.
The old behaviour was never documented, and no test relied on it.
Nothing changes for callers that use the defaults.
This is the first of two patches; the second one removes the old path.
The test fails without the change and passes with it.
It follows what was agreed at the last meeting.
The release note says what operators have to do: nothing.
Found while reading the logs of the functional job.
Split off from a larger change to make it easier to review.
Both databases were tried.
The name follows the one in the configuration file.
Thanks to the reporter for the detailed log.`);

export interface Idea {
  readonly repository: string;
  readonly subject: string;
  readonly body?: string;
  readonly topic?: string;
  readonly hashtag?: string;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const TAGS = [
  [/^Document|^Describe|^Explain/, 'docs'],
  [/test/i, 'testing'],
  [/type hints|pathlib|unused/, 'low-hanging-fruit'],
] as const;

/** What may come with a subject: a body, a topic, a hashtag. */
const extras = (subject: string, topics: readonly string[], random: Dice): Partial<Idea> => {
  const tag = TAGS.find(([rule]) => rule.test(subject));
  return {
    ...(random.chance(0.55) ? { body: random.pick(BODIES) } : {}),
    ...(topics.length > 0 && random.chance(0.28) ? { topic: random.pick(topics) } : {}),
    ...(tag && random.chance(0.5) ? { hashtag: tag[1] } : {}),
  };
};

const idea = (field: Field, pattern: string, random: Dice): Idea => {
  const part = random.pick(field.parts);
  const subject = pattern
    .replace('{part}', part)
    .replace('{Part}', capital(part))
    .replace('{case}', random.pick(field.cases))
    .replace(/the (--|member commands|cache commands|policy defaults|paging links)/, '$1');
  return { repository: field.repository, subject, ...extras(subject, field.topics, random) };
};

/** Things that a command-line client does not have. */
const SERVER_ONLY = /503|lock|database|retries|sample file|metrics|benchmark|log lines/;

/** Ideas for changes, none told twice. */
export const ideas = (random: Dice): (() => Idea) => {
  const told = new Set<string>();
  const fields = [DATA, DATA, DATA, API, API, STORE, STORE, CLIENT];
  const sayings = [...SAYINGS];
  return () => {
    if (sayings.length > 0 && random.chance(0.42)) {
      const [next] = sayings.splice(random.between(0, sayings.length - 1), 1);
      if (next) return { ...next, ...extras(next.subject, [], random) };
    }
    for (;;) {
      const patterns = random.chance(0.45) ? ABOUT_CASES : ABOUT_PARTS;
      const field = random.pick(fields);
      const pattern = random.pick(patterns);
      if (field === CLIENT && SERVER_ONLY.test(pattern)) continue;
      const next = idea(field, pattern, random);
      if (told.has(next.subject) || next.subject.length > 72) continue;
      told.add(next.subject);
      return next;
    }
  };
};

/** First and only changes of people who come by. */
export const SMALL_IDEAS: readonly string[] = lines(`
Fix a typo in the installation guide
Correct the name of the cache option in the admin guide
Fix a broken link in the README
Add a missing word to the quota help text
Use the right unit in the upload limit message
Mention the file system driver in the quick start
Remove a duplicated paragraph from the upgrade notes
Spell "successful" correctly in four places
Fix the example of image-create in the user guide
Say which Python versions are supported
Make the sample policy file valid YAML
Show how to list hidden images in the user guide
Fix the indentation of the metadata example`);
