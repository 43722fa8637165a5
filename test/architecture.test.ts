// The house as it is built: who may know whom, what may be used where, how large a file may be.
import test from 'ava';
import * as rules from './support/architecture.ts';
import { type SourceFile, sourceFiles } from './support/project.ts';
import { importsOf, tokensOf } from './support/tokens.ts';

const SENTENCES: readonly (readonly [string, rules.Rule])[] = [
  ['rooms import only what the table allows', rules.roomsKeepTheirPlace],
  ['plugins know no sibling', rules.pluginsKnowNoSibling],
  ['packages are used in their rooms only', rules.packagesHaveTheirPlace],
  ['nothing imports in a circle', rules.noCircles],
  ['clock, environment, network and console stay in the shell', rules.theOuterWorldStaysOutside],
  ['there are no enums, no any, no classes but errors', rules.noForbiddenForms],
  ['no file has more than 300 lines', rules.filesAreShort],
  ['each file’s first line says what lives there', rules.filesSayWhatTheyAre],
];

for (const [sentence, rule] of SENTENCES) {
  test(sentence, t => {
    const files = sourceFiles();
    t.true(files.length > 50);
    t.deepEqual(rule(files), []);
  });
}

const file = (path: string, ...lines: string[]): SourceFile => ({
  path,
  text: `// A room.\n${lines.join('\n')}\n`,
});

/** A template with this code in its hole. */
const hole = (code: string): string => ['`x $', '{', code, '} z`'].join('');

/** How many of the lines, each in a file of its own, break the rule. */
const broken = (rule: rules.Rule, path: string, lines: readonly string[]): number =>
  lines.filter(line => rule([file(path, line)]).length > 0).length;

test('the rule about rooms sees what is not allowed, in every form of import', t => {
  const forbidden = [
    `import { a } from '../store/sqlite.ts';`,
    `import type { A } from '../store/sqlite.ts';`,
    `import '../store/sqlite.ts';`,
    `import * as a from '../store/sqlite.ts';`,
    `export { a } from '../store/sqlite.ts';`,
    `export * from '../store/sqlite.ts';`,
    `const a = await import('../store/sqlite.ts');`,
    `import { a } from '../contracts.ts';`,
    `import { type A, b } from '../contracts.ts';`,
    `import { a } from '../metrics/reviews.ts';`,
    `import a from '../../package.json';`,
  ];
  t.is(broken(rules.roomsKeepTheirPlace, 'sources/x.ts', forbidden), forbidden.length);
  const allowed = [
    `import type { A } from '../contracts.ts';`,
    `import { type A, type B } from '../contracts.ts';`,
    `export type { A } from '../contracts.ts';`,
    `import { a } from '../lib/a.ts';`,
    `import { a } from '../domain/a.ts';`,
    `// import { a } from '../store/sqlite.ts';`,
    'const text = `import { a } from "../store/sqlite.ts";`;',
    `const pattern = /import "x" from '..\\/store'/;`,
  ];
  t.is(broken(rules.roomsKeepTheirPlace, 'sources/x.ts', allowed), 0);
});

test('each room has its own table', t => {
  const faults = (path: string, ...lines: string[]) => broken(rules.roomsKeepTheirPlace, path, lines);
  t.is(
    faults('domain/x.ts', `import { a } from '../lib/a.ts';`, `import type { A } from '../contracts.ts';`),
    2,
  );
  t.is(
    faults('lib/x.ts', `import { a } from '../domain/team.ts';`, `import type { A } from '../contracts.ts';`),
    2,
  );
  t.is(
    faults(
      'lib/x.ts',
      `import type { A } from '../domain/team.ts';`,
      `import { E } from '../domain/errors.ts';`,
    ),
    0,
  );
  t.is(faults('flow/x.ts', `import { a } from '../store/a.ts';`, `import { a } from '../shell/a.ts';`), 2);
  t.is(faults('store/x.ts', `import { a } from '../lib/a.ts';`), 1);
  t.is(faults('shell/x.ts', `import { a } from '../store/a.ts';`), 1);
  t.is(faults('attic/x.ts', `import { a } from '../domain/a.ts';`), 1);
  t.is(faults('cli/x.ts', `import { a } from '../store/a.ts';`, `import { a } from '../shell/a.ts';`), 0);
  t.is(faults('app.ts', `import { a } from './store/a.ts';`), 0);
});

