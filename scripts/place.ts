import { readEnvironment, type Environment } from '../src/lib/server/environment.ts';

/** Ends a command with what is wrong and what to do. */
export const stop = (...lines: string[]): never => {
  for (const line of lines) console.error(line);
  process.exit(1);
};

/** Where the site's data is, from the same environment as the site itself. */
export const place = (): Pick<Environment, 'DATA_DIR' | 'DATABASE_URL'> => {
  const read = readEnvironment(process.env);
  return 'wrong' in read ? stop(...read.wrong) : read.environment;
};
