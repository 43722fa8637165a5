// INFO, the free-text ancestor of INFO.yaml: a "Project Lead:" line and a block of "Committers:".
import type { RosterEntry } from '../../domain/team.ts';
import { findEmail } from '../../lib/email.ts';
import { emailEntry, type InfoText } from './entry.ts';

const LEAD = /^\s*project lead(?:er)?\s*:\s*(.*)$/i;
const COMMITTERS = /^\s*committers\s*:\s*(.*)$/i;
// "Link to approval: http://…": words, then a colon, before any address.
const HEADING = /^[A-Za-z][^@<]*:(?:\s|$)/;
const FULL_NAME = /^\p{Lu}[\p{L}.'’-]*(?: [\p{L}.'’-]+){1,4}$/u;

/** "Name (Company, mail)", "Name (mail)", "Name <mail>", a bare address, or a full name alone. */
export const personIn = (line: string, role: RosterEntry['role']): RosterEntry | undefined => {
  const said = line.replace(/^\s*[-*•]\s+/, '').trim();
  const email = findEmail(said);
  if (email === undefined) return FULL_NAME.test(said) ? emailEntry(role, { name: said }) : undefined;
  const name = said.slice(0, said.indexOf(email)).split(/[(<,]/)[0]?.trim();
  const company = /\(([^()]*)\)/
    .exec(said)?.[1]
    ?.replace(email, '')
    .replace(/[<>]/g, '')
    .replace(/^[\s,;]+|[\s,;]+$/g, '');
  return emailEntry(role, { name: name || undefined, email, company: company || undefined });
};

/** Lines of the block: from its heading (which may have a first name beside it) to a blank line or a heading. */
export const committerLines = (lines: readonly string[]): { line: number; said: string }[] => {
  const start = lines.findIndex(line => COMMITTERS.test(line));
  if (start < 0) return [];
  const found: { line: number; said: string }[] = [];
  const beside = COMMITTERS.exec(lines[start] ?? '')?.[1]?.trim();
  if (beside) found.push({ line: start + 1, said: beside });
  for (let at = start + 1; at < lines.length; at++) {
    const said = (lines[at] ?? '').trim();
    if (said === '' && found.length === 0) continue;
    if (said === '' || HEADING.test(said)) break;
    found.push({ line: at + 1, said });
  }
  return found;
};

export const readInfoText = (source: string): InfoText => {
  const lines = source.replace(/^\uFEFF/, '').split(/\r?\n/);
  const entries: RosterEntry[] = [];
  const remarks: { line: number; reason: string }[] = [];
  lines.forEach((line, at) => {
    const said = LEAD.exec(line)?.[1]?.trim();
    if (!said) return;
    const lead = personIn(said, 'ptl');
    if (lead) entries.push(lead);
    else remarks.push({ line: at + 1, reason: `no person can be made out in "${said}"` });
  });
  for (const { line, said } of committerLines(lines)) {
    const core = personIn(said, 'core');
    if (core) entries.push(core);
    else remarks.push({ line, reason: `no person can be made out in "${said}"` });
  }
  return { entries, notes: [], remarks };
};
