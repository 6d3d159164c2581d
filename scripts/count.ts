// `npm run --silent count -- FILE --method METHOD`: counts an election from a file and prints one JSON object.
// Exit 2 where the file or what was asked cannot be counted, with the line and what is wrong.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import {
  CannotCount,
  countElection,
  countMethods,
  type CountMethod,
} from '../src/lib/domain/counting/counting.ts';
import { readElection } from '../src/lib/domain/counting/reading.ts';
import { CannotRead } from '../src/lib/domain/counting/reading-lines.ts';
import { namedOutcome } from '../src/lib/domain/counting/naming.ts';

const usage = `Usage: npm run --silent count -- FILE --method ${countMethods.join('|')} [--seats N] [--budget N] [--decimals N]`;

const fail = (message: string): never => {
  console.error(message);
  process.exit(2);
};

const asked = () => {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        method: { type: 'string' },
        seats: { type: 'string' },
        budget: { type: 'string' },
        decimals: { type: 'string' },
      },
    });
    return { ...values, positionals };
  } catch (error) {
    return fail(`${(error as Error).message}\n${usage}`);
  }
};

const whole = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) fail(`--${name} must be a whole number, not “${text}”.`);
  return Number(text);
};

const isMethod = (text: string | undefined): text is CountMethod =>
  (countMethods as readonly (string | undefined)[]).includes(text);

const main = () => {
  const { method, positionals, ...numbers } = asked();
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return fail(`Name one file.\n${usage}`);
  if (!isMethod(method)) return fail(`--method must be one of ${countMethods.join(', ')}.\n${usage}`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return fail(`${file} cannot be read: ${(error as Error).message}`);
  }
  const seats = whole('seats', numbers.seats);
  const budget = whole('budget', numbers.budget);
  const decimals = whole('decimals', numbers.decimals);
  try {
    const election = readElection(text, extname(file).slice(1).toLowerCase());
    const outcome = countElection(election, {
      method,
      ...(seats !== undefined && { seats }),
      ...(budget !== undefined && { budget }),
      ...(decimals !== undefined && { decimals }),
    });
    console.log(JSON.stringify(namedOutcome(method, election, outcome)));
  } catch (error) {
    if (error instanceof CannotRead || error instanceof CannotCount) fail(`${file}: ${error.message}`);
    throw error;
  }
};

main();
