// The configuration of the small ledger's project.
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Project } from '../../src/domain/project.ts';
import { PROJECT } from './ledger.ts';

export const gardenProject = (more: Partial<Project> = {}): Project => ({
  id: PROJECT,
  title: 'Garden',
  timezone: 'UTC',
  sources: [],
  people: [],
  bots: [],
  priorities: [],
  policy: DEFAULT_POLICY,
  publish: false,
  whenRemoved: 'keep',
  linkByName: false,
  meetings: [],
  ...more,
});
