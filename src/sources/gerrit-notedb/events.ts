// Reads the commits of a change's NoteDb branch: header lines, message, and who did it when.
import type { Handle } from '../../domain/activity.ts';
import { SERVER } from '../../lib/gerrit-server.ts';

/** `git log` format whose fields `parseEvent` expects, between unit separators. */
export const EVENT_FORMAT = '%S%x1f%H%x1f%T%x1f%an%x1f%ae%x1f%at%x1f%B';

export interface LabelLine {
  readonly label: string;
  /** Undefined: the vote was removed. */
  readonly value?: number;
  /** Whose vote it is, where it is not the author's. */
  readonly account?: string;
  readonly copied: boolean;
}

export interface ChangeEvent {
  readonly sha: string;
  readonly tree: string;
  readonly by: Handle;
  readonly at: number;
  readonly message: string;
  readonly patchSet: number;
  readonly labels: readonly LabelLine[];
  /** All other footers, each key's last value. */
  readonly footers: ReadonlyMap<string, string>;
}

/** `Gerrit User 751 <751@server-id>`; commits of the server itself have another form. */
const ACCOUNT = /^(\d+)@/;
const LABEL = /^(-?)([A-Za-z][A-Za-z0-9-]*)(?:=([+-]?\d+))?(?:, ?[0-9a-f]{40})?(?: .*?<(\d+)@[^>]*>)?/;

const parseLabel = (text: string, copied: boolean): LabelLine | undefined => {
  const found = LABEL.exec(text);
  if (!found) return undefined;
  const [, minus, label = '', value, account] = found;
  const removed = minus === '-' || value === undefined;
  return {
    label,
    copied,
    ...(removed ? {} : { value: Number(value) }),
    ...(account === undefined ? {} : { account }),
  };
};

/** The footers are the last paragraph of what Gerrit wrote. */
const splitMessage = (body: string): { message: string; footers: string[] } => {
  const text = body.trimEnd();
  const gap = text.lastIndexOf('\n\n');
  const subjectEnd = text.indexOf('\n');
  return {
    message: gap > subjectEnd ? text.slice(subjectEnd + 1, gap).trim() : '',
    footers: (gap < 0 ? text : text.slice(gap + 2)).split('\n'),
  };
};

/** Undefined if the record is not of NoteDb's form: it has no patch set number, or is cut short. */
export const parseEvent = (record: string): { ref: string; event: ChangeEvent } | undefined => {
  const [ref, sha, tree, name, email, at, body] = record.split('\x1f', 7);
  if (ref === undefined || sha === undefined || tree === undefined || body === undefined) return undefined;
  const { message, footers } = splitMessage(body);
  const labels: LabelLine[] = [];
  const others = new Map<string, string>();
  for (const line of footers) {
    const colon = line.indexOf(': ');
    const key = colon < 0 ? line.replace(/:$/, '') : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 2);
    const label =
      key === 'Label' || key === 'Copied-Label' ? parseLabel(value, key === 'Copied-Label') : undefined;
    if (label) labels.push(label);
    else others.set(key, value);
  }
  // "Patch-set: 3 (DRAFT)" and "(PUBLISHED)" stand in histories of older servers.
  const patchSet = Number.parseInt(others.get('Patch-set') ?? '', 10);
  if (!Number.isInteger(patchSet)) return undefined;
  const account = ACCOUNT.exec(email ?? '')?.[1];
  const by: Handle =
    account === undefined
      ? { ...SERVER, name: name ?? 'Gerrit Code Review' }
      : { service: 'gerrit', id: account };
  return { ref, event: { sha, tree, by, at: Number(at), message, patchSet, labels, footers: others } };
};
