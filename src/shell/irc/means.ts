// What a connection to a chat network is handed.

/** Milliseconds, but for `burst`. */
export interface ChatTiming {
  /** Before a lost connection is made anew; doubled each time, up to `longest`. */
  readonly first: number;
  readonly longest: number;
  /** The same after the network refused our account or password. */
  readonly refused: number;
  /** Lines that may go out at once, and then one each `between`. */
  readonly burst: number;
  readonly between: number;
  /** For an answer of the server. */
  readonly answer: number;
  /** Between two looks whether our first nick is free again. */
  readonly nick: number;
  /** A server that says nothing for so long is gone. */
  readonly silence: number;
}

export interface ChatMeans {
  /** Seconds since 1970, UTC. */
  readonly now: () => number;
  /** What a variable of the environment holds; undefined: nothing. */
  readonly secret: (variable: string) => string | undefined;
  /** One line for whoever runs this: what happened, never a secret. */
  readonly log: (line: string) => void;
  readonly timing?: Partial<ChatTiming>;
  /** Called each time when a connection is there. */
  readonly onUp?: () => void;
  /** Called each time when it is gone or did not come about. */
  readonly onDown?: (why: string) => void;
}

export const TIMING: ChatTiming = {
  ...{ first: 2000, longest: 300_000, refused: 120_000 },
  ...{ burst: 4, between: 1200, answer: 20_000, nick: 60_000, silence: 150_000 },
};
