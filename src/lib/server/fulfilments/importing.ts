import Papa from 'papaparse';
import type { Parcel } from './shipping.ts';

export interface ReadParcel extends Parcel {
  /** Where it stood in the file, 1 for the first line. */
  line: number;
}
export type LineProblem = 'number-missing' | 'carrier-missing' | 'url-wrong' | 'too-long';

export const mostParcels = 5_000;
export const parcelLimits = { number: 40, carrier: 60, trackingNumber: 80, trackingUrl: 500 } as const;

/**
 * Reads a list of parcels as spreadsheets write it: order number, carrier, tracking number and perhaps its address,
 * between commas, semicolons or tabs. A first line without an order number is a heading.
 */
export const readParcels = (
  text: string,
): { parcels: ReadParcel[]; problems: { line: number; number: string; problem: LineProblem }[] } => {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false });
  const parcels: ReadParcel[] = [];
  const problems: { line: number; number: string; problem: LineProblem }[] = [];
  for (const [index, cells] of data.entries()) {
    // What our own export put in front of a cell to keep it from being a formula is not part of it.
    const [number = '', carrier = '', trackingNumber = '', trackingUrl = ''] = cells.map((cell) =>
      cell.trim().replace(/^'(?=[=+\-@])/, ''),
    );
    if (cells.every((cell) => !cell.trim())) continue;
    const parcel = { line: index + 1, number: number.toUpperCase(), carrier, trackingNumber, trackingUrl };
    if (parcels.length + problems.length === 0 && !/\d/.test(number)) continue;
    const problem = problemOf(parcel);
    if (problem) problems.push({ line: parcel.line, number, problem });
    else parcels.push(parcel);
  }
  return { parcels, problems };
};

const problemOf = (parcel: ReadParcel): LineProblem | null => {
  if (!parcel.number) return 'number-missing';
  if (!parcel.carrier) return 'carrier-missing';
  const lengths = Object.entries(parcelLimits) as [keyof typeof parcelLimits, number][];
  if (lengths.some(([field, most]) => parcel[field].length > most)) return 'too-long';
  return parcel.trackingUrl && !isWebAddress(parcel.trackingUrl) ? 'url-wrong' : null;
};

/** Whether a buyer may be sent there: never `javascript:` and its like. */
export const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
