import type { Locale } from '../../../../src/lib/domain/locales.ts';
import { en } from './en.ts';
import type { Pool } from './pool.ts';
import { zhCN } from './zh-cn.ts';
import { zhTW } from './zh-tw.ts';

export const pools: Record<Locale, Pool> = { en, 'zh-TW': zhTW, 'zh-CN': zhCN };
export { familyOf } from './pool.ts';
