// What is held about somebody beside their numbers: accounts, roles, what they said, what the PTL answered.
import type { Block, Person, Request } from '../../contracts.ts';
import { KINDS } from '../../domain/activity.ts';
import { type Held, heldAbout } from '../../domain/held.ts';
import { contestedNumbers, hiddenOf } from '../../domain/rights.ts';

type Asked = Pick<Request, 'project' | 'ledger' | 'at'>;

const day = (time: string): string => time.slice(0, 10);

const rolesOf = ({ roles }: Held): string =>
  roles.length === 0
    ? 'No roster names you.'
    : `In the rosters: ${roles.map(({ role, since, until }) => `${role} since ${day(since)}${until === undefined ? '' : ` until ${day(until)}`}`).join('; ')}.`;

const answersTo = async ({ key }: Person, { project, ledger, at }: Asked): Promise<Block[]> => {
  const all = contestedNumbers(await ledger.decisions(project.id, at + 1), await ledger.people(project.id));
  const own = all.filter(({ person }) => person === key);
  const list = own.map(({ metric, answer }) =>
    answer === undefined ? `${metric}: the PTL has not answered yet` : `${metric}: ${answer.text}`,
  );
  return own.length === 0 ? [] : ['Numbers that you contested:', { list }];
};

export const heldOf = async (person: Person, request: Asked): Promise<Block[]> => {
  const { project, ledger, at } = request;
  const decisions = await ledger.decisions(project.id, at + 1);
  const held = heldAbout({
    ...{ person, decisions },
    members: await ledger.members(project.id),
    events: await ledger.events(person.key, { since: 0, until: at }, KINDS),
    sent: await ledger.sentAbout(person.key),
  });
  const isHidden = hiddenOf(decisions, await ledger.people(project.id)).has(person.key);
  const rows = held.kinds.map(({ kind, acts, first, last }) => [kind, String(acts), day(first), day(last)]);
  return [
    `Your accounts: ${held.accounts.join(', ')}. ${rolesOf(held)}`,
    ...(rows.length === 0 ? [] : [{ grid: { head: ['act', 'times', 'first', 'last'], rows } }]),
    ...(held.decisions.length === 0
      ? []
      : [
          'Decided by you or about you:',
          { list: held.decisions.map(({ at: when, by, ruling }) => `${day(when)} ${ruling.kind}, by ${by}`) },
        ]),
    ...(held.sent.length === 0
      ? []
      : [
          'Sent to you, or to the PTL about you alone:',
          { list: held.sent.map(({ at: when, channel, key }) => `${day(when)} ${key}, by ${channel}`) },
        ]),
    ...(await answersTo(person, request)),
    ...(isHidden ? ['You are left out of thanks and public lists.'] : []),
    'Everything of it, word for word; to be left out of public lists; to be forgotten:',
    { code: ['/rollcall export', '/rollcall hide', '/rollcall forget'] },
  ];
};
