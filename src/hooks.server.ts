import { AsyncLocalStorage } from 'node:async_hooks';
import { building, dev } from '$app/environment';
import { chooseLocale, type Locale } from '$lib/domain/locales.ts';
import { overwriteGetLocale } from '$lib/i18n/paraglide/runtime.js';
import { m } from '$lib/i18n/paraglide/messages.js';
import { siteMemory } from '$lib/server/brands/remembering.ts';
import { drawnForStrangers } from '$lib/server/drawing.ts';
import { readEnvironment } from '$lib/server/environment.ts';
import { randomLetters } from '$lib/server/ids.ts';
import { startMuster, type Muster } from '$lib/server/starting.ts';
import { whyNotListening, whyNotStarted } from '$lib/server/stumbling.ts';
import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';

let muster: Muster;
let knownSite: ReturnType<typeof siteMemory>;

const spoken = new AsyncLocalStorage<Locale>();
overwriteGetLocale(() => spoken.getStore() ?? 'en');

export const init: ServerInit = async () => {
  if (building) return;
  const read = readEnvironment(process.env);
  if ('wrong' in read) giveUp(read.wrong);
  const { environment } = read;
  const taken = isGivenSocket() ? undefined : await whyNotListening(environment);
  if (taken) giveUp([taken]);
  try {
    muster = await startMuster(environment);
  } catch (error) {
    const why = whyNotStarted(error, environment);
    if (!why) throw error;
    giveUp([why]);
  }
  knownSite = siteMemory(muster.database);
  if (muster.setupCode) {
    console.log(
      `\n  This site is new. Set it up at ${muster.origin}/setup with the code ${muster.setupCode}\n`,
    );
  }
  process.once('sveltekit:shutdown', () => void muster.stop());
};

function giveUp(lines: string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}

/** Where something else listens for us: the development server, or who hands a socket over. */
const isGivenSocket = () => dev || Boolean(process.env.SOCKET_PATH || process.env.LISTEN_FDS);

export const handle: Handle = async ({ event, resolve }) => {
  const { locals, cookies, request, url } = event;
  const started = performance.now();
  // No address of ours has one, and PostgreSQL takes it in no text.
  if (/%00/.test(url.pathname + url.search)) return turnedAway('There is no such address.', 400);
  if (isForeignPost(request, url)) return turnedAway('A form from another site is not taken.', 403);

  locals.muster = muster;
  locals.read = muster.database.read;
  locals.write = muster.database.write;
  locals.now = muster.clock();
  locals.member = null;
  locals.sessionHash = null;
  const site = await knownSite(locals.now);
  locals.locale = chooseLocale(cookies.get('locale'), request.headers.get('accept-language'), site.locale);
  const theme = cookies.get('theme');
  locals.theme = theme === 'light' || theme === 'dark' ? theme : 'system';

  const cookie = cookies.get(muster.sessions.cookieName);
  if (cookie && !sameForAll.test(url.pathname)) {
    const found = await muster.sessions.find(cookie);
    if (found) {
      locals.member = found.member;
      locals.sessionHash = found.idHash;
    }
    const renewed = found ? found.renewed : muster.sessions.blankCookie();
    if (renewed) cookies.set(renewed.name, renewed.value, { path: '/', ...renewed.attributes });
  }

  if (isTooMuch(request, url, locals, cookies.get('setup') !== undefined)) {
    await letGo(request);
    return turnedAway('This is more than a form of this page holds.', 413);
  }

  const answer = () =>
    spoken.run(locals.locale, async () =>
      resolve(event, {
        transformPageChunk: ({ html }) => fillHead(html, locals),
        preload: ({ type }) => type === 'js',
      }),
    );
  let response: Response;
  if (!site.setUp && !openBeforeSetup.test(url.pathname))
    response = new Response(null, { status: 303, headers: { location: '/setup' } });
  else if (!isForStrangers(event)) response = await answer();
  else {
    const kind = [url.href, locals.locale, locals.theme];
    response = await locals.read((read) => drawnForStrangers(read, kind, locals.now, answer));
  }
  // What passes by itself is said as such, so that programs know to come again.
  if (response.status === 500 && locals.trouble) {
    response = new Response(response.body, { status: 503, headers: response.headers });
    response.headers.set('retry-after', locals.trouble === 'busy' ? '5' : '300');
  }
  // What caches may share is nobody's: no session goes along with it.
  if (response.headers.get('cache-control')?.startsWith('public')) response.headers.delete('set-cookie');
  secure(response, muster.origin, isPrivate.test(url.pathname));
  muster.log.info(
    {
      method: request.method,
      path: withoutSecret(url.pathname),
      status: response.status,
      ms: Math.round((performance.now() - started) * 10) / 10,
    },
    'request',
  );
  return response;
};

/** Some links open an account or a brand to whoever holds them: what comes after the name is not for the log. */
const withoutSecret = (path: string) =>
  path.replace(/^\/(confirm|reset|invitations|experts|quarantine|unsubscribe)\/.+/, '/$1/…');

/** Both stand in the first line, and a page is long: only its beginning is searched and copied. */
const fillHead = (html: string, { locale, theme }: App.Locals) =>
  html.slice(0, 200).replace('%lang%', locale).replace('%theme%', theme) + html.slice(200);

