// Accounts as the REST API shows them: the number is the handle; user name and address are the same person's.
import type { Alias, Handle } from '../../domain/activity.ts';
import type { Account } from './answer.ts';

export const handleOf = ({ _account_id, name }: Account): Handle => ({
  service: 'gerrit',
  id: String(_account_id),
  ...(name === undefined || name === '' ? {} : { name }),
});

/** Every account that the answers about a change show, by its number. */
export const accountBook = () => {
  const book = new Map<number, Account>();
  return {
    /** Notes the account and answers its handle. */
    see: (account: Account): Handle => {
      book.set(account._account_id, { ...book.get(account._account_id), ...account });
      return handleOf(account);
    },
    all: (): Account[] => [...book.values()].sort((a, b) => a._account_id - b._account_id),
  };
};
export type AccountBook = ReturnType<typeof accountBook>;

export const accountAliases = (accounts: readonly Account[]): Alias[] =>
  accounts.flatMap((account): Alias[] => {
    const a = handleOf(account);
    const base = { a, evidence: 'gerrit account', ref: 'account' };
    const { email = '', username = '' } = account;
    return [
      ...(email.includes('@')
        ? [{ ...base, b: { service: 'email', id: email.toLowerCase() } as const }]
        : []),
      // A user name of digits would be another account's number.
      ...(username === '' || /^\d+$/.test(username)
        ? []
        : [{ ...base, b: { service: 'gerrit', id: username } as const }]),
    ];
  });

const TEMPLATE = /^<GERRIT_ACCOUNT_(\d+)>$/;
const ADDRESS = /<([^<>\s]+@[^<>\s]+)>$/;

/** Whom a message names: by number in newer servers, by name and address in older ones. */
export const namedIn =
  (accounts: readonly Account[]) =>
  (text: string): Handle | undefined => {
    const [, number] = TEMPLATE.exec(text) ?? [];
    if (number !== undefined) {
      const known = accounts.find(({ _account_id }) => _account_id === Number(number));
      return known ? handleOf(known) : { service: 'gerrit', id: number };
    }
    const email = ADDRESS.exec(text)?.[1]?.toLowerCase();
    const found = accounts.filter(account =>
      email === undefined ? account.name === text : account.email?.toLowerCase() === email,
    );
    return found.length === 1 && found[0] ? handleOf(found[0]) : undefined;
  };
