import { m } from '$lib/i18n/paraglide/messages.js';

/** The nine fields of a picture in words, row by row from the upper left. */
export const fieldNames = [
  m.suggestion_field_0,
  m.suggestion_field_1,
  m.suggestion_field_2,
  m.suggestion_field_3,
  m.suggestion_field_4,
  m.suggestion_field_5,
  m.suggestion_field_6,
  m.suggestion_field_7,
  m.suggestion_field_8,
];
