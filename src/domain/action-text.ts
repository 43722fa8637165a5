// What the words of an action tell: which changes and bugs it names, what is asked, and whether two mean the same.

/** A change or a bug as somebody named it: the ids under which a ledger may have it, the likeliest first. */
export interface Reference {
  /** As it was written, short. */
  readonly text: string;
  readonly kind: 'change' | 'bug' | 'either';
  /** `nativeId`s. */
  readonly ids: readonly string[];
  /** Gerrit's own id of a change, which is a property of it. */
  readonly changeId?: string;
  /** `owner/name` where a link tells it, in small letters. */
  readonly repository?: string;
  /** False: a number that may mean something else: where nothing has it, nothing was named. */
  readonly isSure: boolean;
}

/** What is asked of somebody, as kinds of activity that would be it; undefined: nothing that can be told. */
export type Asked = 'review' | 'upload' | 'comment' | 'triage' | 'land' | 'abandon';

/** No action names more. */
const MOST = 8;

const bug = (text: string, number: string): Reference => ({
  text,
  kind: 'bug',
  ids: [`bug/${number}`, `issue/${number}`],
  isSure: true,
});
const change = (text: string, number: string, isSure = true): Reference => ({
  text,
  kind: 'change',
  ids: [number, `pull/${number}`],
  isSure,
});

interface Form {
  readonly pattern: RegExp;
  readonly read: (match: RegExpMatchArray) => Reference;
}

