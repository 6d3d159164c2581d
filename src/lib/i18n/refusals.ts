import type { Refusal } from '$lib/domain/refusals.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

type Text = (inputs: Record<string, string | number>) => string;

/** The text of a refusal in the locale of the request. For the server alone: it holds every text. */
export const refusalText = ({ reason, detail }: Refusal): string =>
  (m as unknown as Record<string, Text>)[`refusal_${reason.replaceAll('-', '_')}`]?.(detail) ?? reason;
