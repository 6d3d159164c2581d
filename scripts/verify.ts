// `npm run --silent verify -- FILE [--head FILE_OR_TEXT] [--key HEX]`: whether the published result of a vote follows from
// its ballots, in a sentence. Exit 1 where it does not, with what is wrong; exit 2 where the file cannot be read.
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CannotCount } from '../src/lib/domain/counting/counting.ts';
import { CannotRead } from '../src/lib/domain/counting/reading-lines.ts';
import type { SignedHead } from '../src/lib/domain/heads.ts';
import { verifyLog, type Known } from '../src/lib/domain/verifying.ts';
import { sums } from '../src/lib/server/summing.ts';

const usage = `Usage: npm run --silent verify -- FILE [--head FILE_OR_TEXT]… [--key HEX]`;

const fail = (message: string): never => {
  console.error(message);
  process.exit(2);
};

const asked = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { head: { type: 'string', multiple: true }, key: { type: 'string' } },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n${usage}`);
  }
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return fail(`${file} cannot be read: ${(error as Error).message}`);
  }
};

/** A head as the site gives it, or a receipt, which has one. */
const headFrom = (given: string): SignedHead => {
  const text = given.trimStart().startsWith('{') || !existsSync(given) ? given : textOf(given);
  try {
    const found = JSON.parse(text) as { head?: SignedHead } & SignedHead;
    const { text: signed, signature } = found.head ?? found;
    if (typeof signed === 'string' && typeof signature === 'string') return { text: signed, signature };
  } catch {
    // Said below.
  }
  return fail(`--head must be a head or a receipt, as JSON or a file of it.\n${usage}`);
};

const main = () => {
  const { values, positionals } = asked();
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return fail(`Name one file.\n${usage}`);
  if (values.key !== undefined && !/^[0-9a-f]{64}$/.test(values.key))
    return fail(`--key must be 64 hexadecimal digits.\n${usage}`);
  const known: Known = {
    heads: (values.head ?? []).map(headFrom),
    ...(values.key !== undefined && { key: values.key }),
  };
  try {
    const verdict = verifyLog(textOf(file), sums, known);
    if (!verdict.holds) {
      console.log(`${verdict.wrong} The published result is not proved.`);
      process.exitCode = 1;
      return;
    }
    const { ballots, entries, heads, leftOut, rule, key, claims } = verdict;
    const without = leftOut > 0 ? ` (${leftOut} set aside or excluded)` : '';
    console.log(
      `The published result follows from the ballots: ${ballots} ballots${without} in ${entries} entries, proved by ${heads} signed heads, counted by ${rule.method}; signed with the key ${key}.`,
    );
    if (claims.length > 0) console.log(`Counted, by the word of the brand alone: ${claims.join('; ')}.`);
  } catch (error) {
    if (error instanceof CannotRead || error instanceof CannotCount) return fail(`${file}: ${error.message}`);
    // Whatever it is: 1 says that the result is not proved, and that would be to say too much.
    return fail(`${file} cannot be checked: ${(error as Error).message}`);
  }
};

main();
