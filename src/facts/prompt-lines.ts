// Prompts as templates say them: every field is there, so that no template asks for one that is not.
import type { Ledger } from '../contracts.ts';
import { daysBefore } from '../domain/calendar.ts';
import { isOpen } from '../domain/check-in.ts';
import type { CheckInChoice } from '../domain/decision.ts';
import { isAway, leavesOf } from '../domain/leave.ts';
import type { Project } from '../domain/project.ts';
import { type Asked, type Prompt, promptKey, subjectOfPrompt } from '../domain/prompts.ts';
import type { Doubt } from '../domain/standing.ts';
import reviewedTogether from '../metrics/reviewed-together.ts';
import { agoText, dayOf, type Prompts } from './prompts.ts';

export interface PromptLine {
  readonly code: Prompt['code'];
  readonly key: string;
  readonly subject: string;
  /** Null: about nobody in particular. */
  readonly person: number | null;
  readonly name: string;
  /** What it is about, as a heading. */
  readonly title: string;
  /** The day that it tells of; empty where there is none, as all that follows. */
  readonly date: string;
  readonly ago: string;
  readonly days: number;
  readonly asked: Asked | '';
  readonly asking: 'open' | 'closed' | '';
  readonly answeredAt: string;
  readonly choice: CheckInChoice | '';
  readonly metric: string;
  readonly percent: number;
  readonly earlier: number;
  readonly later: number;
  readonly isPtl: boolean;
  /** Of a retirement: wished by the person. */
  readonly own: boolean;
  /** Cores, and others, who review the same changes. */
  readonly helpers: readonly string[];
  readonly others: readonly string[];
  readonly from: 'leave' | 'silence' | '';
  readonly first: readonly string[];
  readonly service: string;
  readonly serviceName: string;
  readonly missing: string;
  readonly waiting: number;
}

const EMPTY: Omit<PromptLine, 'code' | 'key' | 'subject' | 'title'> = {
  ...{
    person: null,
    name: '',
    date: '',
    ago: '',
    days: 0,
    asked: '',
    asking: '',
    answeredAt: '',
    choice: '',
    metric: '',
  },
  ...{
    percent: 0,
    earlier: 0,
    later: 0,
    isPtl: false,
    own: false,
    helpers: [],
    others: [],
    from: '',
    first: [],
  },
  ...{ service: '', serviceName: '', missing: '', waiting: 0 },
};

const SERVICE_NAMES: Readonly<Record<string, string>> = {
  gerrit: 'Gerrit',
  github: 'GitHub',
  launchpad: 'Launchpad',
  irc: 'IRC',
};

const titleOf = ({ code }: Prompt, name: string): string => {
  switch (code) {
    case 'quiet':
      return `${name} has been quiet`;
    case 'talk':
      return `${name} would like to talk`;
    case 'step-back':
      return `${name} would like to step back`;
    case 'confirm':
      return `${name}: a retirement that waits for your word`;
    case 'overloaded':
      return `${name} carries a great deal`;
    case 'back':
      return `${name} is back`;
    case 'account':
      return `I cannot see ${name}`;
    case 'contested':
      return `${name} waits for your answer`;
    case 'unreached':
      return `${name} cannot be written to in private`;
    case 'missing':
      return 'Something is missing in the data';
  }
};

const missingWords = (doubt: Doubt, timezone: string): string => {
  switch (doubt.code) {
    case 'stale':
      return `${doubt.place} has not been read lately`;
    case 'dried-up':
      return `${doubt.kind} from ${doubt.place} has dried up while other work goes on`;
    case 'silent':
      return `nothing has come in from anywhere since ${dayOf(doubt.since, timezone)}`;
    case 'no-data':
      return `no source tells of the kind ${doubt.kind}`;
    case 'no-account':
      return `no ${doubt.service} account is known`;
  }
};

/** Enough to choose from; and so many changes in common are no chance. */
const HELPERS = 4;
const IN_COMMON = 3;

const IDLE: readonly (string | undefined)[] = ['quiet', 'away', 'unknown'];

const alphabetical = (names: readonly string[]): string[] =>
  [...names].sort((a, b) => a.localeCompare(b, 'en'));

