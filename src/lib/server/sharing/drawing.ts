import { join } from 'node:path';
import { widthsOf } from '../../domain/pictures.ts';
import type { Locale } from '../../domain/locales.ts';
import { momentIn, moneyIn, numberIn } from '../../i18n/formatting.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { composedPicture } from '../compositions/picturing.ts';
import { sharePicture } from '../images/composing.ts';
import { pictureFileName, pictureFolder } from '../images/storing.ts';
import type { Shared } from './describing.ts';

/** The picture that other sites show of a page: 1200 × 630 px, JPEG, in one language. */
export const drawShared = async (
  shared: Shared & { pictureWidth: number | null },
  { site, dataDir, locale }: { site: string; dataDir: string; locale: Locale },
): Promise<Uint8Array<ArrayBuffer>> => {
  const width =
    shared.pictureWidth &&
    (widthsOf(shared.pictureWidth).findLast((one) => one <= 1280) ?? shared.pictureWidth);
  const { layers } = shared;
  const composed =
    layers && (await composedPicture(dataDir, { layers: layers.ids, of: layers.width, width: layers.width }));
  return sharePicture({
    site,
    locale,
    eyebrow: `${shared.brand} · ${m.public_challenge_number({ number: shared.number }, { locale })}`,
    title: shared.title,
    lines: linesOf(shared, locale),
    accent: shared.kind === 'campaigns' && shared.units >= shared.minimum ? 'jade' : 'seal',
    ...(composed && { picture: composed }),
    ...(shared.picture &&
      width && { picture: join(pictureFolder(dataDir, shared.picture), pictureFileName(width, 'jpeg')) }),
  });
};

const linesOf = (shared: Shared, locale: Locale): (string | [string, string])[] => {
  const lines: (string | [string, string])[] = [];
  if (shared.words) lines.push(shared.words.join(' · '));
  if (shared.kind === 'campaigns') {
    const price = moneyIn(locale, shared.price ?? 0, shared.currency);
    lines.push([
      m.public_share_price({}, { locale }),
      shared.from ? m.campaign_price_from({ price }, { locale }) : price,
    ]);
    if (shared.state === 'live') {
      lines.push([
        m.public_share_ordered({}, { locale }),
        `${numberIn(locale, shared.units)} / ${numberIn(locale, shared.minimum)}`,
      ]);
    }
  }
  if (shared.closesAt && ['voting', 'live'].includes(shared.state)) {
    const label =
      shared.state === 'live' ? m.public_share_until({}, { locale }) : m.public_share_closes({}, { locale });
    lines.push([label, momentIn(locale, shared.closesAt, shared.timeZone)]);
  }
  return lines;
};