/** Read in this order; what one has taken is not read again. */
const FORMS: readonly Form[] = [
  {
    pattern: /https?:\/\/github\.com\/([\w.-]{1,100}\/[\w.-]{1,100})\/(pull|issues)\/(\d{1,9})[^\s<>")]*/gi,
    read: ([, repository = '', where = '', number = '']) => ({
      text: `#${number}`,
      kind: where === 'pull' ? 'change' : 'bug',
      // GitHub leads from /issues/ to a pull request of that number.
      ids: where === 'pull' ? [`pull/${number}`] : [`issue/${number}`, `pull/${number}`],
      repository: repository.toLowerCase(),
      isSure: true,
    }),
  },
  {
    pattern: /https?:\/\/(?:bugs\.)?launchpad\.net\/(?:[^\s<>"]{0,200}\+bug|bugs)\/(\d{1,9})[^\s<>")]*/gi,
    read: ([, number = '']) => bug(`bug ${number}`, number),
  },
  {
    pattern:
      /https?:\/\/[^\s<>"/]{1,200}\/(?:[^\s<>"]{0,200}\+\/|#\/c\/|c\/)?(\d{2,9})(?:\/[^\s<>")]{0,200})?(?=[\s<>"),.;:]|$)/gi,
    read: ([, number = '']) => change(number, number),
  },
  {
    pattern: /\bI[0-9a-f]{8,40}\b/g,
    read: ([id = '']) => ({ text: id.slice(0, 11), kind: 'change', ids: [id], changeId: id, isSure: true }),
  },
  {
    pattern: /\b([\w.-]{1,100}\/[\w.-]{1,100})#(\d{1,9})\b/g,
    read: ([text, repository = '', number = '']) => ({
      text: text ?? '',
      kind: 'either',
      ids: [`pull/${number}`, `issue/${number}`],
      repository: repository.toLowerCase(),
      isSure: true,
    }),
  },
  {
    pattern: /\b(?:bugs?|lp|launchpad)\s{0,2}:?\s{0,2}#?\s?(\d{1,9})\b/gi,
    read: ([, number = '']) => bug(`bug ${number}`, number),
  },
  {
    pattern:
      /\b(?:changes?|reviews?|patch(?:es|set)?|gerrit|crs?|prs?|pull requests?)\s{0,2}:?\s{0,2}#?(\d{1,9})\b/gi,
    read: ([, number = '']) => change(number, number),
  },
  {
    pattern: /\bissues?\s{0,2}#?(\d{1,9})\b/gi,
    read: ([, number = '']) => ({
      text: `issue ${number}`,
      kind: 'either',
      ids: [`issue/${number}`, `pull/${number}`, `bug/${number}`],
      isSure: true,
    }),
  },
  {
    pattern: /(?<![\w/#&])#(\d{1,9})\b/g,
    read: ([, number = '']) => ({
      text: `#${number}`,
      kind: 'either',
      ids: [`pull/${number}`, `issue/${number}`, number, `bug/${number}`],
      isSure: false,
    }),
  },
  // A number alone: not a year, a time, a version or a part of a name.
  {
    pattern: /(?<![\w.:/#-])(?!(?:19|20)\d\d\b)(\d{4,8})(?![\w:/-]|\.\d)/g,
    read: ([, number = '']) => ({ ...change(number, number, false), ids: [number] }),
  },
];

/** The changes and bugs that a text names, as many as eight, each once. */
export const referencesIn = (text: string): Reference[] => {
  let rest = text.slice(0, 1000);
  const found = new Map<string, Reference>();
  for (const { pattern, read } of FORMS) {
    for (const match of rest.matchAll(pattern)) {
      const reference = read(match);
      const key = `${reference.repository ?? ''} ${reference.ids[0]}`;
      if (!found.has(key)) found.set(key, reference);
    }
    rest = rest.replace(pattern, ' ');
  }
  return [...found.values()].slice(0, MOST);
};

const ASKED: readonly (readonly [Asked, RegExp])[] = [
  ['abandon', /\babandon/i],
  ['triage', /\b(?:triage|prioriti[sz]e|assign)/i],
  ['land', /\b(?:merge|land|approve|workflow)\b/i],
  ['review', /\b(?:(?:re-?)?review|look (?:at|over|into)|vote|check)\b/i],
  [
    'upload',
    /\b(?:upload|submit|propose|push|rebase|revise|respin|update|rework|write|fix|implement|backport|address)\b/i,
  ],
  ['comment', /\b(?:comment|reply|respond|answer|ask)\b/i],
];

/** The first thing that is asked: `review 12 and comment on bug 3` asks for a review. */
export const askedIn = (text: string): Asked | undefined => {
  const places = ASKED.flatMap(([asked, pattern]) => {
    const place = text.slice(0, 400).search(pattern);
    return place < 0 ? [] : [{ asked, place }];
  });
  return places.sort((a, b) => a.place - b.place)[0]?.asked;
};

/** Words that tell nothing of what is to be done, those that carry an action over among them. */
const EMPTY = new Set(
  (
    'a an and are as at be by for from has have in into is it its of on or our that the their them then there these ' +
    'this those to up was we will with would you please still again carry carried over last next time week meeting ' +
    'action item items continue continues done completed complete finished closed fixed now'
  ).split(' '),
);

const wordsOf = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => !EMPTY.has(word)).slice(0, 100));

/** So much of what the shorter one says is in the longer one. */
const SAME = 0.75;
const FEWEST = 2;

const idsOf = (text: string): Set<string> => new Set(referencesIn(text).flatMap(({ ids }) => ids));

/** Whether both name the same change or bug; undefined where one names nothing. */
const nameTheSame = (one: string, other: string): boolean | undefined => {
  const [a, b] = [idsOf(one), idsOf(other)];
  return a.size === 0 || b.size === 0 ? undefined : [...a].some(id => b.has(id));
};

/** Whether one says what the other says: with other small words, or more of them. */
export const meanTheSame = (one: string, other: string): boolean => {
  if (nameTheSame(one, other) === false) return false;
  const [short, long] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.size - b.size);
  if (!short || !long || short.size < FEWEST) return one.trim().toLowerCase() === other.trim().toLowerCase();
  const shared = [...short].filter(word => long.has(word)).length;
  return shared >= FEWEST && shared / short.size >= SAME;
};

/** Whether a sentence that says so is about this action: it names the same change or bug, or says the same. */
export const isAbout = (sentence: string, action: string): boolean =>
  nameTheSame(sentence, action) ?? meanTheSame(sentence, action);
