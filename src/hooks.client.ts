import { rememberTyped } from '$lib/forms/early.ts';
import { isLocale } from '$lib/domain/locales.ts';
import { overwriteGetLocale } from '$lib/i18n/paraglide/runtime.js';

// The page speaks as the server did, whatever the browser would choose by itself.
overwriteGetLocale(() => {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : 'en';
});

// Runs before the page is taken over.
export const init = () => rememberTyped();
