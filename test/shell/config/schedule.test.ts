// When reports are due, as it is written down.
import test from 'ava';
import { ConfigError } from '../../../src/domain/errors.ts';
import { parseConfig } from '../../../src/shell/config/load.ts';
import { registries } from '../../support/plugins.ts';

const scheduleOf = (text: string) => {
  const file = { file: 'rollcall.yml', text: `id: a\nsources: [{ type: meetbot, path: logs }]\n${text}` };
  return parseConfig([file], registries).projects[0]?.project.schedule;
};

test('left out it is Monday at nine, late reports are said; parts of it have defaults', t => {
  t.deepEqual(scheduleOf(''), { weekday: 1, minute: 540, late: 'post' });
  t.deepEqual(scheduleOf('schedule: { late: skip }\n'), { weekday: 1, minute: 540, late: 'skip' });
  t.deepEqual(scheduleOf('schedule: { weekly: friday 16:30 }\n'), { weekday: 5, minute: 990, late: 'post' });
});

test('never is never', t => {
  t.is(scheduleOf('schedule: { weekly: never }\n'), undefined);
});

test('what is no time is told with what would be one', t => {
  for (const wrong of ['"0 9 * * 1"', 'Monday 9:00', 'someday 09:00', '9']) {
    const { faults } = t.throws<ConfigError>(() => scheduleOf(`schedule: { weekly: ${wrong} }\n`), {
      instanceOf: ConfigError,
    }) ?? { faults: [] };
    t.regex(faults.join('\n'), /^rollcall\.yml:3:21 schedule\.weekly: found .*monday 09:00/, wrong);
  }
});
