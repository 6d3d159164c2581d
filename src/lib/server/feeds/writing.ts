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
    title,
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
      title: lineOf(turn.words, locale),
      id: `${origin}/events/${turn.id}`,
      link: `${origin}${turn.link}`,
      date: new Date(turn.at),
      description: plainText(turn.text, 300),
      author: [{ name: turn.brand }],
    });
  }
  return feed.atom1();
};
