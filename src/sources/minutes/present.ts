// Who was present, from minutes in Markdown.
import type { Handle } from '../../domain/activity.ts';
import { isCancelled as isMeetingCancelled } from '../../lib/meeting.ts';

export interface Attendance {
  /** Undefined: the minutes have no such list. */
  readonly present?: readonly Handle[];
  /** Entries of the list, before the same one was left out. */
  readonly entries: number;
  readonly isCancelled: boolean;
}

const MOST_LINES = 20_000;
const LONGEST = 400;

const HEADING = /^\s{0,3}(#{1,6})\s+(.*)$/;
const PRESENT =
  /^(?:present|attendees|attending|attendance|participants|in attendance|who attended|members present|roll ?call)$/i;
/** Below a list of those present: of those who were not. */
const ABSENT =
  /^(?:not present|absent|absentees|regrets|apologies|apologies from|excused|missing|unable to attend)$/i;
const GROUP =
  /^(?:tsc|ctc|tc|core|voting|non-voting|other|regular|team|maintainers?|committers?|members?|observers?|guests?|invited(?: guests?)?|visitors?|staff|chairs?|attendees|participants|remote|in person)(?: members?)?$/iu;
/** `TSC`, `V8`: of this body. */
const BODY = /^[\p{Lu}\p{N}]{1,6}$/u;
const BULLET = /^(\s*)(?:[*+-]|\d{1,3}[.)])\s*(?:\[[xX]\]\s+)?(\S.*)$/;
/** A box that nobody ticked. */
const UNTICKED = /^\[ ?\]/;
const INLINE =
  /^\s*(?:[*_]{2})?(present|attendees|attending|participants|regrets|apologies|absent)(?:[*_]{2})?\s*:\s*(?:[*_]{2})?\s*(.*)$/i;
