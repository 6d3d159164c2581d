import { randomBytes } from 'node:crypto';
import type { Reader } from '../../../db/schema.ts';
import { forASecond } from './remembering.ts';

/** A page as it was drawn, ready to be sent to the next stranger. */
interface Drawn {
  headers: Headers;
  nonce: string;
  body: Buffer;
  /** Where in the body the nonce stands. */
  places: number[];
}

/** Null stands for a page that was asked for once. */
const shelf = forASecond<Drawn | null>();
const most = 100;

/**
 * A page that is the same for all strangers is drawn for the second of them and sent to the others, until something is
 * written or the second is over. It is for the hour in which a link goes round. Each answer has a nonce of its own.
 * @param kind all that tells such a page from another: its address, the language, the theme.
 */
export const drawnForStrangers = async (
  read: Reader,
  kind: string[],
  now: number,
  draw: () => Promise<Response>,
): Promise<Response> => {
  // These, also when the next second or a write has brought others before the page is drawn.
  const pages = await shelf(read, now);
  const key = kind.join('\0');
  const drawn = pages.get(key);
  if (drawn) return answerWith(drawn);
  const response = await draw();
  const nonce = drawn === null && nonceOf(response);
  if (nonce) {
    const body = Buffer.from(await response.arrayBuffer());
    const made = { headers: response.headers, nonce, body, places: placesOf(nonce, body) };
    pages.set(key, made);
    return answerWith(made);
  }
  // The first is let through as it is: most pages are asked for once.
  if (drawn === undefined && response.status === 200 && pages.size < most) pages.set(key, null);
  return response;
};

const policy = 'content-security-policy';

/** A page that may be sent to others has one. */
const nonceOf = ({ status, headers }: Response) =>
  status === 200 && !headers.has('set-cookie') && /'nonce-([^']+)'/.exec(headers.get(policy) ?? '')?.[1];

const placesOf = (nonce: string, body: Buffer) => {
  const places: number[] = [];
  for (let at = body.indexOf(nonce); at >= 0; at = body.indexOf(nonce, at + 1)) places.push(at);
  return places;
};

const answerWith = ({ headers, nonce, body, places }: Drawn) => {
  const fresh = randomBytes(16).toString('base64');
  const copy = Buffer.from(body);
  for (const at of places) copy.write(fresh, at, 'latin1');
  const response = new Response(copy, { headers });
  response.headers.set(policy, headers.get(policy)!.replaceAll(nonce, fresh));
  return response;
};
