// What every command promises, tried on every file of src/commands.
import { fc } from '@fast-check/ava';
import test from 'ava';
import type { Command } from '../../src/contracts.ts';
import { UserError } from '../../src/domain/errors.ts';
import { commandsIn } from '../../src/lib/command-line.ts';
import { loadPlugins } from '../support/project.ts';

const commands = (await loadPlugins('commands')).map(({ name, plugin }) => ({
  name,
  command: plugin as Command,
}));

test('there are the commands that the documentation promises', t => {
  t.deepEqual(
    commands.map(({ name }) => name),
    [
      ...[
        'accept',
        'back',
        'capacity',
        'check-in',
        'confirm',
        'contest',
        'correct',
        'decline',
        'explain',
        'export',
        'forget',
        'help',
        'hide',
      ],
      ...['leave', 'link', 'me', 'nominate', 'nomination', 'object', 'priority', 'reinstate', 'report'],
      ...['retire', 'stand', 'step-back', 'vote', 'vouch', 'whatif', 'withdraw'],
    ],
  );
});

for (const { name, command } of commands) {
  test(`${name} says how it is used, by whom, and what it does`, t => {
    t.is(command.id, name);
    t.regex(command.id, /^[a-z]+(-[a-z]+)*$/);
    t.true(command.usage.split(' ')[0] === name);
    t.regex(command.help, /^\p{Lu}[^\n]*\.$/u);
    t.true(['anyone', 'core', 'ptl', 'admin'].includes(command.allowed));
    t.true(command.examples.length > 0);
  });

  test(`${name} understands its own examples`, t => {
    for (const example of command.examples) {
      const { lines } = commandsIn(example);
      t.is(lines.length, 1);
      t.is(lines[0]?.verb, name);
      t.notThrows(() => command.parse(lines[0]?.words ?? []));
    }
  });

  test(`${name} takes any words, or refuses them with a sentence`, t => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'week',
        'add',
        'drop',
        '#1',
        '@una',
        'list',
        'reviews',
        '--',
        '__proto__',
        '@org/team',
        '<b>',
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), words => {
        try {
          command.parse(words);
        } catch (error) {
          t.true(error instanceof UserError, String(error));
          t.true((error as Error).message.trim().length > 10);
        }
      }),
    );
    t.pass();
  });
}
