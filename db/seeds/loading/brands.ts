import { brands } from '../world/brands.ts';
import type { BrandSeed } from '../world/shape.ts';
import { happened } from './events.ts';
import type { Account, Member } from './members.ts';
import type { PictureBook } from './pictures.ts';
import type { Loading } from './rows.ts';

export interface Brand extends BrandSeed {
  id: string;
  owner: Member;
  designers: Member[];
  merchant: Member;
  row: Loading['rows']['brands'][number];
}

export const houseAccount = { key: 'owner', email: 'owner@example.com' } as const;

export function loadBrands(
  loading: Loading,
  members: Member[],
  accounts: Record<Account, Member>,
  book: PictureBook,
): Brand[] {
  const taken = new Set<Member>();
  // The first to join built the brands; those of the brand's own language.
  const founders = members.filter((member) => !member.email.startsWith('admin@')).slice(5, 45);
  return brands.map((seed) => {
    const at = loading.day(seed.founded);
    const id = loading.ids.id(at);
    const own = founders.filter((member) => member.locale === seed.locale);
    const take = () => {
      const member = own.shift() ?? founders.find((one) => !taken.has(one))!;
      taken.add(member);
      return member;
    };
    const owner = seed.key === 'halo' ? accounts.designer : take();
    // Whoever tries the site looks at the desk of an appliance maker as its owner.
    if (seed.key === 'dashu') {
      owner.email = houseAccount.email;
      loading.rows.members.find(({ id }) => id === owner.id)!.email = houseAccount.email;
    }
    const designers = seed.key === 'halo' ? [accounts.designer, take(), take()] : [take(), take()];
    const { merchant } = accounts;
    const row = {
      id,
      slug: seed.slug,
      name: seed.name,
      tagline: seed.tagline,
      about: seed.about,
      website: seed.website,
      logo_picture_id: book.add(seed.logo, owner.id, at),
      cover_picture_id: book.add(seed.cover, owner.id, at),
      cover_alt: seed.cover.alt,
      time_zone: seed.timeZone,
      currency: seed.currency,
      payment_instructions: seed.payment,
      created_at: at,
      followers: 0,
      challenge_count: 0,
    };
    loading.rows.brands.push(row);
    happened(loading, at, 'brand-created', { actor: owner.id, brand: id });
    const grant = (member: Member, role: 'owner' | 'designer' | 'merchant') => {
      loading.rows.brand_roles.push({
        brand_id: id,
        member_id: member.id,
        role,
        granted_by: owner.id,
        granted_at: at + 3600_000,
      });
      happened(loading, at + 3600_000, 'role-granted', {
        actor: owner.id,
        subject: member.id,
        brand: id,
        payload: { role },
      });
    };
    grant(owner, 'owner');
    for (const designer of designers) grant(designer, 'designer');
    grant(merchant, 'merchant');
    return { ...seed, id, owner, designers, merchant, row };
  });
}
