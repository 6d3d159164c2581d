import { render } from 'svelte/server';
import type { Component } from 'svelte';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';

// The server alone comes here: see bundling.mjs.

type Props = { draft: object } & Record<string, unknown>;
type Drawing = (renderer: { push(html: string): void }, props: Props) => void;

/** What the framework puts around whatever is drawn by itself, and not around a part of a page. */
const [open, close] = ['<!--[-->', '<!--]-->'];

/**
 * A card looks the same to all but those who picked it. The second of its kind is drawn once and put into every page after
 * that, for as long as the server remembers its draft: until something is written. All else that it is given must be
 * plain values, which tell one kind from another. For cards alone, which draw nothing into the head and know nothing of
 * the page around them.
 */
export const drawnOnce = (draw: Drawing): Drawing => {
  const kept = new WeakMap<object, Map<string, string | null>>();
  return (renderer, props) => {
    const { draft, ...more } = props;
    let kinds = kept.get(draft);
    if (!kinds) kept.set(draft, (kinds = new Map()));
    const kind = JSON.stringify([getLocale(), more]);
    const found = kinds.get(kind);
    if (found) return renderer.push(found);
    // The first is drawn as it is: most pages are asked for once.
    if (found === undefined) {
      kinds.set(kind, null);
      return draw(renderer, props);
    }
    const { body, head } = render(draw as unknown as Component<Props>, { props });
    if (head || !body.startsWith(open) || !body.endsWith(close)) return draw(renderer, props);
    const html = body.slice(open.length, -close.length);
    kinds.set(kind, html);
    renderer.push(html);
  };
};
