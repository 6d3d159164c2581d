// One process that settles a campaign, for the test that runs several of them at once.
import { openDatabase } from '../../src/lib/server/database.ts';
import { settleCampaign } from '../../src/lib/server/preorders/settling.ts';

const [url, dataDir, campaign, now] = process.argv.slice(2);
const database = openDatabase({ url: url || undefined, dataDir });
await settleCampaign(database, campaign!, Number(now));
await database.close();
