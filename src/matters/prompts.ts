// Prompts to the PTL as they come up: a note each, once for as long as nothing changes, and a few a day at most.
import type { Matter, MatterRequest } from '../contracts.ts';
import { DAY } from '../domain/calendar.ts';
import type { NoteStep, SaidAt, Step } from '../domain/matter.ts';
import { type Prompt, promptKey, subjectOfPrompt } from '../domain/prompts.ts';
import { promptLine } from '../facts/prompt-lines.ts';
import { type Prompts, promptsAt } from '../facts/prompts.ts';

const PREFIX = 'prompts/';
/** Who begins with Rollcall shall not be flooded on the first day. */
const MOST_A_DAY = 5;

/** A check-in tells of its wishes itself, a retirement that it waits, a letter that it reaches nobody when it is due. */
const SAID_ELSEWHERE: readonly Prompt['code'][] = ['talk', 'step-back', 'confirm', 'unreached'];

const saidSince = (said: SaidAt, prefix: string, since: number): number =>
  [...said].filter(([key, at]) => key.startsWith(prefix) && at > since).length;

const noteOf = async (
  prompt: Prompt,
  found: Prompts,
  { ledger, project }: MatterRequest,
): Promise<NoteStep> => {
  const line = await promptLine(prompt, found, ledger, project);
  const about = line.person === null ? undefined : found.people.get(line.person)?.handles[0];
  return {
    kind: 'note',
    key: `${PREFIX}${line.key}`,
    template: 'prompt',
    title: line.title,
    model: { ...line },
    ...(about && { about }),
  };
};

const due = async (request: MatterRequest): Promise<readonly Step[]> => {
  const { ledger, project, at, said } = request;
  const left = MOST_A_DAY - saidSince(said, PREFIX, at - DAY);
  if (left <= 0) return [];
  const found = await promptsAt(ledger, project, at);
  // The same of the same person is no news before a whole window has passed, whatever it is called by then.
  const lately = at - project.policy.standing.windowDays * DAY;
  const isNews = (prompt: Prompt): boolean =>
    !SAID_ELSEWHERE.includes(prompt.code) &&
    !said.has(`${PREFIX}${promptKey(prompt)}`) &&
    saidSince(said, `${PREFIX}${subjectOfPrompt(prompt)}/`, lately) === 0;
  const news = found.prompts.filter(isNews).slice(0, left);
  return Promise.all(news.map(prompt => noteOf(prompt, found, request)));
};

export default {
  id: 'prompts',
  tells:
    'Tells the PTL in private what may need a word: who has been quiet, who carries much, who is back, what is missing in the data.',
  due,
} satisfies Matter;
