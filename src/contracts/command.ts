// What people may ask of Rollcall, on GitHub as in chat and on the terminal. Types only.
import type { Handle } from '../domain/activity.ts';
import type { Ruling } from '../domain/decision.ts';
import type { Project } from '../domain/project.ts';
import type { Ledger, Metric, Person } from './ledger.ts';
import type { Audience, Grid, Report } from './report.ts';

/** What an asker may. From the least to the most; `admin`: of the repository. An admin may what a PTL may, a PTL what a core may. */
export type Rights = 'anyone' | 'core' | 'ptl' | 'admin';

/** Who asks, as the place itself vouches for it: never what a text claims. */
export interface Asker {
  readonly handle: Handle;
  /** Undefined: nobody that the ledger knows. */
  readonly person?: Person;
  readonly standing: Rights;
}

export interface Request {
  readonly project: Project;
  readonly ledger: Ledger;
  /** Seconds UTC. */
  readonly at: number;
  readonly asker: Asker;
  /** True: nobody reads there but the PTL, or whoever asks. Anything else is a public place. */
  readonly isPrivate: boolean;
  /** The key of what Rollcall said and this is said under, such as `nomination/2026-03-04/open`. */
  readonly under?: string;
  readonly commands: readonly Command[];
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly reports: ReadonlyMap<string, Report>;
  /** Finds somebody by `@login`, account or name. */
  find(who: string): Promise<Person | undefined>;
  /** A report as of when it is due, rendered for the place where it was asked for. */
  render(report: Report): Promise<string>;
}

/** Words for any format: plain text is a paragraph and is escaped for the place where it is said. */
export type Block =
  | string
  | { readonly list: readonly (string | { readonly text: string; readonly url: string })[] }
  | { readonly grid: Grid }
  /** Commands and the like, as they are to be typed. */
  | { readonly code: readonly string[] }
  /** A rendered report stands here. */
  | { readonly report: string };

interface Words {
  readonly say: readonly Block[];
  /** Carried out and recorded before it is said. */
  readonly effects?: readonly Ruling[];
}

/** Who may read it: more than `public` is said in a private place only. */
export type Reply = Words &
  (
    | { readonly audience: Exclude<Audience, 'person'> }
    /** `person`: the key of the one whom it is about; to others than them and the PTL it is never said. */
    | { readonly audience: 'person'; readonly person: number }
  );

/** One file a command; what it is called everywhere is its `id`. */
export interface Command<Args = unknown> {
  readonly id: string;
  /** After the command word, such as `explain METRIC [@login]`. */
  readonly usage: string;
  /** One sentence. */
  readonly help: string;
  readonly examples: readonly string[];
  readonly allowed: Rights;
  /** True: an answer does not repeat the line that asked, since others may read it. */
  readonly discreet?: true;
  /** True: the lines under it are its text. */
  readonly takesText?: true;
  /** True: what an edited comment says of it is decided again, also where an earlier version said the same. */
  readonly anew?: true;
  /** More than `allowed`, for some of what it may be asked. */
  needs?(args: Args, request: Pick<Request, 'reports'>): Rights;
  /** @throws UserError saying what would be right. */
  parse(words: readonly string[], below?: readonly string[]): Args;
  /** @throws UserError with a sentence for whoever asked, posted as it is. */
  answer(args: Args, request: Request): Promise<Reply>;
}
