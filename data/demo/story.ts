// The story of every change, event by event in the order of time: builds, reviews, answers, merges.
import { type Actor, isCore, isHere, officeTime, valueAt } from './cast.ts';
import { actor, CI, EVERYBODY, PROPOSAL_BOT } from './crowd.ts';
import { type Change, current, merge, type Opening, open, rebase, review, say, upload } from './gerrit.ts';
import { DAY, type Dice, dice, HOUR, MINUTE, START, STOP, when } from './random.ts';
import { choose, isReady, isWithOwner, judge } from './reviewing.ts';

interface Story {
  readonly random: Dice;
  readonly changes: Change[];
  /** Something that will happen; dropped if it lies after the end of the story. */
  later(at: number, act: (at: number) => void): void;
  run(): void;
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly act: (at: number) => void;
}

const newStory = (): Story => {
  const events: Event[] = [];
  let order = 0;
  const later = (at: number, act: (at: number) => void): void => {
    if (at > STOP) return;
    const event = { at, order: order++, act };
    const after = events.findIndex(other => other.at < at || (other.at === at && other.order < event.order));
    events.splice(after === -1 ? events.length : after, 0, event);
  };
  const run = (): void => {
    for (let event = events.pop(); event; event = events.pop()) event.act(event.at);
  };
  return { random: dice('story'), changes: [], later, run };
};

/** A weekday, hours on end: nobody answers on a Sunday only because the delay says so. */
const atWork = (by: Actor, at: number, random: Dice): number => {
  const midnight = at - (at % DAY);
  const weekday = (Math.floor(midnight / DAY) + 3) % 7;
  const shift = weekday > 4 && random.chance(0.85) ? 7 - weekday : 0;
  return Math.max(at, officeTime(by, midnight + shift * DAY, random));
};

const build = (story: Story, change: Change, at: number): void => {
  const set = current(change);
  story.later(at + story.random.between(35, 95) * MINUTE, then => {
    if (change.status !== 'NEW' || current(change) !== set) return;
    const failed = story.random.chance(0.12) && change.opening.patchSets === undefined;
    const value = failed ? -1 : 1;
    review(
      change,
      then,
      CI,
      [['Verified', value]],
      `Build ${failed ? 'failed' : 'succeeded'} (check pipeline).`,
    );
    if (failed) answerBuild(story, change, then);
  });
};

const answerBuild = (story: Story, change: Change, at: number): void => {
  const { owner } = change.opening;
  if (owner.username === PROPOSAL_BOT.username || story.random.chance(0.6)) {
    const by = isHere(owner, at) && owner.username !== PROPOSAL_BOT.username ? owner : actor('mquispe');
    const again = atWork(by, at + story.random.between(20, 300) * MINUTE, story.random);
    story.later(again, then => {
      if (change.status !== 'NEW') return;
      review(change, then, by, [], 'recheck');
      build(story, change, then);
    });
  } else answer(story, change, at);
};

/** The owner comes back with a new patch set, in days. */
const answer = (story: Story, change: Change, at: number): void => {
  const { owner } = change.opening;
  if (change.answering || owner.username === PROPOSAL_BOT.username) return;
  if (!change.opening.priority && !story.random.chance(0.9)) return;
  change.answering = true;
  const wait = story.random.chance(0.6) ? story.random.between(3, 40) : story.random.between(40, 240);
  story.later(atWork(owner, at + wait * HOUR, story.random), then => {
    change.answering = false;
    if (change.status !== 'NEW' || change.gating || !isHere(owner, then)) return;
    if (story.random.chance(0.4))
      review(change, then - 2 * MINUTE, owner, [], `(${story.random.between(2, 5)} comments)`);
    upload(change, then, owner, story.random);
    build(story, change, then);
  });
};

const gate = (story: Story, change: Change, at: number): void => {
  change.gating = true;
  story.later(at + story.random.between(50, 170) * MINUTE, then => {
    if (story.random.chance(0.93)) {
      review(change, then, CI, [['Verified', 2]], 'Build succeeded (gate pipeline).');
      story.later(then + 4, done => merge(change, done));
      return;
    }
    review(change, then, CI, [['Verified', -2]], 'Build failed (gate pipeline).');
    const by = actor(story.random.chance(0.6) ? 'ayodele' : 'zmalirova');
    story.later(atWork(by, then + HOUR, story.random), again => {
      review(change, again, by, [], 'recheck');
      gate(story, change, again);
    });
  });
};

/** Somebody moves an agreed change onto the branch's tip before the second vote. */
const rebaseSoon = (story: Story, change: Change, by: Actor, at: number): void => {
  const set = current(change);
  const who = story.random.chance(0.7) && change.opening.owner !== PROPOSAL_BOT ? change.opening.owner : by;
  story.later(atWork(who, at + story.random.between(2, 50) * HOUR, story.random), then => {
    if (change.status !== 'NEW' || change.gating || current(change) !== set || !isHere(who, then)) return;
    rebase(change, then, who, story.random);
    build(story, change, then);
  });
};

