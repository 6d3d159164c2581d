import type { Migration } from '../migrate.ts';
import * as initial from './2026-11-22-initial.ts';
import * as suggestions from './2026-11-22-suggestions.ts';
import * as configurations from './2026-11-27-configurations.ts';
import * as stages from './2026-11-27-stages.ts';
import * as revising from './2026-11-27-revising.ts';
import * as offers from './2026-11-27-offers.ts';
import * as specifications from './2026-11-27-specifications.ts';
import * as experts from './2026-11-27-experts.ts';
import * as entries from './2026-11-27-entries.ts';
import * as uploads from './2026-11-27-uploads.ts';
import * as composedCampaigns from './2026-11-27-composed-campaigns.ts';
import * as methods from './2026-11-27-methods.ts';
import * as quarantine from './2026-11-27-quarantine.ts';
import * as ballotLog from './2026-11-27-ballot-log.ts';
import * as ledger from './2026-11-28-ledger.ts';
import * as priceBreaks from './2026-11-28-price-breaks.ts';

/** In the order they run. A landed migration is never edited. */
export const migrations: Migration[] = [
  { name: '2026-11-22-initial', up: initial.up },
  { name: '2026-11-22-suggestions', up: suggestions.up },
  { name: '2026-11-27-configurations', up: configurations.up },
  { name: '2026-11-27-stages', up: stages.up },
  { name: '2026-11-27-revising', up: revising.up },
  { name: '2026-11-27-offers', up: offers.up },
  { name: '2026-11-27-specifications', up: specifications.up },
  { name: '2026-11-27-experts', up: experts.up },
  { name: '2026-11-27-entries', up: entries.up },
  { name: '2026-11-27-uploads', up: uploads.up },
  { name: '2026-11-27-composed-campaigns', up: composedCampaigns.up },
  { name: '2026-11-27-methods', up: methods.up },
  { name: '2026-11-27-quarantine', up: quarantine.up },
  { name: '2026-11-27-ballot-log', up: ballotLog.up },
  { name: '2026-11-28-ledger', up: ledger.up },
  { name: '2026-11-28-price-breaks', up: priceBreaks.up },
];
