import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with the demonstration world, to be copied by each test file that wants it. */
    demo: string;
  }
}

/** The demonstration world is loaded once for all files, as `npm run demo` would. */
export default (project: TestProject) => {
  // Somebody who works on one test names a folder in which the world stands already.
  if (process.env.DEMO_DIR) return project.provide('demo', process.env.DEMO_DIR);
  const folder = mkdtempSync(join(tmpdir(), 'muster-demo-'));
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/node', ['db/seeds/demo.ts'], {
    env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '', NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the demonstration world did not load:\n${stdout}\n${stderr}`);
  leaveNothingToRefine(folder);
  project.provide('demo', folder);
  return () => rmSync(folder, { recursive: true, force: true });
};

/** Some minutes after the loading a worker would begin to make AVIF of every picture, and take the cores from the tests. */
const leaveNothingToRefine = (folder: string) => {
  const database = new DatabaseSync(join(folder, 'muster.sqlite'));
  database.exec(`delete from jobs where kind = 'make-avif'`);
  database.close();
};
