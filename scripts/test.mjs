// `npm test`: everything, on a fresh clone, with any Node that npm runs on. Ends with `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const node = 'node_modules/.bin/node';
let passed = 0;
let failed = 0;
let skipped = 0;

const run = (command, args, env = {}) =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;

/** A check that counts as one test. */
const check = (name, command, args) => {
  const started = Date.now();
  return told(name, started, run(command, args));
};

const told = (name, started, ok) => {
  console.log(`${ok ? '✓' : '✗'} ${name} (${Math.round((Date.now() - started) / 1000)} s)`);
  if (ok) passed++;
  else failed++;
  return ok;
};

/** The same, beside others: what it has to say is said at its end. */
const checkBeside = (name, [command, args]) =>
  new Promise((done) => {
    const started = Date.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (said += data));
    child.on('error', (error) => (said += error.message));
    child.on('close', (status) => {
      if (said) console.log(said.trimEnd());
      done(told(name, started, status === 0));
    });
  });

const finish = () => {
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(failed === 0 && passed > 0 && !(process.env.CI && skipped > 0) ? 0 : 1);
};

if (!existsSync(node) && !check('install', 'npm', ['ci', '--no-audit', '--no-fund'])) finish();

const bin = (path, ...args) => [node, [`node_modules/${path}`, ...args]];
if (!check('messages', node, ['scripts/messages.mjs'])) finish();
if (!check('types made', ...bin('@sveltejs/kit/svelte-kit.js', 'sync'))) finish();
await Promise.all([
  checkBeside('format', bin('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')).then(() =>
    checkBeside('lint', bin('eslint/bin/eslint.js', '.')),
  ),
  checkBeside('types', bin('svelte-check/bin/svelte-check', '--threshold', 'error', '--output', 'machine')),
]);
if (!check('build', ...bin('vite/bin/vite.js', 'build', '--logLevel', 'warn'))) finish();

const browser = findBrowser();
if (!browser) {
  console.error(
    'No Chromium could be found or installed: the browser tests do not run. Set CHROMIUM_PATH to one.',
  );
  if (process.env.CI) failed++;
}

const folder = mkdtempSync(join(tmpdir(), 'muster-report-'));
const report = join(folder, 'report.json');
const ok = run(
  node,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { ...(browser && { CHROMIUM_PATH: browser }) },
);
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  passed += numPassedTests;
  failed += numFailedTests;
  skipped += numPendingTests;
  for (const { name, assertionResults } of testResults) {
    for (const { status, fullName } of assertionResults) {
      if (status === 'skipped' || status === 'pending') console.log(`skipped: ${name}: ${fullName}`);
    }
  }
  if (!ok && numFailedTests === 0) failed++;
} else failed++;
rmSync(folder, { recursive: true, force: true });
finish();

/** Playwright's own browser if it is there, else the one named, else the machine's, else Debian's where root may install it. */
function findBrowser() {
  const own = spawnSync(
    node,
    ['-e', "process.stdout.write(require('playwright').chromium.executablePath())"],
    {
      encoding: 'utf8',
    },
  ).stdout;
  const found = () =>
    [own, process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
      (path) => path && existsSync(path),
    );
  if (found()) return found();
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing a browser and Chinese fonts …');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
  }
  return found();
}
