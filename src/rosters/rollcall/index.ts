// The team written down in Rollcall's own configuration, with dates where they are known.
import type { Roster } from '../../contracts.ts';
import { carriedOut } from '../../domain/roster-change.ts';
import { SETTINGS, type Settings, versionsOf } from './members.ts';
import { editMembers, entriesAt, placeIn } from './write.ts';

export default {
  id: 'rollcall',
  reads: 'The team as it is listed in the configuration itself.',
  settings: SETTINGS,
  read: async given => ({ versions: versionsOf(given), skipped: [] }),
  writing: {
    files: () => [],
    entries: entriesAt,
    write: (texts, change, given) => {
      const place = placeIn(texts, given);
      return carriedOut(
        texts,
        change,
        now => entriesAt(now, given, change.at, place),
        now => editMembers(now, change, given),
      );
    },
  },
} satisfies Roster<Settings>;
