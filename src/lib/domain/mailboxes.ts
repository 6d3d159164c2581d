import { plainAddress } from './accounts.ts';

/** What can be told about an address by its letters alone. Nothing of it is shown to anybody. */
export interface Mailbox {
  /** Two addresses with the same one are read by the same person. */
  mailbox: string;
  domain: string;
  /** Of a provider where strangers to each other have their mail. */
  isShared: boolean;
  /** With a tag. Dots that mean nothing are none: they are how people write their names. */
  isAlias: boolean;
  /** The name without its digits, `voter` of `voter0042`; empty where too little is left to say anything. */
  stem: string;
  /** How the name is built: `a` for letters, `d` for digits, other signs as they are. `ad` of `voter0042`. */
  shape: string;
}

/**
 * The mailbox behind an address. The rules are those that the providers write about themselves:
 *
 * - Gmail: dots in the name mean nothing, what follows a plus is a tag, googlemail.com is the same (support.google.com/mail/answer/7436150,
 *   answer/22370). On an own domain at Google dots do count, so that nothing is taken from those.
 * - Outlook.com, Fastmail, Proton, Yandex, Zoho, GMX and others: what follows a plus is a tag (RFC 5233).
 * - iCloud: a plus is a tag; icloud.com, me.com and mac.com are one mailbox (support.apple.com/102529).
 * - Yahoo: a hyphen begins a tag, behind a base name chosen for it (help.yahoo.com, "disposable addresses").
 * - Yandex: its domains are one, and dots are hyphens (yandex.com/support/mail).
 * - Proton: proton.me, protonmail.com and pm.me are one; dots, hyphens and underscores mean nothing (proton.me/support).
 * - Fastmail: anything@name.fastmail.com is name@fastmail.com (fastmail.help, "subdomain addressing").
 *
 * Elsewhere a plus is taken as a tag too: no large provider gives names with a plus in them to different people.
 */
export const mailboxOf = (address: string): Mailbox => {
  const plain = plainAddress(address);
  const at = plain.lastIndexOf('@');
  const written = at < 0 ? plain : plain.slice(0, at);
  const domain = at < 0 ? '' : plain.slice(at + 1);
  let [name = '', host] = underSubdomain(written, domain);
  const provider = providers[host];
  host = provider?.host ?? host;
  const tag = name.search(provider?.tag ?? /\+/);
  if (tag > 0) name = name.slice(0, tag);
  if (provider?.without) name = name.replace(provider.without, provider.by ?? '');
  const letters = name.replace(/[^\p{L}]/gu, '');
  return {
    mailbox: `${name}@${host}`,
    domain: host,
    isShared: provider !== undefined || shared.has(host),
    isAlias: tag > 0 || (host !== domain && provider === undefined),
    stem: letters.length >= 3 ? letters : '',
    shape: name.replace(/\p{L}+/gu, 'a').replace(/\d+/g, 'd'),
  };
};

interface Provider {
  /** Under which all its names are one. */
  host?: string;
  tag?: RegExp;
  without?: RegExp;
  by?: string;
}

const gmail: Provider = { host: 'gmail.com', without: /\./g };
const icloud: Provider = { host: 'icloud.com' };
const proton: Provider = { host: 'proton.me', without: /[._-]/g };
const yandex: Provider = { host: 'yandex.ru', without: /\./g, by: '-' };
const yahoo: Provider = { tag: /[-+]/ };

const providers: Record<string, Provider> = {
  'gmail.com': gmail,
  'googlemail.com': gmail,
  'icloud.com': icloud,
  'me.com': icloud,
  'mac.com': icloud,
  'proton.me': proton,
  'protonmail.com': proton,
  'protonmail.ch': proton,
  'pm.me': proton,
  'yandex.ru': yandex,
  'yandex.com': yandex,
  'ya.ru': yandex,
  'yahoo.com': yahoo,
  'yahoo.com.tw': yahoo,
  'yahoo.com.hk': yahoo,
  'yahoo.co.jp': yahoo,
  'yahoo.co.uk': yahoo,
  'yahoo.fr': yahoo,
  'yahoo.de': yahoo,
  'ymail.com': yahoo,
  'rocketmail.com': yahoo,
};

const ofFastmail = /^(.+)\.(fastmail\.(?:com|fm)|sent\.com|mailbox\.org)$/;

const underSubdomain = (name: string, domain: string): [string, string] => {
  const [, user, host] = ofFastmail.exec(domain) ?? [];
  return user && host ? [user, host] : [name, domain];
};

/** Large providers and lines to the home, where it says nothing that many have an address there. */
const shared = new Set(
  `outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es hotmail.com.tw live.com live.cn
  live.co.uk live.jp msn.com outlook.jp outlook.fr outlook.de outlook.es outlook.kr qq.com vip.qq.com foxmail.com 163.com
  126.com yeah.net vip.163.com sina.com sina.cn sohu.com 139.com 189.cn wo.cn aliyun.com tom.com 21cn.com hinet.net
  pchome.com.tw seed.net.tw so-net.net.tw yam.com kimo.com xuite.net netvigator.com singnet.com.sg naver.com daum.net
  hanmail.net kakao.com nate.com docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp
  ocn.ne.jp aol.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de mail.de posteo.de mailbox.org
  fastmail.com fastmail.fm hey.com tutanota.com tuta.io tuta.com zoho.com mail.com mail.ru inbox.ru list.ru bk.ru rambler.ru
  ukr.net seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr
  libero.it virgilio.it tin.it alice.it telenet.be skynet.be ziggo.nl kpnmail.nl xs4all.nl planet.nl bluewin.ch hispeed.ch
  btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com comcast.net verizon.net att.net sbcglobal.net
  bellsouth.net cox.net charter.net earthlink.net rogers.com shaw.ca telus.net sympatico.ca bigpond.com optusnet.com.au
  xtra.co.nz rediffmail.com uol.com.br bol.com.br terra.com.br duck.com mozmail.com privaterelay.appleid.com
  simplelogin.com passmail.net`.split(/\s+/),
);
