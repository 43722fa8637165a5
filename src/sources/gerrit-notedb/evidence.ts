// What a repository itself tells about who an account number is: notes, committers, and an accounts file.
import type { Alias, Handle } from '../../domain/activity.ts';
import { parseAddress } from '../../lib/address.ts';
import type { GerritChange, StatusEvent, Vote } from '../../lib/gerrit-change.ts';
import { parseReviewNote, type ReviewNote } from '../../lib/review-note.ts';

const emailHandle = (person: { name: string; email: string }): Handle => ({
  service: 'email',
  id: person.email,
  ...(person.name === '' ? {} : { name: person.name }),
});

/** The submitter of the note is the account that merged; "merged by" in the message gives that account's name. */
const submitterAlias = (number: string, note: ReviewNote, merged: StatusEvent | undefined): Alias[] => {
  if (!merged || note.submittedBy?.email === undefined || merged.by.id === 'server') return [];
  const { name, email } = note.submittedBy;
  return [
    { a: merged.by, b: emailHandle({ name, email }), evidence: 'submitted-by', ref: `change ${number}` },
  ];
};

/** Votes that stood on the last patch set when the change was submitted: those are what the note holds. */
const finalVotes = ({ patchSets, votes, withdrawals }: History): Vote[] => {
  const final = Math.max(...patchSets.map(({ number }) => number));
  const standing = new Map<string, Vote>();
  const onFinal = votes.filter(({ revision }) => revision === final).sort((a, b) => a.at - b.at);
  for (const vote of onFinal) standing.set(`${vote.by.id} ${vote.label}`, vote);
  for (const { by, label, at } of withdrawals) {
    if ((standing.get(`${by.id} ${label}`)?.at ?? at) < at) standing.delete(`${by.id} ${label}`);
  }
  return [...standing.values()];
};

/** Where one account and one voter of the note gave the same vote, they are the same person. */
const voterAliases = (number: string, note: ReviewNote, history: History): Alias[] => {
  const final = finalVotes(history);
  return note.votes.flatMap(({ label, value, by }) => {
    if (by.email === undefined) return [];
    const accounts = final.filter(vote => vote.label === label && vote.value === value);
    const voters = note.votes.filter(vote => vote.label === label && vote.value === value);
    const account = accounts[0];
    if (accounts.length !== 1 || voters.length !== 1 || !account) return [];
    const b = emailHandle({ name: by.name, email: by.email });
    return [{ a: account.by, b, evidence: 'note vote', ref: `change ${number} ${label}` }];
  });
};

type History = Pick<GerritChange, 'patchSets' | 'votes' | 'withdrawals' | 'statuses'>;

export const noteAliases = (number: string, note: string | undefined, history: History): Alias[] => {
  if (note === undefined) return [];
  const parsed = parseReviewNote(note);
  const merged = history.statuses.findLast(status => status.kind === 'change-merged');
  return [...submitterAlias(number, parsed, merged), ...voterAliases(number, parsed, history)];
};

/** Committers of patch sets, where the repository holds the patch sets: who uploaded them. */
export const committerAliases = (
  number: string,
  committers: readonly { readonly account: Handle; readonly sha: string; readonly committer: string }[],
): Alias[] =>
  committers.flatMap(({ account, sha, committer }) => {
    const person = parseAddress(committer);
    if (person?.email === undefined || account.id === 'server') return [];
    const b = emailHandle({ name: person.name, email: person.email });
    return [{ a: account, b, evidence: 'patch set committer', ref: `change ${number} ${sha.slice(0, 12)}` }];
  });

interface AccountEntry {
  name?: unknown;
  email?: unknown;
  weight?: unknown;
}

/**
 * `{"Gerrit User 751": [{"name", "email", "weight"}]}` or `{"751": {"name", "email"}}`.
 * @throws SyntaxError when it is not JSON.
 */
export const accountsAliases = (text: string): { aliases: Alias[]; faults: string[] } => {
  const parsed: unknown = JSON.parse(text);
  const aliases = new Map<string, Alias>();
  const faults: string[] = [];
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return { aliases: [], faults: ['the file is not an object of accounts'] };
  }
  for (const [account, value] of Object.entries(parsed)) {
    const id = /(\d+)$/.exec(account)?.[1];
    const entries: AccountEntry[] = Array.isArray(value) ? value : [value];
    for (const entry of entries) {
      if (id === undefined || typeof entry?.email !== 'string') {
        faults.push(`"${account}" has no account number, or an entry without an e-mail address`);
        continue;
      }
      const name = typeof entry.name === 'string' ? entry.name : '';
      const b = emailHandle({ name, email: entry.email.toLowerCase() });
      const weight = typeof entry.weight === 'number' && entry.weight > 0 ? Math.round(entry.weight) : 1;
      // One address may stand there under several spellings of the name: their weights add up.
      const ref = `accounts file: ${name}`;
      const memo = `${id} ${b.id} ${ref}`;
      const sum = weight + (aliases.get(memo)?.weight ?? 0);
      aliases.set(memo, { a: { service: 'gerrit', id }, b, evidence: 'accounts file', ref, weight: sum });
    }
  }
  return { aliases: [...aliases.values()], faults };
};
