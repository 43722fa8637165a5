// Names of people who share one, told apart.
import { isForgotten } from './rights.ts';

interface Named {
  readonly key: number;
  readonly name: string;
  readonly known: boolean;
  readonly handles: readonly { readonly service: string; readonly id: string }[];
}

/**
 * Names by person for a private report: where two have the same, the one whom the team does not know carries an
 * account as well.
 */
export const namesToldApart = (people: readonly Named[]): Map<number, string> => {
  const uses = new Map<string, number>();
  for (const { name } of people) uses.set(name, (uses.get(name) ?? 0) + 1);
  let unnamed = 0;
  return new Map(
    people.map(({ key, name, known, handles }) => {
      const account = handles.find(({ service }) => !['name', 'email'].includes(service)) ?? handles[0];
      if (known || uses.get(name) === 1 || !account) return [key, name];
      // What stands for the account of somebody who is forgotten tells a reader nothing.
      return [key, `${name} (${isForgotten(account) ? ++unnamed : account.id})`];
    }),
  );
};
