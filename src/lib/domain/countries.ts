/** ISO 3166-1 alpha-2, officially assigned. */
export const countries: readonly string[] =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/);

/** Every country that has no shipping fee of its own. */
export const everywhereElse = '*';

const known = new Set(countries);
/** Whether this is an ISO 3166-1 alpha-2 code, in capitals. */
export const isCountry = (code: string): boolean => known.has(code);

/** A country's name in a language; the code itself where the language has none. */
export const countryName = (code: string, locale: string): string => namesIn(locale).of(code) ?? code;

/** All countries by name, in the order of the language. */
export const countriesByName = (locale: string): { code: string; name: string }[] => {
  const { compare } = new Intl.Collator(locale);
  return countries
    .map((code) => ({ code, name: countryName(code, locale) }))
    .sort((a, b) => compare(a.name, b.name));
};

const made = new Map<string, Intl.DisplayNames>();
const namesIn = (locale: string) => {
  let names = made.get(locale);
  if (!names) made.set(locale, (names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })));
  return names;
};

/**
 * What shipping to a country costs.
 *
 * @param rates fees by country in minor units, perhaps with one for everywhere else
 * @returns null where nothing is shipped to
 */
export const shippingFee = (
  rates: readonly { country: string; fee_minor: number }[],
  country: string,
): number | null => {
  if (!isCountry(country)) return null;
  const rate =
    rates.find((one) => one.country === country) ?? rates.find((one) => one.country === everywhereElse);
  return rate ? rate.fee_minor : null;
};
