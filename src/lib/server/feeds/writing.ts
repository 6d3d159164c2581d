import { Feed } from 'feed';
import type { Locale } from '../../domain/locales.ts';
import { lineOf } from '../notifications/wording.ts';
import { plainText } from '../text/rendering.ts';
import type { latestTurns } from './collecting.ts';

/** An Atom feed (RFC 4287). */
export const writeFeed = (
  turns: Awaited<ReturnType<typeof latestTurns>>,
  {
    title,
    origin,
    path,
    home,
    locale,
    now,
  }: { title: string; origin: string; path: string; home: string; locale: Locale; now: number },
): string => {
  const feed = new Feed({
    title: spoken(title),
    id: `${origin}${home}`,
    link: `${origin}${home}`,
    language: locale,
    copyright: '',
    updated: new Date(turns[0]?.at ?? now),
    feedLinks: { atom: `${origin}${path}` },
    generator: 'Muster',
  });
  for (const turn of turns) {
    feed.addItem({
      title: asHtml(lineOf(turn.words, locale)),
      id: `${origin}/events/${turn.id}`,
      link: `${origin}${turn.link}`,
      date: new Date(turn.at),
      description: asHtml(plainText(turn.text, 300)),
      author: [{ name: spoken(turn.brand) }],
    });
  }
  return feed.atom1();
};

/** A control character is no XML, and would cost the whole feed. */
const spoken = (text: string) =>
  // eslint-disable-next-line no-control-regex
  text.toWellFormed().replace(/[\u0000-\u001f\ufffe\uffff]/g, ' ');

/** The library gives titles and summaries out as HTML: what somebody wrote is text. */
const asHtml = (text: string) =>
  spoken(text).replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);
