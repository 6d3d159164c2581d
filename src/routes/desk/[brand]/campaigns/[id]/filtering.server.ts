import { preorderLifecycle, type PreorderState } from '$lib/domain/lifecycles.ts';
import type { PreorderFilter } from '$lib/server/fulfilments/viewing.ts';

/** Which preorders are asked for; what makes no sense asks for nothing in particular. */
export const filterIn = (query: URLSearchParams | FormData): PreorderFilter => {
  const text = (name: string) => String(query.get(name) ?? '').trim();
  const state = text('state');
  const filter: PreorderFilter = {};
  if (Object.hasOwn(preorderLifecycle, state)) filter.state = state as PreorderState;
  if (text('variant')) filter.variant = text('variant').slice(0, 40);
  if (text('number')) filter.number = text('number').slice(0, 40);
  return filter;
};