const reviewOnce = (story: Story, by: Actor, at: number): void => {
  const change = choose(
    story.changes.filter(one => one.status === 'NEW'),
    by,
    at,
    story.random,
  );
  if (!change) return;
  const { votes, text } = judge(change, by, at, story.random);
  review(change, at, by, votes, text);
  const value = votes[0]?.[1] ?? 0;
  if (votes.length === 2) gate(story, change, at);
  else if (value < 0 || (value === 0 && story.random.chance(0.5))) answer(story, change, at);
  else if (value === 2 && story.random.chance(0.16)) rebaseSoon(story, change, by, at);
  if (isReady(change)) approveLater(story, change, at);
};

const approveLater = (story: Story, change: Change, at: number): void => {
  const { owner } = change.opening;
  const by = isCore(owner, at) ? owner : actor('mquispe');
  story.later(atWork(by, at + story.random.between(3, 60) * HOUR, story.random), then => {
    if (!isReady(change) || !isHere(by, then)) return;
    review(change, then, by, [['Workflow', 1]]);
    gate(story, change, then);
  });
};

/** Reviews come in sittings: several in a row on some days. */
const planReviews = (story: Story, by: Actor): void => {
  const random = dice(`calendar of ${by.username}`);
  for (let midnight = START; midnight < STOP; midnight += DAY) {
    const weekday = (Math.floor(midnight / DAY) + 3) % 7;
    const pace = isHere(by, midnight) ? valueAt(by.pace, midnight) : 0;
    const count = pace === 0 ? 0 : random.count(pace * (weekday > 4 ? 0.03 : 0.188));
    let at = officeTime(by, midnight, random);
    for (let i = 0; i < count; i++) {
      story.later(at, then => reviewOnce(story, by, then));
      at += random.between(6, 45) * MINUTE + random.between(1, 59);
    }
  }
};

const planLetGo = (story: Story, change: Change): void => {
  const { owner, dropAfterDays, at } = change.opening;
  if (dropAfterDays === undefined) return;
  story.later(atWork(owner, at + dropAfterDays * DAY, story.random), then => {
    if (change.status !== 'NEW' || change.gating || !isHere(owner, then)) return;
    change.status = 'ABANDONED';
    say(change, then, owner, story.random.chance(0.5) ? 'Abandoned' : 'Abandoned\n\nSolved in another way.');
  });
};

/** On the first Monday of a month the PTL lets go what its owner has not come back to for six weeks. */
const planSweep = (story: Story, date: string): void => {
  const by = actor('mquispe');
  story.later(when(date) + 16 * HOUR, at => {
    const stale = story.changes.filter(
      one =>
        one.status === 'NEW' &&
        !one.gating &&
        !one.opening.priority &&
        (isWithOwner(one) || !isHere(one.opening.owner, at)) &&
        (one.comments.at(-1)?.timestamp ?? at) < at - 42 * DAY,
    );
    stale.forEach((change, index) => {
      if (!story.random.chance(0.7)) return;
      change.status = 'ABANDONED';
      const text = 'No update for six weeks. Please restore it when you come back to it.';
      say(change, at + index * 50, by, `Abandoned\n\n${text}`);
    });
  });
};

const planOpening = (story: Story, opening: Opening, number: number): void => {
  story.later(opening.at, at => {
    const change = open(opening, number, story.random);
    const { owner } = opening;
    story.changes.push(change);
    upload(change, at, owner, story.random);
    build(story, change, at);
    planLetGo(story, change);
    if (owner !== PROPOSAL_BOT && story.random.chance(0.025))
      review(change, at + 5 * MINUTE, owner, [['Code-Review', isCore(owner, at) ? 2 : 1]]);
    if (opening.appeal < 0.1 && story.random.chance(0.35))
      review(change, at + 2 * MINUTE, owner, [['Workflow', -1]], 'Not ready yet.');
    for (const date of opening.patchSets ?? [])
      story.later(when(date), then => {
        upload(change, then, owner, story.random);
        build(story, change, then);
      });
  });
};

/** Everything that happened to every change, oldest change first. */
export const tellStory = (openings: readonly Opening[]): readonly Change[] => {
  const story = newStory();
  let number = 4100;
  for (const opening of openings) {
    number += story.random.between(1, 5);
    planOpening(story, opening, number);
  }
  for (const by of EVERYBODY) planReviews(story, by);
  for (const date of ['2026-05-04', '2026-06-01', '2026-07-06', '2026-08-03']) planSweep(story, date);
  story.run();
  for (const change of story.changes) change.comments.sort((a, b) => a.timestamp - b.timestamp);
  return story.changes;
};
