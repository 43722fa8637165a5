// What is left to do by hand for groups and teams, when somebody leaves or comes.
import test from 'ava';
import type { RosterChange } from '../../src/domain/roster-change.ts';
import { usualChores } from '../../src/house/roster-words.ts';
import gerritGroup from '../../src/rosters/gerrit-group.ts';
import githubTeam from '../../src/rosters/github-team.ts';

const change = (kind: RosterChange['kind']): RosterChange => ({
  ...{ kind, name: 'Ada Roe', at: 0 },
  handles: [
    { service: 'github', id: '4711', name: 'ada-r' },
    { service: 'gerrit', id: '23' },
  ],
});

test('a GitHub team: who goes or comes, by login, and the page where it is done', t => {
  const cores = githubTeam.settings.parse({ team: 'acme/cores' });
  const url = 'https://github.com/orgs/acme/teams/cores/members';
  t.deepEqual(githubTeam.checklist(cores, change('retire')), [
    { text: 'remove Ada Roe (ada-r) from the GitHub team acme/cores', url },
  ]);
  t.deepEqual(githubTeam.checklist(cores, change('add')), [
    { text: 'add Ada Roe (ada-r) to the GitHub team acme/cores', url },
  ]);
});

test('a Gerrit group: who goes or comes, by account, and the page where it is found', t => {
  const cores = gerritGroup.settings.parse({ url: 'https://review.example.org/', group: 'shed core' });
  t.deepEqual(gerritGroup.checklist(cores, change('retire')), [
    {
      text: 'remove Ada Roe (account 23) from the Gerrit group shed core',
      url: 'https://review.example.org/admin/groups/q/filter:shed%20core',
    },
  ]);
});

test('a team of emeriti fills as the other one empties, and nobody new comes into it', t => {
  const emeriti = githubTeam.settings.parse({ team: 'acme/emeriti', role: 'emeritus' });
  const verbs = (['retire', 'reinstate', 'add'] as const).map(kind =>
    githubTeam.checklist(emeriti, change(kind)).map(({ text }) => text.split(' ')[0]),
  );
  t.deepEqual(verbs, [['add'], ['remove'], []]);
});

test('where nothing is written down, the checklist has the group, the lists, the calendar and the chat', t => {
  const [group, ...others] = usualChores(change('retire'), false);
  t.regex(group ?? '', /GitHub team or the Gerrit group/);
  for (const [index, word] of ['mailing lists', 'calendar', 'chat channels'].entries())
    t.true(others[index]?.includes(word), word);
  t.deepEqual(usualChores(change('retire'), true), others, 'a roster tells of its group by itself');
  t.is(usualChores(change('add'), false).length, 4);
});
