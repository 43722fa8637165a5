// Settles a project once its news have come to rest: who is who, what has priority.
import type { House } from '../house/house.ts';
import { settleIfChanged } from '../house/settled.ts';
import type { Log } from './log.ts';
import type { Timer } from './timers.ts';

/** Seconds without news before a project is settled. */
const QUIET = 30;
/** Seconds between two times: rosters are read anew each time. */
const APART = 300;

export interface Settling extends Timer {
  /** The project knows something new. */
  touch(project: string): void;
}

export const settling = (house: House, log: Log): Settling => {
  const touched = new Map<string, number>();
  const settled = new Map<string, number>();
  const isDue = (id: string, touchedAt: number): boolean => {
    const now = house.io.now();
    return now - touchedAt >= QUIET && now - (settled.get(id) ?? 0) >= APART;
  };
  return {
    name: 'settle',
    everySeconds: 5,
    touch: project => void touched.set(project, house.io.now()),
    async run() {
      for (const [id, touchedAt] of touched) {
        const projectHouse = house.projects.find(({ project }) => project.id === id);
        if (projectHouse && !isDue(id, touchedAt)) continue;
        touched.delete(id);
        settled.set(id, house.io.now());
        if (projectHouse) await settleIfChanged(house, projectHouse, { remark: text => log.warn(text) });
      }
    },
  };
};
