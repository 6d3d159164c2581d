import type { Locale } from '../../../src/lib/domain/locales.ts';

/** A change that a member of the world asked for. */
export interface SuggestionSeed {
  /** The title of the draft. */
  draft: string;
  locale: Locale;
  body: string;
  /** The number of the revision that it was made for: the last one unless told. */
  of?: number;
  /** Days before now, for the last revision; else it falls between its revision and the next. */
  ago?: number;
  /** Hundredths of a percent of the first picture. */
  pin?: { x: number; y: number; w?: number; h?: number };
  seconds: number;
  answer?: { state: 'accepted' | 'declined'; words: string; hours: number };
  /** The next revision carries it. */
  carried?: boolean;
  /** Made by the account to try. */
  byFan?: boolean;
}

export const suggestions: SuggestionSeed[] = [
  {
    draft: 'Tea-field check',
    locale: 'en',
    body: 'It rides up on the scooter. Could the back hem be longer, three or four centimetres?',
    of: 1,
    pin: { x: 3000, y: 7600, w: 4000, h: 1200 },
    seconds: 41,
    answer: {
      state: 'accepted',
      words: 'Four centimetres. I rode to Pinglin and back with a ruler in my pocket; you are right.',
      hours: 31,
    },
    carried: true,
    byFan: true,
  },
  {
    draft: 'Tea-field check',
    locale: 'zh-TW',
    body: '領口跟袖口最容易髒，可以做成可拆的嗎？',
    of: 2,
    pin: { x: 5000, y: 1700 },
    seconds: 23,
    answer: {
      state: 'accepted',
      words: '可以，各四顆釦子，拆下來單獨洗。多一道工，成本我們自己吸收。',
      hours: 52,
    },
    carried: true,
  },
  {
    draft: 'Tea-field check',
    locale: 'en',
    body: 'A hidden pocket behind the chest pocket, for a metro card?',
    ago: 6,
    pin: { x: 6300, y: 3800 },
    seconds: 12,
  },
  {
    draft: 'Tea-field check',
    locale: 'en',
    body: 'Please make it in black too.',
    ago: 8,
    seconds: 3,
    answer: {
      state: 'declined',
      words:
        'Not this one: the check is the point, and the mill sets up one warp for the whole lot. Look at “Worker, plain” if you want quiet.',
      hours: 20,
    },
  },
  {
    draft: 'Rain cord',
    locale: 'en',
    body: 'Two centimetres more at the hem and it would cover a wallet in the back pocket.',
    of: 1,
    pin: { x: 3200, y: 8200, w: 3600, h: 800 },
    seconds: 9,
    answer: { state: 'accepted', words: 'Done, two it is.', hours: 14 },
    carried: true,
  },
  {
    draft: 'Rain cord',
    locale: 'zh-TW',
    body: '後領的吊環露在外面，背包帶會勾到，能不能移到裡面？',
    of: 2,
    pin: { x: 5000, y: 1500 },
    seconds: 17,
    answer: { state: 'accepted', words: '移進去了，還是一樣可以掛。', hours: 26 },
    carried: true,
  },
  {
    draft: 'Indigo waves',
    locale: 'en',
    body: 'Could the pocket be large enough for a phone?',
    ago: 4,
    pin: { x: 6200, y: 4200, w: 1500, h: 1500 },
    seconds: 6,
  },
  {
    draft: 'Roll-top, ferry blue',
    locale: 'en',
    body: 'A reflective strip on the base. Nobody sees a dark bag on the Keelung road at night.',
    ago: 3.4,
    pin: { x: 3200, y: 7800, w: 3600, h: 700 },
    seconds: 8,
  },
  {
    draft: 'Roll-top, ferry blue',
    locale: 'zh-TW',
    body: '背帶可以加一個小扣環，掛手套用。',
    ago: 2,
    seconds: 4,
    answer: { state: 'accepted', words: '好主意，加在左肩，右手也拿得到。', hours: 9 },
  },
  {
    draft: 'Double knee, herringbone',
    locale: 'en',
    body: 'Higher in the back, please: we all saw what happens on those low stools.',
    of: 1,
    pin: { x: 3400, y: 1000, w: 3200, h: 900 },
    seconds: 28,
    answer: { state: 'accepted', words: 'Four centimetres more. We saw it too.', hours: 40 },
    carried: true,
  },
  {
    draft: 'Double knee, herringbone',
    locale: 'en',
    body: 'If the knee patch were open at the bottom, a pad would go in and dust would fall out.',
    of: 2,
    pin: { x: 3600, y: 5400, w: 1200, h: 1600 },
    seconds: 19,
    answer: { state: 'accepted', words: 'That is how painters have it. Drawn and sampled.', hours: 33 },
    carried: true,
    byFan: true,
  },
  {
    draft: 'Typhoon leave',
    locale: 'zh-TW',
    body: '袖口再長兩公分，冷氣太強的時候可以蓋住手。口袋裡也想要一個放識別證的地方。',
    of: 1,
    pin: { x: 1800, y: 7000 },
    seconds: 35,
    answer: { state: 'accepted', words: '兩個都做：袖口長兩公分，口袋內側加識別證夾層。', hours: 45 },
    carried: true,
  },
  {
    draft: '鐵窗花',
    locale: 'zh-TW',
    body: '花只到上面那扇門就斷掉，好可惜，可以一路畫到下面嗎？',
    of: 1,
    pin: { x: 3000, y: 6200, w: 4000, h: 2600 },
    seconds: 33,
    answer: { state: 'accepted', words: '重畫了，花從上門一路長到下門，門縫對得起來。', hours: 60 },
    carried: true,
  },
  {
    draft: '鐵窗花',
    locale: 'zh-TW',
    body: '不鏽鋼把手跟鐵窗綠不太搭，用同色的好不好？',
    of: 2,
    pin: { x: 6400, y: 4600, w: 700, h: 2000 },
    seconds: 21,
    answer: { state: 'accepted', words: '改成同一種綠，角度照窗門的栓子重畫。', hours: 18 },
    carried: true,
  },
  {
    draft: '鐵窗花',
    locale: 'zh-TW',
    body: '中間那點紅能不能再大一點？站遠一點就看不到了。',
    ago: 5,
    pin: { x: 5000, y: 3300 },
    seconds: 14,
  },
  {
    draft: '磨石子法式門',
    locale: 'zh-TW',
    body: '下面抽屜的把手想要深一點的凹槽，手濕的時候比較好拉。',
    ago: 7,
    pin: { x: 5000, y: 7600 },
    seconds: 10,
    answer: {
      state: 'declined',
      words: '試做過，凹槽加深後真空發泡會薄到露底，保溫不過。把手下緣我們會改成止滑的。',
      hours: 70,
    },
  },
  {
    draft: '一顆大旋鈕',
    locale: 'zh-TW',
    body: '旋鈕再大一點，戴手套也要能轉。',
    of: 1,
    pin: { x: 2600, y: 4000, w: 2600, h: 2600 },
    seconds: 26,
    answer: { state: 'accepted', words: '加大到 11 公分，請三位阿嬤試過了。', hours: 22 },
    carried: true,
  },
  {
    draft: '一顆大旋鈕',
    locale: 'zh-TW',
    body: '我媽看不清楚字，每一格可以有段落感嗎？',
    of: 2,
    seconds: 31,
    answer: { state: 'accepted', words: '每格都有「喀」一聲，靠手就數得出來。', hours: 38 },
    carried: true,
  },
  {
    draft: '夜读 Night reader',
    locale: 'zh-CN',
    body: '字符可以再粗一点吗？夜里开台灯看不太清。',
    of: 1,
    pin: { x: 4200, y: 4200, w: 2600, h: 1600 },
    seconds: 18,
    answer: { state: 'accepted', words: '加粗 8%，打样拍了台灯下的照片。', hours: 16 },
    carried: true,
  },
  {
    draft: '哈尔滨 Harbin',
    locale: 'zh-CN',
    body: '米白还是偏暖，江面应该再冷一点。',
    of: 1,
    pin: { x: 3000, y: 4000, w: 4000, h: 2000 },
    seconds: 15,
    answer: { state: 'accepted', words: '字母区冷半档，和冬天的江面照片对过色。', hours: 28 },
    carried: true,
  },
  {
    draft: '哈尔滨 Harbin',
    locale: 'en',
    body: 'Alice owners need two B keys. Please add the second one.',
    of: 2,
    seconds: 22,
    answer: { state: 'accepted', words: 'Added. The kit grows by one key, the price does not.', hours: 12 },
    carried: true,
  },
  {
    draft: '哈尔滨 Harbin',
    locale: 'zh-CN',
    body: '长空格能不能刻一条很浅的冰裂纹？',
    ago: 5,
    pin: { x: 3200, y: 8000, w: 3600, h: 900 },
    seconds: 7,
  },
];
