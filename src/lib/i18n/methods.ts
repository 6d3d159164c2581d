import type { Method } from '../domain/methods.ts';
import { m } from './paraglide/messages.js';

const names: Record<Method, () => string> = {
  picks: m.methods_name_picks,
  score: m.methods_name_score,
  schulze: m.methods_name_schulze,
  irv: m.methods_name_irv,
  stv: m.methods_name_stv,
  duels: m.methods_name_duels,
  'equal-shares': m.methods_name_equal_shares,
  specification: m.specification_method_parts,
};

const whens: Record<Method, () => string> = {
  picks: m.methods_when_picks,
  score: m.methods_when_score,
  schulze: m.methods_when_schulze,
  irv: m.methods_when_irv,
  stv: m.methods_when_stv,
  duels: m.methods_when_duels,
  'equal-shares': m.methods_when_equal_shares,
  specification: m.specification_method_parts_say,
};

export const methodName = (method: Method): string => names[method]();

/** When to use it, in a plain sentence for whoever writes the challenge. */
export const methodWhen = (method: Method): string => whens[method]();
