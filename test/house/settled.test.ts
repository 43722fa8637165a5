// The settling of news: each project by itself.
import test from 'ava';
import type { Roster } from '../../src/contracts.ts';
import type { ProjectHouse } from '../../src/house/house.ts';
import { newsSettler } from '../../src/house/settled.ts';
import { NO_GITHUB } from '../../src/shell/github.ts';
import { garden, openGarden, TUESDAY } from '../support/speaking.ts';

const broken: Roster = {
  id: 'broken',
  reads: 'Nothing.',
  settings: undefined as never,
  read: () => Promise.reject(new TypeError('our own bug')),
};

test('a project that cannot be settled does not keep the next one from it', async t => {
  const { house, chosen } = await openGarden(
    await garden(t, ['{ type: console }']),
    NO_GITHUB,
    () => TUESDAY,
  );
  t.teardown(() => house.store.close());
  await house.store.setSetting('garden', 'configuration', 'of yesterday');
  const bad: ProjectHouse = {
    ...chosen,
    project: { ...chosen.project, id: 'bad' },
    rosters: [{ id: 'broken', plugin: broken, settings: {} }],
  };
  const settle = newsSettler({ ...house, projects: [bad, chosen] }, { remark: () => undefined });
  await t.throwsAsync(settle(), { instanceOf: TypeError });
  t.not(await house.store.setting('garden', 'configuration'), 'of yesterday');
});
