import { getLocale } from './paraglide/runtime.js';

/** @typedef {string | ((inputs: Record<string, unknown>) => string)} Text */

/**
 * What a compiled message is in the browser: its texts side by side, without the wrapping of its own that each is compiled
 * with (a third of the messages' bytes).
 * @param {Text} en
 * @param {Text} tw
 * @param {Text} cn
 * @returns {(inputs?: Record<string, unknown>, options?: { locale?: string }) => string}
 */
export const message =
  (en, tw, cn) =>
  (inputs = {}, options = {}) => {
    const locale = options.locale ?? getLocale();
    const text = locale === 'zh-TW' ? tw : locale === 'zh-CN' ? cn : en;
    return typeof text === 'string' ? text : text(inputs);
  };
