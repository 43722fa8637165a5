// What of irc-framework is used here; the package brings no types.
declare module 'irc-framework' {
  /** One line as the server sent it. Untrusted: any part may be missing. */
  interface Heard {
    readonly tags: Readonly<Record<string, string>>;
    /** Empty: said by the server. */
    readonly nick: string;
    readonly ident: string;
    readonly hostname: string;
    readonly command: string;
    readonly params: readonly string[];
  }

  interface Client {
    readonly connection: { end(last?: string | null, isForced?: boolean): void };
    connect(): void;
    raw(line: string): void;
    caseLower(name: string): string;
    on(
      event: 'sasl failed',
      listener: (event: { readonly reason: string; readonly message?: string }) => void,
    ): void;
    on(event: 'loggedin' | 'ping timeout', listener: () => void): void;
    on(event: 'socket close', listener: (error: Error | false) => void): void;
  }

  const irc: {
    readonly Client: new (options: object) => Client;
    readonly ircLineParser: (line: string) => Heard;
  };

  export type { Client, Heard };
  export default irc;
}
