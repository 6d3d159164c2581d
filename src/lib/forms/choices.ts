import { currencies } from '$lib/domain/currencies.ts';
import { localeNames, locales, type Locale } from '$lib/domain/locales.ts';

/** What a `<select>` offers, for `Field`. */
export interface Choice {
  value: string;
  label: string;
}

export const currencyChoices = (locale: Locale, set?: string): Choice[] => {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return [...new Set([...currencies, ...(set ? [set] : [])])].map((code) => ({
    value: code,
    label: `${code} · ${names.of(code)}`,
  }));
};

export const localeChoices: Choice[] = locales.map((locale) => ({
  value: locale,
  label: localeNames[locale],
}));

/** Where people who read this language most often are, for a first guess that the browser then betters. */
export const likelyZone: Record<Locale, string> = {
  en: 'UTC',
  'zh-TW': 'Asia/Taipei',
  'zh-CN': 'Asia/Shanghai',
};
export const likelyCurrency: Record<Locale, string> = { en: 'USD', 'zh-TW': 'TWD', 'zh-CN': 'CNY' };
