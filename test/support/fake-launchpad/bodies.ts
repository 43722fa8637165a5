// Launchpad's JSON for what the fake holds: the fields that its API gives, as far as anybody here reads them.
import {
  type FakeBugState,
  type FakeEntry,
  type FakeMessage,
  type FakeTask,
  RESOLVED,
  timeText,
} from './state.ts';

const link = (api: string, name: string | null): string | null => (name === null ? null : `${api}/~${name}`);
const time = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : timeText(at);

/** Where people read it, not programs. */
const WEB = 'https://bugs.launchpad.example';

const targetLink = (api: string, target: string): string =>
  `${api}/${target.split('/').map(encodeURIComponent).join('/')}`.replace('%2Bsource', '+source');

export const bugBody = (api: string, bug: FakeBugState): object => ({
  resource_type_link: `${api}/#bug`,
  self_link: `${api}/bugs/${bug.id}`,
  web_link: `${WEB}/bugs/${bug.id}`,
  id: bug.id,
  name: null,
  title: bug.title,
  description: 'What is wrong.',
  owner_link: link(api, bug.owner),
  information_type: bug.isPrivate ? 'Private' : 'Public',
  private: bug.isPrivate,
  tags: bug.tags,
  date_created: timeText(bug.createdAt),
  date_last_updated: timeText(bug.updatedAt),
  date_last_message: time(bug.messages.at(-1)?.at),
  message_count: bug.messages.length,
  number_of_duplicates: 0,
  duplicate_of_link: bug.duplicateOf === null ? null : `${api}/bugs/${bug.duplicateOf}`,
  activity_collection_link: `${api}/bugs/${bug.id}/activity`,
  messages_collection_link: `${api}/bugs/${bug.id}/messages`,
  bug_tasks_collection_link: `${api}/bugs/${bug.id}/bug_tasks`,
});

export const taskBody = (api: string, bug: FakeBugState, task: FakeTask): object => {
  const self = `${targetLink(api, task.target)}/+bug/${bug.id}`;
  const reached = (status: string): string | null => time(task.reached.get(status));
  const begun = [...task.reached].filter(([status]) => status !== 'New').map(([, at]) => at);
  return {
    resource_type_link: `${api}/#bug_task`,
    self_link: self,
    web_link: `${WEB}/${task.target}/+bug/${bug.id}`,
    bug_link: `${api}/bugs/${bug.id}`,
    target_link: targetLink(api, task.target),
    bug_target_name: task.name,
    bug_target_display_name: task.name,
    related_tasks_collection_link: `${self}/related_tasks`,
    title: `Bug #${bug.id} in ${task.name}: "${bug.title}"`,
    status: task.status,
    importance: task.importance,
    owner_link: link(api, task.owner),
    assignee_link: link(api, task.assignee),
    milestone_link:
      task.milestone === null ? null : `${targetLink(api, task.target)}/+milestone/${task.milestone}`,
    is_complete: RESOLVED.has(task.status),
    date_created: timeText(task.createdAt),
    date_assigned: null,
    date_closed: time(task.closedAt),
    date_left_new: begun.length === 0 ? null : timeText(Math.min(...begun)),
    date_left_closed: null,
    date_confirmed: reached('Confirmed'),
    date_incomplete: reached('Incomplete'),
    date_triaged: reached('Triaged'),
    date_in_progress: reached('In Progress'),
    date_fix_committed: reached('Fix Committed'),
    date_fix_released: reached('Fix Released'),
  };
};

export const entryBody = (api: string, bug: FakeBugState, entry: FakeEntry): object => ({
  resource_type_link: `${api}/#bug_activity`,
  self_link: `${api}/bugs/${bug.id}/activity`,
  web_link: `${WEB}/bugs/${bug.id}/activity`,
  bug_link: `${api}/bugs/${bug.id}`,
  datechanged: timeText(entry.at),
  person_link: link(api, entry.by),
  whatchanged: entry.what,
  oldvalue: entry.before,
  newvalue: entry.after,
  message: entry.message,
});

export const messageBody = (api: string, bug: FakeBugState, message: FakeMessage, index: number): object => {
  const target = bug.tasks[0]?.target ?? 'bugs';
  const self = `${targetLink(api, target)}/+bug/${bug.id}/comments/${index}`;
  return {
    resource_type_link: `${api}/#message`,
    self_link: self,
    web_link: `${WEB}/${target}/+bug/${bug.id}/comments/${index}`,
    owner_link: link(api, message.by),
    parent_link: null,
    date_created: timeText(message.at),
    subject: `Re: ${bug.title}`,
    content: 'Some words.',
  };
};

export const personBody = (api: string, name: string, shown: string): object => ({
  resource_type_link: `${api}/#person`,
  self_link: `${api}/~${name}`,
  web_link: `https://launchpad.example/~${name}`,
  name,
  display_name: shown,
  is_team: false,
  is_valid: true,
});
