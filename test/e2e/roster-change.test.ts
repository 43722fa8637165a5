// The pull request of each format against an emulated GitHub: only the lines that had to change, and only once.
import test, { type ExecutionContext } from 'ava';
import type { Io, Roster } from '../../src/contracts.ts';
import { UserError } from '../../src/domain/errors.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Project } from '../../src/domain/project.ts';
import type { RosterChange } from '../../src/domain/roster-change.ts';
import type { ProjectHouse } from '../../src/house/house.ts';
import { CONFIG_FILE } from '../../src/house/remote.ts';
import { proposeRosterChange } from '../../src/house/roster-change.ts';
import { unifiedDiff } from '../../src/lib/unified-diff.ts';
import infoYaml from '../../src/rosters/info-yaml/index.ts';
import maintainers from '../../src/rosters/maintainers/index.ts';
import owners from '../../src/rosters/owners/index.ts';
import rollcall from '../../src/rosters/rollcall/index.ts';
import { type EmulatedWorld, emulatedWorld } from '../support/emulate/world.ts';
import { git, makeRepository, temporaryFolder } from '../support/git.ts';
import { rosterIo } from '../support/roster-io.ts';

const REPO = { owner: 'acme', repo: 'widget' };
const AT = Date.parse('2026-03-02T12:00:00Z') / 1000;
const KEY = 'decision 17';

const ADA: RosterChange = {
  kind: 'retire',
  name: 'Ada Roe',
  handles: [
    { service: 'github', id: '11', name: 'ada-r' },
    { service: 'email', id: 'ada@example.org' },
    { service: 'name', id: 'Ada Roe', name: 'Ada Roe' },
  ],
  at: AT,
  note: 'https://example.org/thread/17',
};

const PROJECT: Project = {
  id: 'widget',
  title: 'Widget',
  timezone: 'UTC',
  sources: [],
  people: [],
  bots: [],
  priorities: [],
  policy: DEFAULT_POLICY,
  publish: true,
  whenRemoved: 'keep',
  meetings: [],
  linkByName: false,
};

interface Format {
  readonly roster: Pick<Roster, 'id'>;
  readonly files: Readonly<Record<string, string>>;
  readonly settings?: object;
  /** What `git diff` shows, from its first hunk on. */
  readonly diff: Readonly<Record<string, string>>;
}

