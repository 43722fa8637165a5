// Everybody else in the invented project: regular reviewers, developers, newcomers, and those who pass by.
import { type Actor, CORES, type Curve } from './cast.ts';
import { day, WEEK, when } from './random.ts';

type Row = readonly [
  username: string,
  name: string,
  domain: string,
  zone: number,
  first: string,
  work: number,
  pace: number,
];

const ROWS: readonly Row[] = [
  ['nakashololo', 'Obed Nakashololo', 'hollowmere', 2, '2026-02-18', 4, 3.8],
  ['mirelah', 'Mirela Hadžimurat', 'vellumont', 2, '2026-02-24', 3, 2.6],
  ['tlekgetho', 'Thabiso Lekgetho', 'quaybridge', 2, '2026-03-03', 3, 1.6],
  ['exochipa', 'Efrén Xochipa', 'tarnwick', -6, '2026-02-19', 2, 1],
  ['nokwuosa', 'Ngozi Okwuosa', 'brackenpost', 1, '2026-03-10', 2, 1.9],
  ['jarlathmc', 'Jarlath McGonnigal', 'kestrelby', 1, '2026-02-26', 2, 1.4],
  ['tfaleolo', 'Tavita Faleolo', 'brackenpost', 12, '2026-04-14', 2.5, 0.5],
  ['irmelin', 'Irmelin Dahlstrand', 'vellumont', 2, '2026-02-20', 3, 0.4],
  ['wolde-g', 'Getachew Woldeyohannis', 'mailroom', 3, '2026-03-05', 2, 0.3],
  ['paulina.cz', 'Paulina Czarnolaska', 'kestrelby', 2, '2026-03-17', 2.5, 0.4],
  ['linhdao', 'Đào Thùy Linh', 'quaybridge', 7, '2026-04-09', 2.5, 0.5],
  ['osmanpek', 'Osman Pekduraner', 'mailroom', 3, '2026-04-21', 2, 0.2],
  ['rhodrip', 'Rhodri Penhallig', 'tarnwick', 1, '2026-02-23', 2, 0.3],
  ['camiloap', 'Camilo Arizmendi-Paz', 'brackenpost', -5, '2026-04-16', 2, 0.3],
  ['xueqing', 'Tan Xueqing', 'quaybridge', 8, '2026-05-06', 3, 0.4],
  ['fatoumata', 'Fatoumata Sissokoba', 'hollowmere', 0, '2026-05-19', 2, 0.5],
  ['vesper', 'Vesna Perkovčić', 'mailroom', 2, '2026-04-28', 2, 0.2],
  ['nilufar', 'Nilufar Rasulzoda', 'vellumont', 5, '2026-06-02', 2, 0.3],
  ['harjitbn', 'Harjit Bainsal', 'mailroom', -7, '2026-04-07', 1, 0.1],
  ['mtorvisalo', 'Mielikki Torvisalo', 'mailroom', 3, '2026-05-12', 1, 0.1],
  ['wiremut', 'Wiremu Te Ahunui', 'brackenpost', 12, '2026-05-27', 1, 0],
  ['giacomob', 'Giacomo Bentivenga', 'mailroom', 2, '2026-06-10', 1, 0],
  ['adjoa', 'Adjoa Kwansema', 'mailroom', 0, '2026-04-30', 1, 0.1],
  ['petrosk', 'Petros Kalamvokis', 'vellumont', 3, '2026-06-24', 1, 0],
  ['sunnivab', 'Sunniva Brekkesund', 'hollowmere', 2, '2026-06-18', 1, 0.2],
  ['imanilw', 'Imani Lwanzo', 'mailroom', 3, '2026-07-08', 1, 0],
  ['dmytroz', 'Dmytro Zahrebel', 'kestrelby', 3, '2026-05-21', 1, 0.1],
  ['aiyana', 'Aiyana Whitecrane', 'mailroom', -6, '2026-07-15', 1, 0],
  ['qadirs', 'Qadir Soomani', 'mailroom', 5, '2026-04-23', 0, 0],
  ['lucianao', 'Luciana Oliveirinha', 'mailroom', -3, '2026-05-07', 0, 0],
  ['botondk', 'Botond Kerekgyarto', 'mailroom', 2, '2026-06-03', 0, 0],
  ['shirint', 'Shirin Tavakolian', 'mailroom', 3, '2026-06-16', 0, 0],
  ['emekao', 'Emeka Odimgbe', 'mailroom', 1, '2026-06-30', 0, 0],
  ['yoshikon', 'Yoshiko Nanbara', 'mailroom', 9, '2026-07-21', 0, 0],
  ['driveby-ash', 'Ashby Corrowan', 'mailroom', -4, '2026-06-12', 0, 0],
  ['niratb', 'Nirat Boonyasak', 'mailroom', 7, '2026-07-30', 0, 0],
  ['tsering.y', 'Tsering Yangdol', 'mailroom', 5, '2026-08-10', 0, 0],
  ['mbelanger', 'Maëlle Bélangeron', 'quaybridge', -4, '2026-08-12', 0, 0],
  ['akosuad', 'Akosua Dwemoh', 'mailroom', 0, '2026-08-13', 0, 0],
];

