import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Result } from './load.ts';

interface Site {
  signedOut: Result[];
  signedIn: Result[];
  ballots: Result[];
  /** Signed in, while ballots come in. */
  meanwhile: Result[];
}
export interface Measured {
  bare: Result[];
  /** Durable inserts a second. */
  insert: number[];
  small: Site;
  large: Site;
}

/** A composed picture: sizes in px, times in ms. */
export interface Composed {
  layers: number;
  wide: number;
  height: number;
  composed: number;
  decoded: number;
  rounds: number;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const rate = (results: Result[]) => median(results.map(({ perSecond }) => perSecond));
const p95 = (results: Result[]) => median(results.map((result) => result.p95));
const whole = (value: number) => Math.round(value).toLocaleString('en');
const short = (value: number) => value.toFixed(2);
const ms = (value: number) => `${value.toFixed(0)} ms`;
/** What the machine gave of the bare page when the targets were set, a second: it gives more or less from day to day. */
const paceOfTargets = 2_700;

/** Writes docs/performance.md, ratios first; gives its tables for the terminal. */
export const writeReport = (
  root: string,
  { bare, insert, small, large }: Measured,
  picture: Composed,
  { rounds, seconds, connections }: { rounds: number; seconds: number; connections: number },
) => {
  const page = rate(bare);
  const raw = median(insert);
  const pace = paceOfTargets / page;
  const cast = rate(small.ballots);
  const mark = (good: boolean) => (good ? 'yes' : '**no**');
  const ratio = (name: string, got: number, target: number) =>
    `| ${name} | ${short(got)} | ≥ ${target} | ${mark(got >= target)} |`;
  const same = (name: string, pick: (site: Site) => Result[]) => {
    const got = rate(pick(large)) / rate(pick(small));
    return `| ${name}: 200,000 ballots against 200 | ${short(got)} | 0.9 to 1.1 | ${mark(got >= 0.9)} |`;
  };
  const slowest = (name: string, pick: (site: Site) => Result[]) => {
    const got = Math.max(p95(pick(small)), p95(pick(large)));
    return [
      `| ${name}: 95 % of requests within | ${ms(got)} | < 50 ms | ${mark(got < 50)} |`,
      `| the same at the pace of the targets | ${ms(got / pace)} | < 50 ms | ${mark(got / pace < 50)} |`,
    ];
  };
  const ratios = [
    '| what | measured | target | reached |',
    '|---|--:|--:|---|',
    ratio('challenge page, signed out, against the bare page', rate(small.signedOut) / page, 0.3),
    ratio('challenge page, signed in, against the bare page', rate(small.signedIn) / page, 0.3),
    `| ballots through HTTP, durable, a second | ${whole(cast)} | ≥ 1,000 | ${mark(cast >= 1000)} |`,
    `| the same at the pace of the targets | ${whole(cast * pace)} | ≥ 1,000 | ${mark(cast * pace >= 1000)} |`,
    `| ballots through HTTP against raw durable inserts | ${short(cast / raw)} | | |`,
    same('page, signed out', (site) => site.signedOut),
    same('page, signed in', (site) => site.signedIn),
    same('ballots', (site) => site.ballots),
    ...slowest('page, signed out', (site) => site.signedOut),
    ...slowest('page, signed in', (site) => site.signedIn),
    ...slowest('ballots', (site) => site.ballots),
    `| composed picture, ${picture.layers} layers of ${picture.wide} × ${picture.height} px, made once | ${ms(picture.composed)} | < 300 ms | ${mark(picture.composed < 300)} |`,
    `| composed picture, against decoding its base alone | ${short(picture.composed / picture.decoded)} | | |`,
  ].join('\n');
  const row = (name: string, results: Result[]) =>
    `| ${name} | ${whole(rate(results))} | ${ms(median(results.map(({ p50 }) => p50)))} | ${ms(p95(results))} | ${whole(median(results.map(({ bytes }) => bytes)))} |`;
  const numbers = [
    '| what | a second | median | 95 % | bytes |',
    '|---|--:|--:|--:|--:|',
    row('bare SvelteKit page of 20 rows', bare),
    `| raw better-sqlite3 insert, one durable transaction each | ${whole(raw)} | | | |`,
    ...(
      [
        ['200 ballots', small],
        ['200,000 ballots', large],
      ] as const
    ).flatMap(([name, site]) => [
      row(`challenge page, signed out, ${name}`, site.signedOut),
      row(`challenge page, signed in, ${name}`, site.signedIn),
      row(`the same while ten ballots a second come in, ${name}`, site.meanwhile),
      row(`ballots, ${name} at the start`, site.ballots),
    ]),
  ].join('\n');
  const memory = Math.round(totalmem() / 2 ** 30);
  const text = `# Performance

Written by \`npm run bench\`; do not edit by hand.

${ratios}

Measured on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}, ${memory} GB, SQLite; medians of ${rounds} rounds of ${seconds} s for each line, ${connections} connections, the load in a process of its own on the same machine. All servers stand the whole time and are measured in turns.

The targets in requests and milliseconds were set when the machine gave ${whole(paceOfTargets)} bare pages a second; in this run it gave ${whole(page)}. "At the pace of the targets" is what was measured, by the ratio of the two.

## The numbers behind them

${numbers}

## What is measured

- **Bare page**: a SvelteKit app of one page with 20 rows, the same adapter, no database, no hooks, no policy header; started with the same flags of Node (\`scripts/flags.mjs\`).
- **Challenge page**: 24 drafts with pictures, open for voting, the tally shown live; signed in, as 200 members in turn who have all voted.
- **Ballots**: the page's own form posted without scripts, three picks, by another member each time; each answer waits until the ballot has reached the disk (\`synchronous = FULL\`). The run fails unless every ballot that was answered is in the database.
- **While ballots come in**: what is remembered between two writes is forgotten ten times a second.
- **Signed out**: the second of two strangers who ask within a second, and all after them, are sent what was drawn for the first, until anything is written; signed in, each page is put together for its member, of cards that were drawn before where they look the same.
- **Composed picture**: the base and the five dearest parts of the demonstration world's fridge, as files on the disk to the bytes of a JPEG; the median of ${picture.rounds}. After that its file is sent.

## Where the time goes

What was done after profiling, in the order of what it brought:

- SQLite keeps its plans (\`server/database.ts\`): it planned a join anew at each run, which took several times as long as running it, and was half of what a ballot cost.
- Queries of every request are put into words once (\`server/compiling.ts\`); building and compiling them took three times as long as running them.
- On SQLite what was asked is remembered until something is written, by any process (\`server/remembering.ts\`): SQLite's own count of commits is looked at once a turn of the event loop, past the builder of queries. It is never behind the truth.
- Ballots that arrive together share one durable commit, each behind its own savepoint, and nobody is answered before it (\`server/grouping.ts\`).
- A card that looks the same for many members is drawn once and put into each of their pages, until something is written (\`lib/drawing-once.ts\`); only those who picked it get another. This alone was two fifths of a member's page.
- The bytes of a page go from where they were made to the socket; through the framework's response they were copied and sent as a stream (\`bundling.mjs\`).
- What a challenge's page says to everybody is made once a second, never past a write, and stands in the page as one value (\`lib/packing.ts\`), which is escaped once.
- Plural rules, zone names and spans of days are made once; making them took 10 to 70 µs each.
- The framework's ETag is left out: it hashes the whole page, and with a nonce in each answer it can never match (\`bundling.mjs\`).
- A page that is the same for all strangers is drawn once and sent with a fresh nonce to each, for at most a second and never past a write (\`server/drawing.ts\`).
- A page with Chinese in it becomes bytes by one conversion instead of letter by letter (\`bundling.mjs\`).
- Node gets a larger young generation: what a page needs while it is drawn is thrown away at once (\`scripts/flags.mjs\`).
- Files that many pages share are gathered, so that the header that names them stays short.

Of a member's page a third is the framework's way around it, which a bare page has as well, a sixth the drawing, an eighth the network stack, and a tenth garbage collection.
`;
  writeFileSync(join(root, 'docs/performance.md'), text);
  return `${ratios}\n\n${numbers}`;
};
