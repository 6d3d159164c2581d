import pino from 'pino';
import { startWorker } from '../src/lib/server/jobs/working.ts';
import type { CardProvider } from '../src/lib/server/payments/providing.ts';
import type { Muster } from '../src/lib/server/starting.ts';
import { handlersFor } from '../src/lib/server/worker.ts';
import type { World } from './harness.ts';

/** Lets the real worker do everything that is due at a moment, until nothing is. */
export const workThrough = async (world: World, cards: CardProvider, now: number) => {
  const muster = {
    database: world.database,
    cards,
    origin: 'http://localhost',
    dataDir: world.dataDir,
    postman: { delivers: false, send: async () => {} },
  } as unknown as Muster;
  const due = () =>
    world.read((read) =>
      read
        .selectFrom('jobs')
        .select('id')
        .where('state', 'in', ['waiting', 'running'])
        .where((eb) => eb.or([eb('run_at', '<=', now), eb('state', '=', 'running')]))
        .executeTakeFirst(),
    );
  const worker = startWorker(world.database, handlersFor(muster), () => now, pino({ level: 'silent' }));
  while (await due()) {
    await worker.runDue();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await worker.stop();
};
