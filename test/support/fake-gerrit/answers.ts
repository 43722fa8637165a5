// Changes in the form of the REST API, with what each option adds.
import type { FakeAccount, FakeChange } from './model.ts';

/** `2013-02-01 09:59:32.000000000`. */
export const timestamp = (at: number): string =>
  `${new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ')}.000000000`;

export type People = (number: number) => FakeAccount;

const shaOf = (change: number, revision: number): string =>
  `${change.toString(16)}${'0'.repeat(8)}${revision.toString(16)}`.padStart(40, 'a');

const labelsOf = ({ votes }: FakeChange, people: People): object => {
  const labels: Record<string, { all: object[] }> = {};
  for (const { label, value, by, at } of votes) {
    labels[label] ??= { all: [{ ...people(0), value: 0 }] };
    labels[label].all.push({ ...people(by), value, date: timestamp(at) });
  }
  return labels;
};

const revisionsOf = (change: FakeChange, people: People, withCommit: boolean): object => {
  const current = change.revisions.at(-1)?.number;
  return Object.fromEntries(
    change.revisions.map(({ number, by, at }) => [
      shaOf(change.number, number),
      {
        kind: 'REWORK',
        _number: number,
        created: timestamp(at),
        uploader: people(by),
        ...(withCommit && number === current
          ? { commit: { subject: change.subject, message: change.commitMessage } }
          : {}),
      },
    ]),
  );
};

export const changeInfo = (change: FakeChange, options: ReadonlySet<string>, all: People): object => {
  const people: People = options.has('DETAILED_ACCOUNTS')
    ? all
    : number => ({ _account_id: all(number)._account_id });
  const { number, project, branch, changeId, subject, status, topic, hashtags, wip } = change;
  return {
    id: `${encodeURIComponent(project)}~${number}`,
    project,
    branch,
    ...(topic !== '' && { topic }),
    hashtags,
    change_id: changeId,
    subject,
    status,
    created: timestamp(change.created),
    updated: timestamp(change.updated),
    ...(change.submitted !== undefined && { submitted: timestamp(change.submitted) }),
    ...(change.submitter !== undefined && { submitter: people(change.submitter) }),
    total_comment_count: change.comments.length,
    ...(wip && { work_in_progress: true }),
    owner: people(change.owner),
    _number: number,
    ...(options.has('DETAILED_LABELS') && { labels: labelsOf(change, people) }),
    ...(options.has('MESSAGES') && {
      messages: change.messages.map(({ by, at, text, tag, revision }, index) => ({
        id: `m${number}-${index}`,
        ...(by !== undefined && { author: people(by), real_author: people(by) }),
        date: timestamp(at),
        message: text,
        ...(tag !== undefined && { tag }),
        _revision_number: revision,
      })),
    }),
    ...(options.has('ALL_REVISIONS') && {
      current_revision: shaOf(number, change.revisions.at(-1)?.number ?? 1),
      revisions: revisionsOf(change, people, options.has('CURRENT_COMMIT')),
    }),
  };
};

export const commentInfos = ({ comments }: FakeChange, people: People): object => {
  const files: Record<string, object[]> = {};
  for (const { id, by, at, revision, file = '/PATCHSET_LEVEL' } of comments) {
    files[file] ??= [];
    files[file].push({
      id,
      author: people(by),
      patch_set: revision,
      updated: timestamp(at),
      message: 'hm',
      line: 3,
    });
  }
  return files;
};
