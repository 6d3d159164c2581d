import { z } from 'zod';

const url = (protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be an address beginning with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });

/** Of what is no address at all something else is said. */
const isOrigin = (value: string) => {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) return true;
  const { pathname, search, hash, username, password } = new URL(value);
  return pathname === '/' && !search && !hash && !username && !password;
};

const schema = z.object({
  DATA_DIR: z.string().min(1).default('./data'),
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  // The adapter takes the origin of the address too: what else stands in it would stand in the links of mails alone.
  ORIGIN: url(['http:', 'https:'])
    .refine(isOrigin, { error: 'must be an address without a path, such as https://muster.example' })
    .transform((value) => (URL.canParse(value) ? new URL(value).origin : value))
    .optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z
    .string()
    .regex(/@/, { error: 'must be a sender such as Muster <muster@muster.example>' })
    .default('Muster <muster@localhost>'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  CLOCK_FILE: z.string().optional(),
  WORKER: z.enum(['on', 'off']).default('on'),
  PRACTICE_CARD: z.enum(['on', 'off']).default('off'),
  // These are the adapter's, looked at here so that what is wrong with them is said in the same way.
  BODY_SIZE_LIMIT: z
    .string()
    .regex(/^(\d+(\.\d+)?[kmg]?|infinity)$/i, { error: 'must be a size such as 256M' })
    .optional(),
  ADDRESS_HEADER: z
    .string()
    .regex(/^[\w-]+$/, { error: 'must be the name of a header' })
    .optional(),
  XFF_DEPTH: z.coerce.number({ error: 'must be a number of proxies' }).int().min(1).max(100).optional(),
});

export type Environment = z.infer<typeof schema>;

/** Reads the environment once. Gives one clear line for each variable that is wrong. */
export const readEnvironment = (
  variables: Record<string, string | undefined>,
): { environment: Environment } | { wrong: string[] } => {
  // An empty variable is one that was not set: compose files and shells write FOO= for "no FOO".
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const result = schema.safeParse(set);
  if (result.success) return { environment: result.data };
  return {
    wrong: result.error.issues.map(({ path, message }) => {
      const name = path.join('.');
      return `${name} is wrong: ${message} (it is "${redacted(name, set[name])}")`;
    }),
  };
};

/** A password may hold any sign, and stand in an address that is none: nothing before the last `@` is shown. */
const redacted = (name: string, value = '') =>
  /_URL$|^ORIGIN$/.test(name) ? value.replace(/^([a-z]+:\/\/)?.*@/is, '$1***@') : value;
