// What is said, and where: reports and channels. Types only.
import type { ZodType } from 'zod';
import type { Window } from '../domain/calendar.ts';
import type { Project } from '../domain/project.ts';
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
  /** When it is due: without a date it is as of the last Monday, of the week that is over. */
  readonly schedule?: 'monday';
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
}

/** A place to speak. */
export interface Channel<Settings = unknown> {
  readonly id: string;
  readonly reads: string;
  readonly settings: ZodType<Settings>;
  /** True: it never leaves this machine, and needs no `publish: true`. */
  readonly local: boolean;
  /** Where exactly these settings speak, such as `acme/widget`; with `id` it is the address of a publication. */
  place(settings: Settings): string;
  /** Whether what is said there stays between the PTL and Rollcall. Asked before each message; in doubt it is false. */
  isPrivate(settings: Settings, out: Out): Promise<boolean>;
  /**
   * Says it, or says it anew where `earlier` shows what was said under this key. Returns the receipt: where it stands.
   * A message that was said but not recorded, because the process died in between, is found again and not said twice.
   */
  publish(message: Message, settings: Settings, out: Out, earlier?: Earlier): Promise<string>;
}

/** What was said before at the same place by the same report. */
export interface Earlier {
  /** Of the same key. */
  readonly receipt?: string;
  /** Of the key before this one, to be closed and linked. */
  readonly previous?: string;
}

/** The ways out. */
export interface Out {
  readonly github: GitHub;
  write(text: string): Promise<void>;
  /** Whole or not at all; `secret`: nobody but the user may read it. @throws UserError when it cannot be written. */
  save(path: string, text: string, secret?: boolean): Promise<void>;
}
