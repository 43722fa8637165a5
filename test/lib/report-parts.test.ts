// Names in private reports, and links of changes.
import test from 'ava';
import { namesToldApart } from '../../src/domain/told-apart.ts';
import { linkTo } from '../../src/lib/report-parts.ts';

const person = (
  key: number,
  name: string,
  known: boolean,
  ...handles: readonly (readonly [string, string])[]
) => ({
  key,
  name,
  known,
  handles: handles.map(([service, id]) => ({ service, id })),
});

test('of two persons of one name the one whom nobody has linked carries an account', t => {
  const names = namesToldApart([
    person(1, 'Una Core', true, ['email', 'una@x.example']),
    person(2, 'Una Core', false, ['email', 'una@y.example'], ['gerrit', 'una2']),
    person(3, 'Vic Voter', false, ['email', 'vic@x.example']),
  ]);
  t.deepEqual([...names.values()], ['Una Core', 'Una Core (una2)', 'Vic Voter']);
});

test('a change without a title is called by its number', t => {
  t.deepEqual(linkTo({ number: '7', title: null, url: null }), { text: '7', url: '' });
});
