import { createServer } from 'node:net';
import type { Environment } from './environment.ts';

/** SQLSTATE classes of a server that is there and does not let us in: 28 who asks, 3D which database, 53 and 57 not now. */
const turnedAway = /^(28|3D|53|57)/;

/**
 * What keeps the site from starting and is a matter of how it is run: one line for who runs it. Of anything else, which is
 * then a fault of ours, nothing.
 */
export const whyNotStarted = (
  error: unknown,
  { DATA_DIR, DATABASE_URL }: Pick<Environment, 'DATA_DIR' | 'DATABASE_URL'>,
): string | undefined => {
  if (!(error instanceof Error)) return;
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  // Where a name has several addresses, only the code says why none answers.
  const why = error.message || code;
  if (syscall === 'mkdir') return `DATA_DIR is wrong: ${DATA_DIR} cannot be used (${why})`;
  if (DATABASE_URL === undefined) {
    return /^SQLITE_(CANTOPEN|READONLY|NOTADB|CORRUPT|PERM)/.test(code)
      ? `The database in ${DATA_DIR} cannot be used (${why})`
      : undefined;
  }
  if (syscall === 'connect' || syscall === 'getaddrinfo' || /^E[A-Z]+$/.test(code) || turnedAway.test(code)) {
    return `The database of DATABASE_URL cannot be used (${why})`;
  }
};

/** Tries the place where the site is to listen, before anything is written for a site that nobody could reach. */
export const whyNotListening = ({ HOST, PORT }: Pick<Environment, 'HOST' | 'PORT'>) =>
  new Promise<string | undefined>((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? `PORT is wrong: ${PORT} is taken by another program; stop it or choose another port`
          : `HOST or PORT is wrong: ${HOST}:${PORT} cannot be listened on (${error.message})`,
      ),
    );
    probe.listen(PORT, HOST, () => probe.close(() => resolve(undefined)));
  });
