import type { OptionalKind } from '$lib/domain/notifications.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

export const notificationKindNames: Record<OptionalKind, () => string> = {
  'voting-opens': m.notification_kind_voting_opens,
  'voting-closes': m.notification_kind_voting_closes,
  receipt: m.notification_kind_receipt,
  revision: m.notification_kind_revision,
  reply: m.notification_kind_reply,
  suggestion: m.notification_kind_suggestion,
  stage: m.notification_kind_stage,
  offer: m.notification_kind_offer,
  entry: m.notification_kind_entry,
  decision: m.notification_kind_decision,
  'campaign-live': m.notification_kind_campaign_live,
  'campaign-settled': m.notification_kind_campaign_settled,
  update: m.notification_kind_update,
};
