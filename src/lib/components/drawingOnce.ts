import { render } from 'svelte/server';
import type { Component, ComponentProps } from 'svelte';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';

/** Of what was drawn, by everything else that its looks depend on; null stands for what was drawn once. */
const kept = new WeakMap<object, Map<string, string | null>>();

/**
 * A part that many visitors see alike is drawn once for as long as the server remembers what it shows, and written into
 * each page as it is. It draws as the part itself would, so that browsers take it over as they do any other; in a browser
 * it is the part itself. For parts that depend on nothing but what they are given.
 * @param of what it shows, which is remembered
 * @param by the rest of what it is given, as text
 */
export const drawnOnce = <Props extends ComponentProps<Component>>(
  part: Component<Props>,
  of: (props: Props) => object,
  by: (props: Props) => string,
): Component<Props> => {
  if (!import.meta.env.SSR) return part;
  const draw = (renderer: { push(html: string): void }, props: Props) => {
    const source = of(props);
    const key = `${getLocale()}\0${by(props)}`;
    let drawn = kept.get(source);
    if (!drawn) kept.set(source, (drawn = new Map()));
    let html = drawn.get(key);
    if (html === null) drawn.set(key, (html = within(render(part, { props }).body)));
    if (html !== undefined) return renderer.push(html);
    drawn.set(key, null);
    part(renderer as never, props);
  };
  return draw as unknown as Component<Props>;
};

/** Svelte puts a mark before and after what it draws by itself. */
const within = (body: string) => {
  if (!body.startsWith(before) || !body.endsWith(after))
    throw new Error('Svelte marks what it draws in another way now');
  return body.slice(before.length, -after.length);
};
const [before, after] = ['<!--[-->', '<!--]-->'];
