// Subjects of changes that are told once each, by repository.

const lines = (text: string): string[] => text.trim().split('\n');

const SERVICE = lines(`
Keep the order of additional properties in responses
Stop importing the whole plugin package at start
Answer 413 instead of 400 to a body that is too large
Add created_before and created_after filters to the image list
Use one session for all lookups of a request
Send the image format in the upload notification
Replace the home-made LRU with an ordered dict
Warn when the cache directory is on a network file system
Let operators set the umask of staged files
Make the number of scrub workers configurable
Ask for confirmation before purging more than 10,000 rows
Write the reason of a failed task to its message field
Do not read the configuration twice at start
Allow os_hash_value in sort keys
Expose cache hits as a counter
Do not load disabled plugins
Use parametrised tests for the visibility rules
Remove the second copy of the image fixtures
Accept RFC 3339 dates with a lower-case t
Return the store list in a stable order
Reject unknown keys in import requests
Check the size of an image before it is staged
Say which policy rule refused a request
Drop the deprecated show_multiple_locations option
Bump the API version to 2.19
Run the unit tests in parallel by default
Bring back the test of truncated qcow2 headers
Teach the inspector about VHDX log regions
Guess the container format from the file name no more
Prepare for a later version of the database toolkit
Avoid a query per image in the member check
Skip hidden images when the cache is filled
Turn the scrubber into a periodic task
Handle SIGHUP in the scrubber
Move example policies out of the wheel
Read secrets from files
Close database connections after a fork
Name the worker in the process title
Lower the default page size of the task list
Start fewer threads when only one store is enabled
Add a job that upgrades with 50,000 images
Tidy the release notes of the last cycle
Report progress of long copies every ten seconds
Write tasks that never started to the audit log
Split the functional base class in two
Let project admins see who cached an image
Do not leak file names in error messages
Store the virtual size when it is known early
Give scrubbed images a grace time
Find images by the prefix of their hash
Check free space before converting
Pin the documentation theme
Mark two slow tests as such
Delete the orphaned swagger file
Rename the noop policy test to what it tests
List metadata namespaces in one query
Add a time-out to the notification listener
Count uploads in progress towards the limit
Explain community images in the user guide
Allow an empty list of allowed ports`);

const STORE = lines(`
Use sendfile for local copies where the system has it
Retry the deletion of a busy volume
Report free capacity in bytes, not in blocks
Add a fake store with latency for tests
Do not swallow the cause of a failed segment
Check the store configuration at start, all of it
Remove the tape driver that nobody can test
Let a driver say that it cannot resize
Read in 4 MiB pieces by default
Publish type information with the package
Keep the object name when an image is re-uploaded
Share one connection between weigher and driver
Cope with answers compressed by a proxy
Add a capability for links between images
Log the slowest request of an upload
Follow at most three redirects
Drop the abstract method that only one driver has
Do not create containers when told not to
Refuse two stores with the same path
Add an upper limit to the pool
Test against the oldest supported libraries`);

const CLIENT = lines(`
Show sizes in human units with --human
Print the request id on errors
Use the catalogue's interface option
Read the password from a pipe without an echo
Add --progress=plain for logs
Stop truncating checksums in tables
Complete image names in zsh
Exit with 2 when arguments are wrong
Wait for an import with --wait
Let image-list take several --tag options
Do not ask the server for its version twice
Write downloads to a temporary name first
Remove the last trace of API version 1
Say which file could not be opened
Test the examples of the manual page
Follow the table style of the other clients
Ignore SIGPIPE in list commands
Add member-wait for shared images
Print dates in local time on request
Fix the order of columns in task-list`);

export interface Saying {
  readonly repository: string;
  readonly subject: string;
}

const of = (repository: string, subjects: readonly string[]): Saying[] =>
  subjects.map(subject => ({ repository, subject }));

export const SAYINGS: readonly Saying[] = [
  ...of('lumen/lumen', SERVICE),
  ...of('lumen/lumen-store', STORE),
  ...of('lumen/python-lumenclient', CLIENT),
];