const FORMATS: Readonly<Record<string, Format>> = {
  owners: {
    roster: owners,
    files: {
      OWNERS: `# See the team's page.
approvers:
  - widget-cores
  - ada-r # Ada Roe, since the beginning
reviewers:
  - cy-n
emeritus_approvers:
  - zoe-n # Zoe Nin
`,
      OWNERS_ALIASES: `aliases:
  # Everybody who may approve.
  widget-cores:
    - ada-r
    - bo-l
  docs: [cy-n]
`,
    },
    diff: {
      OWNERS: `@@ -1,8 +1,8 @@
 # See the team's page.
 approvers:
   - widget-cores
-  - ada-r # Ada Roe, since the beginning
 reviewers:
   - cy-n
 emeritus_approvers:
   - zoe-n # Zoe Nin
+  - ada-r # Ada Roe, since the beginning
`,
      OWNERS_ALIASES: `@@ -1,6 +1,5 @@
 aliases:
   # Everybody who may approve.
   widget-cores:
-    - ada-r
     - bo-l
   docs: [cy-n]
`,
    },
  },
  maintainers: {
    roster: maintainers,
    files: {
      'MAINTAINERS.md': `# Maintainers

* **Ada Roe** ([@ada-r](https://github.com/ada-r))
  - key: 0000 1111
* **Bo Lind** ([@bo-l](https://github.com/bo-l))

## Emeriti

* **Zoe Nin** ([@zoe-n](https://github.com/zoe-n))
`,
    },
    diff: {
      'MAINTAINERS.md': `@@ -1,9 +1,9 @@
 # Maintainers
 
-* **Ada Roe** ([@ada-r](https://github.com/ada-r))
-  - key: 0000 1111
 * **Bo Lind** ([@bo-l](https://github.com/bo-l))
 
 ## Emeriti
 
 * **Zoe Nin** ([@zoe-n](https://github.com/zoe-n))
+* **Ada Roe** ([@ada-r](https://github.com/ada-r))
+  - key: 0000 1111
`,
    },
  },
  'info-yaml': {
    roster: infoYaml,
    files: {
      'INFO.yaml': `---
project: 'widget'
project_lead: &lead
    name: 'Lea Dahl'
    email: 'lea@example.org'
committers:
    - <<: *lead
    - name: 'Ada Roe'
      email: 'ada@example.org'
      company: 'Acme'
      id: 'adar'
    - name: 'Bo Lind'
      email: 'bo@example.org'
tsc:
    # yamllint disable rule:line-length
    changes:
        - type: 'promotion'
          name: 'Bo Lind'
          link: 'https://example.org/thread/3'
`,
    },
    diff: {
      'INFO.yaml': `@@ -5,10 +5,6 @@
     email: 'lea@example.org'
 committers:
     - <<: *lead
-    - name: 'Ada Roe'
-      email: 'ada@example.org'
-      company: 'Acme'
-      id: 'adar'
     - name: 'Bo Lind'
       email: 'bo@example.org'
 tsc:
@@ -17,3 +13,6 @@
         - type: 'promotion'
           name: 'Bo Lind'
           link: 'https://example.org/thread/3'
+        - type: 'removal'
+          name: 'Ada Roe'
+          link: 'https://example.org/thread/17'
`,
    },
  },
  rollcall: {
    roster: rollcall,
    files: {
      [CONFIG_FILE]: `id: widget
roster:
  - type: rollcall
    members: # as voted
      - { name: Ada Roe, since: 2020-01-06 }
      - { name: Bo Lind, role: ptl, since: 2024-04-01 }
publish: true
`,
    },
    settings: {
      members: [
        { name: 'Ada Roe', since: '2020-01-06' },
        { name: 'Bo Lind', role: 'ptl', since: '2024-04-01' },
      ],
    },
    diff: {
      [CONFIG_FILE]: `@@ -2,6 +2,7 @@
 roster:
   - type: rollcall
     members: # as voted
-      - { name: Ada Roe, since: 2020-01-06 }
+      - { name: Ada Roe, since: 2020-01-06, until: 2026-03-02 }
       - { name: Bo Lind, role: ptl, since: 2024-04-01 }
+      - { name: Ada Roe, role: emeritus, since: 2026-03-02 }
 publish: true
`,
    },
  },
};

interface Scene {
  readonly world: EmulatedWorld;
  readonly io: Io;
  readonly house: ProjectHouse;
  propose(change?: RosterChange): ReturnType<typeof proposeRosterChange>;
}

const textAt = async ({ world }: Pick<Scene, 'world'>, path: string, ref: string): Promise<string> => {
  const { data } = await world.as('ada').repos.getContent({ ...REPO, path, ref });
  return 'content' in data ? Buffer.from(data.content, 'base64').toString('utf8') : '';
};

const scene = async (t: ExecutionContext, { roster, files, settings }: Format): Promise<Scene> => {
  const world = await emulatedWorld(t);
  for (const [path, text] of Object.entries(files))
    await world.as('ada').repos.createOrUpdateFileContents({
      ...{ ...REPO, path, message: `Write ${path}` },
      content: Buffer.from(text).toString('base64'),
    });
  // A checkout whose remote is on GitHub: nothing else says where the roster lives.
  const dir = await makeRepository(await temporaryFolder(t), [{ date: '2026-01-05T09:00:00Z', files }]);
  await git(dir, ['remote', 'add', 'origin', 'https://github.com/acme/widget.git']);
  const io: Io = { ...rosterIo(dir), github: world.github, now: () => AT };
  const own = roster as Roster;
  const configured = {
    id: own.id,
    plugin: own,
    settings: own.settings.parse(settings ?? { repository: dir }),
  };
  const house: ProjectHouse = {
    ...{ project: PROJECT, file: CONFIG_FILE, sources: [], letters: [], channels: [] },
    rosters: [configured],
    ...(settings !== undefined && { holder: { repository: 1, name: 'acme/widget' } }),
  };
  return {
    ...{ world, io, house },
    propose: (change = ADA) => proposeRosterChange(io, house, configured, change, KEY),
  };
};

const pullsIn = async ({ world }: Scene) =>
  (await world.as('ada').pulls.list({ ...REPO, state: 'all' })).data;

