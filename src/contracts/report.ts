// What is said, and where: reports and channels. Types only.
import type { ZodType } from 'zod';
import type { Window } from '../domain/calendar.ts';
import type { Project } from '../domain/project.ts';
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
  readonly audience: Audience;
  readonly format: Format;
  readonly title: string;
  readonly body: string;
}

/** A place to speak. `isPrivate` tells whether what is said there stays between the PTL and Rollcall. */
export interface Channel<Settings = unknown> {
  readonly id: string;
  readonly reads: string;
  readonly settings: ZodType<Settings>;
  /** True: it never leaves this machine, and needs no `publish: true`. */
  readonly local: boolean;
  isPrivate(settings: Settings): boolean;
  publish(message: Message, settings: Settings, out: Out): Promise<string>;
}

/** The local ways out, which need no permission to publish. */
export interface Out {
  write(text: string): Promise<void>;
  /** Whole or not at all; `secret`: nobody but the user may read it. @throws UserError when it cannot be written. */
  save(path: string, text: string, secret?: boolean): Promise<void>;
}
