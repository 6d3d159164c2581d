import { mkdirSync } from 'node:fs';
import { readEnvironment } from '../../src/lib/server/environment.ts';
import { openDatabase } from '../../src/lib/server/database.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import { demoAccounts, demoPassword, seedWorld } from './index.ts';

// `npm run demo` runs this before the site starts: the world is loaded once, afterwards it is only told who may be tried.
const read = readEnvironment(process.env);
if ('wrong' in read) {
  for (const line of read.wrong) console.error(line);
  process.exit(1);
}
const { DATA_DIR: dataDir, DATABASE_URL: url, PORT: port, ORIGIN: origin } = read.environment;
mkdirSync(dataDir, { recursive: true });
const database = openDatabase({ url, dataDir });
await migrate(database.root as never, database.dialect, migrations);
const someone = await database.read((tx) =>
  tx.selectFrom('members').select('email').limit(1).executeTakeFirst(),
);
if (!someone) {
  const from = Date.now();
  const live = process.stdout.isTTY;
  console.log('Loading the demonstration world …');
  let told = 0;
  await seedWorld(database, {
    dataDir,
    now: from,
    progress: (done, of) => {
      const tenth = Math.floor((done / of) * 10);
      if (live) process.stdout.write(`\r  ${done} of ${of} pictures drawn `);
      else if (tenth > told) console.log(`  ${done} of ${of} pictures drawn`);
      told = tenth;
    },
  });
  console.log(`${live ? '\n' : ''}Loaded in ${Math.round((Date.now() - from) / 1000)} seconds.`);
}
await database.close();

const wide = Math.max(...demoAccounts.map(({ key }) => key.length));
console.log(
  `\nMuster: ${origin ?? `http://localhost:${port}`}\nAccounts to try, all with the password ${demoPassword}:`,
);
const may: Record<(typeof demoAccounts)[number]['key'], string> = {
  fan: 'votes, comments, composes, enters drafts of their own',
  designer: 'owns Halo Supply: its drafts, suggestions, configurations, makers’ offers',
  merchant: 'sells for all three brands: campaigns, preorders, parcels',
  buyer: 'has preorders, and as a maker offers to make',
  admin: 'runs the site: members, reports, the outbox of mails',
  owner: 'owns 大暑電器: stages, experts, prototypes, members’ drafts to review',
};
for (const { key, email } of demoAccounts) {
  console.log(`  ${key.padEnd(wide)}  ${email.padEnd(20)}  ${may[key]}`);
}
console.log('');