/** Those who review the same changes and could take more: neither away nor quiet. */
const helpersOf = async (
  ledger: Ledger,
  project: Project,
  person: number,
  { at, people, standings }: Prompts,
) => {
  const window = daysBefore(at, project.policy.windowDays, project.timezone);
  const together = await ledger.measure(reviewedTogether, project.id, { ...window, person });
  const leaves = leavesOf(await ledger.decisions(project.id, at), [...people.values()]);
  const cores = new Map(standings.map(core => [core.person, core]));
  const near = together
    .filter(fact => fact.changes >= IN_COMMON && !isAway(leaves, fact.person, at))
    .sort((a, b) => b.changes - a.changes || a.person - b.person);
  const named = (choose: (key: number) => boolean): string[] =>
    alphabetical(
      near
        .filter(fact => choose(fact.person))
        .slice(0, HELPERS)
        .flatMap(fact => people.get(fact.person)?.name ?? []),
    );
  return {
    // Whom the PTL reads of is not the PTL.
    helpers: named(key => cores.get(key)?.role === 'core' && !IDLE.includes(cores.get(key)?.standing)),
    others: named(key => !cores.has(key) && people.get(key)?.known === true),
  };
};

const percent = (part: number): number => Math.round(part * 100);

const detailsOf = async (
  prompt: Prompt,
  found: Prompts,
  ledger: Ledger,
  project: Project,
): Promise<Partial<PromptLine>> => {
  const { at, checkIn, answers } = found;
  const { timezone, policy } = project;
  switch (prompt.code) {
    case 'quiet': {
      const { lastAt, asked } = prompt;
      const ago = lastAt === undefined ? '' : agoText(lastAt, at);
      const asking = asked === 'unanswered' && checkIn ? (isOpen(checkIn, at) ? 'open' : 'closed') : '';
      const answer = answers.get(prompt.person);
      const answered = { answeredAt: dayOf(answer?.at, timezone), choice: answer?.choice ?? ('' as const) };
      return { date: dayOf(lastAt, timezone), ago, asked, asking, ...answered };
    }
    case 'talk':
    case 'step-back':
      return { date: dayOf(prompt.saidAt, timezone) };
    case 'confirm':
      return { date: dayOf(prompt.saidAt, timezone), own: prompt.own };
    case 'overloaded': {
      const { whole, earlier, later } = prompt.share;
      const shares = { percent: percent(whole), earlier: percent(earlier), later: percent(later) };
      return {
        ...shares,
        days: policy.windowDays,
        ...(await helpersOf(ledger, project, prompt.person, found)),
      };
    }
    case 'back': {
      const inForce = project.priorities.filter(
        ({ since = 0, until = Infinity }) => since <= at && at < until,
      );
      return { from: prompt.from, first: inForce.map(({ title }) => title) };
    }
    case 'account':
      return { service: prompt.service, serviceName: SERVICE_NAMES[prompt.service] ?? prompt.service };
    case 'missing':
      return { missing: missingWords(prompt.doubt, timezone), waiting: prompt.waiting };
    case 'contested':
      return { metric: prompt.metric, date: dayOf(prompt.saidAt, timezone) };
    case 'unreached':
      return {};
  }
};

export const promptLine = async (
  prompt: Prompt,
  found: Prompts,
  ledger: Ledger,
  project: Project,
): Promise<PromptLine> => {
  const person = 'person' in prompt ? prompt.person : null;
  const name = person === null ? '' : (found.people.get(person)?.name ?? '');
  const role = found.standings.find(core => core.person === person)?.role;
  return {
    ...EMPTY,
    ...{ code: prompt.code, key: promptKey(prompt), subject: subjectOfPrompt(prompt), person, name },
    ...{ title: titleOf(prompt, name), isPtl: role === 'ptl' },
    ...(await detailsOf(prompt, found, ledger, project)),
  };
};

/** What is the same question about several people, as one: a list of ten such is no list to be read. */
const TOGETHER: readonly Prompt['code'][] = ['account', 'unreached'];

const inOne = (lines: readonly PromptLine[], first: PromptLine): PromptLine => {
  const name = lines.map(each => each.name).join(', ');
  return { ...first, name, person: null, title: first.title.replace(first.name, () => name) };
};

export const grouped = (lines: readonly PromptLine[]): readonly PromptLine[] => {
  const groups = new Map<string, PromptLine[]>();
  for (const line of lines) {
    const key = TOGETHER.includes(line.code) ? `${line.code} ${line.service}` : line.key;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : more.length === 0 ? [first] : [inOne([first, ...more], first)],
  );
};
