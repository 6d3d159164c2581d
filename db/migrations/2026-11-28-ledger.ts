import { sql, type Kysely } from 'kysely';

// Each entry is a debit and a credit of one amount, so that any set of them balances; the sums of a campaign's accounts
// are kept beside them. What was paid before there was a ledger gets its entries of the preorders and payments there are.
const due = `from preorders p join campaigns c on c.id = p.campaign_id
  where c.state in ('succeeded', 'producing', 'shipping', 'delivered')
  and p.state not in ('cancelled', 'released') and (p.due_at is not null or p.state not in ('placed', 'authorised'))`;
const entry = (id: string, kind: string, debit: string, credit: string, amount: string, at: string) =>
  `insert into ledger_entries
    (id, preorder_id, campaign_id, brand_id, payment_id, kind, debit, credit, amount_minor, currency, posted_at)
  select p.id || '${id}', p.id, p.campaign_id, c.brand_id, null, '${kind}', '${debit}', '${credit}', ${amount}, p.currency, ${at}`;
const moved = (payment: string, kind: string, debit: string, credit: string) =>
  `insert into ledger_entries
    (id, preorder_id, campaign_id, brand_id, payment_id, kind, debit, credit, amount_minor, currency, posted_at)
  select y.id || '-${kind}', p.id, p.campaign_id, c.brand_id, y.id, '${kind}', '${debit}', '${credit}', y.amount_minor, y.currency, y.recorded_at
  from payments y join preorders p on p.id = y.preorder_id join campaigns c on c.id = p.campaign_id
  where y.kind = '${payment}' and y.outcome = 'done' and y.amount_minor > 0`;
const settled = 'coalesce(c.settled_at, p.placed_at)';
const ended = 'coalesce(p.ended_at, p.changed_at)';

const statements = [
  `create table ledger_entries (
    id text primary key,
    preorder_id text not null references preorders (id),
    campaign_id text not null references campaigns (id),
    brand_id text not null references brands (id),
    payment_id text unique references payments (id),
    kind text not null check (kind in ('due', 'dropped', 'paid', 'refunded')),
    debit text not null check (debit in ('owed', 'received', 'goods', 'shipping', 'given back')),
    credit text not null check (credit in ('owed', 'received', 'goods', 'shipping', 'given back')),
    amount_minor bigint not null check (amount_minor > 0),
    currency text not null,
    posted_at bigint not null,
    check (debit <> credit),
    check ((payment_id is not null) = (kind in ('paid', 'refunded')))
  )`,
  'create index ledger_entries_by_preorder on ledger_entries (preorder_id)',
  'create index ledger_entries_by_campaign on ledger_entries (campaign_id, posted_at, id)',
  'create index ledger_entries_by_brand on ledger_entries (brand_id)',
  `create table ledger_balances (
    campaign_id text not null references campaigns (id),
    brand_id text not null references brands (id),
    account text not null check (account in ('owed', 'received', 'goods', 'shipping', 'given back')),
    currency text not null,
    balance_minor bigint not null,
    primary key (campaign_id, account)
  )`,
  'create index ledger_balances_by_brand on ledger_balances (brand_id, currency, account)',
  `${entry('-due-goods', 'due', 'owed', 'goods', 'p.unit_minor * p.quantity', settled)} ${due} and p.unit_minor > 0`,
  `${entry('-due-shipping', 'due', 'owed', 'shipping', 'p.shipping_minor', settled)} ${due} and p.shipping_minor > 0`,
  `${entry('-dropped-goods', 'dropped', 'goods', 'owed', 'p.unit_minor * p.quantity', ended)} ${due} and p.state = 'dropped' and p.unit_minor > 0`,
  `${entry('-dropped-shipping', 'dropped', 'shipping', 'owed', 'p.shipping_minor', ended)} ${due} and p.state = 'dropped' and p.shipping_minor > 0`,
  moved('charge', 'paid', 'received', 'owed'),
  moved('refund', 'refunded', 'given back', 'received'),
  `insert into ledger_balances (campaign_id, brand_id, account, currency, balance_minor)
    select campaign_id, brand_id, account, currency, sum(amount) from (
      select campaign_id, brand_id, debit as account, currency, amount_minor as amount from ledger_entries
      union all
      select campaign_id, brand_id, credit, currency, -amount_minor from ledger_entries
    ) as moved group by campaign_id, brand_id, account, currency`,
];

const appendOnly = {
  sqlite: ['update', 'delete'].map(
    (act) => `create trigger ledger_entries_no_${act} before ${act} on ledger_entries
      begin select raise(abort, 'the ledger is only ever added to'); end`,
  ),
  postgres: [
    `create function ledger_is_added_to() returns trigger language plpgsql as
      $$ begin raise exception 'the ledger is only ever added to'; end $$`,
    `create trigger ledger_entries_append_only before update or delete on ledger_entries
      for each row execute function ledger_is_added_to()`,
  ],
};

export const up = async (database: Kysely<unknown>, dialect: 'sqlite' | 'postgres') => {
  for (const statement of [...statements, ...appendOnly[dialect]]) await sql.raw(statement).execute(database);
};
