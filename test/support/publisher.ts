// A process that says what is due, and prints what became of it: made to be killed.
import { outOf } from '../../src/house/message.ts';
import { publishDue } from '../../src/house/publish.ts';
import { githubClient } from '../../src/shell/github/client.ts';
import { githubSettings } from '../../src/shell/github/environment.ts';
import { openGarden } from './speaking.ts';

const [config = '', database = '', now = '0'] = process.argv.slice(2);
const begun = process.hrtime.bigint();
const clock = (): number => Number(now) + Number((process.hrtime.bigint() - begun) / 1_000_000_000n);
// Seconds of waiting are short: a test has none to spare.
const github = githubClient({ ...githubSettings(process.env), second: 1 });
const { house, chosen } = await openGarden({ config, database }, github, clock);
try {
  const said = await publishDue(
    house,
    chosen,
    outOf(text => void process.stdout.write(text), house.io),
  );
  process.stdout.write(JSON.stringify(said));
} finally {
  house.store.close();
}
