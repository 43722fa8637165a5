// priority: what the team looks at first, and the list of the week, which cores write.
import type { Command } from '../../contracts.ts';
import { UserError } from '../../domain/errors.ts';
import { prioritiesShown } from './list.ts';
import { type WeekWish, weekChanged } from './week.ts';

const USAGE =
  'Write /rollcall priority list, or /rollcall priority week add #123 (or drop), with the priority behind it where there are several.';
const ITEM = /^(?:#|(pull|issue)\/)?([1-9]\d{0,8})$/;

const command: Command<WeekWish | undefined> = {
  id: 'priority',
  usage: 'priority [list] | priority week add|drop #123 [PRIORITY]',
  help: 'The priority items and the changes agreed on for this week; cores and the PTL add to these, or take away.',
  examples: [
    '/rollcall priority',
    '/rollcall priority week add #123',
    '/rollcall priority week drop #123 image-import',
  ],
  allowed: 'anyone',
  needs: wish => (wish === undefined ? 'anyone' : 'core'),
  parse: ([what = 'list', op, item, priority, more]) => {
    const word = what.toLowerCase();
    if (word === 'list' && op === undefined) return undefined;
    const wanted = (['add', 'drop'] as const).find(each => each === op?.toLowerCase());
    const [, kind, number] = ITEM.exec(item ?? '') ?? [];
    if (word !== 'week' || wanted === undefined || number === undefined || more !== undefined)
      throw new UserError(USAGE);
    const nativeIds = kind === undefined ? [`pull/${number}`, `issue/${number}`] : [`${kind}/${number}`];
    return { op: wanted, number, nativeIds, ...(priority !== undefined && { priority }) };
  },
  answer: (wish, request) => (wish === undefined ? prioritiesShown(request) : weekChanged(wish, request)),
};

export default command;
