// Takes down on which days people spoke in a channel: at once in the ledger, and in the folder that is the record.
import type { Store } from '../../contracts.ts';
import {
  type FirstWord,
  presenceFile,
  presenceHarvest,
  presenceId,
  presenceIn,
  presenceLine,
} from '../../lib/chat-presence.ts';
import type { Desk } from '../../shell/desk.ts';

/** Nicks of one channel and day: more are no team but a flood. */
const MOST = 2000;

export interface PresenceParts {
  readonly desk: Desk;
  readonly store: Pick<Store, 'append'>;
  readonly project: string;
  readonly isBot: (nick: string) => boolean;
  readonly source: { readonly id: string; readonly type: string; readonly origin: string };
}

const dayOf = (at: number): number => Math.floor(at / 86_400);

/** Called with every word that is said; nothing is done but for the first one of a day. */
export const presence = ({ desk, store, project, source, isBot }: PresenceParts) => {
  let today: number | undefined;
  const known = new Map<string, Set<string>>();

  /** Those of this day whom an earlier run has taken down. */
  const knownIn = async (word: FirstWord): Promise<Set<string>> => {
    if (today !== dayOf(word.at)) known.clear();
    today = dayOf(word.at);
    const file = presenceFile(word);
    const before = known.get(file);
    if (before) return before;
    const words = presenceIn(((await desk.read(file)) ?? '').split('\n'));
    const ids = new Set(words.filter(({ at }) => dayOf(at) === today).map(presenceId));
    known.set(file, ids);
    return ids;
  };

  return async (word: FirstWord): Promise<void> => {
    if (isBot(word.nick)) return;
    const ids = await knownIn(word);
    const id = presenceId(word);
    if (ids.has(id) || ids.size >= MOST) return;
    ids.add(id);
    await desk.append(presenceFile(word), `${presenceLine(word)}\n`);
    // What the folder tells later stands: it may know an earlier word of the day.
    await store.append(project, source, { ...presenceHarvest([word]), tentative: true }, []);
  };
};
