import { sql, type Kysely } from 'kysely';

// `least_minor`: what the cheapest of what can be ordered costs, kept at the launch where not all cost the same.
// What is picked stands on the variant, what a buyer composed on the preorder. Differences in minor units of the campaign.
const tables = `
alter table campaigns add column composing text not null default 'none' check (composing in ('none', 'picked', 'own'));

alter table campaigns add column least_minor bigint;

alter table variants add column composition_id text references compositions (id);
alter table variants add column difference_minor bigint not null default 0
  check (difference_minor = 0 or composition_id is not null);
create index variants_by_composition on variants (composition_id);

alter table preorders add column composition_id text references compositions (id);
create index preorders_by_composition on preorders (composition_id);
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
