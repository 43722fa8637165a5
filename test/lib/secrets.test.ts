// Passwords in URLs are not printed.
import test from 'ava';
import { withoutSecrets } from '../../src/lib/secrets.ts';
import maintainers from '../../src/rosters/maintainers/index.ts';
import { rosterIo } from '../support/roster-io.ts';

test('the user and the password of a URL are left out, and nothing else', t => {
  t.is(withoutSecrets('https://me:secret@example.org/a.git cannot'), 'https://example.org/a.git cannot');
  t.is(withoutSecrets('https://me:p@ss@example.org/a'), 'https://example.org/a');
  t.is(withoutSecrets('see https://example.org or mail a@b.c'), 'see https://example.org or mail a@b.c');
});

test('a roster that is nowhere in a repository names it without its password', async t => {
  const io = rosterIo('unused');
  const nothing = {
    ...io,
    git: {
      ...io.git,
      open: async () => '.',
      text: async () => 'false',
      records: async function* () {},
      objects: () => ({ read: async () => undefined, close: () => undefined }),
    },
  };
  const settings = maintainers.settings.parse({ repository: 'https://me:secret@example.org/a.git' });
  const error = await t.throwsAsync(maintainers.read(settings, nothing));
  t.regex(error.message, /https:\/\/example\.org\/a\.git/);
  t.notRegex(error.message, /secret/);
});