const LOGIN = /@([a-z\d](?:[a-z\d-]{0,38}))(?![\w@.]*\.)/i;
const MARKED_ABSENT =
  /\((?:[^()]*\b)?(?:absent|regrets|apologies|not present|excused|no show|sends? regrets|(?:could not|couldn'?t|cannot|unable to) attend)\b[^()]*\)|[-–—]\s*(?:absent|regrets|apologies)\s*$|\s[*_]{0,2}(?:absent|excused)[*_]{0,2}\s*$|~~/i;
const CANCELLED =
  /\b(?:meeting (?:is |was |has been )?cancell?ed\b|cancell?ed(?: meeting)?\W{0,20}$|no meeting (?:was )?held\b)/i;
const COMMENT_START = '<!--';
const COMMENT_END = '-->';

const withoutComments = (text: string): string => {
  const kept: string[] = [];
  let at = 0;
  for (let open = text.indexOf(COMMENT_START); open >= 0; open = text.indexOf(COMMENT_START, at)) {
    kept.push(text.slice(at, open));
    const close = text.indexOf(COMMENT_END, open);
    at = close < 0 ? text.length : close + COMMENT_END.length;
  }
  return kept.join('') + text.slice(at);
};

/** The words of a heading, without marks and a colon. */
const wordsOf = (heading: string): string =>
  heading
    .replace(/[*_`#]/g, '')
    .trim()
    .replace(/\(\d+\)$/, '')
    .trimEnd()
    .replace(/:$/, '')
    .trimEnd();

const nameIn = (entry: string): string =>
  entry
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/[(@<–—].*$/su, '')
    .replace(/\s-\s.*$/s, '')
    .replace(/[*_`~]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s,;:/]+$/, '')
    .trim();

const isName = (name: string): boolean =>
  /^\p{L}[\p{L}\p{M}\p{N}.,'’/ -]{0,79}$/u.test(name) &&
  name.split(' ').length <= 6 &&
  !/[^.\s]{3}\.$/.test(name);

const NOBODY = /^(?:none|nobody|no ?one|n\/a|tbd|none present|no ?one present)$/i;

/** An entry of the list; undefined when it names nobody, or somebody who was not there. */
const handleIn = (given: string): Handle | undefined => {
  const entry = given.slice(0, LONGEST).trim();
  if (UNTICKED.test(entry) || MARKED_ABSENT.test(entry)) return undefined;
  const [, login] = LOGIN.exec(entry) ?? [];
  const name = nameIn(entry);
  if (login !== undefined) {
    const named = isName(name) ? { name } : { name: login };
    return { service: 'github', id: login.toLowerCase(), ...named };
  }
  return isName(name) && !NOBODY.test(name) ? { service: 'name', id: name, name } : undefined;
};

/** `Una, @oli (chair), Nia Core`: commas within brackets part nothing. */
const partsOf = (text: string): string[] =>
  text.replace(/\([^()]*\)/g, whole => whole.replace(/,/g, ' ')).split(/[,;]/);

type Mode = 'out' | 'present' | 'absent';

interface Place {
  mode: Mode;
  /** Of the heading under which the list stands. */
  level: number;
  /** Of the first bullet: what stands below one is about it. */
  indent: number | undefined;
}

const enter = (place: Place, level: number, words: string): void => {
  if (PRESENT.test(words)) Object.assign(place, { mode: 'present', level, indent: undefined });
  else if (ABSENT.test(words))
    Object.assign(place, {
      mode: 'absent',
      level: Math.min(level, place.mode === 'out' ? level : place.level),
    });
  else if (level <= place.level || !(GROUP.test(words) || BODY.test(words))) place.mode = 'out';
  else if (place.mode !== 'out') Object.assign(place, { mode: 'present', indent: undefined });
};

/** Reads minutes; pure, never throws. */
export const attendanceIn = (text: string): Attendance => {
  const found: Handle[] = [];
  let has = false;
  let isCancelled = false;
  const place: Place = { mode: 'out', level: 0, indent: undefined };
  const take = (entry: string): void => {
    const handle = place.mode === 'present' ? handleIn(entry) : undefined;
    if (handle) found.push(handle);
  };
  const readLine = (line: string): void => {
    const [, marks = '', heading] = HEADING.exec(line) ?? [];
    if (heading !== undefined) {
      if (CANCELLED.test(heading)) isCancelled = true;
      enter(place, marks.length, wordsOf(heading));
      has ||= place.mode === 'present';
      return;
    }
    const [, spaces = '', entry] = BULLET.exec(line) ?? [];
    // Two stars are no bullet.
    const [, label = '', rest = ''] = INLINE.exec(line) ?? INLINE.exec(entry ?? '') ?? [];
    if (label !== '' && (place.mode !== 'out' || !has)) {
      Object.assign(place, {
        mode: PRESENT.test(label) ? 'present' : 'absent',
        level: place.level || 6,
        indent: undefined,
      });
      has ||= place.mode === 'present';
      for (const part of partsOf(rest)) take(part);
      return;
    }
    // Outside of the list another meeting may be meant, unless the sentence begins with this one.
    if (place.mode === 'out' && isMeetingCancelled(line.replace(/^[\s*_>+-]{1,20}/, ''))) isCancelled = true;
    if (place.mode === 'out' || line.trim() === '') return;
    if (entry !== undefined) {
      place.indent ??= spaces.length;
      if (spaces.length <= place.indent) take(entry);
    } else if (ABSENT.test(wordsOf(line))) place.mode = 'absent';
    else if (CANCELLED.test(line)) isCancelled = true;
    // A bullet that was mistyped still names an account.
    else if (LOGIN.test(line) && /\)\s*$/.test(line)) take(line.replace(/^[^*]{0,3}\*/, ''));
  };
  for (const line of withoutComments(text)
    .split(/\r\n|\n|\r/)
    .slice(0, MOST_LINES))
    readLine(line.slice(0, 2000));
  const present = [...new Map(found.map(handle => [`${handle.service} ${handle.id}`, handle])).values()];
  return { entries: found.length, isCancelled, ...(has ? { present } : {}) };
};
