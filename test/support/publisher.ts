// A process that says what is due, and prints what became of it: made to be killed.
import { outOf } from '../../src/house/message.ts';
import { publishDue } from '../../src/house/publish.ts';
import { plainClient } from './emulate/client.ts';
import { openGarden } from './speaking.ts';

const [config = '', database = '', url = '', token = '', now = '0'] = process.argv.slice(2);
const begun = process.hrtime.bigint();
const clock = (): number => Number(now) + Number((process.hrtime.bigint() - begun) / 1_000_000_000n);
const github = plainClient(url, token);
const { house, chosen } = await openGarden({ config, database }, github, clock);
try {
  const said = await publishDue(
    house,
    chosen,
    outOf(text => void process.stdout.write(text), github),
  );
  process.stdout.write(JSON.stringify(said));
} finally {
  house.store.close();
}
