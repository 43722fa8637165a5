// The environment of processes that tests start: ours, but that they write no coverage.

/** What they run is the front doors, which the coverage does not count; each would write megabytes at its end. */
export const childEnvironment = (
  more: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv => ({ ...process.env, NODE_V8_COVERAGE: '', ...more });
