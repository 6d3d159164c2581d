import type { EventKind } from '../../domain/events.ts';
import type { NewEvent } from '../events/recording.ts';

export interface Subject {
  id: string;
  number: string;
  member_id: string | null;
  campaign_id: string;
  brand_id: string;
  title: string;
  total_minor: number;
  currency: string;
}

/** What happened to a preorder, with what a letter about it wants to say. */
export const preorderEvent = (
  kind: EventKind,
  preorder: Subject,
  actor: { id: string } | null,
  more: Record<string, unknown> = {},
): NewEvent => ({
  kind,
  actor: actor?.id ?? null,
  subject: preorder.member_id,
  brand: preorder.brand_id,
  campaign: preorder.campaign_id,
  preorder: preorder.id,
  payload: {
    title: preorder.title,
    number: preorder.number,
    amount: preorder.total_minor,
    currency: preorder.currency,
    ...more,
  },
});
