// A repository that is heard of for the first time since the start may hold a configuration that nobody told us of: the
// App may have been installed while this server was down.
import type { Delivery } from '../contracts.ts';
import type { Listener } from '../flow/hear.ts';
import { type ConfigDeps, takeOver } from './config-push.ts';
import { repositoryIn } from './renames.ts';

export interface FirstWords {
  readonly listener: Listener;
  /**
   * Looks at the repositories that were heard of; to be called now and then. One that cannot be looked at keeps no other
   * from it, and is looked at after its next word. @throws SourceError, the first of them.
   */
  look(): Promise<void>;
}

export const firstWords = (deps: ConfigDeps): FirstWords => {
  const seen = new Set<number>();
  const unseen = new Map<number, string>();
  return {
    listener: {
      name: 'first words',
      hear({ payload }: Delivery) {
        const repository = repositoryIn(payload);
        if (repository && !seen.has(repository.id)) unseen.set(repository.id, repository.full_name);
        return Promise.resolve();
      },
    },
    async look() {
      const faults: unknown[] = [];
      for (const [id, name] of unseen) {
        unseen.delete(id);
        try {
          await takeOver(deps, id, name, '');
          seen.add(id);
        } catch (error) {
          // It keeps no other waiting, and is looked at again after its next word.
          faults.push(error);
        }
      }
      if (faults.length > 0) throw faults[0];
    },
  };
};
