// A chat network, as those who hear and speak there are handed it. Types only.

/** Which network, and who we are there. */
export interface ChatServer {
  readonly host: string;
  readonly port: number;
  /** The certificate must be one that this machine trusts. */
  readonly tls: boolean;
  /** The first one that is free is taken; the first of all is taken back when it is free again. */
  readonly nicks: readonly string[];
  /** SASL PLAIN. The password stands in this variable of the environment. */
  readonly login?: { readonly account: string; readonly passwordVariable: string };
}

/** What somebody said. Untrusted, every part but `at`. */
export interface ChatLine {
  /** Seconds UTC. */
  readonly at: number;
  readonly nick: string;
  /** `user@host`, as the network shows it. */
  readonly mask: string;
  /** The services account that the network itself sent along with this line; undefined: it did not say. */
  readonly account?: string;
  /** Undefined: said to us alone. */
  readonly channel?: string;
  readonly text: string;
  /** Said with `/me`. */
  readonly isAction: boolean;
}

export interface ChatListener {
  /** In the order in which they were said. It is awaited before the next one is handed on. */
  said(line: ChatLine): Promise<void>;
  renamed(change: { readonly at: number; readonly from: string; readonly to: string }): void;
  /** We are in this channel, for the first time or again. */
  joined(channel: string): void;
  /** The connection is gone; it is made anew, later and later, until `stop`. */
  lost(why: string): void;
}

/** One person on a chat network: the services account is who they are, the nicks are where to look for them. */
export interface ChatPerson {
  readonly account: string;
  readonly nicks: readonly string[];
}

export interface ChatConnection {
  /** The nick that we have now; undefined: not connected. */
  nick(): string | undefined;
  /** Those whom we see in a channel; empty where we are not. */
  present(channel: string): readonly string[];
  /**
   * Resolves once we are in this channel, and from then on we come back to it like to those that we began with.
   * @throws SourceError when the network does not let us in.
   */
  join(channel: string): Promise<void>;
  /**
   * The services account of whoever said this line, as the network itself says: with the line, or asked for now and only
   * if nick and mask are still the same. Undefined: none, or it cannot be told.
   */
  account(line: ChatLine): Promise<string | undefined>;
  /** The services account that whoever has this nick now is signed in to. Undefined: none, nobody, or it cannot be told. */
  signedIn(nick: string): Promise<string | undefined>;
  /**
   * One line after the other, at a pace that the server bears. Resolves once the server has taken the last one.
   * @throws SourceError when certainly none was said; UnsureError when some may have been.
   */
  say(target: string, lines: readonly string[]): Promise<void>;
  /** Says goodbye. */
  stop(): Promise<void>;
}
