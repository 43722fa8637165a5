// What the agenda tells: nothing here can hold a number, an absence or a leave of a named person.
import type { Freshness } from '../../domain/freshness.ts';
import type { Definition, Link } from '../../lib/report-parts.ts';

/** Something that was done about it since: an act that may be said with the name of whoever did it. */
export interface Done {
  /** `Ann reviewed`, `merged`. */
  readonly said: string;
  readonly what: Link | null;
  readonly date: string;
}

export interface ActionLine {
  /** As it was said, with a link to the meeting. */
  readonly action: Link;
  /** The day of the meeting that first gave it; never an age, which beside a nick reads as somebody's delay. */
  readonly since: string;
  /** False: nobody took it on by name. */
  readonly isTaken: boolean;
  /** Null: nothing that can be seen here, which is not nothing. */
  readonly done: Done | null;
}

export interface WaitingChange {
  readonly change: Link;
  readonly waitDays: number;
  /** Title of the priority; empty where it has none. */
  readonly priority: string;
}

export interface Some<Line> {
  readonly total: number;
  /** The first of them. */
  readonly shown: readonly Line[];
}

export interface AgendaModel {
  readonly project: string;
  readonly at: string;
  readonly timezone: string;
  /** Null: no meeting is planned, as far as the configuration tells. */
  readonly meeting: null | {
    readonly title: string;
    /** `2026-08-20 14:00`. */
    readonly when: string;
    readonly inDays: number;
    readonly channel: string;
  };
  /** `2 of 12 cores are away`, or so; empty where that would tell who. */
  readonly away: string;
  readonly due: readonly { readonly name: string; readonly date: string; readonly inDays: number }[];
  readonly actions: Some<ActionLine>;
  /** Done since they were given, and not spoken of yet. */
  readonly finished: Some<ActionLine>;
  /** Changes that wait for a core; null where the sources tell only what landed. */
  readonly priorities: Some<WaitingChange> | null;
  readonly stuck: Some<WaitingChange> | null;
  readonly stuckAfterDays: number;
  /** Null where no source tells of bugs. */
  readonly bugs: Some<{ readonly bug: Link; readonly waitDays: number }> | null;
  readonly freshness: Freshness;
  readonly definitions: readonly Definition[];
}
