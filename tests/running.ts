import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const root = resolve(import.meta.dirname, '..');

export interface Running {
  origin: string;
  dataDir: string;
  /** What the process has printed so far. */
  output(): string;
  /** Moves the server's clock forward by so many milliseconds in all. */
  leap(milliseconds: number): void;
  /** A look into the database, for what no page shows: the code of a mail, a stored hash. */
  query<Row>(sql: string, ...values: (string | number)[]): Row[];
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the built app on a free port with a data folder of its own, empty or a copy of the demonstration world. */
export const run = async ({
  from,
  dataDir = mkdtempSync(join(tmpdir(), 'muster-run-')),
  env = {},
}: { from?: string; dataDir?: string; env?: Record<string, string> } = {}): Promise<Running> => {
  if (from) cpSync(from, dataDir, { recursive: true });
  const port = await freePort();
  const clock = join(dataDir, 'clock');
  writeFileSync(clock, '0');
  let output = '';
  const server: ChildProcess = spawn(
    join(root, 'node_modules/.bin/node'),
    [join(process.env.BUILD ?? 'build', 'index.js')],
    {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATA_DIR: dataDir,
        DATABASE_URL: '',
        PORT: String(port),
        HOST: '127.0.0.1',
        ORIGIN: `http://127.0.0.1:${port}`,
        BODY_SIZE_LIMIT: '256M',
        CLOCK_FILE: clock,
        LOG_LEVEL: 'warn',
        PRACTICE_CARD: 'on',
        ...env,
      },
    },
  );
  server.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  server.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`${origin}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) break;
    if (tries > 200 || server.exitCode !== null) throw new Error(`the app did not start:\n${output}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  const kill = async (signal: NodeJS.Signals) => {
    server.kill(signal);
    await ended;
  };
  return {
    origin,
    dataDir,
    output: () => output,
    leap: (milliseconds) => writeFileSync(clock, String(milliseconds)),
    query: <Row>(sql: string, ...values: (string | number)[]) => {
      const database = new DatabaseSync(join(dataDir, 'muster.sqlite'), { readOnly: true });
      try {
        return database.prepare(sql).all(...values) as Row[];
      } finally {
        database.close();
      }
    },
    kill,
    stop: async () => {
      await kill('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** The setup code that a fresh site prints. */
export const setupCodeOf = ({ output }: Running) => output().match(/with the code (\S+)/)?.[1] ?? '';

/** A signed-in visitor without a browser: fetch with the cookie of a session. */
export const signIn = async ({ origin }: Running, email: string, password: string) => {
  const response = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email, password }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .filter((pair) => pair?.startsWith('session='))
    .join('; ');
  if (!cookie) throw new Error(`${email} could not sign in: ${response.status}`);
  return cookie;
};

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
