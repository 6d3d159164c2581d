export const locales = ['en', 'zh-TW', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** Whether this is one of our locales, by its BCP 47 tag, letter for letter. */
export const isLocale = (value: unknown): value is Locale => locales.includes(value as Locale);

/** Each language by its own name, as people look for it. */
export const localeNames: Record<Locale, string> = {
  en: 'English',
  'zh-TW': '繁體中文',
  'zh-CN': '简体中文',
};

/**
 * The locale to speak: the one that was chosen, else the first that the browser asks for and we have, else the site's.
 * @param chosen the value of the cookie
 * @param accepted an `Accept-Language` header (RFC 9110, 12.5.4)
 * @param otherwise the language of the site
 */
export const chooseLocale = (
  chosen: string | undefined,
  accepted: string | null,
  otherwise: Locale = 'en',
): Locale => {
  if (isLocale(chosen)) return chosen;
  const wanted = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { tag: tag.toLowerCase(), quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
    if (/^zh-(hant|tw|hk|mo)/.test(tag)) return 'zh-TW';
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
  }
  return otherwise;
};