for (const [name, format] of Object.entries(FORMATS)) {
  test(`${name}: the pull request changes the lines that had to change, and is opened once`, async t => {
    const at = await scene(t, format);
    const first = await at.propose();
    if (first.by !== 'pull') return t.fail();
    const expected = Object.entries(format.diff).map(
      ([path, hunks]) => `--- a/${path}\n+++ b/${path}\n${hunks}`,
    );
    t.is(first.diff, expected.join(''));
    const [pull, another] = await pullsIn(at);
    t.is(another, undefined);
    t.is(pull?.head.ref, 'rollcall/widget/decision-17');
    t.is(pull?.title, 'Roster: Ada Roe becomes emeritus');
    t.regex(pull?.body ?? '', /Thank you, Ada Roe, for the time you gave/);
    t.notRegex((pull?.body ?? '').replaceAll(/<[^>]*>/g, ''), /\d/, 'no number is said');
    t.deepEqual(await at.propose(), first);
    t.is((await pullsIn(at)).length, 1);
    for (const path of Object.keys(format.diff)) {
      t.is(await textAt(at, path, 'main'), format.files[path] ?? '', 'the default branch is as it was');
      const proposed = await textAt(at, path, 'rollcall/widget/decision-17');
      const shown = unifiedDiff(path, format.files[path] ?? '', proposed);
      t.is(shown, `--- a/${path}\n+++ b/${path}\n${format.diff[path]}`, 'the branch holds what is shown');
    }
  });
}

const MAINTAINERS = FORMATS['maintainers'] as Format;

test('an answer that is lost opens no second pull request', async t => {
  const at = await scene(t, MAINTAINERS);
  for (const lost of ['POST /repos/acme/widget/git/refs', 'POST /repos/acme/widget/pulls']) {
    at.world.gateway.fail(1, { status: 502, carriedOut: true, only: lost });
    await at.propose().catch(() => undefined);
  }
  t.like(await at.propose(), { by: 'pull', state: 'open' });
  t.is((await pullsIn(at)).length, 1);
});

test('words that somebody changed are put right; a line that somebody polished on the branch stays', async t => {
  const at = await scene(t, MAINTAINERS);
  await at.propose();
  const [pull] = await pullsIn(at);
  const [path, branch] = ['MAINTAINERS.md', 'rollcall/widget/decision-17'];
  await at.world.as('ada').pulls.update({ ...REPO, pull_number: pull?.number ?? 0, title: 'Out with Ada' });
  const { data } = await at.world.as('ada').repos.getContent({ ...REPO, path, ref: branch });
  const polished = `${await textAt(at, path, branch)}\nThank you all.\n`;
  await at.world.as('ada').repos.createOrUpdateFileContents({
    ...{ ...REPO, path, branch, message: 'Thank them' },
    content: Buffer.from(polished).toString('base64'),
    sha: 'sha' in data ? data.sha : '',
  });
  await at.propose();
  t.is((await pullsIn(at))[0]?.title, 'Roster: Ada Roe becomes emeritus');
  t.is(await textAt(at, path, branch), polished);
});

test('one that somebody closed stays closed', async t => {
  const at = await scene(t, MAINTAINERS);
  await at.propose();
  const [pull] = await pullsIn(at);
  await at.world.as('ada').pulls.update({ ...REPO, pull_number: pull?.number ?? 0, state: 'closed' });
  t.like(await at.propose(), { by: 'pull', state: 'closed', diff: '' });
  t.is((await pullsIn(at)).length, 1);
});

test('a project that publishes nothing opens nothing', async t => {
  const at = await scene(t, MAINTAINERS);
  const [configured] = at.house.rosters;
  if (!configured) return t.fail();
  const quiet = { ...at.house, project: { ...PROJECT, publish: false } };
  await t.throwsAsync(proposeRosterChange(at.io, quiet, configured, ADA, KEY), {
    instanceOf: UserError,
    message: /publish: false/,
  });
  t.is((await pullsIn(at)).length, 0);
});

test('a team on Gerrit gets a patch and the words how to send it, though a mirror is on GitHub', async t => {
  const files = { ...MAINTAINERS.files, '.gitreview': '[gerrit]\nhost=review.example.org\n' };
  const at = await scene(t, { ...MAINTAINERS, files });
  const change = await at.propose();
  if (change.by !== 'patch') return t.fail();
  t.regex(
    change.words,
    /git apply roster\.patch\n {2}git commit --all --message "Roster: Ada Roe becomes emeritus"\n {2}git review/,
  );
  t.regex(change.diff, /^-\* \*\*Ada Roe\*\*/m);
  t.is((await pullsIn(at)).length, 0);
});