/** What many look at, by those of whom nothing is known but a language and a theme. */
const isForStrangers = ({ request, route, url, cookies, isDataRequest }: RequestEvent) =>
  request.method === 'GET' &&
  !isDataRequest &&
  url.search === '' &&
  /^\/(|(challenges|drafts)\/\[id\]|brands\/\[slug\])$/.test(route.id ?? '') &&
  cookies.getAll().every(({ name }) => name === 'locale' || name === 'theme');

/** A fresh site has nothing to show yet: every other page leads to its setup. */
const openBeforeSetup = /^\/(setup|pictures|healthz|readyz|preferences)(\/|$)/;

/**
 * A browser says where a form comes from; another site's is turned away. One-click unsubscribe (RFC 8058)
 * is posted by mail programs, which say nothing, and carries its own proof in the address.
 */
const isForeignPost = (request: Request, url: URL) => {
  if (!isWriting(request) || url.pathname.startsWith('/unsubscribe/')) return false;
  const origin = request.headers.get('origin');
  if (!origin || !URL.canParse(origin)) return true;
  const { host, protocol } = new URL(origin);
  // The same host without TLS is another site: whoever sits on the line writes its pages.
  return host !== url.host || (muster.origin.startsWith('https:') && protocol !== 'https:');
};

const isWriting = ({ method }: Request) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method);

/** Ten times the longest text that a form takes. */
const mostWithoutFiles = 1_000_000;
const takesFiles = /^\/(desk|admin|setup)(\/|$)/;
/** Any member may send one file at a time here: an attachment of the own offer. */
const takesOneFile = /^\/offers\//;
const mostWithOneFile = 30_000_000;
/** Any member who has proved an address may enter a draft, with its pictures. */
const takesDrafts = /^\/(challenges\/[^/]+\/enter|drafts\/[^/]+\/edit)$/;

/**
 * A form is read into memory whole. Pictures, and with them the adapter's `BODY_SIZE_LIMIT`, are for those alone who may
 * send some; of the others' forms the length must be told beforehand, as every browser does.
 */
const isTooMuch = (request: Request, url: URL, { member }: App.Locals, settingUp: boolean) => {
  if (!isWriting(request)) return false;
  const mayUpload = takesDrafts.test(url.pathname)
    ? member?.confirmed === true
    : takesFiles.test(url.pathname) && (member ? member.hasDesk || member.role === 'admin' : settingUp);
  if (mayUpload) return false;
  const most = member && takesOneFile.test(url.pathname) ? mostWithOneFile : mostWithoutFiles;
  const length = request.headers.get('content-length');
  return length === null ? request.body !== null : Number(length) > most;
};

/** Whoever still sends hears no answer: what comes is let go, piece by piece. */
const letGo = ({ body }: Request) => body?.pipeTo(new WritableStream()).catch(() => {});

const turnedAway = (text: string, status: number) => {
  const response = new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  secure(response, muster.origin, true);
  return response;
};

/**
 * What is the same for everybody is kept by caches that many share: nobody is recognised there, so that no cookie can be
 * kept with it.
 */
const sameForAll = /^\/((pictures|share)\/|healthz$|readyz$|(brands\/[^/]+\/)?feed\.atom$)/;

/**
 * Addresses, orders, letters and links that open something: the browser keeps nothing of them, to be leafed through by
 * whoever sits there next. Pages on which much is typed are not among them, since going back would lose it.
 */
const isPrivate =
  /^\/((admin|settings|preorders|notifications|setup|confirm|reset|invitations|experts|quarantine|unsubscribe)(\/|$)|offers\/[^/]+\/attachments\/|desk\/[^/]+\/(team|calls\/|campaigns\/[^/]+\/preorders))/;

const secure = ({ headers }: Response, origin: string, personal: boolean) => {
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
  if (!headers.has('x-frame-options')) headers.set('x-frame-options', 'DENY');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  if (origin.startsWith('https:'))
    headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  if (headers.get('content-type')?.startsWith('text/html')) {
    headers.append('vary', 'cookie, accept-language');
    if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
  }
  if (personal) headers.set('cache-control', 'private, no-store');
  // Pages bring their own, with a nonce. Nothing else of ours loads or runs anything.
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status === 404) return { message };
  const id = randomLetters(8);
  const code = (error as { code?: string } | null)?.code ?? '';
  const kind = /^(SQLITE_FULL|ENOSPC|53100)$/.test(code)
    ? ('full' as const)
    : /^(SQLITE_BUSY|SQLITE_LOCKED|40001|40P01|53300|57P03)/.test(code)
      ? ('busy' as const)
      : undefined;
  event.locals.trouble = kind;
  muster?.log.error(
    { id, err: error, method: event.request.method, path: withoutSecret(event.url.pathname), kind },
    'request failed',
  );
  return { message, id, ...(kind && { words: troubleWords(kind, event.locals.locale) }) };
};

/** Said by the server: few visitors ever read it, and every page would carry it. */
const troubleWords = (kind: 'busy' | 'full', locale: Locale = 'en'): [title: string, text: string] =>
  kind === 'busy'
    ? [m.error_busy_title({}, { locale }), m.error_busy_text({}, { locale })]
    : [m.error_full_title({}, { locale }), m.error_full_text({}, { locale })];
