// Roster files as people write them, made up by chance: each format in its ways, with people of our own.
import fc from 'fast-check';
import type { RosterTexts } from '../../src/domain/roster-change.ts';

export interface Somebody {
  readonly name: string;
  readonly login: string;
  readonly email: string;
}

const NAMES = ['Ada Roe', 'Bo Lind', 'Cy Ndt', 'Dag Öst', 'Eli Fox', 'Flo Gil', 'Gus Hy', 'Ida Jo'];

export const CAST: readonly Somebody[] = NAMES.map(name => {
  const [first = '', last = ''] = name.toLowerCase().split(' ');
  return {
    name,
    login: `${first}-r${first.length}`,
    email: `${first}.${last.replace('ö', 'o')}@example.org`,
  };
});

/** Cores and emeriti, nobody in both. */
export interface Team {
  readonly cores: readonly Somebody[];
  readonly emeriti: readonly Somebody[];
  /** Of one who is on no list. */
  readonly other: Somebody;
}

const team: fc.Arbitrary<Team> = fc
  .record({ order: fc.shuffledSubarray([...CAST], { minLength: 4, maxLength: 8 }), cut: fc.nat(2) })
  .map(({ order, cut }) => ({
    cores: order.slice(cut + 1),
    emeriti: order.slice(1, cut + 1),
    other: order[0] as Somebody,
  }))
  .filter(({ cores }) => cores.length >= 2);

export interface Sample extends Team {
  readonly texts: RosterTexts;
  readonly settings: Readonly<Record<string, unknown>>;
}

const ends = (text: string, crlf: boolean, open: boolean): string => {
  const whole = open ? text.replace(/\n+$/, '') : text;
  return crlf ? whole.replaceAll('\n', '\r\n') : whole;
};

const style = fc.record({
  crlf: fc.boolean(),
  open: fc.boolean(),
  flow: fc.boolean(),
  loose: fc.boolean(),
  table: fc.boolean(),
  remarks: fc.boolean(),
  indirect: fc.boolean(),
  place: fc.constantFrom('list', 'empty', 'none'),
  indent: fc.constantFrom(0, 2, 4),
  quote: fc.constantFrom("'", '"', ''),
});
type Style = typeof style extends fc.Arbitrary<infer Kind> ? Kind : never;

/** Nobody is among the emeriti of a file that has no list of them. */
const seen = (one: Team, { place }: Style): Team => (place === 'list' ? one : { ...one, emeriti: [] });

const made = (make: (one: Team, how: Style) => Omit<Sample, keyof Team>): fc.Arbitrary<Sample> =>
  fc.tuple(team, style).map(([one, how]) => {
    const own = seen(one, how);
    return { ...own, ...make(own, how) };
  });

const list = (key: string, people: readonly Somebody[], { flow, indent, remarks }: Style): string => {
  if (flow) return `${key}: [${people.map(({ login }) => login).join(', ')}]\n`;
  const said = ({ login, name }: Somebody) =>
    `${' '.repeat(indent)}- ${login}${remarks ? ` # ${name}, of the shed` : ''}\n`;
  return `${key}:\n${people.map(said).join('')}`;
};

const owners = made((one, how) => {
  const { cores, emeriti } = one;
  const emeritus =
    how.place === 'none'
      ? ''
      : list('emeritus_approvers', emeriti, { ...how, flow: how.flow || emeriti.length === 0 });
  const whole = (approvers: string) =>
    `# Who may approve.\noptions:\n  no_parent_owners: true\n${approvers}reviewers:\n- ${one.other.login}\nlabels: [shed]\n${emeritus}`;
  if (!how.indirect)
    return {
      texts: new Map([['OWNERS', ends(whole(list('approvers', cores, how)), how.crlf, how.open)]]),
      settings: { path: '/shed/OWNERS' },
    };
  const aliases = `# Groups.\naliases:\n  shed-cores:\n${cores.map(({ login }) => `  - ${login}\n`).join('')}  others: []\n`;
  return {
    texts: new Map([
      ['OWNERS', ends(whole('approvers: [shed-cores]\n'), how.crlf, how.open)],
      ['OWNERS_ALIASES', ends(aliases, how.crlf, how.open)],
    ]),
    settings: { path: '/shed/OWNERS' },
  };
});

