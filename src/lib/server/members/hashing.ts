import { hash, verify } from '@node-rs/argon2';

// Argon2id as OWASP's password storage cheat sheet sets it: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 };

// The hash of a random text that nobody kept, made at the same cost.
const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$kHT0cbYmtCp65cIJeTeH+Q$b6iRCEf9W6l6tCF5cjGBVsFvMeUN/v1aj5Pyqy1+B/k';

/** Takes some 20 ms: before the transaction, never in it. */
export const hashPassword = (password: string): Promise<string> => hash(plain(password), cost);

/** The same work where there is no hash, so that the time it takes does not tell whether an account exists. */
export const passwordMatches = async (
  stored: string | null | undefined,
  password: string,
): Promise<boolean> => (await verify(stored ?? nobody, plain(password))) && stored != null;

// One keyboard composes é, another types it as one sign (NIST SP 800-63B, 5.1.1.2).
const plain = (password: string) => password.normalize('NFKC');
