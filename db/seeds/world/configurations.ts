import type { Locale } from '../../../src/lib/domain/locales.ts';
import { fridgeLayers } from '../drawings/fridge-layers.ts';
import type { DrawnConfiguration } from '../drawings/layers.ts';
import { sneakerLayers } from '../drawings/sneaker-layers.ts';

/** What could be composed from one revision on: all that is drawn, but for what is named. */
export interface ConfigurationStep {
  /** The number of the revision. */
  revision: number;
  /** Choices that it does not offer: `part.choice`. */
  without?: readonly string[];
  /** Rules that came later, by the choice that they begin with. */
  unruled?: readonly string[];
}

export interface RemixSeed {
  locale: Locale;
  title: string;
  note: string;
  votes: number;
  /** Days before now, once the last revision is public; left out, soon after the look's own revision. */
  ago?: number;
  /** Made by the account to try. */
  byFan?: boolean;
}

/** A composition that several members came to: what it has otherwise than the designer proposes. */
export interface LookSeed {
  choices: readonly string[];
  /** How many come to it, in proportion. */
  pull: number;
  /** The step that it was composed of: the last one unless told. */
  step?: number;
  remix?: RemixSeed;
}

export interface ConfigurationSeed {
  /** The title of the draft. */
  draft: string;
  alt: string;
  drawn: DrawnConfiguration;
  steps: readonly ConfigurationStep[];
  /** How many members have a composition of it as theirs. */
  members: number;
  /** How well choices are liked; 1 is usual. */
  liked: Readonly<Record<string, number>>;
  looks: readonly LookSeed[];
}

