import type { Brand } from './brands.ts';
import type { Challenge } from './challenges.ts';
import type { Account, Member } from './members.ts';
import type { Loading } from './rows.ts';

/** People follow the brands that they like, and the challenges in which they voted early. */
export function loadFollows(
  loading: Loading,
  brands: Brand[],
  challenges: Challenge[],
  members: Member[],
  accounts: Record<Account, Member>,
): void {
  const random = loading.chance('follows');
  const { rows, now } = loading;
  const follow = (
    member: Member,
    kind: 'brand' | 'challenge',
    target: { id: string; row: { followers?: number | undefined } },
    at: number,
  ) => {
    rows.follows.push({
      member_id: member.id,
      target_kind: kind,
      target_id: target.id,
      followed_at: Math.min(now - 60_000, Math.floor(at)),
    });
    target.row.followers = (target.row.followers ?? 0) + 1;
  };
  const known = new Set<Member>(Object.values(accounts));
  for (const brand of brands) {
    for (const member of members) {
      const likes = known.has(member) ? 0 : member.likes[brand.key]!;
      if (random.chance(Math.min(0.85, likes * 0.22)))
        follow(member, 'brand', brand, member.joinedAt + random.next() * (now - member.joinedAt));
    }
  }
  for (const challenge of challenges) {
    if (challenge.publishedAt === null) continue;
    const current = ['collecting', 'voting', 'deciding'].includes(challenge.seed.state);
    for (const member of members) {
      if (known.has(member) || member.joinedAt > challenge.closesAt) continue;
      if (random.chance(Math.min(0.5, member.likes[challenge.brand.key]! * (current ? 0.07 : 0.025))))
        follow(
          member,
          'challenge',
          challenge,
          Math.max(member.joinedAt, challenge.publishedAt) + random.next() * 5 * 24 * 3600_000,
        );
    }
  }
  const brandOf = (key: string) => brands.find((brand) => brand.key === key)!;
  const challengeOf = (key: string) => challenges.find((challenge) => challenge.seed.key === key)!;
  for (const key of ['halo', 'paragraph']) follow(accounts.fan, 'brand', brandOf(key), loading.day(-350));
  for (const key of ['halo-wet-autumn', 'dashu-fridge-door'])
    follow(accounts.fan, 'challenge', challengeOf(key), loading.day(-9));
  for (const key of ['halo', 'dashu']) follow(accounts.buyer, 'brand', brandOf(key), loading.day(-320));
}
