// What a repository's own configuration may say, and whose data it may speak of.
import test from 'ava';
import { loadPlugins } from '../../src/house/plugins.ts';
import { remoteFaults, remoteProjects, type Visibility } from '../../src/house/remote.ts';

const SEEN: Readonly<Record<string, 'public' | 'private'>> = {
  'acme/lumen': 'public',
  'acme/lamp': 'public',
  'acme/cellar': 'private',
  'acme/.github': 'public',
  'rival/lumen': 'public',
};
const visibility: Visibility = name => Promise.resolve(SEEN[name.toLowerCase()]);

const faults = async (holder: string, text: string, taken: readonly string[] = []) =>
  remoteFaults(text, holder, await loadPlugins(), visibility, taken);

const file = (source: string, channel = 'acme/lumen'): string => `id: lumen
sources:
  - { type: github, repo: ${source} }
channels:
  - { type: github-issue, repo: ${channel} }
`;

test('a repository may describe a project of itself and of public neighbours', async t => {
  t.deepEqual(await faults('acme/lumen', file('acme/lumen')), []);
  t.deepEqual(await faults('acme/lumen', file('acme/lamp')), []);
});

test('it may not name what is private, what is another owner’s, or speak elsewhere; the line is told', async t => {
  const [secret] = await faults('acme/lumen', file('acme/cellar'));
  t.regex(secret ?? '', /^\.github\/rollcall\.yml:3:27 source: acme\/cellar is not public/);
  const [rival] = await faults('acme/lumen', file('rival/lumen'));
  t.regex(rival ?? '', /is not acme’s/);
  const [unknown] = await faults('acme/lumen', file('acme/nowhere'));
  t.regex(unknown ?? '', /is not public/);
  const [channel] = await faults('acme/lumen', file('acme/lumen', 'acme/lamp'));
  t.regex(channel ?? '', /:5:33 channel: acme\/lamp is not this repository/);
});

test('the owner’s .github repository may name all, but what is private is not told in public', async t => {
  t.deepEqual(await faults('acme/.github', file('acme/lamp')), []);
  t.deepEqual(await faults('acme/.github', file('acme/cellar', 'acme/cellar')), []);
  const [leak] = await faults('acme/.github', file('acme/cellar', 'acme/lumen'));
  t.regex(leak ?? '', /channel: acme\/lumen is public, and the project reads what is private/);
});

test('nothing on this machine is within its reach', async t => {
  for (const [text, words] of [
    [
      'id: a\nsources: [{ type: git-trailers, repository: /etc }]\n',
      /source type "git-trailers".*accepted: github/,
    ],
    ['id: a\nsources: [{ type: journal, path: /etc/passwd }]\n', /source type "journal"/],
    [`${file('acme/lumen')}roster: [{ type: info-yaml, repository: /etc }]\n`, /roster type "info-yaml"/],
    [
      file('acme/lumen').replace('github-issue, repo: acme/lumen', 'file, path: /tmp/x.html'),
      /channel type "file"/,
    ],
  ] as const)
    t.regex((await faults('acme/lumen', text)).join('\n'), words);
});

test('a file names a hundred places at most: each may be asked of GitHub', async t => {
  let asked = 0;
  const many = Array.from(
    { length: 101 },
    (_, index) => `  - { type: github, id: r${index}, repo: acme/r${index} }`,
  );
  const counting: Visibility = () => {
    asked += 1;
    return Promise.resolve('public');
  };
  const text = `id: lumen\nsources:\n${many.join('\n')}\n`;
  t.regex(
    (await remoteFaults(text, 'acme/lumen', await loadPlugins(), counting, [])).join(),
    /names 101 places/,
  );
  t.is(asked, 0);
});

test('a file has two hundred patterns at most: each is tried on every title', async t => {
  const bots = Array.from({ length: 201 }, (_, index) => `"bot-${index}*"`).join(', ');
  t.regex((await faults('acme/lumen', `${file('acme/lumen')}bots: [${bots}]\n`)).join(), /has 201 patterns/);
});

test('a file that is no YAML, or a billion aliases deep, is told and harms nobody', async t => {
  const bomb = Array.from(
    { length: 30 },
    (_, level) =>
      `a${level}: &a${level} [${Array.from({ length: 9 }, () => (level === 0 ? '"x"' : `*a${level - 1}`)).join(', ')}]`,
  ).join('\n');
  t.regex((await faults('acme/lumen', bomb)).join('\n'), /aliases that stand for too much/);
  t.regex((await faults('acme/lumen', 'id: [')).join('\n'), /^\.github\/rollcall\.yml:1:\d+: not YAML/);
});

test('two projects of one owner have two ids, and two owners may use the same', async t => {
  t.regex(
    (await faults('acme/lumen', file('acme/lumen'), ['acme.lumen'])).join(),
    /has a project of this id/,
  );
  const config = { repository: 1, text: file('acme/lumen'), commit: 'c', acceptedAt: 0 };
  const plugins = await loadPlugins();
  const projects = remoteProjects(
    [
      { ...config, name: 'Acme/lumen' },
      { ...config, name: 'rival/lumen', text: file('rival/lumen', 'rival/lumen') },
    ],
    plugins,
    () => undefined,
  );
  t.deepEqual(
    projects.map(({ project }) => project.id),
    ['acme.lumen', 'rival.lumen'],
  );
});

test('an accepted file that a later version cannot read is left out with a remark', async t => {
  const remarks: string[] = [];
  const broken = { repository: 1, name: 'acme/lumen', text: 'id: lumen', commit: 'c', acceptedAt: 0 };
  t.deepEqual(
    remoteProjects([broken], await loadPlugins(), text => remarks.push(text)),
    [],
  );
  t.regex(remarks.join(), /acme\/lumen: .*sources/);
});
