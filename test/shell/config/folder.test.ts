// A folder of configuration files becomes several projects that share their people.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { ConfigError, UserError } from '../../../src/domain/errors.ts';
import { loadConfig, parseConfig } from '../../../src/shell/config/load.ts';
import { folder } from '../../support/folder.ts';
import { registries } from '../../support/plugins.ts';

test('a folder is one project for each file, with the people they share', async t => {
  const dir = await folder(t, {
    'people.yml':
      'people:\n  - { name: Ada Example, handles: { irc: ada, github: none }, company: Example }\n  - { name: Bob Example }\n',
    'alpha.yml': 'id: alpha\nsources: [{ type: meetbot, path: logs }]\n',
    'beta.yaml':
      'id: beta\nsources: [{ type: meetbot, path: logs }]\npeople: [{ name: Ada Example, handles: { irc: ada_, github: ada }, share: 0.5 }]\npriorities: [{ id: p, title: P, owners: Bob Example }]\n',
    '.hidden.yml': 'not: a project\n',
    'notes.txt': 'nor this',
  });
  await mkdir(join(dir, 'logs.yml.d'));
  const { projects } = await loadConfig(dir, registries);
  t.deepEqual(
    projects.map(({ project }) => project.id),
    ['alpha', 'beta'],
  );
  const [alpha, beta] = projects.map(({ project }) => project.people);
  t.deepEqual(alpha?.[0], {
    name: 'Ada Example',
    handles: [{ service: 'irc', id: 'ada' }],
    none: ['github'],
    companies: [{ name: 'Example' }],
    share: 1,
  });
  t.deepEqual(beta?.[0], {
    name: 'Ada Example',
    handles: [
      { service: 'github', id: 'ada' },
      { service: 'irc', id: 'ada' },
      { service: 'irc', id: 'ada_' },
    ],
    none: [],
    companies: [{ name: 'Example' }],
    share: 0.5,
  });
});

test('an account of a shared person is not given to another one', t => {
  const files = [
    { file: 'people.yml', text: 'people: [{ name: Ada, handles: { irc: ada } }]\n' },
    {
      file: 'a.yml',
      text: 'id: a\nsources: [{ type: meetbot, path: x }]\npeople: [{ name: Bob, handles: { irc: Ada } }]\n',
    },
  ];
  const error = t.throws(() => parseConfig(files, registries), { instanceOf: ConfigError });
  t.deepEqual(error.faults, [
    'a.yml:3:39 people.0.handles.irc: irc account "Ada" is given to Ada already; accepted: each account at one person',
  ]);
});

test('two projects of one id are refused, at the second one', async t => {
  const text = 'sources: [{ type: meetbot, path: logs }]\nid: same\n';
  const dir = await folder(t, { 'a.yml': text, 'b.yml': text });
  const error = await t.throwsAsync(loadConfig(dir, registries), { instanceOf: ConfigError });
  t.deepEqual(error.faults, [
    `${join(dir, 'b.yml')}:2:5 id: "same" is the project of ${join(dir, 'a.yml')} already; accepted: an id of its own`,
  ]);
});

test('the faults of every file of a folder come at once', async t => {
  const dir = await folder(t, {
    'people.yml': 'people:\n  - name: Ada\n  - name: Ada\n',
    'a.yml':
      'id: A\nsources: [{ type: meetbot, path: logs }]\npriorities: [{ id: p, title: P, owners: Nobody }] # nobody can tell while people.yml is at fault\n',
    'b.yml': 'id: b\n',
  });
  const error = await t.throwsAsync(loadConfig(dir, registries), { instanceOf: ConfigError });
  t.deepEqual(
    error.faults.map(fault => fault.slice(dir.length + 1).split(': ')[0]),
    ['people.yml:3:11 people.1.name', 'a.yml:1:5 id', 'b.yml:1:1 sources'],
  );
});

test('nothing to read is said in a sentence', async t => {
  const dir = await folder(t, { 'people.yml': 'people: []\n' });
  await t.throwsAsync(loadConfig(join(dir, 'missing.yml'), registries), {
    instanceOf: UserError,
    message: /There is no configuration at .*missing\.yml/,
  });
  await t.throwsAsync(loadConfig(dir, registries), {
    instanceOf: UserError,
    message: /There is no project in/,
  });
});
