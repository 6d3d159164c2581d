import { readEnvironment } from './environment.ts';

// The first thing that the built app does: the adapter reads the same variables when it is loaded, and would say what
// is wrong in words of its own.
const read = readEnvironment(process.env);
if ('wrong' in read) {
  for (const line of read.wrong) console.error(line);
  process.exit(1);
}
