// The kinds of fault that are not our bug.

/** A sentence for the person who asked; shown as it is. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The command line was used wrongly: the sentence is shown, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The outer world is ill: what is stored stays, and its age is shown. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** Something was said, and nobody can tell whether it arrived: it must not be said again unasked. */
export class UnsureError extends Error {
  override readonly name = 'UnsureError';
}

/** Every fault of a configuration at once, each as `file:line:column path: what is wrong, what is accepted`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}
