import type { Locale } from '../../../src/lib/domain/locales.ts';

export interface OfferSeed {
  /** Made by the account of the buyer to try; else by a member who reads this language. */
  byBuyer?: boolean;
  locale: Locale;
  company: string;
  contact: string;
  country: string;
  currency: string;
  minimum: number;
  /** Whole units of the currency, as are the costs, one for each quantity that is asked for; null for none. */
  tooling: number;
  costs: readonly (number | null)[];
  leadWeeks: number;
  materials: string;
  words: string;
  /** Days after the call was opened. */
  after: number;
  /** What the first version said otherwise; the merchant has looked at that one. */
  before?: { tooling?: number; costs?: readonly (number | null)[]; leadWeeks?: number };
  /** The lines of a PDF that comes with it. */
  document?: { name: string; lines: readonly string[] };
  /** A picture of the draft as this supplier would make it. */
  sample?: string;
}

export interface CallSeed {
  /** The challenge, by its key; on the draft that won there, or on its brief. */
  challenge: string;
  on: 'winner' | 'brief';
  wanted: string;
  quantities: readonly number[];
  /** Days from now. */
  opened: number;
  closes: number;
  offers: readonly OfferSeed[];
}

export const calls: CallSeed[] = [
  {
    challenge: 'dashu-oven',
    on: 'winner',
    wanted:
      '我們要做這台小烤箱，外殼是**紅磚色粉體塗裝鋼板**，門是強化玻璃。\n\n- 內膽 430 不鏽鋼，發熱管四支\n- 外殼轉角半徑 14 mm，不能有接縫露在正面\n- 必須通過 BSMI 安規，測試費另計\n- 打樣兩台，一台留在你們那裡\n\n溫控板我們自己準備。',
    quantities: [300, 1000, 3000],
    opened: -30,
    closes: -3,
    offers: [
      {
        locale: 'zh-TW',
        company: '和美鈑金工業',
        contact: '陳先生　04-755-0000',
        country: 'TW',
        currency: 'TWD',
        minimum: 500,
        tooling: 680_000,
        costs: [null, 1_240, 1_085],
        leadWeeks: 14,
        materials: '1.0 mm 鍍鋅鋼板、430 不鏽鋼內膽、5 mm 強化玻璃',
        words: '塗裝線是自己的，紅磚色打過三個色板，可以寄給你們選。模具歸貴公司，免費保管五年。',
        after: 6,
        before: { tooling: 720_000, costs: [null, 1_290, 1_085] },
        document: {
          name: '和美鈑金-小烤箱報價.pdf',
          lines: [
            'Homei Sheet Metal Works',
            'Offer: toaster oven, brick red',
            'Tooling: bending and deep drawing, 5 dies',
            'Corner radius 14 mm, no seam at the front',
            'Samples: 2 pieces, 4 weeks after the order',
          ],
        },
        sample: '紅磚色板打樣.webp',
      },
      {
        locale: 'zh-TW',
        company: '鹿港電熱',
        contact: '施小姐　sales@lukang-heat.example',
        country: 'TW',
        currency: 'TWD',
        minimum: 300,
        tooling: 350_000,
        costs: [1_680, 1_390, 1_310],
        leadWeeks: 10,
        materials: '0.8 mm 鋼板、430 不鏽鋼內膽、石英發熱管',
        words:
          '有現成的底座模具可以改，所以模具費便宜、交期短；轉角半徑最小做到 18 mm。BSMI 我們熟，六週可以送件。',
        after: 9,
      },
      {
        locale: 'zh-CN',
        company: '顺德晨光电器',
        contact: '何工 he@chenguang.example',
        country: 'CN',
        currency: 'USD',
        minimum: 1000,
        tooling: 14_500,
        costs: [null, 33.5, 28.9],
        leadWeeks: 12,
        materials: 'SPCC 钢板粉末喷涂，430 内胆，钢化玻璃门',
        words: 'FOB 深圳。可以先出 50 台试产，价格另议。BSMI 需要贵司在台湾的代理送检。',
        after: 15,
      },
    ],
  },
  {
    challenge: 'halo-river-cap',
    on: 'brief',
    wanted:
      'A five-panel cap in waxed cotton, 230 g, with a brim that folds in half without a mark.\n\nWe bring the cloth, cut or on the roll. You bring the brim, the sweatband and a straight seam. Samples: three, before anything else.',
    quantities: [100, 300, 800],
    opened: -9,
    closes: 12,
    offers: [
      {
        byBuyer: true,
        locale: 'en',
        company: 'Kovář Hats',
        contact: 'Hana Kovář, hana@kovar-hats.example',
        country: 'TW',
        currency: 'TWD',
        minimum: 80,
        tooling: 6_000,
        costs: [310, 265, 240],
        leadWeeks: 5,
        materials: 'Recycled-felt brim core, cotton twill sweatband',
        words:
          'Two of us and eleven machines in Tamsui. Samples in nine days; the third one is the good one.',
        after: 3,
        document: {
          name: 'kovar-hats-brim.pdf',
          lines: ['Kovar Hats', 'Brim core: recycled felt, 2.2 mm', 'Folds 2,000 times without a crease'],
        },
      },
    ],
  },
  {
    challenge: 'para-alice',
    on: 'brief',
    wanted:
      '需要一家能做 **6063 铝合金 CNC** 外壳的工厂，表面阳极氧化，色差 ΔE 不超过 1。\n\n- 上下壳各一件，PC 定位板一件\n- 螺丝孔用钢牙套\n- 每批抽检尺寸报告\n\n投票还没结束，先问价，心里有数才敢答应大家。',
    quantities: [100, 200, 500],
    opened: -2,
    closes: 26,
    offers: [],
  },
];
