// `npm run demo`, `npm start`, `npm run dev`: works from a fresh clone with any Node that npm runs on.
// Installs what is missing, builds when the source is newer than the build, then hands over to Node 24.
import { spawnSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flags } from './flags.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const node = join(root, 'node_modules/.bin/node');
const [what = 'start'] = process.argv.slice(2);

const run = (command, args, env = {}) => {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
};

const newest = (path) => {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(
    0,
    ...readdirSync(path)
      .filter((name) => name !== 'paraglide')
      .map((name) => newest(join(path, name))),
  );
};

if (!existsSync(node) || newest('package-lock.json') > newest('node_modules/.package-lock.json') + 60_000) {
  console.log('Installing what is missing …');
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

if (what === 'dev') {
  run(node, ['scripts/messages.mjs']);
  run(node, ['node_modules/vite/bin/vite.js', 'dev', ...process.argv.slice(3)]);
  process.exit(0);
}

const sources = [
  'src',
  'db/migrations',
  'db/migrate.ts',
  'static',
  'project.inlang/settings.json',
  'package-lock.json',
  'svelte.config.js',
  'vite.config.ts',
  'bundling.mjs',
];
if (Math.max(...sources.map(newest)) > newest('build/index.js')) {
  console.log('Building …');
  run(node, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);
}

const free = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });

const demo = what === 'demo';
let port = Number(process.env.PORT || 3000);
if (demo && !process.env.PORT) while (!(await free(port))) port++;

const env = {
  ...process.env,
  // A wrong one is handed on as it is, to be named by the site.
  PORT: process.env.PORT || String(port),
  BODY_SIZE_LIMIT: process.env.BODY_SIZE_LIMIT || '256M',
  NODE_ENV: 'production',
  ...(demo && {
    DATA_DIR: process.env.DATA_DIR || './demo-data',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    PRACTICE_CARD: process.env.PRACTICE_CARD || 'on',
  }),
};
if (demo) run(node, ['db/seeds/demo.ts'], env);
const server = spawn(node, [...flags, 'build/index.js'], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
