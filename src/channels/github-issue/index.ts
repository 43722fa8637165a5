// GitHub: an issue a week, or one issue with a comment a week.
import type { Channel } from '../../contracts.ts';
import { apart } from '../../lib/repository.ts';
import { isPrivate } from './api.ts';
import { publishRolling } from './rolling.ts';
import { SETTINGS, type Settings } from './settings.ts';
import { publishWeekly } from './weekly.ts';

const channel: Channel<Settings> = {
  id: 'github-issue',
  reads: 'an issue on GitHub, edited in place while its week lasts',
  settings: SETTINGS,
  local: false,
  place: ({ repo }) => repo.toLowerCase(),
  isPrivate: ({ repo }, { github }) => isPrivate({ github, ...apart(repo) }),
  publish(message, settings, { github }, earlier = {}) {
    const place = { github, ...apart(settings.repo) };
    const say = settings.mode === 'rolling' ? publishRolling : publishWeekly;
    return say(message, settings, place, earlier);
  },
};

export default channel;
