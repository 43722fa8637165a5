// GitHub's own examples of every event that is heard, to everybody who hears.
import test from 'ava';
import { EVENTS } from '../../src/app/events.ts';
import { listenersOf } from '../../src/app/listeners.ts';
import { logOf } from '../../src/app/log.ts';
import { factsListener } from '../../src/flow/hear.ts';
import { openHouse } from '../../src/house/house.ts';
import { townOf } from '../../src/house/town.ts';
import { githubOf } from '../support/fake-github/direct.ts';
import { fakeGitHub } from '../support/fake-github/index.ts';
import { folder } from '../support/folder.ts';
import { webhookExamples } from '../support/github-json.ts';

const CONFIG = `id: garden
publish: true
sources: [{ type: github, repo: Codertocat/Hello-World }]
roster: [{ type: github-team, team: Octocoders/github }]
`;

test('every example of every event is heard without an error, by the ledger and by whoever acts', async t => {
  const dir = await folder(t, { 'rollcall.yml': CONFIG });
  const opened = await openHouse({ config: `${dir}/rollcall.yml` }, { makes: true });
  t.teardown(() => opened.store.close());
  const io = { ...opened.io, github: githubOf(fakeGitHub()), now: () => 1_760_000_000 };
  const { house, changed } = await townOf({ ...opened, io }, { remark: () => undefined });
  const log = logOf({ level: 'silent', format: 'json' });
  const { answerers, firstWords } = listenersOf({ house, local: ['garden'], changed, log });
  const facts = factsListener(house.store, () => house.projects, io.now);
  const heard = new Map<string, number>();
  for (const { name, examples } of webhookExamples().filter(each => EVENTS.has(each.name)))
    for (const payload of examples) {
      for (const listener of [facts, firstWords.listener, ...answerers])
        if (listener.events?.has(name) !== false)
          await listener.hear({ id: `${name} ${heard.size}`, event: name, payload });
      heard.set(name, (heard.get(name) ?? 0) + 1);
    }
  t.deepEqual(
    [...EVENTS].filter(event => !heard.has(event)),
    ['installation_target'],
  );
  t.true([...heard.values()].reduce((sum, count) => sum + count, 0) > 100);
  t.true((await house.store.people('garden')).length > 0);
});
