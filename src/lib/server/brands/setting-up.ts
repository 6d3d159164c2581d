import type { Reader, Transaction } from '../../../../db/schema.ts';
import { plainAddress, plainName } from '../../domain/accounts.ts';
import type { Locale } from '../../domain/locales.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { createBrand, type NewBrand } from './creating.ts';

const validFor = 24 * 3600_000;

/** The code as it was printed, however it was typed: capitals, spaces, and the letters that its alphabet leaves out. */
const plainCode = (typed: string) => {
  const letters = typed
    .toLowerCase()
    .replace(/o/g, '0')
    .replace(/[il]/g, '1')
    .replace(/[^0-9a-z]/g, '');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
};

/**
 * Whoever types the printed code is led through: gives the secret of a cookie that holds until the site is set up,
 * or until a restart prints another code. The steps stand in the database, so that any of them may be done again.
 */
export const beginSetup = async (tx: Transaction, typed: string, now: number): Promise<string | Refusal> => {
  const site = await tx
    .selectFrom('site')
    .select('setup_code_hash')
    .where('id', '=', 1)
    .where('set_up_at', 'is', null)
    .executeTakeFirst();
  if (!site) return refuse('not-found');
  const code = hashSecret(plainCode(typed));
  if (site.setup_code_hash !== code) return refuse('setup-code-wrong');
  const secret = newSecret();
  await tx
    .insertInto('tokens')
    .values({
      hash: hashSecret(secret),
      kind: 'setup',
      payload: JSON.stringify({ code }),
      created_at: now,
      expires_at: now + validFor,
    })
    .execute();
  return secret;
};

export const isSetUp = async (read: Reader): Promise<boolean> => {
  const site = await read.selectFrom('site').select('set_up_at').where('id', '=', 1).executeTakeFirst();
  return site?.set_up_at != null;
};

/** What was set up so far, for whoever holds the cookie; nothing for others, and nothing once it is done. */
export const setupHeldBy = async (read: Reader, secret: string | undefined, now: number) => {
  if (!secret) return undefined;
  const site = await read
    .selectFrom('site')
    .select(['name', 'tagline', 'locale', 'time_zone', 'setup_code_hash'])
    .where('id', '=', 1)
    .where('set_up_at', 'is', null)
    .executeTakeFirst();
  const token = await read
    .selectFrom('tokens')
    .select('payload')
    .where('hash', '=', hashSecret(secret))
    .where('kind', '=', 'setup')
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!site || !token) return undefined;
  const { code } = JSON.parse(token.payload) as { code: string };
  if (code !== site.setup_code_hash) return undefined;
  return {
    site: { name: site.name, tagline: site.tagline, locale: site.locale, timeZone: site.time_zone },
    owner: (await siteOwner(read)) ?? null,
  };
};

export const nameSite = async (
  tx: Transaction,
  secret: string | undefined,
  input: { name: string; tagline: string; locale: Locale; timeZone: string },
  now: number,
): Promise<Refusal | undefined> => {
  if (!(await holdSetup(tx, secret, now))) return refuse('not-found');
  await tx
    .updateTable('site')
    .set({
      name: plainName(input.name),
      tagline: input.tagline,
      locale: input.locale,
      time_zone: input.timeZone,
    })
    .where('id', '=', 1)
    .execute();
  return undefined;
};

/** Makes the account that will run the site; coming back to this step changes it. No letter confirms it: the code did. */
export const makeSiteOwner = async (
  tx: Transaction,
  secret: string | undefined,
  input: { name: string; email: string; passwordHash: string | null; locale: Locale },
  now: number,
): Promise<Refusal | undefined> => {
  const held = await holdSetup(tx, secret, now);
  if (!held) return refuse('not-found');
  const account = {
    name: plainName(input.name),
    email: plainAddress(input.email),
    locale: input.locale,
    time_zone: held.site.timeZone,
    ...(input.passwordHash && { password_hash: input.passwordHash }),
  };
  if (held.owner) {
    await tx.updateTable('members').set(account).where('id', '=', held.owner.id).execute();
    return undefined;
  }
  const id = newId(now);
  await tx
    .insertInto('members')
    .values({ ...account, id, role: 'admin', joined_at: now, email_confirmed_at: now })
    .execute();
  await recordEvent(tx, { kind: 'member-joined', actor: id, subject: id }, now);
  return undefined;
};

/** The last step makes the first brand and opens the site, once: the code and every cookie from it are void. */
export const finishSetup = async (
  tx: Transaction,
  secret: string | undefined,
  input: NewBrand,
  now: number,
): Promise<{ owner: string; slug: string } | Refusal> => {
  const held = await holdSetup(tx, secret, now);
  if (!held?.owner) return refuse('not-found');
  const { owner } = held;
  const brand = await createBrand(tx, owner, input, now);
  if (isRefusal(brand)) return brand;
  await tx.updateTable('site').set({ set_up_at: now, setup_code_hash: null }).where('id', '=', 1).execute();
  await tx.deleteFrom('tokens').where('member_id', 'is', null).where('kind', '=', 'setup').execute();
  await recordEvent(tx, { kind: 'site-set-up', actor: owner.id }, now);
  return { owner: owner.id, slug: brand.slug };
};

/** Writing the site's row first makes a second one wait, who then finds it set up. */
const holdSetup = async (tx: Transaction, secret: string | undefined, now: number) => {
  await tx
    .updateTable('site')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('id', '=', 1)
    .execute();
  return setupHeldBy(tx, secret, now);
};

/** Before the site is set up nobody can join: its one admin is whoever sets it up. */
const siteOwner = (read: Reader) =>
  read
    .selectFrom('members')
    .select(['id', 'name', 'email'])
    .where('role', '=', 'admin')
    .where('deleted_at', 'is', null)
    .orderBy('joined_at')
    .limit(1)
    .executeTakeFirst();
