import { campaignHere } from '../finding.server.ts';
import type { LayoutServerLoad } from './$types';

/** The head of a campaign's pages; each page asks by itself whose campaign it is. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
  const campaign = await campaignHere(locals, params);
  return {
    head: {
      id: campaign.id,
      brand: campaign.brand_slug,
      title: campaign.title,
      state: campaign.state,
      launched: campaign.launched_at !== null,
    },
  };
};
