// The first words of a nomination, from what somebody did: no number stands in them, since everybody will read it.

export interface Praise {
  readonly name: string;
  readonly team: string;
  /** Where they review most, such as `branch stable/gambia`. */
  readonly areas: readonly string[];
  /** Of these, where a core is missing. */
  readonly missing: readonly string[];
  readonly asks: boolean;
  readonly onPriority: boolean;
  readonly triages: boolean;
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

export const draftWords = ({ name, team, areas, missing, asks, onPriority, triages }: Praise): string[] => {
  const deeds = [
    `reviews the changes of others${areas.length > 0 ? ` in ${listed(areas)}` : ''}`,
    ...(asks ? ['asks the questions that lead to a better patch set'] : []),
    ...(onPriority ? ['looks at what we have put first'] : []),
    ...(triages ? ['sorts out the bugs that come in'] : []),
  ];
  return [
    `I would like to nominate ${name} for the core team of ${team}.`,
    `${name} ${listed(deeds)}.`,
    ...(missing.length > 0 ? [`In ${listed(missing)} we need somebody who looks, and ${name} does.`] : []),
  ];
};
