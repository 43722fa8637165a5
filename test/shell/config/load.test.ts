// A configuration file becomes a project.
import { join } from 'node:path';
import test from 'ava';
import { loadConfig, parseConfig } from '../../../src/shell/config/load.ts';
import { folder } from '../../support/folder.ts';
import { registries } from '../../support/plugins.ts';

const DOCTOR = `id: doctor
title: OPNFV Doctor
timezone: UTC
cycle: { name: gambia, start: 2018-05-01, end: 2018-11-09, milestones: { feature-freeze: 2018-08-31 } }
sources:
  - { type: gerrit-notedb, repository: doctor-meta.git, accounts: doctor-accounts.json }   # repository: a path or a URL
roster:
  - { type: info-yaml, repository: doctor.git }
people:
  - { name: Ada Example, handles: { email: [Ada@Example.org], irc: ada, github: ada-e }, company: [{ name: Example, since: 2016-01-01 }], share: 0.5 }
bots: [jenkins]
priorities:
  - { id: image-import, title: Image import, owners: [Ada Example], match: { topic: ["image-import*"], bug: [1234567] }, since: 2017-02-24 }
publish: false
`;

const one = (text: string) => {
  const [loaded] = parseConfig([{ file: '/srv/rollcall.yml', text }], registries).projects;
  if (!loaded) throw new Error('no project');
  return loaded;
};

const seconds = (date: string): number => Date.parse(date) / 1000;

test('the example of the documentation loads as it reads', async t => {
  const dir = await folder(t, { 'rollcall.yml': DOCTOR });
  const { projects } = await loadConfig(join(dir, 'rollcall.yml'), registries);
  t.is(projects.length, 1);
  t.deepEqual(projects[0], {
    project: {
      id: 'doctor',
      title: 'OPNFV Doctor',
      timezone: 'UTC',
      cycle: {
        name: 'gambia',
        start: seconds('2018-05-01'),
        end: seconds('2018-11-09'),
        milestones: [{ name: 'feature-freeze', at: seconds('2018-08-31') }],
      },
      people: [
        {
          name: 'Ada Example',
          handles: [
            { service: 'github', id: 'ada-e' },
            { service: 'irc', id: 'ada' },
            { service: 'email', id: 'ada@example.org' },
          ],
          none: [],
          companies: [{ name: 'Example', since: seconds('2016-01-01') }],
          share: 0.5,
        },
      ],
      sources: [{ id: 'gerrit-notedb', type: 'gerrit-notedb' }],
      bots: ['jenkins'],
      priorities: [
        {
          id: 'image-import',
          title: 'Image import',
          owners: ['Ada Example'],
          match: { topic: ['image-import*'], bug: [1234567] },
          since: seconds('2017-02-24'),
          weekly: [],
        },
      ],
      policy: {
        windowDays: 90,
        minimumSample: 10,
        staleAfterDays: 8,
        driedUpFactor: 5,
        waitDays: 7,
        overloadShare: 0.25,
        standing: {
          windowDays: 90,
          fewChanges: 10,
          grownDays: 180,
          activeReviews: 30,
          activeWeeks: 26,
          activeShare: 0.1,
          occasionalWeeks: 2,
          occasionalMeetings: 0.25,
          occasionalPriority: 1,
          occasionalTriage: 1,
          newDays: 90,
          awayShare: 0.5,
          lookDays: 7,
        },
      },
      publish: false,
      checkIn: { before: 'ptg', weeks: 4, days: 21 },
      retirement: { days: 10, ownDays: 3 },
      nomination: { days: 7, askDays: 14, rule: 'lazy', plus: 2, share: 0.5 },
      writesLetters: false,
      linkByName: false,
      whenRemoved: 'keep',
      schedule: { weekday: 1, minute: 540, late: 'post' },
      reminders: { before: 86_400, byChannel: { irc: 3600, webhook: 3600 } },
      meetings: [],
    },
    sources: [
      {
        id: 'gerrit-notedb',
        type: 'gerrit-notedb',
        settings: {
          repository: join(dir, 'doctor-meta.git'),
          accounts: join(dir, 'doctor-accounts.json'),
          origin: 'gerrit',
          limits: { changes: 100 },
        },
      },
    ],
    rosters: [{ id: 'info-yaml', type: 'info-yaml', settings: { repository: join(dir, 'doctor.git') } }],
    channels: [],
    letters: [],
    file: join(dir, 'rollcall.yml'),
  });
});

