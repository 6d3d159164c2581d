// What the browser needs of the compiled messages' runtime: the page speaks as the server did, whatever the browser would
// choose by itself.
import { isLocale } from '../domain/locales.ts';

export const getLocale = () => {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : 'en';
};
export const experimentalStaticLocale = undefined;
