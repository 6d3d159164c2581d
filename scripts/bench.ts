// `npm run bench`: measures the pages and the ballots against a bare SvelteKit page and a raw SQLite insert, all in one
// run and in turns, so that a busy moment of the machine falls on all of them, and writes docs/performance.md.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildBareApp } from './bench/bare.ts';
import type { Result, Task } from './bench/load.ts';
import { writeReport, type Composed, type Measured } from './bench/reporting.ts';
import {
  ballotOf,
  cookieOf,
  countBallots,
  forgetNewBallots,
  makeBenchWorld,
  type BenchWorld,
} from './bench/world.ts';
import { flags } from './flags.mjs';

const root = resolve(import.meta.dirname, '..');
const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 4);
const connections = 32;
/** More than can vote within one round of a world. */
const newVoters = seconds * 4000;

const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
const started: ChildProcess[] = [];

const main = async () => {
  console.log('Building the app, the bare page, and two worlds with 200 and with 200,000 ballots …');
  const build = [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'];
  if (spawnSync(process.execPath, build, { cwd: root, stdio: 'inherit' }).status !== 0) process.exit(1);
  const bare = buildBareApp(root);
  const small = await makeBenchWorld(join(folder, 'small'), 200, newVoters);
  const large = await makeBenchWorld(join(folder, 'large'), 200_000, newVoters);
  const bareOrigin = await serve(bare, {});
  const sites = [
    { world: small, origin: await serve(root, { DATA_DIR: small.dataDir }) },
    { world: large, origin: await serve(root, { DATA_DIR: large.dataDir }) },
  ];

  const measured: Measured = { bare: [], insert: [], small: noRounds(), large: noRounds() };
  const runs: (() => void)[] = [
    () => measured.bare.push(load({ url: bareOrigin })),
    () => measured.insert.push(insertRate()),
    ...sites.flatMap(({ world, origin }) => {
      const into = world === small ? measured.small : measured.large;
      return [
        () => into.signedOut.push(load({ url: `${origin}/challenges/${world.challenge}` })),
        () => into.signedIn.push(load(asMembers(world, origin))),
        () => into.ballots.push(castBallots(world, origin)),
        () => into.meanwhile.push(loadWhileVoting(world, origin)),
      ];
    }),
  ];
  for (let round = 0; round <= rounds; round++) {
    // The first round warms everything up and is not counted.
    console.log(round === 0 ? 'Warming up …' : `Round ${round} of ${rounds} …`);
    for (const run of runs) run();
    if (round === 0) forget(measured);
  }
  for (const server of started) server.kill();
  const composed = composing();
  console.log(writeReport(root, measured, composed, { rounds, seconds, connections }));
  rmSync(bare, { recursive: true, force: true });
};

const noRounds = () => ({ signedOut: [], signedIn: [], ballots: [], meanwhile: [] }) as Measured['small'];
const forget = (measured: Measured) => {
  for (const list of [measured.bare, measured.insert]) list.length = 0;
  for (const site of [measured.small, measured.large])
    for (const list of Object.values(site)) list.length = 0;
};

/** Starts a built app, the bare one likewise, as `npm start` would, its log going to a file. */
const serve = async (place: string, env: Record<string, string>) => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const log = openSync(join(folder, `${port}.log`), 'w');
  const server = spawn(process.execPath, [...flags, 'build/index.js'], {
    cwd: place,
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      ORIGIN: origin,
      ...env,
    },
  });
  started.push(server);
  for (let tries = 0; tries < 200; tries++) {
    if (await fetch(origin).then(Boolean, () => false)) return origin;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`what is in ${place} did not start; see ${folder}`);
};

const load = (task: Pick<Task, 'url'> & Partial<Task>): Result => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/bench/load.ts')], {
    input: JSON.stringify({
      seconds,
      connections,
      ...task,
      headers: { accept: 'text/html', ...task.headers },
    }),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Result;
};

/** The page as 200 members see it, each with a ballot of their own. */
const asMembers = ({ challenge }: BenchWorld, origin: string) => ({
  url: `${origin}/challenges/${challenge}`,
  visitors: Array.from({ length: 200 }, (_, voter) => ({ cookie: cookieOf(voter) })),
});

/** Posts the ballot's form for another member each time, and checks that every ballot that was thanked for is there. */
const castBallots = (world: BenchWorld, origin: string): Result => {
  const before = countBallots(world);
  const result = load({
    url: `${origin}/challenges/${world.challenge}?/cast`,
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    visitors: Array.from({ length: newVoters }, (_, i) => {
      const voter = world.voters - 1 - i;
      return { cookie: cookieOf(voter), body: ballotOf(world, voter) };
    }),
  });
  const cast = countBallots(world) - before;
  const thanked = result.statuses['303'] ?? 0;
  // Those still on their way at the end are cast, but their answers were not waited for.
  if (
    cast < Math.min(thanked, newVoters) ||
    cast > thanked + connections ||
    Object.keys(result.statuses).join() !== '303'
  )
    throw new Error(
      `${thanked} ballots were answered, ${cast} are there: ${JSON.stringify(result.statuses)}`,
    );
  forgetNewBallots(world);
  return result;
};

/** The page for members while ten ballots a second come in, so that nothing can be remembered for long. */
const loadWhileVoting = (world: BenchWorld, origin: string): Result => {
  const voting = spawn(process.execPath, [join(root, 'scripts/bench/trickling.ts')], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  voting.stdin.end(
    JSON.stringify({
      url: `${origin}/challenges/${world.challenge}?/cast`,
      origin,
      seconds,
      votes: Array.from({ length: seconds * 10 + 10 }, (_, i) => {
        const voter = world.voters - 1 - i;
        return { cookie: cookieOf(voter), body: ballotOf(world, voter) };
      }),
    }),
  );
  const result = load(asMembers(world, origin));
  voting.kill();
  forgetNewBallots(world);
  return result;
};

const insertRate = () => {
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'scripts/bench/inserting.ts'), String(seconds)],
    { encoding: 'utf8' },
  );
  return (JSON.parse(stdout) as { perSecond: number }).perSecond;
};

const composing = () => {
  const { stdout } = spawnSync(process.execPath, [join(root, 'scripts/bench/composing.ts')], {
    encoding: 'utf8',
  });
  return JSON.parse(stdout) as Composed;
};

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

try {
  await main();
} finally {
  for (const server of started) server.kill();
  rmSync(folder, { recursive: true, force: true });
}
