// What is said, and where: reports and channels. Types only.
import type { ZodType } from 'zod';
import type { Handle } from '../domain/activity.ts';
import type { Window } from '../domain/calendar.ts';
import type { Project } from '../domain/project.ts';
import type { ReportSchedule } from '../domain/schedule.ts';
import type { ChatPerson, ChatServer } from './chat.ts';
import type { GitHub } from './github.ts';
import type { Ledger, PublicLedger } from './ledger.ts';

export type Audience = 'public' | 'ptl' | 'person';
export type Format = 'text' | 'markdown' | 'html' | 'json' | 'csv';

export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | { readonly text: string; readonly url: string })[])[];
}

export interface ReportRequest {
  /** What happened before it counts; seconds UTC. */
  readonly at: number;
  readonly window?: Window;
  readonly mode?: string;
}

/** A table for CSV: the first row names the columns. */
export type Table = readonly (readonly (string | number)[])[];

interface ReportBase<Model> {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it tells and to whom. */
  readonly tells: string;
  readonly modes?: readonly string[];
  /**
   * When it is due: `monday`: without a date it is as of the last Monday, of the week that is over; `meeting`: before
   * each planned meeting, about that meeting.
   */
  readonly schedule?: ReportSchedule;
  /** What `--format json` prints; the model itself when absent. */
  json?(model: Model): unknown;
  /** What `--format csv` prints; a report without it has no CSV. */
  table?(model: Model): Table;
  /** Tables for people, by the name that the template calls them. Cells are plain text. */
  grids?(model: Model): Readonly<Record<string, Grid>>;
  /** SVG charts for HTML, by the name that the template calls them. */
  charts?(model: Model): Readonly<Record<string, string>>;
}

export interface PublicReport<Model = unknown> extends ReportBase<Model> {
  readonly audience: 'public';
  compose(ledger: PublicLedger, project: Project, request: ReportRequest): Promise<Model>;
}

export interface PrivateReport<Model = unknown> extends ReportBase<Model> {
  readonly audience: 'ptl' | 'person';
  compose(ledger: Ledger, project: Project, request: ReportRequest): Promise<Model>;
}

export type Report<Model = unknown> = PublicReport<Model> | PrivateReport<Model>;

/** A rendered report on its way out. */
export interface Message {
  /** What it is the report of, such as `weekly 2026-W33`: said again under the same key, it replaces what was said. */
  readonly key: string;
  readonly project: string;
  readonly audience: Audience;
  readonly format: Format;
  readonly title: string;
  readonly body: string;
  /** The same as simple HTML, for a channel that is `alternative: 'mail'`; absent where the report has no such form. */
  readonly html?: string;
  /**
   * For what belongs to no series of weeks: the key of what it goes on from, null where that is nothing. Left out: it
   * follows the key before it.
   */
  readonly follows?: string | null;
  /** True: what it goes on from is over with it; a place that can be closed is closed. */
  readonly ends?: boolean;
  /** The one person whom it is for or about: recorded with it, so that it can be forgotten with them. */
  readonly person?: Handle;
}

/** A place to speak. */
export interface Channel<Settings = unknown> {
  readonly id: string;
  readonly reads: string;
  readonly settings: ZodType<Settings>;
  /** True: it never leaves this machine, and needs no `publish: true`. */
  readonly local: boolean;
  /**
   * True: what was said there can be neither edited nor asked for. It is said once a key, and `publish` awaits `intend`
   * right before the moment after which nobody can tell whether it arrived.
   */
  readonly final?: boolean;
  /** In which form, beside its own, it wants a report: as HTML that mail programs show. */
  readonly alternative?: 'mail';
  /** Where exactly these settings speak, such as `acme/widget`; with `id` it is the address of a publication. */
  place(settings: Settings): string;
  /** Whether what is said there stays between the PTL and Rollcall. Asked before each message; in doubt it is false. */
  isPrivate(settings: Settings, out: Out): Promise<boolean>;
  /**
   * For a channel that can speak to one person alone: the settings with which it does, by the accounts that this person
   * has; undefined where it cannot reach them. What is said with them is still asked for `isPrivate`.
   */
  reach?(settings: Settings, accounts: readonly Handle[]): Settings | undefined;
  /** What `letters` in a configuration takes for it, where that is other than `settings`: less what `reach` gives. */
  readonly letters?: ZodType<Settings>;
  /**
   * Says it, or says it anew where `earlier` shows what was said under this key. Returns the receipt: where it stands.
   * A message that was said but not recorded, because the process died in between, is found again and not said twice;
   * where that cannot be, the channel is `final`.
   * @throws UserError, SourceError when it certainly was not said; UnsureError when nobody can tell.
   */
  publish(
    message: Message,
    settings: Settings,
    out: Out,
    earlier?: Earlier,
    intend?: Intend,
  ): Promise<string>;
}

/** Records, before it is said, what is about to be said; the receipt that it will have. @throws when it must not be. */
export type Intend = (receipt: string) => Promise<void>;

/** What was said before at the same place by the same report. */
export interface Earlier {
  /** Of the same key. */
  readonly receipt?: string;
  /** Of the key before this one, to be closed and linked. */
  readonly previous?: string;
}

/** A mail as it is handed to a server. */
export interface Letter {
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly secure: 'tls' | 'starttls' | 'none';
    /** The password stands in this variable of the environment and is never seen by a plugin. */
    readonly login?: { readonly user: string; readonly passwordVariable: string };
  };
  /** Bare addresses. */
  readonly from: string;
  readonly to: readonly string[];
  /** The whole mail, lines ended by CR LF; `eightBit`: the server takes bytes above 127. */
  compose(eightBit: boolean): Promise<Uint8Array>;
  /** Awaited after the server said that it takes the mail, and before the mail's first byte. */
  intend(): Promise<void>;
}

/** A request that changes something elsewhere. */
export interface Outgoing {
  readonly method: 'POST' | 'PUT';
  /** May hold a secret: it is in no error and no log. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface OutgoingAnswer {
  readonly status: number;
  /** Seconds that the other side asks to be left alone. */
  readonly retryAfter?: number;
  /** Untrusted; its first 64 KiB. */
  readonly body: string;
}

/** The ways out. */
export interface Out {
  readonly github: GitHub;
  /** Seconds since 1970, UTC. */
  now(): number;
  /** What this variable of the environment holds, to sign in with; undefined: nothing. It is not shown to anybody. */
  secret(variable: string): string | undefined;
  /**
   * Asks once and follows no redirect.
   * @throws SourceError when it certainly did not arrive, UnsureError when there was no answer.
   */
  send(request: Outgoing): Promise<OutgoingAnswer>;
  /**
   * Hands a mail to a server. Returns the recipients that the server refused while it took others, each with its code.
   * @throws SourceError when it certainly was not taken and may be later, UserError when it never will, UnsureError when
   * the connection ended before the server said so.
   */
  submit(letter: Letter): Promise<readonly string[]>;
  /**
   * Says some lines on a chat network: in a channel, calling nobody by the nick that they have there; or to one person,
   * line by line only while the network confirms that their nick is signed in to their account. Awaits `intend` right
   * before the first line goes out.
   * @throws SourceError when certainly none was said, UserError when none ever will, UnsureError when some may have been.
   */
  chat(
    server: ChatServer,
    to: string | ChatPerson,
    lines: readonly string[],
    intend: () => Promise<void>,
  ): Promise<void>;
  write(text: string): Promise<void>;
  /** Whole or not at all; `secret`: nobody but the user may read it. @throws UserError when it cannot be written. */
  save(path: string, text: string, secret?: boolean): Promise<void>;
}
