// The nearest word to a misspelt one.
import test from 'ava';
import { closest } from '../../src/lib/suggest.ts';

const KEYS = ['type', 'id', 'repository', 'path', 'timezone', 'priorities', 'people'];

test('a slip of the fingers finds the word that was meant', t => {
  t.is(closest('typ', KEYS), 'type');
  t.is(closest('tpye', KEYS), 'type');
  t.is(closest('timeZone', KEYS), 'timezone');
  t.is(closest('prioritys', KEYS), 'priorities');
  t.is(closest('gerrit-notdb', ['gerrit-notes', 'gerrit-notedb']), 'gerrit-notedb');
});

test('the only word that begins so is found', t => {
  t.is(closest('repo', KEYS), 'repository');
  t.is(closest('p', KEYS), undefined);
});

test('nothing is suggested for a word that is far from all', t => {
  t.is(closest('colour', KEYS), undefined);
  t.is(closest('', KEYS), undefined);
  t.is(closest('x'.repeat(100_000), KEYS), undefined);
});
