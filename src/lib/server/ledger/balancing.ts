import type { Reader } from '../../../../db/schema.ts';
import { accounts, balancesOf, type Account, type Balances } from '../../domain/ledger.ts';

const none = (): Balances => balancesOf([]);

/** What the accounts of a campaign come to, minor units: kept with every entry. */
export const campaignBalances = async (read: Reader, campaign: string): Promise<Balances> => {
  const rows = await read
    .selectFrom('ledger_balances')
    .select(['account', 'balance_minor'])
    .where('campaign_id', '=', campaign)
    .execute();
  return Object.assign(none(), Object.fromEntries(rows.map((row) => [row.account, row.balance_minor])));
};

/** What the accounts of a brand come to over all its campaigns, for each of their currencies. */
export const brandBalances = async (
  read: Reader,
  brand: { id: string },
): Promise<{ currency: string; balances: Balances }[]> => {
  const rows = await read
    .selectFrom('ledger_balances')
    .select(['currency', 'account'])
    .select(({ fn }) => fn.sum<number>('balance_minor').as('balance'))
    .where('brand_id', '=', brand.id)
    .groupBy(['currency', 'account'])
    .orderBy('currency')
    .execute();
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    const balanceOf = (account: Account) => own.find((row) => row.account === account)?.balance ?? 0;
    return {
      currency,
      balances: Object.fromEntries(accounts.map((account) => [account, balanceOf(account)])) as Balances,
    };
  });
};

/** What one preorder's entries come to. */
export const preorderBalances = async (read: Reader, preorder: string): Promise<Balances> => {
  const rows = await read
    .selectFrom('ledger_entries')
    .select(['debit', 'credit', 'amount_minor as amountMinor'])
    .where('preorder_id', '=', preorder)
    .execute();
  return balancesOf(rows);
};
