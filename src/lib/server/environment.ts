import { z } from 'zod';

const url = (protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be an address beginning with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });

const schema = z.object({
  DATA_DIR: z.string().min(1).default('./data'),
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  ORIGIN: url(['http:', 'https:']).optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.string().min(3).default('Muster <muster@localhost>'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  CLOCK_FILE: z.string().optional(),
  WORKER: z.enum(['on', 'off']).default('on'),
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

const redacted = (name: string, value = '') =>
  name.endsWith('_URL') ? value.replace(/\/\/[^@/]*@/, '//***@') : value;
