import { sql, type Kysely } from 'kysely';

// `closing_minor`: the price that the quantity had reached at the close. What succeeded before there were breaks closed
// at its price. `agreed_minor`: the total that the buyer agreed to, of which no more than `total_minor` is paid.
const tables = `
create table price_breaks (
  campaign_id text not null references campaigns (id) on delete cascade,
  quantity integer not null check (quantity > 1),
  price_minor bigint not null check (price_minor > 0),
  primary key (campaign_id, quantity)
);

alter table campaigns add column closing_minor bigint;
update campaigns set closing_minor = price_minor where state in ('succeeded', 'producing', 'shipping', 'delivered');

alter table preorders add column agreed_minor bigint not null default 0;
update preorders set agreed_minor = total_minor;
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of tables.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
