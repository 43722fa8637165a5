// The guard: what is for the PTL alone goes to private places, and nothing leaves the house unasked.
import test from 'ava';
import consoleChannel from '../../src/channels/console.ts';
import file from '../../src/channels/file.ts';
import type { Audience, Channel, Message, Out } from '../../src/contracts.ts';
import { publish } from '../../src/flow/publish.ts';
import { CLOSED } from '../support/out.ts';

const message = (audience: Audience): Message => ({
  key: 'team 2026-W33',
  project: 'lumen',
  audience,
  format: 'text',
  title: 'Team report',
  body: 'body',
});

const recording = () => {
  const said: string[] = [];
  const out: Out = {
    ...CLOSED,
    write: async text => void said.push(text),
    save: async (path, text) => void said.push(`${path}: ${text}`),
  };
  return { said, out };
};

/** Stands for any place outside this machine. */
const elsewhere = (isPrivate: boolean): Channel => ({
  ...(consoleChannel as Channel),
  id: 'elsewhere',
  local: false,
  isPrivate: () => Promise.resolve(isPrivate),
});

for (const audience of ['ptl', 'person'] as const) {
  test(`a message for the ${audience} is refused by every place that is not private`, async t => {
    const { said, out } = recording();
    const project = { id: 'lumen', publish: true };
    const open = file.settings.parse({ path: 'report.html' });
    for (const [channel, settings] of [
      [file as Channel, open],
      [elsewhere(false), {}],
    ] as const) {
      await t.throwsAsync(publish(message(audience), { channel, settings }, project, out), {
        name: 'UserError',
        message: /alone.*not private.*Nothing was sent/,
      });
    }
    t.deepEqual(said, []);
  });
}

test('a private file, the terminal and a private place elsewhere take it', async t => {
  const { said, out } = recording();
  const project = { id: 'lumen', publish: true };
  const settings = file.settings.parse({ path: 'team.html', private: true });
  t.is(await publish(message('ptl'), { channel: file as Channel, settings }, project, out), 'team.html');
  await publish(message('ptl'), { channel: consoleChannel as Channel, settings: {} }, project, out);
  await publish(message('ptl'), { channel: elsewhere(true), settings: {} }, project, out);
  t.deepEqual(said, ['team.html: body', 'body\n', 'body\n']);
});

test('without `publish: true` nothing leaves this machine, but files and the terminal work', async t => {
  const { said, out } = recording();
  const project = { id: 'lumen', publish: false };
  await t.throwsAsync(publish(message('public'), { channel: elsewhere(true), settings: {} }, project, out), {
    name: 'UserError',
    message: /publish: false/,
  });
  t.deepEqual(said, []);
  await publish(message('public'), { channel: consoleChannel as Channel, settings: {} }, project, out);
  t.is(said.length, 1);
});
