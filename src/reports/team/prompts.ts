// What the PTL may want to look at: what is new this week in words, what was said before in a line.
import type { Ledger } from '../../contracts.ts';
import { daysBefore } from '../../domain/calendar.ts';
import type { Project } from '../../domain/project.ts';
import { type Prompt, subjectOfPrompt } from '../../domain/prompts.ts';
import { grouped, type PromptLine, promptLine } from '../../facts/prompt-lines.ts';
import { promptsAt, type Standings } from '../../facts/prompts.ts';

export interface PromptsModel {
  readonly fresh: readonly PromptLine[];
  /** Their headings. */
  readonly still: readonly string[];
}

export const promptsPart = async (
  ledger: Ledger,
  project: Project,
  at: number,
  standings: Standings,
): Promise<PromptsModel> => {
  const found = await promptsAt(ledger, project, at, standings);
  const weekAgo = daysBefore(at, 7, project.timezone).since;
  const before = await promptsAt(ledger, project, weekAgo, standings);
  const known = new Set(before.prompts.map(subjectOfPrompt));
  const isKnown = (prompt: Prompt): boolean => known.has(subjectOfPrompt(prompt));
  const lines = async (prompts: readonly Prompt[]): Promise<readonly PromptLine[]> =>
    grouped(await Promise.all(prompts.map(prompt => promptLine(prompt, found, ledger, project))));
  return {
    fresh: await lines(found.prompts.filter(prompt => !isKnown(prompt))),
    still: (await lines(found.prompts.filter(isKnown))).map(({ title }) => title),
  };
};
