import type { Locale } from '$lib/domain/locales.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

export interface ZoneGroup {
  region: string;
  zones: { value: string; label: string }[];
}

const known = new Map<Locale, ZoneGroup[]>();

/**
 * Every zone that the runtime knows, by region, each with its city first, so that typing a letter finds it. Made once
 * for each language: asking for 400 names takes a while. For the server alone, since browsers name them differently.
 * @param now epoch milliseconds: a zone is called what it is called today
 */
export const zoneGroups = (locale: Locale, set: string, now: number): ZoneGroup[] => {
  let groups = known.get(locale);
  if (!groups) known.set(locale, (groups = makeGroups(locale, now)));
  const offered = groups.some(({ zones }) => zones.some(({ value }) => value === set));
  return offered || !set ? groups : [{ region: set, zones: [{ value: set, label: set }] }, ...groups];
};

const makeGroups = (locale: Locale, now: number): ZoneGroup[] => {
  const names: Record<string, string> = {
    UTC: 'UTC',
    Africa: m.members_zone_africa(),
    America: m.members_zone_america(),
    Antarctica: m.members_zone_antarctica(),
    Arctic: m.members_zone_arctic(),
    Asia: m.members_zone_asia(),
    Atlantic: m.members_zone_atlantic(),
    Australia: m.members_zone_australia(),
    Europe: m.members_zone_europe(),
    Indian: m.members_zone_indian(),
    Pacific: m.members_zone_pacific(),
  };
  const groups = new Map<string, ZoneGroup>();
  for (const zone of new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])) {
    const [first = '', ...places] = zone.split('/');
    const region = names[first];
    if (!region) continue;
    if (!groups.has(region)) groups.set(region, { region, zones: [] });
    const place = places.reverse().join(', ').replaceAll('_', ' ');
    groups
      .get(region)!
      .zones.push({ value: zone, label: place ? `${place} · ${nameOf(zone, locale, now)}` : zone });
  }
  for (const { zones } of groups.values()) zones.sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return [...groups.values()];
};

const nameOf = (timeZone: string, locale: Locale, now: number) =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(now)
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
