// What speaks for asking somebody and what against: each reason at its bound, and no order but the alphabet.
import { fc } from '@fast-check/ava';
import test from 'ava';
import { type CandidateFacts, candidatesAmong } from '../../src/domain/candidates.ts';
import { draftWords } from '../../src/domain/nomination-draft.ts';

const STRONG: CandidateFacts = {
  ...{ person: 1, name: 'Nia', weeks: 20, changes: 40, silentWeeks: 0, weeksInProject: 60 },
  ...{ isFromStart: false, judged: 20, agreed: 18, asked: 9, answered: 6, onPriority: 3, triaged: 2 },
  areas: [
    { field: 'repository', area: 'sheds', changes: 30, cores: 4 },
    { field: 'branch', area: 'stable', changes: 5, cores: 1 },
    { field: 'topic', area: 'paint', changes: 2, cores: 0 },
  ],
  owners: [
    { changes: 20, employer: 'Acme' },
    { changes: 20, employer: 'Birch' },
  ],
  isAway: false,
};

const reasons = (more: Partial<CandidateFacts>): string[] =>
  candidatesAmong([{ ...STRONG, ...more }]).flatMap(({ against }) => against.map(({ reason }) => reason));

test('against whom reviews steadily, is agreed with and asks, nothing speaks', t => {
  t.deepEqual(reasons({}), []);
  const [nia] = candidatesAmong([STRONG]);
  t.deepEqual(nia?.missing, [{ field: 'branch', area: 'stable', changes: 5, cores: 1 }]);
  t.deepEqual(
    nia?.areas.map(({ area }) => area),
    ['sheds', 'stable'],
  );
});

test('each reason begins at its bound', t => {
  const cases: readonly (readonly [Partial<CandidateFacts>, readonly string[]])[] = [
    [{ weeks: 8 }, []],
    [{ weeks: 7 }, ['few-weeks']],
    [{ silentWeeks: 3 }, []],
    [{ silentWeeks: 4 }, ['silent']],
    [{ silentWeeks: 4, isAway: true }, ['away']],
    [{ weeksInProject: 25 }, ['short-time']],
    [{ weeksInProject: 25, isFromStart: true }, []],
    [{ judged: 20, agreed: 15 }, []],
    [{ judged: 20, agreed: 14 }, ['disagrees']],
    [{ judged: 4, agreed: 0 }, ['few-judged']],
    [{ asked: 0, answered: 0 }, ['no-questions']],
    [{ owners: [{ changes: 3, employer: 'Acme' }] }, ['one-owner']],
    [{ owners: [{ changes: 2 }] }, []],
    [
      {
        owners: [
          { changes: 2, employer: 'Acme' },
          { changes: 2, employer: 'Acme' },
        ],
      },
      ['one-employer'],
    ],
    [{ owners: [{ changes: 9, employer: 'Acme' }, { changes: 1 }] }, []],
  ];
  for (const [more, expected] of cases) t.deepEqual(reasons(more), expected, JSON.stringify(more));
});

test('who reviewed in fewer than six weeks is not listed, whatever else they did', t => {
  t.is(candidatesAmong([{ ...STRONG, weeks: 5 }]).length, 0);
  t.is(candidatesAmong([{ ...STRONG, weeks: 6 }]).length, 1);
});

test('the order is that of the names, whatever the numbers', t => {
  const name = fc.constantFrom('Ada', 'Bo', 'Cy', 'Đào', 'Zoë');
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.integer({ min: 6, max: 26 }))), given => {
      const facts = given.map(([called, weeks], person) => ({ ...STRONG, name: called, weeks, person }));
      const names = candidatesAmong(facts).map(each => each.name);
      t.deepEqual(
        names,
        [...names].sort((a, b) => a.localeCompare(b, 'en')),
      );
    }),
  );
});

test('a draft holds no number, and says nothing of what somebody did not do', t => {
  const bare = {
    name: 'Nia',
    team: 'Garden',
    areas: [],
    missing: [],
    asks: false,
    onPriority: false,
    triages: false,
  };
  t.deepEqual(draftWords(bare), [
    'I would like to nominate Nia for the core team of Garden.',
    'Nia reviews the changes of others.',
  ]);
  const all = { ...bare, areas: ['sheds', 'the branch stable'], missing: ['the branch stable'] };
  const words = draftWords({ ...all, asks: true, onPriority: true, triages: true }).join(' ');
  t.regex(
    words,
    /in sheds and the branch stable, asks the questions .* patch set, looks at .* and sorts out the bugs/,
  );
  t.notRegex(words, /\d/);
});
