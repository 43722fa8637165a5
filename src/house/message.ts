// Composes and renders a report, and opens the ways out on which it may be said.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Format, Io, Message, Out, Report } from '../contracts.ts';
import { withDecisions } from '../domain/decided.ts';
import { UserError } from '../domain/errors.ts';
import { periodOf, periodTitle } from '../domain/schedule.ts';
import { compose } from '../flow/compose.ts';
import { type ChatPool, chatOut, chatPool } from '../shell/irc/pool.ts';
import { sendOnce } from '../shell/send.ts';
import { submitLetter } from '../shell/smtp.ts';
import type { House, ProjectHouse } from './house.ts';
import { withOwnersToName } from './owners.ts';
import { renderer } from './plugins.ts';

/** Replaces the file only once its new content is whole; a secret one is readable to its owner alone. */
const save = async (path: string, body: string, secret = false): Promise<void> => {
  const file = resolve(path);
  const half = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    // A leftover of an earlier run would keep its own mode.
    await rm(half, { force: true });
    await writeFile(half, body, { flag: 'wx', mode: secret ? 0o600 : 0o666 });
    await rename(half, file);
  } catch (cause) {
    await rm(half, { force: true }).catch(() => undefined);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`${file} cannot be written: ${reason}`, { cause });
  }
};

/** A variable that is set to nothing counts as not set. */
export const secret = (variable: string): string | undefined => process.env[variable]?.trim() || undefined;

/** `print` is where the terminal's channel speaks; `chats` are the connections that this process has already. */
export const outOf = (
  print: (text: string) => void,
  { github, now }: Pick<Io, 'github' | 'now'>,
  chats: ChatPool = chatPool(),
): Out => ({
  github,
  now,
  secret,
  send: sendOnce,
  submit: letter => submitLetter(letter, secret),
  chat: chatOut(chats, { now, secret, log: () => undefined }),
  write: async body => print(body),
  save,
});

/** Composes and renders. */
export const messageFor = async (
  house: House,
  { project }: ProjectHouse,
  report: Report,
  format: Format,
  request: Parameters<typeof compose>[3],
  alternative?: 'mail',
): Promise<Message> => {
  if (format === 'csv' && !report.table)
    throw new UserError(`The report "${report.id}" has no table for CSV.`);
  const decided = withDecisions(project, await house.store.decisions(project.id, request.at));
  const told = report.audience === 'public' ? await withOwnersToName(house.store, decided) : decided;
  const model = await compose(report, house.store, told, request);
  const templates = renderer();
  const body = await templates.render(report, model, format);
  const html = alternative && (await templates.inMail(report, model));
  const period = periodOf(report.schedule, request.at, project);
  return {
    key: `${report.id} ${period}`,
    project: project.id,
    audience: report.audience,
    format,
    title: `${report.title} of ${project.title}, ${periodTitle(report.schedule, request.at, project)}`,
    body,
    ...(html !== undefined && { html }),
  };
};