/** Launchpad and IRC names of those who have more than a Gerrit account. */
const ELSEWHERE: Readonly<Record<string, { irc?: string; launchpad?: string; meets?: number }>> = {
  nakashololo: { irc: 'obed', launchpad: 'nakashololo', meets: 0.55 },
  mirelah: { irc: 'mirela', launchpad: 'mirelah', meets: 0.35 },
  tlekgetho: { irc: 'thabiso', launchpad: 'tlekgetho', meets: 0.2 },
  exochipa: { irc: 'efren', launchpad: 'exochipa', meets: 0.6 },
  jarlathmc: { irc: 'jarlath', launchpad: 'jarlathmc', meets: 0.25 },
};

const constant = (value: number, from: string): Curve => (value === 0 ? [] : [[from, value]]);

const fromRow = ([username, name, domain, zone, first, work, pace]: Row): Actor => {
  const other = ELSEWHERE[username];
  const later = day(when(first) + WEEK);
  return {
    username,
    name,
    email: `${username}@${domain}.example`,
    ...(other?.irc === undefined ? {} : { irc: other.irc }),
    ...(other?.launchpad === undefined ? {} : { launchpad: other.launchpad }),
    zone,
    first,
    work: constant(work / 2, later),
    pace: constant(pace, later),
    meets: constant(other?.meets ?? 0, first),
    strict: 0.18,
  };
};

const reviewer = (username: string, name: string, email: string, pace: Curve): Actor => ({
  username,
  name,
  email,
  zone: 2,
  pace,
  work: [],
  meets: [],
  strict: 0.1,
});

const CROWD: readonly Actor[] = [
  ...ROWS.map(fromRow),
  // A second account of a core, of which the configuration says nothing.
  reviewer('sbygdeskov-lab', 'Søren Bygdeskov', 'sbygdeskov@lab.vellumont.example', [
    ['2026-06-29', 2.5],
    ['2026-07-20', 0],
  ]),
  // Begins by reviewing, in the last week of the story.
  reviewer('inaraq', 'Inara Qosimova', 'inaraq@brackenpost.example', [['2026-08-12', 4]]),
];

/** Accounts of programs. */
export const CI = { name: 'Lumen CI', email: 'ci-bot@lumen.example', username: 'ci-bot' };

export const PROPOSAL_BOT: Actor = {
  username: 'proposal-bot',
  name: 'Lumen Proposal Bot',
  email: 'proposal-bot@lumen.example',
  zone: 0,
  pace: [],
  work: [],
  meets: [],
  strict: 0,
};

export const EVERYBODY: readonly Actor[] = [...CORES, ...CROWD];

export const actor = (username: string): Actor => {
  const found = EVERYBODY.find(one => one.username === username);
  if (!found) throw new Error(`no ${username} in the cast`);
  return found;
};