export const configurations: readonly ConfigurationSeed[] = [
  {
    draft: '薄荷圓角，大一號',
    alt: '可自配冰箱的圖層',
    drawn: fridgeLayers,
    steps: [
      { revision: 2, unruled: ['upper.glass'] },
      { revision: 3, without: ['feet.sled'], unruled: ['upper.glass'] },
      { revision: 4, without: ['feet.sled'] },
    ],
    members: 264,
    liked: {
      'feet.oak': 2.6,
      'feet.brass': 1.9,
      'feet.plinth': 0.5,
      'frame.cream': 2.4,
      'frame.steel': 1.8,
      'frame.brass': 0.6,
      'upper.mint': 2.2,
      'upper.terrazzo': 1.9,
      'upper.majolica': 2.1,
      'upper.indigo': 0.6,
      'lower.mint': 1.7,
      'lower.skirt': 1.9,
      'lower.leaves': 1.6,
      'lower.linen': 0.7,
      'pattern.none': 3.6,
      'pattern.magnets': 1.5,
      'pattern.cat': 1.7,
      'pattern.bag': 0.6,
      'display.lamp': 1.8,
      'display.dial': 2.6,
      'display.touch': 0.35,
      'handle.brass': 2.2,
      'handle.strap': 1.6,
      'handle.recess': 0.6,
    },
    looks: [
      {
        choices: ['upper.majolica', 'lower.skirt', 'handle.brass', 'display.dial', 'feet.brass'],
        pull: 3.4,
        remix: {
          locale: 'zh-TW',
          title: '外婆家的灶腳',
          note: '上門花磚、下門紅磚腰線，就是外婆家廚房的牆。溫度計我選指針的，她看得懂。',
          votes: 132,
          ago: 9,
        },
      },
      {
        choices: [
          'frame.steel',
          'upper.glass',
          'lower.slats',
          'handle.strap',
          'feet.brass',
          'display.dial',
          'pattern.cat',
        ],
        pull: 2.2,
        remix: {
          locale: 'zh-TW',
          title: '石虎的宵夜',
          note: '檜木條配石虎，玻璃門裡永遠有東西可以偷吃。框邊被規定要不鏽鋼，結果反而好看。',
          votes: 97,
          ago: 6,
        },
      },
      {
        choices: ['frame.pine', 'upper.cream', 'lower.leaves', 'handle.knob', 'display.sun'],
        pull: 1.8,
        remix: {
          locale: 'zh-TW',
          title: '茶園裡那一台',
          note: '放在工寮的。綠框耐髒，琺瑯太陽負責開心。',
          votes: 61,
          ago: 7.5,
        },
      },
      {
        choices: ['frame.ink', 'upper.persimmon', 'lower.pine', 'handle.brass', 'display.dial', 'feet.brass'],
        pull: 1.6,
        remix: {
          locale: 'en',
          title: 'Persimmon over pine',
          note: 'Two colours that have no business together, and then they do. Black frame to stop the argument.',
          votes: 74,
          ago: 4.5,
          byFan: true,
        },
      },
      {
        choices: ['upper.mint', 'lower.mint', 'pattern.magnets', 'handle.steel'],
        pull: 1.5,
        remix: {
          locale: 'zh-TW',
          title: '誠實的門',
          note: '反正三個月後都會長這樣，不如出廠就貼好。那張黃色便條寫的是瓦斯行電話。',
          votes: 118,
          ago: 3,
        },
      },
      {
        choices: [
          'frame.steel',
          'upper.terrazzo',
          'lower.terrazzo',
          'handle.bar',
          'feet.steel',
          'display.digits',
        ],
        pull: 1.1,
        remix: {
          locale: 'zh-CN',
          title: '水磨石两件套',
          note: '小时候学校走廊就是这个地面。两扇门都用水磨石，很重，所以没有轮子，也不打算搬家了。',
          votes: 43,
          ago: 5,
        },
      },
      {
        choices: ['feet.sled', 'frame.persimmon', 'upper.waves', 'lower.mint', 'handle.bar'],
        pull: 0.6,
        step: 0,
        remix: {
          locale: 'zh-TW',
          title: '海邊的雪橇',
          note: '青海波加紅色雪橇腳，像一台要去海邊的冰箱。',
          votes: 38,
        },
      },
      { choices: [], pull: 2.4 },
      { choices: ['pattern.leaf', 'handle.brass', 'feet.brass'], pull: 1.4 },
      { choices: ['lower.skirt', 'upper.cream', 'display.dial'], pull: 1.2 },
    ],
  },
  {
    draft: 'Puddle jumper',
    alt: 'A layer of the sneaker that is put together',
    drawn: sneakerLayers,
    steps: [
      { revision: 2, without: ['laces.hiker'], unruled: ['upper.mesh'] },
      { revision: 3, without: ['laces.hiker', 'toe.patent'] },
      { revision: 4, without: ['toe.patent'] },
    ],
    members: 207,
    liked: {
      'upper.check': 2.3,
      'upper.waves': 1.8,
      'upper.bone': 1.6,
      'upper.mesh': 0.4,
      'toe.wing': 1.7,
      'toe.suede': 1.5,
      'toe.none': 0.5,
      'stripe.halo': 2.4,
      'stripe.puddle': 1.9,
      'stripe.none': 0.8,
      'sole.gum': 2.6,
      'sole.layer': 1.7,
      'sole.lug': 0.8,
      'laces.rope': 1.6,
      'laces.elastic': 0.4,
      'eyelets.brass': 2.1,
      'heel.green': 1.6,
      'heel.sashiko': 1.6,
      'tongue.sun': 1.5,
      'tongue.taro': 0.5,
    },
    looks: [
      {
        choices: [
          'upper.check',
          'toe.wing',
          'stripe.halo',
          'sole.layer',
          'eyelets.brass',
          'laces.rope',
          'heel.mirror',
          'tongue.sun',
        ],
        pull: 3,
        remix: {
          locale: 'en',
          title: 'The professor rides home',
          note: 'Wing tips on top, layer cake below, and a reflector so that the number 15 bus sees me.',
          votes: 104,
          ago: 4,
        },
      },
      {
        choices: ['upper.green', 'toe.rubber', 'sole.gum', 'stripe.ridge', 'laces.bone', 'eyelets.loops'],
        pull: 2.1,
        remix: {
          locale: 'zh-TW',
          title: '七星山，下雨',
          note: '麂皮遇水會變深，山就更清楚。橡膠鞋頭是給石階的，踢到不心疼。',
          votes: 88,
          ago: 3.4,
        },
      },
      {
        choices: ['upper.waves', 'toe.bone', 'sole.gum', 'heel.sashiko', 'laces.red', 'stripe.none'],
        pull: 2.3,
        remix: {
          locale: 'zh-TW',
          title: '海是藍的，鞋帶是紅的',
          note: '不要側邊條紋，讓浪自己走完。後跟的刺子繡是我最想摸的地方。',
          votes: 91,
          ago: 2.2,
        },
      },
      {
        choices: ['upper.dots', 'toe.suede', 'stripe.rain', 'sole.foam', 'laces.ink', 'tongue.terry'],
        pull: 1.2,
        remix: {
          locale: 'en',
          title: 'Fruit stand, closing time',
          note: 'Persimmon dots with rain that only shows in headlights. My daughter chose; I only pressed.',
          votes: 57,
          ago: 1.6,
          byFan: true,
        },
      },
      {
        choices: [
          'upper.camo',
          'toe.ink',
          'stripe.bolt',
          'sole.jade',
          'heel.gold',
          'laces.hiker',
          'eyelets.steel',
        ],
        pull: 1.3,
        remix: {
          locale: 'zh-CN',
          title: '收摊以后',
          note: '夜市迷彩配玉色底，闪电是摊位上那块坏掉的灯牌。鞋带多亏前面有人提。',
          votes: 49,
          ago: 1,
        },
      },
      {
        choices: ['toe.patent', 'upper.bone', 'stripe.puddle', 'sole.gum'],
        pull: 0.8,
        step: 0,
        remix: {
          locale: 'en',
          title: 'Magpie toe',
          note: 'Bone all over and one wet blue toe, like the bird that steals from the path behind the zoo.',
          votes: 46,
        },
      },
      { choices: [], pull: 1.8 },
      { choices: ['sole.gum', 'laces.red'], pull: 1.5 },
      { choices: ['upper.ripstop', 'sole.lug', 'stripe.rain', 'heel.mirror', 'toe.ink'], pull: 1 },
    ],
  },
];
