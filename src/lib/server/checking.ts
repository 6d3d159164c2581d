import { readEnvironment } from './environment.ts';

// The first thing that the built app does: the adapter reads the same variables when it is loaded, and would say what
// is wrong in words of its own.
const read = readEnvironment(process.env);
if ('wrong' in read) {
  for (const line of read.wrong) console.error(line);
  process.exit(1);
}
// To us an empty variable is one that was not set; to the adapter it is a value, and mostly a wrong one.
for (const name of ['ORIGIN', 'PORT', 'HOST', 'BODY_SIZE_LIMIT', 'ADDRESS_HEADER', 'XFF_DEPTH']) {
  if (process.env[name] === '') delete process.env[name];
}
