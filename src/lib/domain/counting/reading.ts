import { readBlt } from './blt.ts';
import type { Election } from './elections.ts';
import { readJson } from './json.ts';
import { preflibKinds, readPreflib, type PreflibKind } from './preflib.ts';

/**
 * Reads an election from a file's text: JSON where it begins so, PrefLib by its ending, BLT otherwise.
 *
 * @param ending the file's, without the dot
 * @throws CannotRead with the line and what is wrong there
 */
export const readElection = (text: string, ending: string): Election => {
  if (/^\s*[{[]/.test(text) || ending === 'json') return readJson(text);
  return isPreflib(ending) ? readPreflib(text, ending) : readBlt(text);
};

const isPreflib = (ending: string): ending is PreflibKind =>
  (preflibKinds as readonly string[]).includes(ending);
