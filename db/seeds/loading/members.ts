import type { Locale } from '../../../src/lib/domain/locales.ts';
import { people, type Person } from '../world/names.ts';
import { happened } from './events.ts';
import { dayLength, type Loading } from './rows.ts';

export interface Member extends Person {
  id: string;
  joinedAt: number;
  confirmed: boolean;
  /** How much each brand is to their liking, and how far they go along with what is popular. */
  likes: Record<string, number>;
  speaks: number;
}

export const accounts = [
  { key: 'fan', email: 'fan@example.com', name: 'Yuchen Lin', joined: -372 },
  { key: 'designer', email: 'designer@example.com', name: 'Pei Wu', joined: -421 },
  { key: 'merchant', email: 'merchant@example.com', name: 'Kwame Boateng', joined: -419 },
  { key: 'buyer', email: 'buyer@example.com', name: 'Hana Kovář', joined: -355 },
  { key: 'admin', email: 'admin@example.com', name: 'Ada Chou', joined: -422 },
] as const;
export type Account = (typeof accounts)[number]['key'];
export const memberCount = 600;

/** Where the site's growth stands: half were there at the first vote, the others came over a year. */
function joinedDay(share: number): number {
  const steps = [
    [0, -416],
    [0.56, -352],
    [0.79, -250],
    [0.91, -150],
    [0.98, -45],
    [1, -1.5],
  ] as const;
  for (let i = 1; i < steps.length; i++) {
    const [a, b] = [steps[i - 1]!, steps[i]!];
    if (share <= b[0]) return a[1] + ((share - a[0]) / (b[0] - a[0])) * (b[1] - a[1]);
  }
  return -1.5;
}

export function loadMembers(loading: Loading, passwordHash: string) {
  const random = loading.chance('members');
  const others = people(random, memberCount - accounts.length);
  const account = (person: (typeof accounts)[number]) => ({
    name: person.name,
    email: person.email,
    locale: 'en' as Locale,
    timeZone: 'Asia/Taipei',
    country: 'TW',
    joined: person.joined as number,
    known: true,
  });
  const all = [
    ...accounts.map(account),
    ...others.map((person, i) => ({ ...person, joined: joinedDay(i / (others.length - 1)), known: false })),
  ];
  const members = all.map((person, i): Member => {
    const joinedAt = Math.floor(loading.now + (person.joined + random.between(-0.4, 0.4)) * dayLength);
    const confirmed = person.known || i < 60 || random.chance(0.982);
    const id = loading.ids.id(joinedAt);
    loading.rows.members.push({
      id,
      email: person.email,
      name: person.name,
      password_hash: passwordHash,
      role: person.email === 'admin@example.com' ? 'admin' : 'member',
      locale: person.locale,
      time_zone: person.timeZone,
      joined_at: joinedAt,
      email_confirmed_at: confirmed ? joinedAt + random.integer(2, 600) * 60_000 : null,
      unread: 0,
    });
    happened(loading, joinedAt, 'member-joined', { actor: id, subject: id });
    const home = person.locale === 'zh-CN' ? 'paragraph' : person.locale === 'zh-TW' ? 'dashu' : 'halo';
    const likes: Record<string, number> = {};
    for (const brand of ['halo', 'dashu', 'paragraph'])
      likes[brand] = Math.exp(random.normal() * 0.8 + (brand === home ? 0.7 : 0));
    return { ...person, id, joinedAt, confirmed, likes, speaks: Math.exp(random.normal() * 1.1) };
  });
  const byAccount = Object.fromEntries(accounts.map(({ key }, i) => [key, members[i]!])) as Record<
    Account,
    Member
  >;
  return { members, accounts: byAccount };
}
