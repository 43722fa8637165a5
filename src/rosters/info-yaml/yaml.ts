// INFO.yaml of the Linux Foundation: project lead, committers, and the decisions about them.
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { RosterEntry, RosterNote } from '../../domain/team.ts';
import { findEmail } from '../../lib/email.ts';
import { emailEntry, type InfoText } from './entry.ts';

// Anchors are repeated once per mention; more than this many is a bomb, not a team.
const MAX_ALIASES = 200;

// Anything else in a field, an empty one from the template included, is as good as absent.
const text = z.string().trim().min(1).optional().catch(undefined);
const person = z.looseObject({ name: text, email: text, company: text });
const change = z.looseObject({ type: text, name: text, link: text });
const info = z.looseObject({
  project_lead: person.nullish().catch(undefined),
  committers: z.array(z.unknown()).nullish(),
  tsc: z
    .looseObject({ changes: z.array(z.unknown()).nullish() })
    .nullish()
    .catch(undefined),
});

const ABOUT: Readonly<Record<string, RosterNote['about']>> = {
  promotion: 'joined',
  addition: 'joined',
  removal: 'left',
  resignation: 'left',
};

const noteOf = (raw: unknown): RosterNote[] => {
  const read = change.safeParse(raw);
  const { type, name, link } = read.success ? read.data : {};
  const about = ABOUT[type?.toLowerCase() ?? ''];
  if (!type || !name || !about) return [];
  return [{ about, name, text: link ? `${type.toLowerCase()}: ${link}` : type.toLowerCase() }];
};

const entryOf = (raw: unknown, role: RosterEntry['role']): RosterEntry | undefined => {
  const read = person.safeParse(raw);
  if (!read.success) return undefined;
  const { name, email, company } = read.data;
  return emailEntry(role, { name, email: email && findEmail(email), company });
};

/** `line` is where the fault lies, counted from 1. */
export const readInfoYaml = (source: string): InfoText | { line?: number; fault: string } => {
  const lines = new LineCounter();
  const document = parseDocument(source, { merge: true, lineCounter: lines });
  const error = document.errors[0];
  if (error) {
    const fault = `not valid YAML: ${error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '')}`;
    return { line: lines.linePos(error.pos[0]).line, fault };
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    return { fault: 'not valid YAML: its aliases cannot be resolved' };
  }
  const read = info.safeParse(data);
  if (!read.success) return { fault: 'not an INFO file: `committers` must be a list' };
  const { project_lead: lead, committers, tsc } = read.data;
  const cores = (committers ?? []).map(one => entryOf(one, 'core'));
  const nameless = cores.filter(one => one === undefined).length;
  return {
    entries: [entryOf(lead, 'ptl'), ...cores].filter(one => one !== undefined),
    notes: (tsc?.changes ?? []).flatMap(noteOf),
    remarks:
      nameless === 0
        ? []
        : [{ reason: `${nameless} of the committers without a name and an e-mail address` }],
  };
};
