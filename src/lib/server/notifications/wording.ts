import { m } from '../../i18n/paraglide/messages.js';
import type { Locale } from '../../domain/locales.ts';
import type { Words } from './telling.ts';

type Text = (inputs: Record<string, string>, options: { locale: Locale }) => string;
const texts = m as unknown as Record<string, Text | undefined>;

/** One line, for the list of notifications and for the subject of the mail. */
export const lineOf = (words: Words, locale: Locale): string =>
  texts[`notification_${words.event.replaceAll('-', '_')}`]?.(named(words, locale), { locale }) ??
  words.title;

/** What the mail says below its heading: what happened and what can be done now. */
export const paragraphOf = (words: Words, locale: Locale): string =>
  texts[`mail_${words.event.replaceAll('-', '_')}`]?.(named(words, locale), { locale }) ?? '';

/** Whoever caused it may have left since. */
const named = (words: Words, locale: Locale) => ({
  ...words,
  name: words.name || m.common_former_member({}, { locale }),
});
