// GitHub's REST API as plugins are handed it. Types only.

/** One answer of 200 to 299, or 304, 404, 410, 422: those that a caller can make something of. */
export interface GitHubAnswer {
  readonly status: number;
  /** The body as JSON gives it; undefined for 204 and 304. Untrusted. */
  readonly data: unknown;
  /** To be given as `headers: { 'if-none-match': etag }`: an answer of 304 costs nothing of the rate limit. */
  readonly etag?: string;
  /** True: there is a page after this one. */
  readonly more: boolean;
  /** The number of the last page, where GitHub tells it. */
  readonly lastPage?: number;
}

/** Signed in as the App's installation on the account that is asked about, or with a token. */
export interface GitHub {
  /**
   * `route` is one of GitHub's, such as `GET /repos/{owner}/{repo}/issues`; parameters fill its braces, then the
   * query or the body. Waits as GitHub tells when it limits the rate, and says so to whoever watches.
   * @throws SourceError for every other answer, and when GitHub cannot be reached.
   */
  request(route: string, parameters?: Readonly<Record<string, unknown>>): Promise<GitHubAnswer>;
}
