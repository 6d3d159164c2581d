import { countriesByName, countryName, everywhereElse } from '$lib/domain/countries.ts';
import type { Locale } from '$lib/domain/locales.ts';

/** Where a campaign ships to, for a `<select>`: by name in the reader's language. */
export const countryChoices = (rates: { country: string }[], locale: Locale, likely: string) => {
  const everywhere = rates.some(({ country }) => country === everywhereElse);
  const choices = everywhere
    ? countriesByName(locale).map(({ code, name }) => ({ value: code, label: name }))
    : rates
        .map(({ country }) => ({ value: country, label: countryName(country, locale) }))
        .sort((a, b) => new Intl.Collator(locale).compare(a.label, b.label));
  const first = choices.filter(({ value }) => value === likely);
  return [...first, ...choices.filter(({ value }) => value !== likely)];
};

/** Where people who read this language most often live: a first guess. */
export const likelyCountry: Record<Locale, string> = { en: '', 'zh-TW': 'TW', 'zh-CN': 'CN' };
