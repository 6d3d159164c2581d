// `npm run --silent audit`: whether the ledger is true, in a sentence. Exit 1 where it is not, with each violation; `--json`
// for programs.
import { sql } from 'kysely';
import { openDatabase } from '../src/lib/server/database.ts';
import { auditLedger } from '../src/lib/server/ledger/auditing.ts';
import { place } from './place.ts';

const { DATA_DIR, DATABASE_URL } = place();
const database = openDatabase({ url: DATABASE_URL, dataDir: DATA_DIR });
// One view of everything, whatever the site writes meanwhile.
const audit = await (database.dialect === 'postgres'
  ? database.root.transaction().setIsolationLevel('repeatable read').execute(auditLedger)
  : database.read(async (read) => {
      await sql`begin`.execute(read);
      return auditLedger(read);
    }));
await database.close();

const { campaigns, preorders, entries, violations } = audit;
const counted = `${entries} entries of ${preorders} preorders in ${campaigns} campaigns`;
if (process.argv.includes('--json')) console.log(JSON.stringify(audit));
else if (violations.length === 0)
  console.log(
    `The ledger is true: ${counted}. Every movement balances and has its payment, nobody was charged twice, beyond what they agreed to or another price than that of the close, and states and entries agree.`,
  );
else {
  for (const { rule, of, detail } of violations) console.log(`${of}: ${rule} (${detail})`);
  console.log(`The ledger is NOT true: ${violations.length} violations in ${counted}.`);
}
process.exitCode = violations.length === 0 ? 0 : 1;