test('the rule about siblings tells a plugin’s own folder from its neighbours', t => {
  const siblings = [`import { a } from './b.ts';`, `import type { A } from './b/index.ts';`];
  t.is(broken(rules.pluginsKnowNoSibling, 'sources/a.ts', siblings), 2);
  t.is(broken(rules.pluginsKnowNoSibling, 'sources/a/index.ts', [`import { a } from '../b.ts';`]), 1);
  t.is(broken(rules.pluginsKnowNoSibling, 'sources/a/index.ts', [`import { a } from './walk.ts';`]), 0);
});

test('the rule about packages knows where each belongs', t => {
  const imports = [
    `import D from 'better-sqlite3';`,
    `import h from 'handlebars';`,
    `import { join } from 'node:path';`,
  ];
  t.is(broken(rules.packagesHaveTheirPlace, 'reports/x.ts', imports), 3);
  t.is(broken(rules.packagesHaveTheirPlace, 'lib/x.ts', [`import { T } from 'temporal-polyfill';`]), 1);
  t.is(broken(rules.packagesHaveTheirPlace, 'domain/x.ts', [`import { z } from 'zod';`]), 1);
  t.is(broken(rules.packagesHaveTheirPlace, 'reports/x.ts', [`import { z } from 'zod';`]), 0);
  t.is(broken(rules.packagesHaveTheirPlace, 'channels/x.ts', [`import { O } from '@octokit/core';`]), 0);
  t.is(broken(rules.packagesHaveTheirPlace, 'shell/x.ts', imports.slice(1)), 0);
});

test('the rule about circles sees them, types included', t => {
  const circle = [
    file('domain/a.ts', `import type { B } from './b.ts';`),
    file('domain/b.ts', `import { c } from './c.ts';`),
    file('domain/c.ts', `import { a } from './a.ts';`),
    file('domain/d.ts', `import { a } from './a.ts';`),
  ];
  t.deepEqual(rules.noCircles(circle), ['domain/a.ts -> domain/b.ts -> domain/c.ts -> domain/a.ts']);
  t.deepEqual(rules.noCircles(circle.slice(1)), []);
});

test('the rule about the outer world sees each way out, and no word in a text', t => {
  const ways = [
    'const now = Date.now();',
    'const d = new Date();',
    'process.env.X;',
    `await fetch('x');`,
    'console.log(1);',
  ];
  t.is(broken(rules.theOuterWorldStaysOutside, 'lib/x.ts', ways), ways.length);
  t.is(broken(rules.theOuterWorldStaysOutside, 'lib/x.ts', [hole('Date.now()')]), 1);
  t.is(broken(rules.theOuterWorldStaysOutside, 'shell/x.ts', ways), 0);
  t.is(broken(rules.theOuterWorldStaysOutside, 'cli/x.ts', ways), 0);
  const harmless = ['new Date(5);', `'console.log';`, '// Date.now()', 'git.fetch(url);', 'io.now();'];
  t.is(broken(rules.theOuterWorldStaysOutside, 'lib/x.ts', harmless), 0);
});

test('the rule about forms sees enums, any and classes', t => {
  const forms = [
    'enum A { B }',
    'const a: any = 1;',
    'const a = b as any;',
    'class A {}',
    'const A = class {};',
  ];
  t.is(broken(rules.noForbiddenForms, 'lib/x.ts', forms), forms.length);
  t.is(broken(rules.noForbiddenForms, 'domain/errors.ts', ['class A extends Error {}']), 0);
  const harmless = [
    'z.enum(["a"]);',
    'Promise.any([]);',
    `const a = 'any class';`,
    '// any',
    'const b = { any: 1 };',
  ];
  t.is(broken(rules.noForbiddenForms, 'lib/x.ts', harmless), 0);
});

test('the rules about files see long ones and those that do not say what they are', t => {
  const lines = (count: number) => ({ path: 'lib/x.ts', text: '// x\n'.repeat(count) });
  t.deepEqual(rules.filesAreShort([lines(300)]), []);
  t.deepEqual(rules.filesAreShort([lines(301)]), ['lib/x.ts has 301 lines']);
  const heads = ['', '\n// late\n', 'import x;\n', '//\n', '/* x */\n'];
  t.is(rules.filesSayWhatTheyAre(heads.map(text => ({ path: 'lib/x.ts', text }))).length, heads.length);
});

test('imports are found behind strings, patterns and templates', t => {
  const code = [
    `const a = ${hole(`b ? ${hole('c')} : "}"`)}; const d = 4 / 2; const e = /["'\`]/;`,
    "import { x } from './x.ts';",
    "const f = 'it\\'s'; /* import './no.ts' */",
    "export const g = import.meta.url; import type y from './y.ts';",
  ].join('\n');
  t.deepEqual(importsOf(tokensOf(code)), [
    { from: './x.ts', typeOnly: false },
    { from: './y.ts', typeOnly: true },
  ]);
});
