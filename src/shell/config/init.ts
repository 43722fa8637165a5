// A first project file, commented for whoever goes on with it by hand.

import { scalarText } from '../../lib/yaml-splice.ts';
import type { Author, Findings } from './inspect.ts';

const PEOPLE_SHOWN = 12;

const several = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const entry = (type: string, repository: string): string =>
  `{ type: ${type}, repository: ${scalarText(repository)} }`;

/** A clone of GitHub’s that shows no reviews of its own; where it does, GitHub may be a mirror. */
const isOnGitHub = ({
  noteDb,
  reviewNotes,
  reviewedBy,
}: Pick<Findings, 'noteDb' | 'reviewNotes' | 'reviewedBy'>): boolean =>
  !noteDb && !reviewNotes && reviewedBy === 0;

const sourceLines = ({
  noteDb,
  reviewNotes,
  commits,
  reviewedBy,
  repository,
  github,
}: Findings): string[] => {
  const lines: string[] = [];
  if (noteDb)
    lines.push(
      "  # Gerrit's own record of every change, vote and comment (refs/changes).",
      `  - ${entry('gerrit-notedb', repository)}`,
    );
  if (reviewNotes && noteDb)
    lines.push(
      '  # Gerrit left notes on merged commits as well (refs/notes/review). They hold the same votes in fewer words,',
      '  # and would count them twice beside gerrit-notedb:',
      `  # - ${entry('gerrit-notes', repository)}`,
    );
  if (reviewNotes && !noteDb)
    lines.push(
      "  # Gerrit's notes on merged commits: who voted when they were merged (refs/notes/review).",
      `  - ${entry('gerrit-notes', repository)}`,
    );
  const trailers = `${several(reviewedBy, 'Reviewed-by line', 'Reviewed-by lines')} in the last ${several(commits, 'commit', 'commits')}`;
  lines.push(`  # Commits, and the reviews that their messages tell of: ${trailers}.`);
  const needless = commits === 0 && (noteDb || reviewNotes);
  lines.push(`  ${needless ? '# - ' : '- '}${entry('git-trailers', repository)}`);
  if (github !== undefined)
    lines.push(
      '  # Pull requests, reviews, issues and triage on GitHub. A large project needs GITHUB_TOKEN in the environment:',
      '  # without it GitHub answers 60 requests an hour.',
      `  ${isOnGitHub({ noteDb, reviewNotes, reviewedBy }) ? '- ' : '# - '}{ type: github, repo: ${scalarText(github)} }`,
    );
  return lines;
};

const rosterLines = ({ rosters, repository, github }: Findings): string[] => {
  if (rosters.length === 0)
    return [
      '# Where does the team write down who its cores are? No file that Rollcall knows was found at the top of the',
      '# repository (INFO.yaml, INFO, MAINTAINERS.md).',
      ...(github === undefined
        ? []
        : [
            '# A team on GitHub, which only a token with `read:org` is shown:',
            `# roster: [{ type: github-team, team: ${github.split('/')[0]}/TEAM, lead: LOGIN }]`,
          ]),
      'roster: []',
    ];
  const lines = rosters.map(({ type, file }) => `  - ${entry(type, repository)} # ${file}`);
  return ['# Where the team writes down who its cores are.', 'roster:', ...lines];
};

/** Such a list has names and logins and no addresses: without this its people have no work in the data. */
const linkLines = ({ rosters }: Findings): string[][] =>
  rosters.some(({ type }) => type === 'maintainers')
    ? [
        [
          '# The list above names people without addresses. True: accounts with the same full name are one person.',
          '# "rollcall people --suggest" shows what that would join.',
          'linkByName: false',
        ],
      ]
    : [];

const personText = ({ name, emails, commits }: Author): string => {
  const handles = emails.length > 0 ? `, handles: { email: [${emails.map(scalarText).join(', ')}] }` : '';
  return `#   - { name: ${scalarText(name)}${handles} } # ${several(commits, 'commit', 'commits')}`;
};

const peopleLines = ({ authors, mailmap }: Findings): string[] => [
  '# Who is who. Accounts are never joined by a guess: name those that belong to one person here.',
  ...(mailmap ? ['# What .mailmap says of names and addresses need not be said again.'] : []),
  authors.length > 0 ? '# The busiest authors of late, to begin with:' : '# For example:',
  '# people:',
  ...(authors.length > 0
    ? authors.slice(0, PEOPLE_SHOWN).map(personText)
    : ['#   - { name: Ada Example, handles: { email: [ada@example.org], irc: ada }, share: 0.5 }']),
];

/** A name that matches itself: what is special to globs is escaped, but for the `[bot]` that is taken as written. */
const globText = (name: string): string => {
  const glob = name.replace(/\[bot\]|[\\*?{}[\]]/gi, found => (found.length > 1 ? found : `\\${found}`));
  return scalarText(glob.replace(/^\//, '\\/'));
};

const botLines = ({ bots }: Findings): string[] =>
  bots.length === 0
    ? ['# Names and accounts that are not people, as globs: `jenkins`, `*[bot]`.', 'bots: []']
    : [
        '# Names and accounts that are not people, as globs. These authors look like programs: please check.',
        'bots:',
        ...bots.map(name => `  - ${globText(name)}`),
      ];

const CYCLE = [
  '# The release cycle that the team is in:',
  '# cycle: { name: gambia, start: 2018-05-01, end: 2018-11-09, milestones: { feature-freeze: 2018-08-31 } }',
];

const PRIORITIES = [
  '# What the team promised to look at first, and how its changes are known:',
  '# priorities:',
  '#   - id: image-import',
  '#     title: Image import',
  '#     owners: [Ada Example]',
  '#     match: { topic: ["image-import*"], bug: [1234567] } # on GitHub: { label: [image-import] }',
  '#     since: 2018-05-01',
];

const MEETINGS = [
  '# When the team means to meet, so that the agenda comes in time and reports tell which meetings were held. A file of',
  '# irc-meetings is one too: { file: team-meeting.yaml }.',
  '# meetings:',
  "#   - { when: thursday 14:00, name: image-team, weeks: odd, channel: '#image-team', skip: [2026-12-24] }",
];

const PUBLISH = ['# False: nothing leaves but to the terminal and to files.', 'publish: false'];

/** The text of a project file that says what was found, and how to say the rest. */
export const starterConfig = (findings: Findings): string => {
  const blocks = [
    ['# What Rollcall knows of this project; `rollcall config check` tells what is wrong with it.'],
    [
      `id: ${scalarText(findings.id)}`,
      `title: ${scalarText(findings.id)}`,
      '# Days and weeks begin at midnight here.',
      'timezone: UTC',
    ],
    CYCLE,
    ['sources:', ...sourceLines(findings)],
    rosterLines(findings),
    ...linkLines(findings),
    peopleLines(findings),
    botLines(findings),
    PRIORITIES,
    MEETINGS,
    PUBLISH,
  ];
  return `${blocks.map(block => block.join('\n')).join('\n\n')}\n`;
};
