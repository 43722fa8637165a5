// Reads the text that Gerrit writes into change messages: which votes it tells, and whether a human said more.

export interface MessageVote {
  readonly label: string;
  readonly value: number;
}

export interface ChangeMessage {
  readonly revision: number;
  readonly votes: readonly MessageVote[];
  /** Labels whose vote the author took back ("-Code-Review"). */
  readonly withdrawn: readonly string[];
  /** Number of inline comments that were published with it. */
  readonly inline: number;
  /** True if somebody said something: a text or inline comments, not only what Gerrit itself wrote. */
  readonly spoken: boolean;
}

/** How Gerrit up to 2.4, and OpenStack's early configuration, worded a Code-Review vote. */
const WORDINGS: readonly (readonly [RegExp, string, number])[] = [
  [/^looks good to me, approved$/i, 'Code-Review', 2],
  [/^looks good to me \(core reviewer\)$/i, 'Code-Review', 2],
  [/^looks good to me, but someone else must approve$/i, 'Code-Review', 1],
  [
    /^i would prefer (that you didn'?t|this is not) (submit|merge|submitted|merged)( this| as is)?$/i,
    'Code-Review',
    -1,
  ],
  [/^(do not (submit|merge)|this shall not be (merged|submitted))$/i, 'Code-Review', -2],
  [/^no score$/i, 'Code-Review', 0],
  [/^verified$/i, 'Verified', 1],
  [/^fails$/i, 'Verified', -1],
  [/^approved$/i, 'Approved', 1],
];

const HEAD = /^(Uploaded )?[Pp]atch [Ss]et (\d{1,9})(?!\d)[:.]? ?(.*)$/;
const VOTE = /^([A-Za-z][A-Za-z0-9-]*)([+-]\d{1,4})$/;
const INLINE = /^\((\d{1,9})(?: inline)? comments?\)$/;
const AUTOMATIC =
  /^(Cherry Picked\b|Patch Set \d+ was rebased|Published edit on patch set|Commit message was (updated|edited)|New patch set was added|Topic (changed|removed|set)|Set Ready For Review|Set Work In Progress)/;

const votesFrom = (head: string): { votes: MessageVote[]; withdrawn: string[] } | undefined => {
  const votes: MessageVote[] = [];
  const withdrawn: string[] = [];
  for (const word of head.split(/\s+/)) {
    const vote = VOTE.exec(word);
    if (vote) votes.push({ label: vote[1] ?? '', value: Number(vote[2]) });
    else if (/^-[A-Za-z][A-Za-z0-9-]*$/.test(word)) withdrawn.push(word.slice(1));
    else return undefined;
  }
  return { votes, withdrawn };
};

const oldVotesFrom = (head: string): { votes: MessageVote[]; withdrawn: string[] } | undefined => {
  const votes: MessageVote[] = [];
  for (const words of head.split('; ')) {
    const known = WORDINGS.find(([pattern]) => pattern.test(words.trim()));
    if (!known) return undefined;
    if (known[2] !== 0) votes.push({ label: known[1], value: known[2] });
  }
  return { votes, withdrawn: [] };
};

/**
 * Undefined when the message is none of a review: an upload, a merge, a change of topic.
 * Only the first line can hold votes; the rest is what a person wrote.
 */
export const parseChangeMessage = (text: string): ChangeMessage | undefined => {
  const end = text.indexOf('\n');
  const head = HEAD.exec(end < 0 ? text : text.slice(0, end));
  if (!head) return undefined;
  const [, upload, revision, rest = ''] = head;
  // An upload that votes ends like a sentence: "Uploaded patch set 2: Code-Review+2."
  const said = (upload === undefined ? rest : rest.replace(/\.$/, '')).trim();
  if (AUTOMATIC.test(said)) return undefined;
  const inHead = INLINE.exec(said);
  const told = said === '' || inHead ? { votes: [], withdrawn: [] } : (votesFrom(said) ?? oldVotesFrom(said));
  const body = end < 0 ? '' : text.slice(end + 1).trim();
  if (upload !== undefined && said === '' && body === '') return undefined;
  const lines = body.split('\n', 1);
  const inline = inHead ?? INLINE.exec(lines[0]?.trim() ?? '');
  return {
    revision: Number(revision),
    votes: told?.votes ?? [],
    withdrawn: told?.withdrawn ?? [],
    inline: inline ? Number(inline[1]) : 0,
    spoken: body !== '' || inline !== null || told === undefined,
  };
};

const TAKEN_AWAY = /^(?:Removed|\*) ([A-Za-z][A-Za-z0-9-]*)[+-]\d+ by (\S.{0,300})$/;

/** Votes that were taken away by somebody else, and whose they were, in the words of the message. */
export const votesTakenAway = (
  text: string,
): readonly { readonly label: string; readonly whose: string }[] =>
  !/^Removed (?!topic)/.test(text)
    ? []
    : text.split('\n', 100).flatMap(line => {
        const [, label, whose] = TAKEN_AWAY.exec(line.trim()) ?? [];
        return label === undefined || whose === undefined ? [] : [{ label, whose: whose.trim() }];
      });