test('dates are days of the time zone of the project', t => {
  const { project, rosters } = one(
    'id: a\ntimezone: Asia/Tokyo\nsources: [{ type: meetbot, path: logs }]\nroster: [{ type: rollcall, path: r.yml }]\ncycle: { name: c, start: 2018-05-01, end: 2018-06-01T12:00:00Z }\n',
  );
  t.is(project.cycle?.start, seconds('2018-04-30T15:00:00Z'));
  t.is(project.cycle?.end, seconds('2018-06-01T12:00:00Z'));
  t.deepEqual(rosters[0]?.settings, { path: '/srv/r.yml', timezone: 'Asia/Tokyo' });
});

test('a roster that says its own time zone keeps it', t => {
  const { rosters } = one(
    'id: a\nsources: [{ type: meetbot, path: logs }]\nroster: [{ type: rollcall, path: r.yml, timezone: Europe/Paris }]\n',
  );
  t.deepEqual(rosters[0]?.settings, { path: '/srv/r.yml', timezone: 'Europe/Paris' });
});

test('URLs, absolute paths and paths within a repository stay as they are', t => {
  const { sources, rosters } = one(`id: a
sources:
  - { type: gerrit-notes, repository: "https://review.example.org/a.git" }
  - { type: git-trailers, repository: "git@example.org:a/b.git" }
  - { type: git-trailers, id: other, repository: /srv/git/a.git }
roster:
  - { type: maintainers, repository: ../a, path: docs/MAINTAINERS.md }
`);
  t.deepEqual(
    sources.map(({ id, settings }) => [id, (settings as { repository: string }).repository]),
    [
      ['gerrit-notes', 'https://review.example.org/a.git'],
      ['git-trailers', 'git@example.org:a/b.git'],
      ['other', '/srv/git/a.git'],
    ],
  );
  t.deepEqual(rosters[0]?.settings, { repository: '/a', path: 'docs/MAINTAINERS.md' });
});

test('a handle may be a number, a list, or none', t => {
  const { project } = one(`id: a
sources: [{ type: meetbot, path: logs }]
people:
  - name: Ada Example
    handles: { gerrit: [1, 22], github: none, email: [ADA@x.org, ada@x.org], irc: 1e3 }
    company: Example
`);
  t.deepEqual(project.people, [
    {
      name: 'Ada Example',
      handles: [
        { service: 'gerrit', id: '1' },
        { service: 'gerrit', id: '22' },
        { service: 'irc', id: '1e3' },
        { service: 'email', id: 'ada@x.org' },
      ],
      none: ['github'],
      companies: [{ name: 'Example' }],
      share: 1,
    },
  ]);
});

test('weekly lists are in the order of their dates, and a change id of digits stays as written', t => {
  const { project } = one(`id: a
sources: [{ type: meetbot, path: logs }]
priorities:
  - id: p
    title: P
    until: 2026-09-01
    match: { change: 1234567890123456789012345678901234567890, subject: "/^fix/i" }
    weekly: [{ date: 2026-08-17, changes: [4712] }, { date: 2026-08-10, changes: ["4711"] }]
`);
  t.deepEqual(project.priorities, [
    {
      id: 'p',
      title: 'P',
      owners: [],
      match: { change: ['1234567890123456789012345678901234567890'], subject: ['/^fix/i'] },
      until: seconds('2026-09-01'),
      weekly: [
        { at: seconds('2026-08-10'), changes: ['4711'] },
        { at: seconds('2026-08-17'), changes: ['4712'] },
      ],
    },
  ]);
});

test('a key with nothing behind it is as if it was not there', t => {
  const { project } = one(
    'id: a\nsources: [{ type: meetbot, path: logs }]\npeople:\n  # - name: Ada\npolicy:\n',
  );
  t.deepEqual(project.people, []);
  t.is(project.policy.windowDays, 90);
});

const withStanding = (bounds: string) => `id: x
sources: [{ type: gerrit-notes, repository: x.git }]
policy: { standing: ${bounds} }
`;

test('a team sets its own bounds of a standing, and the others stay', t => {
  const { policy } = one(withStanding('{ activeReviews: 20, activeShare: 0.2 }')).project;
  t.like(policy.standing, { activeReviews: 20, activeShare: 0.2, activeWeeks: 26, occasionalWeeks: 2 });
});

test('a bound that is none is refused with its place', t => {
  const faults = (bounds: string) => t.throws(() => one(withStanding(bounds)))?.message ?? '';
  t.regex(faults('{ activeShare: 2 }'), /policy\.standing\.activeShare/);
  t.regex(faults('{ newDays: 0 }'), /policy\.standing\.newDays/);
  t.regex(faults('{ activ: 1 }'), /activ/);
});
