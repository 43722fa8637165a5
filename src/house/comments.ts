// Listens to comments on GitHub: who asks Rollcall something gets one comment in answer.
import type { Block } from '../contracts.ts';
import { SourceError } from '../domain/errors.ts';
import type { Listener } from '../flow/hear.ts';
import { cutTo, markdownOf } from '../lib/blocks.ts';
import { type CommandLine, commandsIn, MOST_COMMANDS } from '../lib/command-line.ts';
import { withoutBacklinks } from '../lib/github-markdown.ts';
import { limiter } from '../lib/limit.ts';
import { type Log, tell } from './comments/ask.ts';
import { type Comment, commentIn } from './comments/payload.ts';
import { fitFor, serving } from './comments/serving.ts';
import { answeredBefore, markerOf, noteVersion, sayAnswer } from './comments/speak.ts';
import { takeBackVotes } from './comments/votes.ts';
import { applyDecisions } from './decided.ts';
import { digestOf } from './digest.ts';
import type { House, ProjectHouse } from './house.ts';
import { withLease } from './lease.ts';

export interface CommentsDeps {
  readonly house: House;
  /** As the configurations are now. */
  projects(): readonly ProjectHouse[];
  /** Under whose name answers appear, such as `rollcall[bot]`; undefined when that is not known. */
  ownLogin(): Promise<string | undefined>;
  readonly log: Log;
}

/** GitHub takes 65,536 characters. */
const LONGEST = 65_000;
const HOURLY = { most: 10, within: 3600, people: 10_000 };

const GONE = 'The comment that this answered is gone. If it was a vote, it counts no longer.';
const TOO_MUCH =
  'That is a lot at once: Rollcall answers ten comments of one person in an hour. Later comments will be answered again.';

const isBot = ({ author, sender }: Comment, projects: readonly ProjectHouse[], { test }: House): boolean =>
  [author, sender].some(
    ({ login, type }) =>
      type === 'Bot' ||
      login.toLowerCase().endsWith('[bot]') ||
      projects.some(({ project }) => project.bots.some(pattern => test(pattern, login))),
  );

/** What is asked: of the lines under a command no more than it takes. */
const wishOf = (lines: readonly CommandLine[], { plugins }: House): string => {
  const own = lines.map(({ text, verb, below = [] }) =>
    plugins.commands.get(verb)?.takesText ? [text, ...below].join('\n') : text,
  );
  return digestOf(own.join('\n'));
};

const bodyOf = (comment: Comment, say: readonly Block[]): string => {
  const marker = markerOf(comment);
  return `${marker}\n${cutTo(withoutBacklinks(markdownOf(say)), LONGEST - marker.length - 1)}`;
};

/** What there is to say; undefined: nothing, in silence. */
const wordsFor = async (
  deps: CommentsDeps,
  leaveFor: ReturnType<typeof limiter>,
  projects: readonly ProjectHouse[],
  comment: Comment,
): Promise<{ say: readonly Block[]; decided: readonly ProjectHouse[] } | undefined> => {
  const { lines, left } = commandsIn(comment.body);
  if (comment.isDeleted) return { say: [GONE], decided: [] };
  if (lines.length === 0) return { say: ['Nothing is asked here any more.'], decided: [] };
  const leave = leaveFor(
    `${comment.repository} ${comment.author.id}`,
    `${comment.id} ${comment.updatedAt} ${wishOf(lines, deps.house)}`,
    deps.house.io.now(),
  );
  if (leave === 'notice') return { say: [TOO_MUCH], decided: [] };
  if (leave === 'no') {
    deps.log.info(`${comment.url}: too many questions in an hour, not answered`);
    return undefined;
  }
  const { say, decided } = await tell(deps.house, projects, comment, lines, deps.log);
  if (say.length === 0) return undefined;
  const more = left === 0 ? [] : [`The first ${MOST_COMMANDS} commands of a comment are answered.`];
  return { say: [...say, ...more], decided };
};

const hearComment = async (
  deps: CommentsDeps,
  leaveFor: ReturnType<typeof limiter>,
  comment: Comment,
): Promise<void> => {
  const { house, log } = deps;
  const projects = serving(deps.projects(), comment);
  if (projects.length === 0 || isBot(comment, projects, house)) return;
  const { lines } = commandsIn(comment.body);
  const ids = projects.map(({ project }) => project.id);
  const before = await answeredBefore(house.store, ids, comment);
  if (lines.length === 0 && !before) return;
  // Whoever may edit the comments of others does not speak in their name.
  if (comment.sender.id !== comment.author.id) {
    const what = comment.isDeleted ? 'deleted' : 'edited';
    log.info(`${comment.url}: ${what} by somebody else than its author, not heard`);
    return;
  }
  if (before && before.updatedAt > comment.updatedAt) return;
  const wish = wishOf(lines, house);
  if (before?.wish === wish && !comment.isDeleted) {
    if (before.updatedAt < comment.updatedAt) await noteVersion(house.store, before, comment.updatedAt);
    return;
  }
  if (!projects.some(({ project }) => project.publish)) {
    log.info(`${comment.url}: publish is false, the comment is not answered`);
    return;
  }
  const fit = await fitFor(projects, comment.place, house.io.github);
  const [home] = fit;
  if (!home) {
    log.info(`${comment.url}: everybody reads there, and the project reads what is private; not answered`);
    return;
  }
  await takeBackVotes(house, fit, comment);
  if (comment.isDeleted && !before) return;
  const words = await wordsFor(deps, leaveFor, fit, comment);
  if (!words) return;
  const speaking = {
    github: house.io.github,
    store: house.store,
    ownLogin: await deps.ownLogin(),
    now: house.io.now(),
  };
  const body = bodyOf(comment, words.say);
  const project = before?.project ?? home.project.id;
  const isSaid = await sayAnswer(speaking, comment, { project, wish, body }, before);
  if (!isSaid) log.info(`${comment.url}: the answer cannot be said there`);
  for (const changed of words.decided) await applyDecisions(house, changed);
};

/** Heard twice is heard once: the answer is found again, and what was decided is decided once. */
export const commentsListener = (deps: CommentsDeps): Listener => {
  const leaveFor = limiter(HOURLY);
  return {
    name: 'comments',
    events: new Set(['issue_comment']),
    async hear(delivery) {
      const comment = commentIn(delivery);
      if (!comment) return;
      // Most comments ask nothing: they need no leave of other processes.
      if (commandsIn(comment.body).lines.length === 0) return hearComment(deps, leaveFor, comment);
      const { store, io } = deps.house;
      const heard = await withLease(
        store,
        `answer ${comment.repository} ${comment.id}`,
        () => io.now(),
        async () => {
          await hearComment(deps, leaveFor, comment);
          return true;
        },
      );
      // It is heard again later, and finds the answer of the other there.
      if (!heard) throw new SourceError('another process is answering it');
    },
  };
};
