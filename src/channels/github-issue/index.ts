// GitHub: an issue a week, or one issue with a comment a week.
import type { Channel } from '../../contracts.ts';
import type { Handle } from '../../domain/activity.ts';
import { apart } from '../../lib/repository.ts';
import { isPrivate } from './api.ts';
import { publishLetter } from './letter.ts';
import { publishRolling } from './rolling.ts';
import { type Assignee, LETTERS, SETTINGS, type Settings } from './settings.ts';
import { publishWeekly } from './weekly.ts';

const NUMBER = /^\d{1,15}$/;

const assigneeOf = (accounts: readonly Handle[]): Assignee | undefined => {
  const ids = accounts.filter(({ service }) => service === 'github').map(({ id }) => id);
  const [number, login] = [ids.find(id => NUMBER.test(id)), ids.find(id => !NUMBER.test(id))];
  if (number !== undefined) return { number: Number(number) };
  return login === undefined ? undefined : { login };
};

const channel: Channel<Settings> = {
  id: 'github-issue',
  reads: 'an issue on GitHub, edited in place while its week lasts',
  settings: SETTINGS,
  local: false,
  place: ({ repo }) => repo.toLowerCase(),
  isPrivate: ({ repo }, { github }) => isPrivate({ github, ...apart(repo) }),
  letters: LETTERS,
  reach(settings, accounts) {
    const assignee = assigneeOf(accounts);
    return assignee && { ...settings, assignee };
  },
  publish(message, settings, { github }, earlier = {}) {
    const place = { github, ...apart(settings.repo) };
    if (message.follows !== undefined) return publishLetter(message, settings, place, earlier);
    const say = settings.mode === 'rolling' ? publishRolling : publishWeekly;
    return say(message, settings, place, earlier);
  },
};

export default channel;
