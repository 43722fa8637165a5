// What a handover tells whoever leads next: what is going on, where things are, and what only the old PTL can tell.
import type { Freshness } from '../../domain/freshness.ts';
import type { Link } from '../../lib/report-parts.ts';

export interface HandoverModel {
  readonly project: string;
  readonly at: string;
  readonly timezone: string;
  readonly team: {
    readonly cores: number;
    readonly ptls: readonly string[];
    /** How many cores stand where; those of whom there are none are left out. */
    readonly standings: readonly { readonly standing: string; readonly cores: number }[];
    /** Hours a week promised; null: nobody has said. */
    readonly hours: number | null;
    readonly willing: readonly string[];
  };
  /** What goes on, and what waits for a word of the PTL, as headings. */
  readonly open: readonly string[];
  readonly checkIn: null | {
    readonly isOpen: boolean;
    readonly closes: string;
    readonly answered: number;
    readonly invited: number;
  };
  readonly actions: readonly {
    readonly text: string;
    readonly who: string;
    readonly given: string;
    readonly where: Link;
  }[];
  readonly priorities: readonly {
    readonly title: string;
    readonly owners: readonly string[];
    readonly merged: number;
    readonly open: number;
    readonly unseen: number;
    readonly moved: string;
  }[];
  readonly dates: readonly { readonly date: string; readonly what: string }[];
  readonly places: {
    readonly file: string;
    readonly rosters: readonly string[];
    readonly reports: readonly string[];
    readonly letters: readonly string[];
    readonly sources: readonly string[];
  };
  readonly settings: readonly string[];
  readonly questions: readonly string[];
  readonly freshness: Freshness;
}
