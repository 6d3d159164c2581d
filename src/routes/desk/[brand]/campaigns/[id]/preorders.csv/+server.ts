import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { asDownload } from '$lib/forms/downloading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { exportPreorders, openExport } from '$lib/server/fulfilments/exporting.ts';
import { filterIn } from '../filtering.server.ts';
import { campaignHere } from '../../finding.server.ts';
import type { RequestHandler } from './$types';

/** By POST, because each export is written down. */
export const POST: RequestHandler = async ({ locals, params, request, url }) => {
  const { member } = locals;
  if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(url.pathname.replace(/\.csv$/, ''))}`);
  await campaignHere(locals, params);
  const filter = filterIn(await request.formData());
  const campaign = await locals.write((tx) =>
    openExport(tx, member, { campaign: params.id, ...filter }, locals.now),
  );
  if (isRefusal(campaign)) error(404);
  const rows = exportPreorders(locals.read, campaign, filter, {
    number: m.fulfilment_csv_number(),
    state: m.fulfilment_csv_state(),
    variant: m.fulfilment_csv_variant(),
    composition: m.fulfilment_csv_composition(),
    quantity: m.fulfilment_csv_quantity(),
    currency: m.fulfilment_csv_currency(),
    unit_price: m.fulfilment_csv_unit_price(),
    shipping: m.fulfilment_csv_shipping(),
    total: m.fulfilment_csv_total(),
    payment_method: m.fulfilment_csv_payment_method(),
    placed_at: m.fulfilment_csv_placed_at(),
    charged_at: m.fulfilment_csv_charged_at(),
    recipient: m.fulfilment_csv_recipient(),
    line1: m.fulfilment_csv_line1(),
    line2: m.fulfilment_csv_line2(),
    city: m.fulfilment_csv_city(),
    region: m.fulfilment_csv_region(),
    postal_code: m.fulfilment_csv_postal_code(),
    country: m.fulfilment_csv_country(),
    phone: m.fulfilment_csv_phone(),
    email: m.fulfilment_csv_email(),
    note: m.fulfilment_csv_note(),
    carrier: m.fulfilment_csv_carrier(),
    tracking_number: m.fulfilment_csv_tracking(),
  });
  const day = new Date(locals.now).toISOString().slice(0, 10);
  return asDownload(rows, { plain: `preorders-${day}.csv`, full: `${campaign.title} ${day}.csv` });
};
