// The web as plugins are handed it: they read, and change nothing. Types only.

export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Signs in; the password stands in this variable of the environment and is never seen by a plugin. */
  readonly basic?: { readonly user: string; readonly passwordVariable: string };
  /** Further statuses that this reader can make something of, such as 403. */
  readonly accepts?: readonly number[];
}

/** An answer of 200 to 299, or 304, 404, 410, or one that was asked for: those that a reader can make something of. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Untrusted, and at most as large as the shell allows. */
  readonly body: string;
}

export interface Http {
  /**
   * Polite: few requests a second to one host, none at the same time; waits as the host tells (Retry-After), tries
   * again what may pass, and says so to whoever watches. A redirect to another host is followed without the password.
   * @throws SourceError for every other answer, and when the host cannot be reached.
   */
  get(url: string, request?: HttpRequest): Promise<HttpAnswer>;
}