const maintainers = made(({ cores, emeriti }, how) => {
  const bullet = ({ name, login }: Somebody): string =>
    `* **${name}** ([@${login}](https://github.com/${login}))\n${how.remarks ? `  - key: ${login}-key\n` : ''}${how.loose ? '\n' : ''}`;
  const row = ({ name, login, email }: Somebody): string => `| ${name} | @${login} | ${email} |\n`;
  const people = (some: readonly Somebody[]): string => {
    if (some.length === 0) return '';
    const head = how.table ? '| Name | GitHub | E-mail |\n|------|--------|--------|\n' : '';
    return head + some.map(how.table ? row : bullet).join('') + (how.loose && !how.table ? '' : '\n');
  };
  const emeritus = how.place === 'none' ? '' : `## Emeriti\n\n${people(emeriti)}`;
  const rest = how.remarks ? '## How to become one\n\nAsk.\n' : '';
  const text = `# Maintainers\n\nThey look after it:\n\n${people(cores)}${emeritus}${rest}`;
  return {
    texts: new Map([['MAINTAINERS.md', ends(text, how.crlf, how.open)]]),
    settings: { path: '/shed/MAINTAINERS.md' },
  };
});

const infoYaml = fc.tuple(team, style).map(([one, how]): Sample => {
  const { cores, other } = one;
  const [q, pad] = [how.quote, ' '.repeat(how.indent)];
  const person = ({ name, email }: Somebody): string => {
    const pairs = [`name: ${q}${name}${q}`, `email: ${q}${email}${q}`, `id: ${q}${email.split('@')[0]}${q}`];
    return how.flow
      ? `${pad}- { ${pairs.join(', ')} }\n`
      : `${pad}- ${pairs[0]}\n${pairs
          .slice(1)
          .map(pair => `${pad}  ${pair}\n`)
          .join('')}`;
  };
  const changes = how.remarks
    ? `tsc:\n    # what was decided\n    changes:\n        - type: ${q}promotion${q}\n          name: ${q}${cores[0]?.name}${q}\n          link: ${q}https://example.org/1${q}\n`
    : '';
  const text = `---\nproject: ${q}shed${q} # ours\nproject_lead: &lead\n    name: ${q}Lea Dahl${q}\n    email: ${q}lea@example.org${q}\ncommitters:\n${pad}- <<: *lead\n${cores.map(person).join('')}${changes}`;
  return {
    ...{ cores, emeriti: [], other },
    texts: new Map([['INFO.yaml', ends(text, how.crlf, how.open)]]),
    settings: { path: '/shed/INFO.yaml' },
  };
});

const rollcall = made(({ cores, emeriti }, how) => {
  const member = ({ name }: Somebody, role: string): readonly [string, string, string] => [
    `name: ${name}`,
    `role: ${role}`,
    'since: 2020-01-06',
  ];
  const all = [...cores.map(one => member(one, 'core')), ...emeriti.map(one => member(one, 'emeritus'))];
  const line = (pairs: readonly string[]): string =>
    how.flow
      ? `      - { ${pairs.join(', ')} }${how.remarks ? ' # asked' : ''}\n`
      : `      - ${pairs[0]}\n${pairs
          .slice(1)
          .map(pair => `        ${pair}\n`)
          .join('')}`;
  const text = `id: shed\n# Who is core.\nroster:\n  - type: rollcall\n    members:\n${all.map(line).join('')}publish: false # for now\n`;
  const members = all.map(pairs => Object.fromEntries(pairs.map(pair => pair.split(': '))));
  return {
    texts: new Map([['rollcall.yml', ends(text, how.crlf, how.open)]]),
    settings: { members },
  };
});

export const ROSTER_TEXTS: Readonly<Record<string, fc.Arbitrary<Sample>>> = {
  owners,
  maintainers,
  'info-yaml': infoYaml,
  rollcall,
};
