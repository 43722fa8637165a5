// The page of the documentation about standings: the words, and every bound from the code itself.
import { STANDING_BOUNDS } from '../domain/standing-policy.ts';

const WORDS = `# Standings

A standing is a word for the stream of work that the sources show, never for a person. The PTL's \`team\` report gives one to
every core, in alphabetical order, with the numbers behind it. It is in no public report, nothing follows from it by itself,
and it is never the last word: the person is asked first.

- **active**: gives reviews at the rate of OpenStack's governance, or in a small project a tenth of the changes of others that
  were up for review; or leads a priority that is in force (\`owners\`).
- **occasional**: reviewed in two different weeks of the window, or came to a quarter of the meetings held, or reviewed a
  priority item, or triaged a bug. Who takes part at meetings alone or by triage alone takes part. What no source can see, such
  as mentoring or security work in private, counts on the word of another core: \`/rollcall vouch @login\`, without any detail,
  for the length of the window. Nobody vouches for themselves.
- **quiet**: less than that, on two looks in a row.
- **away**: on leave for most of the window, or on leave now and otherwise quiet.
- **new**: core for a short while.
- **unknown**: takes the place of *quiet* alone, where the data cannot tell: a stream that it rests on is stale or has dried up,
  nothing has come in from anywhere (below), or no account of the person is known there and nobody has confirmed that there is
  none. The report asks the PTL to find out. \`handles: { gerrit: none }\` under \`people\` confirms it.

## How it is looked at

- **Leave and part-time** shrink what is expected: the rate by the time present and by \`share\`, the weeks likewise (never below
  one), and meetings during leave are not expected, nor are those at which somebody stood in. What was done during leave counts
  all the same, so that leave never makes anything worse. \`/rollcall leave FROM [TO]\`, \`/rollcall back\`; no reason is asked.
- **Two looks.** Each look is computed as of its own day from the same ledger, a week apart. A standing worsens only when both
  say so; it improves at once. Who was away or new at the look before stays so for one look more.
- **Silence from everywhere.** A team that sleeps looks like data that stopped: an export that is written no more is read as
  before. So where nothing has come in of any kind, from any source, for longer than \`policy.driedUpFactor\` times the longest
  gap of a stream that went on until then (the shortest such time counts; two weeks at least, the window at most), nobody is
  called quiet. The PTL is told once, reports say since when, a zero is a dash, and no retirement that the PTL proposed goes on.
- **A review** is a vote, a written review, a comment on a line or an approval, on somebody else's change. Copied votes, votes on
  one's own changes and bots do not count; see [metrics](metrics.md): \`reviews\`, \`review-weeks\`, \`up-for-review\`,
  \`priority-reviews\`, \`bug-triage\`, \`meetings-due\`.
- **Who joined** with the first version of the roster that is known may have been core for long, and is not called new.
- **The trend** compares the reviews of the window with those of the window before.
- **As of a day**: nothing that happened or was decided later changes a standing of that day.

## Bounds

Each is set under \`policy: { standing: { ... } }\` in the [configuration](configuration.md).

| key | default | what it means | where the default comes from |
| --- | --- | --- | --- |
`;

export const standingPage = (): string =>
  `${WORDS}${Object.entries(STANDING_BOUNDS)
    .map(([key, { value, sentence, source }]) => `| \`${key}\` | ${value} | ${sentence} | ${source} |\n`)
    .join('')}`;
