// The plugins of every room, and the templates: what the folders hold.
import type { Channel, Command, Matter, Metric, Report, Roster, Source } from '../contracts.ts';
import { loadFolder } from '../shell/registry.ts';
import { type Renderer, templates } from '../shell/templates.ts';

/** The folder of package.json: three up from dist/src/house. */
export const ROOT = new URL('../../../', import.meta.url);

export interface Plugins {
  readonly sources: ReadonlyMap<string, Source>;
  readonly rosters: ReadonlyMap<string, Roster>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly reports: ReadonlyMap<string, Report>;
  readonly commands: ReadonlyMap<string, Command>;
  readonly matters: ReadonlyMap<string, Matter>;
}

const room = <Kind extends { readonly id: string }>(name: string) =>
  loadFolder<Kind>(new URL(`../${name}/`, import.meta.url));

export const loadPlugins = async (): Promise<Plugins> => ({
  sources: await room<Source>('sources'),
  rosters: await room<Roster>('rosters'),
  channels: await room<Channel>('channels'),
  metrics: await room<Metric>('metrics'),
  reports: await room<Report>('reports'),
  commands: await room<Command>('commands'),
  matters: await room<Matter>('matters'),
});

export const renderer = (): Renderer => templates(new URL('templates/', ROOT));
