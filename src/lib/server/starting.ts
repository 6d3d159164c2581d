import { mkdirSync } from 'node:fs';
import pino, { type Logger } from 'pino';
import { migrate } from '../../../db/migrate.ts';
import { migrations } from '../../../db/migrations/index.ts';
import { clockFrom } from './clock.ts';
import { openDatabase, type Database } from './database.ts';
import type { Environment } from './environment.ts';
import { postmanFrom, type Postman } from './mail/sending.ts';
import { prepareSite } from './members/preparing.ts';
import { sessionsOf, type Sessions } from './members/sessions.ts';
import { practiceProvider } from './payments/practising.ts';
import type { CardProvider } from './payments/providing.ts';
import { noCards } from './payments/withholding.ts';
import { handlersFor } from './worker.ts';
import { scheduleJob } from './jobs/scheduling.ts';
import { startWorker, type Worker } from './jobs/working.ts';

/** Everything that lives as long as the process does. */
export interface Muster {
  database: Database;
  sessions: Sessions;
  clock: () => number;
  postman: Postman;
  cards: CardProvider;
  dataDir: string;
  /** The address that links in mails begin with. */
  origin: string;
  log: Logger;
  /** Null where another process does the jobs. */
  worker: Worker | null;
  /** Shown once at the start of a fresh site: whoever holds it sets the site up. */
  setupCode: string | null;
  stop(): Promise<void>;
}

export const startMuster = async (environment: Environment): Promise<Muster> => {
  const log = pino({
    level: environment.LOG_LEVEL,
    base: null,
    redact: ['password', 'token', 'secret', 'cookie', '*.password', '*.token'],
  });
  mkdirSync(environment.DATA_DIR, { recursive: true });
  const database = openDatabase({
    url: environment.DATABASE_URL,
    dataDir: environment.DATA_DIR,
    log:
      environment.LOG_LEVEL === 'trace'
        ? ({ query, queryDurationMillis }) => log.trace({ sql: query.sql, ms: queryDurationMillis }, 'query')
        : undefined,
  });
  const ran = await migrate(database.root as never, database.dialect, migrations);
  if (ran.length > 0) log.info({ migrations: ran }, 'database migrated');
  const origin = environment.ORIGIN ?? `http://localhost:${environment.PORT}`;
  if (origin.startsWith('https:') && !environment.ADDRESS_HEADER) {
    log.warn(
      'ADDRESS_HEADER is not set: behind a proxy everybody shares one limit of wrong passwords (see docs/running.md)',
    );
  }
  const clock = clockFrom(environment.CLOCK_FILE);
  const muster: Muster = {
    database,
    sessions: sessionsOf(database, origin.startsWith('https:')),
    clock,
    postman: postmanFrom(environment.SMTP_URL, environment.MAIL_FROM),
    cards: environment.PRACTICE_CARD === 'on' ? practiceProvider() : noCards(),
    dataDir: environment.DATA_DIR,
    origin,
    log,
    worker: null,
    setupCode: await database.write((tx) => prepareSite(tx)),
    stop: async () => {
      await muster.worker?.stop();
      await database.close();
    },
  };
  if (environment.WORKER === 'on') {
    await database.write((tx) => scheduleJob(tx, { kind: 'sweep', runAt: clock(), key: 'sweep' }, clock()));
    muster.worker = startWorker(database, handlersFor(muster), clock, log);
  }
  return muster;
};
