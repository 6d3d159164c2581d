import { Lucia, type Adapter } from 'lucia';
import { compiledOnce } from '../compiling.ts';
import type { Database } from '../database.ts';
import { untilWritten } from '../remembering.ts';
import { hashSecret } from '../secrets.ts';

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ createdAt: number; userAgent: string }, SignedIn>;
    DatabaseSessionAttributes: { created_at: number; user_agent: string };
    DatabaseUserAttributes: Omit<SignedIn, 'id'>;
  }
}

/** What every page needs to know of the member who asks; read with the session in one query. */
export interface SignedIn {
  id: string;
  name: string;
  email: string;
  role: 'member' | 'admin';
  locale: 'en' | 'zh-TW' | 'zh-CN';
  timeZone: string;
  confirmed: boolean;
  unread: number;
  /** Whether the member holds a role in any brand: shows the way to the desk. */
  hasDesk: boolean;
}

export type Sessions = ReturnType<typeof sessionsOf>;

/** However often it is used, a session ends so long after it began, ms. */
const longestSession = 180 * 24 * 3600_000;

/**
 * Lucia behind one file: nothing else imports it. It stores session ids as they are, so the adapter
 * keeps their hash instead; whoever reads the table cannot sign in with it.
 */
export const sessionsOf = (database: Database, secure: boolean) => {
  // By its prefix no other host of the domain can set it.
  const cookieName = secure ? '__Host-session' : 'session';
  const lucia = new Lucia(adapterOf(database), {
    sessionCookie: { name: cookieName, attributes: { secure, sameSite: 'lax', path: '/' } },
    getSessionAttributes: ({ created_at, user_agent }) => ({ createdAt: created_at, userAgent: user_agent }),
    getUserAttributes: (attributes) => ({ ...attributes }) as SignedIn,
  });
  return {
    cookieName,
    /** Starts a session; gives the cookie to set. */
    start: async (memberId: string, userAgent: string, now: number) => {
      const session = await lucia.createSession(memberId, {
        created_at: now,
        user_agent: userAgent.slice(0, 300),
      });
      return lucia.createSessionCookie(session.id);
    },
    /** Who holds this cookie; extends the session when half its life is over. */
    find: async (cookie: string) => {
      const { session, user } = await lucia.validateSession(cookie);
      if (!session) return null;
      if (session.createdAt + longestSession < Date.now()) {
        await lucia.invalidateSession(cookie);
        return null;
      }
      return {
        member: user as SignedIn,
        idHash: hashSecret(session.id),
        renewed: session.fresh ? lucia.createSessionCookie(session.id) : null,
      };
    },
    end: (cookie: string) => lucia.invalidateSession(cookie),
    endAll: (memberId: string) => lucia.invalidateUserSessions(memberId),
    blankCookie: () => lucia.createBlankSessionCookie(),
  };
};

const signedIn = untilWritten(
  compiledOnce((read, hash: string) =>
    read
      .selectFrom('sessions')
      .innerJoin('members', 'members.id', 'sessions.member_id')
      .leftJoin('bans', 'bans.member_id', 'members.id')
      .select((eb) => [
        'sessions.expires_at',
        'sessions.created_at',
        'sessions.user_agent',
        'members.id',
        'members.name',
        'members.email',
        'members.role',
        'members.locale',
        'members.time_zone',
        'members.email_confirmed_at',
        'members.unread',
        eb
          .selectFrom('brand_roles')
          .select('brand_roles.role')
          .whereRef('brand_roles.member_id', '=', 'members.id')
          .limit(1)
          .as('desk'),
      ])
      .where('sessions.id_hash', '=', hash)
      .where('bans.member_id', 'is', null)
      .where('members.deleted_at', 'is', null),
  ),
);

const adapterOf = ({ read, write }: Database): Adapter => ({
  getSessionAndUser: (id) =>
    read(async (r) => {
      const [row] = await signedIn(r, hashSecret(id));
      if (!row) return [null, null];
      return [
        {
          id,
          userId: row.id,
          expiresAt: new Date(row.expires_at),
          attributes: { created_at: row.created_at, user_agent: row.user_agent },
        },
        {
          id: row.id,
          attributes: {
            name: row.name,
            email: row.email ?? '',
            role: row.role,
            locale: row.locale,
            timeZone: row.time_zone,
            confirmed: row.email_confirmed_at !== null,
            unread: row.unread,
            hasDesk: row.desk !== null,
          },
        },
      ];
    }),
  getUserSessions: (memberId) =>
    read(async (r) =>
      (await r.selectFrom('sessions').selectAll().where('member_id', '=', memberId).execute()).map((row) => ({
        id: row.id_hash,
        userId: row.member_id,
        expiresAt: new Date(row.expires_at),
        attributes: { created_at: row.created_at, user_agent: row.user_agent },
      })),
    ),
  setSession: (session) =>
    write(async (tx) => {
      await tx
        .insertInto('sessions')
        .values({
          id_hash: hashSecret(session.id),
          member_id: session.userId,
          expires_at: session.expiresAt.getTime(),
          created_at: session.attributes.created_at,
          user_agent: session.attributes.user_agent,
        })
        .execute();
    }),
  updateSessionExpiration: (id, expiresAt) =>
    write(async (tx) => {
      await tx
        .updateTable('sessions')
        .set({ expires_at: expiresAt.getTime() })
        .where('id_hash', '=', hashSecret(id))
        .execute();
    }),
  deleteSession: (id) =>
    write(async (tx) => {
      await tx.deleteFrom('sessions').where('id_hash', '=', hashSecret(id)).execute();
    }),
  deleteUserSessions: (memberId) =>
    write(async (tx) => {
      await tx.deleteFrom('sessions').where('member_id', '=', memberId).execute();
    }),
  deleteExpiredSessions: () =>
    write(async (tx) => {
      await tx.deleteFrom('sessions').where('expires_at', '<', Date.now()).execute();
    }),
});
