// Raw better-sqlite3 in a process of its own: one row in one durable transaction, again and again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';

const folder = mkdtempSync(join(tmpdir(), 'muster-raw-'));
const file = new SQLite(join(folder, 'raw.sqlite'));
file.pragma('journal_mode = WAL');
file.pragma('synchronous = FULL');
file.exec('create table votes (id integer primary key, draft text not null, member text not null)');
const insert = file.prepare('insert into votes (draft, member) values (?, ?)');
const until = performance.now() + Number(process.argv[2]) * 1000;
const started = performance.now();
let count = 0;
while (performance.now() < until) insert.run('a draft', `member ${count++}`);
console.log(JSON.stringify({ perSecond: (count / (performance.now() - started)) * 1000 }));
file.close();
rmSync(folder, { recursive: true });
