// What a configuration sets up beside the work itself: where the rosters live, where reports go, who can be written to.
import { basename, dirname } from 'node:path';
import type { Channel } from '../contracts.ts';
import { SERVICES, type Service } from '../domain/activity.ts';
import type { Setup } from '../domain/project.ts';
import type { LoadedProject } from '../shell/config/load.ts';

/** The settings that say where something is, in the order in which they tell most. */
const WHERE = ['repo', 'team', 'group', 'url', 'path'] as const;

const whereOf = (settings: unknown): string => {
  const given = settings as Readonly<Record<string, unknown>>;
  const said = WHERE.flatMap(key => (typeof given[key] === 'string' ? [String(given[key])] : []));
  return said.join(' ');
};

/** An account as each service writes it, to ask a channel whether it speaks to such. */
const somebodyAt = (service: Service) => ({
  service,
  id: service === 'email' ? 'somebody@example.org' : 'somebody',
});

type Letters = readonly { readonly channel: Channel; readonly settings: unknown }[];

/** Services whose accounts one of these channels can speak to. */
export const reachedBy = (letters: Letters): readonly Service[] =>
  SERVICES.filter(service =>
    letters.some(({ channel, settings }) => channel.reach?.(settings, [somebodyAt(service)]) !== undefined),
  );

type Uses = Pick<LoadedProject, 'file' | 'rosters' | 'channels' | 'letters'>;

export const setupOf = (
  { file, rosters, channels, letters }: Uses,
  plugins: ReadonlyMap<string, Channel>,
): Setup => ({
  file: [basename(dirname(file)), basename(file)].filter(part => part !== '' && part !== '.').join('/'),
  rosters: rosters.map(({ type, settings }) => ({ type, where: whereOf(settings) })),
  channels: channels.map(({ type, settings }) => ({
    type,
    where: plugins.get(type)?.place(settings) ?? '',
    report: (settings as { readonly report?: string }).report ?? 'weekly',
  })),
  letters: letters.map(({ type }) => type),
  reached: reachedBy(
    letters.flatMap(({ type, settings }) => {
      const channel = plugins.get(type);
      return channel ? [{ channel, settings }] : [];
    }),
  ),
});
