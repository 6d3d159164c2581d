import { plainText, renderMarkdown } from './rendering.ts';

/** Rendering a brief takes longer than the rest of its page; the same few are asked for again and again. */
const remember = <T>(make: (body: string) => T) => {
  const made = new Map<string, T>();
  return (body: string): T => {
    let found = made.get(body);
    if (found === undefined) {
      if (made.size >= 500) made.clear();
      made.set(body, (found = make(body)));
    }
    return found;
  };
};

export const shownMarkdown = remember(renderMarkdown);
export const description = remember((body) => plainText(body, 160));
