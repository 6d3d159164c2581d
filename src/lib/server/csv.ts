import Papa from 'papaparse';

/** So that Excel takes it for UTF-8. */
export const csvMark = '\uFEFF';

// The library's own pattern overlooks cells of several lines, and the wide signs that a spreadsheet takes for the narrow ones.
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** Rows as lines of CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export const csvLines = (rows: (string | number)[][]) =>
  `${Papa.unparse(rows, { escapeFormulae: formula, newline: '\r\n' })}\r\n`;
