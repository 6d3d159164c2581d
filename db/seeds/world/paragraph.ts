import {
  artisan,
  artisans,
  deskmat,
  keyboard,
  keycaps,
  switches,
  type Colourway,
} from '../drawings/keyboards.ts';
import { plain } from '../drawings/patterns.ts';
import type { ChallengeSeed } from './shape.ts';
import { also, card, head, near, onDesk, pictured, row } from './views.ts';

const cn = 'zh-CN' as const;
const en = 'en' as const;

const tide: Colourway = { alphas: '#f1ece0', mods: '#2f5d7a', accents: '#c2311d', novelty: 'wave' };
const milk: Colourway = { alphas: '#f3ead8', mods: '#a9855a', accents: '#57402c', novelty: 'bubble-tea' };
const slate: Colourway = { alphas: '#d9dcd8', mods: '#5d6470', accents: '#efb94d', novelty: 'moon' };
const fern: Colourway = { alphas: '#dfe8dc', mods: '#5d8a6f', accents: '#d98a4a', novelty: 'mountain' };
const harbin: Colourway = {
  alphas: '#e6eef3',
  mods: '#8fb0c4',
  accents: '#24395a',
  novelty: 'moon',
  legends: '#3f5a80',
};
const harbinPictures = pictured(
  cn,
  '哈尔滨键帽',
  '冰白字母、雾蓝修饰键、深蓝强调键的整套键帽',
  '#e6ecf0',
  () => keycaps({ way: harbin, novelties: ['moon', 'swallow', 'halo'] }),
  onDesk(() => keyboard({ layout: '65', caseColour: '#c4ccd2', way: harbin, view: 'angle' }), '#b9a184'),
  near(
    () => keyboard({ layout: '65', caseColour: '#c4ccd2', way: harbin, view: 'close' }),
    '#e6ecf0',
    200,
    250,
    1,
  ),
);
const harbinWarm = also(
  () =>
    keycaps({
      way: { ...harbin, alphas: '#efe7d6', mods: '#c9cfce', legends: '#2c2a26' },
      novelties: ['moon', 'swallow', 'halo'],
    }),
  '#efe9dd',
  '米白字母、浅灰修饰键、深蓝强调键，黑色字符的整套键帽',
)(cn, '');
const kashgar: Colourway = { alphas: '#f1e0c4', mods: '#b5593a', accents: '#2f6f7a', novelty: 'begonia' };
const chaoshan: Colourway = { alphas: '#f3ead8', mods: '#2b4a44', accents: '#c2311d', novelty: 'teapot' };
const dunhuang: Colourway = {
  alphas: '#d9c09a',
  mods: '#7a4a3a',
  accents: '#2f7a74',
  novelty: 'magpie',
  legends: '#4a2418',
};
const qingdao: Colourway = { alphas: '#f6f0e2', mods: '#c9704a', accents: '#2a6a9a', novelty: 'fish' };
const guilin: Colourway = {
  alphas: '#cfdcd8',
  mods: '#4a6a6a',
  accents: '#1c2a2a',
  novelty: 'mountain',
  pattern: { weave: 'mountains', colours: ['#cfdcd8', '#8fb0aa', '#eef3f0', '#aac6c0'], scale: 0.5 },
};

// Paragraph 段落, keyboards. Written in Simplified Chinese and English, mixed, as its members speak.
const firstLayout: ChallengeSeed = {
  key: 'para-layout',
  title: 'First board: which layout? 第一把选什么配列',
  brief:
    '我们只开得起一套模具。65、TKL 还是 Alice？一人一票，票数全程公开。The case is machined from one block, so the losing layouts will not come back for a year.',
  state: 'decided',
  collecting: -345,
  opens: -338,
  closes: -326,
  decided: -325,
  picks: 1,
  seats: 1,
  quorum: 100,
  live: true,
  ballots: 288,
  talk: 14,
  drafts: [
    {
      title: '六五 Sixty-five',
      product: 'keyboard',
      pull: 1.6,
      story:
        '方向键要有，F 区可以没有。桌子只有六十厘米的人都懂。外壳六度倾角，Gasket 夹心，底部一块黄铜配重，拿起来像一本精装书。The knob is optional and only turns the volume; we promise no screen.',
      pictures: pictured(
        cn,
        '65 键盘',
        '灰绿色 65 配列键盘：正面、侧面与黄铜配重的底面',
        '#e6ebe6',
        () => keyboard({ layout: '65', caseColour: '#8d9a94', way: tide, knob: '#b08a4a' }),
        onDesk(() => keyboard({ layout: '65', caseColour: '#8d9a94', way: tide, view: 'angle' }), '#d9b98a'),
      ),
    },
    {
      title: 'TKL，写字的人',
      product: 'keyboard',
      pull: 1.1,
      story:
        '有 Home 有 End 有 F5。写代码、写论文、写辞职信，都用得上。外壳做薄一点，前沿十八毫米，不用手托。',
      pictures: pictured(cn, 'TKL 键盘', '黑色 TKL 键盘，深蓝键帽，橙黄色强调键', '#efe6d6', () =>
        keyboard({
          layout: 'tkl',
          caseColour: '#2c2a26',
          way: {
            alphas: '#24395a',
            mods: '#1a2840',
            accents: '#e0a33c',
            novelty: 'moon',
            legends: '#e8c882',
          },
        }),
      ),
    },
    {
      title: 'Alice for wrists',
      product: 'keyboard',
      pull: 0.9,
      story:
        'Eight degrees each side, because mine hurt. It looks odd for a week and then every other board looks odd. 中间留一小块空地，放你自己的字。',
      pictures: pictured(
        en,
        'the Alice board',
        'Red Alice keyboard with split halves: top, side and underside',
        '#f3e6d6',
        () => keyboard({ layout: 'alice', caseColour: '#b5473a', way: tide }),
      ),
    },
  ],
  decision: { reason: '六五以 {lead} 票领先，就做它。Alice 的朋友：明年见。' },
};

const tideCaps: ChallengeSeed = {
  key: 'para-tide',
  title: '第一套键帽 Keycaps 01',
  brief:
    'PBT 热升华，樱桃高度，五面。三套配色，一套开团。Please vote for what you would type on every day, not for what looks best in a photo.',
  state: 'decided',
  collecting: -262,
  opens: -255,
  closes: -241,
  decided: -239,
  picks: 1,
  seats: 1,
  quorum: 120,
  live: true,
  ballots: 361,
  talk: 26,
  drafts: [
    {
      title: '潮汐 Tide',
      product: 'keycaps',
      pull: 1.6,
      story:
        '在厦门看了一个月的海，涨潮的时候水是蓝的，退潮是米色的，回车键是礁石上那盏灯。字符细了百分之十，居左上，全套中英无刻都做。空格用同色，不做渐变，也不做图案，打久了会亮，亮了也好看。 The wave novelty is drawn by hand, one line, no undo.',
      revisions: ['修饰键调深一档，和字母区拉开', 'Enter 由橙改红'],
      pictures: pictured(
        cn,
        '潮汐键帽',
        '米白字母、深蓝修饰键、红色强调键的整套键帽，带波浪特殊键',
        '#f3ecd9',
        () => keycaps({ way: tide, novelties: ['wave', 'fish', 'sun'] }),
        onDesk(() => keyboard({ layout: '65', caseColour: '#d9cfbb', way: tide, view: 'angle' }), '#c9a877'),
      ),
    },
    {
      title: '奶茶 Milk tea',
      product: 'keycaps',
      pull: 1.3,
      story:
        '我知道，奶茶配色已经有一百套。但这一套的深色是真的茶底，焦糖色从字母到空格慢慢加重，是三种料、三次开粉。没有粉色。',
      pictures: pictured(cn, '奶茶键帽', '奶白、焦糖与深棕三色键帽整套', '#efe0cf', () =>
        keycaps({ way: milk, novelties: ['bubble-tea', 'sun', 'bento'] }),
      ),
    },
    {
      title: 'Slate & signal',
      product: 'keycaps',
      pull: 0.9,
      story:
        'Two greys and one yellow: the platform of a metro at midnight. Sub-legends only where you need them. It is the quietest of the three and I expect to lose.',
      pictures: pictured(
        en,
        'the slate keycaps',
        'Keycap set in two greys with yellow accents',
        '#e4e6e2',
        () => keycaps({ way: slate, novelties: ['moon', 'eye', 'halo'] }),
      ),
    },
  ],
  decision: { reason: '潮汐 {picks} 票。奶茶只差 {lead} 票，我们会在明年春天再问一次。' },
};

const firstMat: ChallengeSeed = {
  key: 'para-mat',
  title: 'Deskmat 01 桌垫',
  brief: '900 × 400，四毫米，锁边。一张图铺满整张桌子，看三年不腻。请排出顺序，做两张，让两种口味都有。',
  state: 'decided',
  collecting: -204,
  opens: -198,
  closes: -186,
  decided: -184,
  picks: 2,
  method: 'stv',
  seats: 2,
  quorum: 150,
  live: false,
  ballots: 377,
  talk: 14,
  drafts: [
    {
      title: '等高线 Contours',
      product: 'deskmat',
      pull: 1.3,
      story: '秦岭主脊，五十米一条线。鼠标在山里走。锁边用橙色，是徒步绳的颜色。',
      pictures: pictured(cn, '等高线桌垫', '墨绿色等高线桌垫，橙黄色锁边，附锁边放大图', '#e4ede4', () =>
        deskmat({
          cloth: { weave: 'topography', colours: ['#2b4a44', '#6f9a86', '#4f7d6c'], scale: 0.8 },
          edge: '#d9a23a',
        }),
      ),
    },
    {
      title: '落日 Sundown',
      product: 'deskmat',
      pull: 1.5,
      story: '四层山，一个太阳。太阳的位置在鼠标右边，不会被键盘挡住。颜色都压低了，晚上开台灯也不刺眼。',
      pictures: pictured(cn, '落日桌垫', '层层蓝色山影与橙色落日的桌垫，深蓝锁边', '#f3e6d6', () =>
        deskmat({
          cloth: plain('#24395a'),
          edge: '#1a2840',
          land: ['#f0d9b8', '#8aa0bd', '#3f5a80', '#d9622b'],
        }),
      ),
    },
    {
      title: 'Seigaiha',
      product: 'deskmat',
      pull: 0.8,
      story:
        'Waves, at the size of a key. When the board sits on it the pattern lines up with the rows; this took me two evenings and nobody will notice.',
      pictures: pictured(
        en,
        'the wave deskmat',
        'Deskmat with a blue and white wave scale pattern',
        '#e6ebf0',
        () =>
          deskmat({
            cloth: { weave: 'waves', colours: ['#24395a', '#cfd8e3', '#8aa0bd'], scale: 0.7 },
            edge: '#24395a',
          }),
      ),
    },
  ],
  decision: { reason: '两张都做，按规则：喜欢暖色的和喜欢线条的，各有一张。' },
};

const nightArtisan: ChallengeSeed = {
  key: 'para-artisan',
  title: '手工键帽：夜市',
  brief:
    'One artisan, cast in Xiamen, two hundred pieces. 题目是夜市：能吃的、能玩的、能带回家的都算。一人选两个。',
  state: 'decided',
  collecting: -152,
  opens: -146,
  closes: -133,
  decided: -131,
  picks: 2,
  seats: 1,
  quorum: 150,
  live: true,
  ballots: 400,
  talk: 18,
  drafts: [
    {
      title: '小笼 Dumpling',
      product: 'artisan',
      pull: 1.5,
      story:
        '十八个褶，一个不少。树脂里掺了一点珠光，看上去像刚揭开笼屉。放在 Esc 上，每次按都有点舍不得。 Sculpted by hand, cast in two colours.',
      pictures: pictured(
        cn,
        '小笼键帽',
        '红色键帽，顶面是一只冒着热气的小笼包',
        '#f6dfd2',
        () => artisan({ body: '#b5473a', motif: 'dumpling', colours: ['#f6ead2', '#fbf8f1', '#c2311d'] }),
        near(
          () => artisan({ body: '#b5473a', motif: 'dumpling', colours: ['#f6ead2', '#fbf8f1', '#c2311d'] }),
          '#f6dfd2',
          200,
          230,
          1.9,
        ),
      ),
    },
    {
      title: '捞金鱼',
      product: 'artisan',
      pull: 1.4,
      story:
        '透明树脂分三次浇，鱼在中间那一层，所以换个角度看它会动。水纹刻在顶面的反面。良品率四成，我先说清楚。',
      pictures: pictured(cn, '金鱼键帽', '透明蓝色树脂键帽，里面有一条红白金鱼和水纹', '#e3ecf0', () =>
        artisan({
          body: '#7fa9c4',
          kind: 'resin',
          motif: 'fish',
          colours: ['#e5573f', '#fbf8f1', '#1c1a16'],
          scene: { weave: 'waves', colours: ['#7fa9c4', '#a9cbdc', '#fff'], scale: 0.9 },
        }),
      ),
    },
    {
      title: 'Leopard cat',
      product: 'artisan',
      pull: 1.1,
      story:
        'Not a night-market animal, but it comes at night. The spots are cast, not painted; they go two millimetres deep.',
      pictures: pictured(
        en,
        'the leopard cat keycap',
        'Green keycap with the face of a leopard cat',
        '#f0ead8',
        () => artisan({ body: '#2f6f5f', motif: 'leopard-cat', colours: ['#d9a25a', '#5a3a22', '#efe08a'] }),
      ),
    },
    {
      title: '四样小吃',
      product: 'artisan',
      pull: 0.9,
      story: '一套四颗：包子、茶壶、月亮、太阳。盲盒？不，四颗一起卖。',
      pictures: pictured(cn, '四颗手工键帽', '红、绿、蓝、黄四颗手工键帽', '#f6efe0', () =>
        artisans({
          bodies: ['#c2311d', '#2b6650', '#24395a', '#d9a23a'],
          motifs: ['dumpling', 'teapot', 'moon', 'sun'],
          colours: ['#f6ead2', '#e0a33c', '#c2311d'],
        }),
      ),
    },
  ],
  decision: {
    winners: [1],
    reason:
      '按票数是「小笼」领先。但铸造师试浇了两周，十八个褶在脱模时总断在第三个，良品率不到一成，成本会翻三倍。我们改做第二名「捞金鱼」，所有数字都摆在上面；小笼等有了硅胶新模再做。',
  },
};

const threeMetals: ChallengeSeed = {
  key: 'para-tkl',
  title: 'TKL in three finishes',
  brief:
    'The TKL you kept asking for. One block of 6063, three finishes on the table; the mill takes one. 每人一票。',
  state: 'decided',
  collecting: -74,
  opens: -66,
  closes: -53,
  decided: -51,
  picks: 1,
  seats: 1,
  quorum: 150,
  live: true,
  ballots: 425,
  talk: 22,
  drafts: [
    {
      title: 'Oxide red 铁锈红',
      product: 'keyboard',
      pull: 1.2,
      story:
        '阳极做不出这个红，我们改用电泳：十二个颜色打样，最后这个像老仓库的门。黄铜配重不做镜面，拉丝，手指印就让它在那里。 Fern green was my first idea. Then I saw the door.',
      pictures: pictured(
        cn,
        '铁锈红键盘',
        '铁锈红 TKL 键盘，米白与蓝色键帽，黄铜配重',
        '#f3e6d6',
        () => keyboard({ layout: 'tkl', caseColour: '#a8452f', way: tide }),
        near(() => keyboard({ layout: 'tkl', caseColour: '#a8452f', way: tide }), '#f3e6d6', 330, 190, 2.3),
      ),
    },
    {
      title: 'Fog 雾银',
      product: 'keyboard',
      pull: 1.5,
      story:
        '喷砂 180 目，银，但是没有反光。外壳的倒角只有零点八，摸得到，看不见。配重用不锈钢，冬天会冰手，我们觉得那是优点。适合任何键帽，尤其是还没想好的人。',
      pictures: pictured(
        cn,
        '雾银键盘',
        '雾面银色 TKL 键盘，蕨绿色键帽，侧面与底面',
        '#e6ebe6',
        () => keyboard({ layout: 'tkl', caseColour: '#c4c8c6', way: fern, weight: '#8d9a9a' }),
        onDesk(() => keyboard({ layout: 'tkl', caseColour: '#c4c8c6', way: fern, view: 'angle' }), '#b98d5a'),
      ),
    },
    {
      title: 'Terrazzo 水磨石',
      product: 'keyboard',
      pull: 1,
      story: 'Cerakote in four passes with a mask thrown by hand. 每一把都不一样，售后补漆请先发照片。',
      pictures: pictured(cn, '水磨石键盘', '水磨石花纹外壳的 TKL 键盘', '#e8e6da', () =>
        keyboard({
          layout: 'tkl',
          caseColour: '#d9d2c3',
          caseCloth: { weave: 'terrazzo', colours: ['#ece4d6', '#7a8f84', '#d9622b', '#3a4a52'], scale: 0.5 },
          way: slate,
        }),
      ),
    },
  ],
  decision: { reason: '雾银领先 {lead} 票。感谢每一个替铁锈红拉票的人，我们听到了。' },
};

const stems: ChallengeSeed = {
  key: 'para-switch',
  title: '轴心选什么颜色 Stem colour',
  brief: '段落轴，62 克触底，行程 3.6。手感定了，只差颜色。反正看不到，所以更要投。',
  state: 'decided',
  collecting: -110,
  opens: -104,
  closes: -95,
  decided: -93,
  method: 'score',
  picks: 1,
  seats: 1,
  quorum: 150,
  live: false,
  ballots: 370,
  talk: 14,
  drafts: [
    {
      title: '印泥红',
      product: 'switch',
      pull: 1.4,
      story: '盖章的红。拔开键帽的那一下，像翻到最后一页看见落款。上盖透明，下壳石墨，弹簧镀铜。',
      pictures: pictured(
        cn,
        '红色轴体',
        '拆开的轴体：红色轴心、浅色上盖、铜色弹簧、深色底壳',
        '#e6ebe6',
        () => switches({ stem: '#c2311d', top: '#dfe5df', bottom: '#3a4a52', spring: '#d9a23a' }),
      ),
    },
    {
      title: 'Celadon 青瓷',
      product: 'switch',
      pull: 1.2,
      story: '天青色等烟雨，等开模等了四个月。上盖也是同色，半透。',
      pictures: pictured(cn, '青瓷轴体', '拆开的轴体：青瓷色轴心与上盖', '#e3efec', () =>
        switches({ stem: '#7fb0a2', top: '#b8d6cc', bottom: '#e9efe9', spring: '#b9b3a4' }),
      ),
    },
    {
      title: 'Ink & egg',
      product: 'switch',
      pull: 0.8,
      story: 'Black housing, yellow stem: a century egg. You either laugh or you do not.',
      pictures: pictured(en, 'the egg switch', 'Switch in parts: yellow stem, black housing', '#f7ecd2', () =>
        switches({ stem: '#efb94d', top: '#3a3732', bottom: '#2c2a26', spring: '#d9a23a' }),
      ),
    },
  ],
  decision: { reason: '印泥红，平均分区间的下限最高。青瓷也有不少人说会买，我们记着。' },
};

const readers: ChallengeSeed = {
  key: 'para-readers',
  title: 'A board for people who read',
  brief:
    '晚上十一点，旁边有人睡了。桌垫、键帽或整把键盘都行，一件就好：安静、暖、字看得清。每人两票，一件开团。',
  state: 'decided',
  collecting: -58,
  opens: -51,
  closes: -38,
  decided: -36,
  picks: 2,
  seats: 1,
  quorum: 200,
  live: true,
  ballots: 454,
  talk: 20,
  drafts: [
    {
      title: '夜读 Night reader',
      product: 'keycaps',
      pull: 1.6,
      story:
        '深蓝底，麦黄字。台灯的光是黄的，所以白字会发青，黄字不会；这个道理旧书店的老板都懂。双色注塑，字不会磨掉。强调键是一盏灯的颜色，Esc 上有月亮。 F 和 J 的横条做深了一倍，闭着眼睛也回得了家。',
      revisions: ['字符加粗 8%，夜里更清楚'],
      pictures: pictured(
        cn,
        '夜读键帽',
        '深蓝键帽配麦黄字符，橙黄色强调键，月亮、猫与灯笼特殊键',
        '#dfe3ec',
        () =>
          keycaps({
            way: {
              alphas: '#24395a',
              mods: '#1a2840',
              accents: '#e0a33c',
              novelty: 'moon',
              legends: '#e8c882',
            },
            novelties: ['moon', 'cat', 'lantern'],
          }),
        onDesk(
          () =>
            keyboard({
              layout: '65',
              caseColour: '#2c2a26',
              way: {
                alphas: '#24395a',
                mods: '#1a2840',
                accents: '#e0a33c',
                novelty: 'moon',
                legends: '#e8c882',
              },
              view: 'angle',
            }),
          '#8a6a42',
        ),
      ),
    },
    {
      title: 'Felt 毡',
      product: 'deskmat',
      pull: 1.1,
      story: '四毫米羊毛毡，键盘放上去，声音先少三成。灰，边上一条红线，是书脊的红。',
      pictures: pictured(cn, '毛毡桌垫', '灰色毛毡桌垫，红色锁边', '#efe9db', () =>
        deskmat({
          cloth: { weave: 'speckle', colours: ['#9a9a94', '#7d7d78', '#b9b9b3'], scale: 0.6 },
          edge: '#c2311d',
        }),
      ),
    },
    {
      title: '牛皮纸 Kraft',
      product: 'keycaps',
      pull: 1,
      story: 'Brown paper, black type, one red stamp. 像包书皮。',
      pictures: pictured(cn, '牛皮纸键帽', '牛皮纸色键帽，深棕修饰键，红色强调键', '#efe0cf', () =>
        keycaps({
          way: {
            alphas: '#d9bd92',
            mods: '#7a5a3f',
            accents: '#c2311d',
            novelty: 'hand',
            legends: '#2c2a26',
          },
          novelties: ['hand', 'eye', 'banyan'],
        }),
      ),
    },
  ],
  decision: { reason: '夜读，{picks} 票，按规则。' },
};

const towns: ChallengeSeed = {
  key: 'para-towns',
  title: '键帽新配色：六座城 Six towns',
  brief:
    '春天的团，主题是城市，不许出现地标。六套配色、每人两票、取一套。 Tallies are open. Write to us which key you look at most; it should get the best colour.\n\nPBT 五面热升华，全键位覆盖 65 / TKL / Alice。',
  state: 'voting',
  collecting: -20,
  opens: -11,
  closes: 4.6,
  picks: 2,
  seats: 1,
  quorum: 300,
  live: true,
  ballots: 515,
  talk: 92,
  cover: row('三把斜放的键盘：冰蓝、陶红与墨绿', '#e6ebf0', '#b9c4cc', [
    () => keycaps({ way: harbin, novelties: ['moon', 'swallow', 'halo'] }),
    () => keycaps({ way: kashgar, novelties: ['begonia', 'sun', 'hand'] }),
    () => keycaps({ way: chaoshan, novelties: ['teapot', 'fish', 'lantern'] }),
  ]),
  drafts: [
    {
      title: '哈尔滨 Harbin',
      product: 'keycaps',
      pull: 1.5,
      story:
        '零下二十度，江面的蓝不是蓝，是光。字母区用几乎看不出来的冰色，修饰键深一档，强调键是天黑以后的深蓝，下午四点就黑了。字符没有用黑，用了一个发灰的靛青，打字的时候像在窗上哈气写字。空格特意留白，一条长长的冰。 The white is not white; put a sheet of paper beside it.',
      revisions: ['字母区再冷半档', '增加 Alice 的两个 B 键'],
      earlier: [
        {
          title: '江面 Harbin',
          story:
            '零下十度，江面的蓝不是蓝，是光。字母区用米白，修饰键深一档，强调键是天黑以后的深蓝，下午四点就黑了。字符用黑色。空格特意留白，一条长长的冰。',
          pictures: [harbinWarm],
        },
        {
          story:
            '零下二十度，江面的蓝不是蓝，是光。字母区用几乎看不出来的冰色，修饰键深一档，强调键是天黑以后的深蓝，下午四点就黑了。字符没有用黑，用了一个发灰的靛青，打字的时候像在窗上哈气写字。空格特意留白，一条长长的冰。',
          pictures: harbinPictures.slice(0, 2),
        },
      ],
      pictures: harbinPictures,
    },
    {
      title: '喀什 Kashgar',
      product: 'keycaps',
      pull: 1.3,
      story:
        '土墙、蓝门、石榴。老城的墙是麦草和泥抹的，太阳底下是奶油色，背阴是砖红。蓝用得很少，只给强调键：走在巷子里也是这样，转三个弯才有一扇蓝门。特殊键是门上的花，手绘，一共画了三十多扇，选了这一朵。 PBT makes the clay slightly rough, which is right.',
      pictures: pictured(
        cn,
        '喀什键帽',
        '土黄字母、砖红修饰键、孔雀蓝强调键的整套键帽',
        '#f3e6d6',
        () => keycaps({ way: kashgar, novelties: ['begonia', 'sun', 'hand'] }),
        onDesk(
          () => keyboard({ layout: '65', caseColour: '#b5794a', way: kashgar, view: 'angle' }),
          '#d9b98a',
        ),
      ),
    },
    {
      title: '潮州 Chaozhou',
      product: 'keycaps',
      pull: 1.15,
      story:
        '工夫茶：茶盘是墨绿的，杯子是米白的，炭炉里那一点是红的。三种颜色的比例照着茶席来，绿四、白五、红一。Enter 做红，因为那是添炭的手势。老人家说，茶三酒四，我就把特殊键做了三颗。配任何一把深色键盘都稳，我自己放在黑色 TKL 上。',
      pictures: pictured(
        cn,
        '潮州键帽',
        '米白字母、墨绿修饰键、红色强调键的整套键帽，茶壶特殊键',
        '#eef0e6',
        () => keycaps({ way: chaoshan, novelties: ['teapot', 'fish', 'lantern'] }),
        card(plain('#2b4a44'), ['#f3ead8', '#2b4a44', '#c2311d', '#a9713f'], '#eef0e6', 'teapot'),
      ),
    },
    {
      title: '敦煌 Dunhuang',
      product: 'keycaps',
      pull: 1,
      story:
        '壁画氧化以后，红变成了褐，白变成了沙。我没有复原，就用现在的颜色：一千年调出来的，比我调得好。石绿只给四个键，多了就吵。字符用褐色，远看是纯色，近看才有字，像洞里开了一盏小灯。 Reads badly in the dark; that is a fair reason not to vote for it.',
      pictures: pictured(
        cn,
        '敦煌键帽',
        '沙色字母、褐色修饰键、石绿强调键的整套键帽',
        '#efe4cf',
        () => keycaps({ way: dunhuang, novelties: ['magpie', 'hand', 'begonia'] }),
        onDesk(
          () => keyboard({ layout: '65', caseColour: '#8a6a4a', way: dunhuang, view: 'angle' }),
          '#c9a877',
        ),
      ),
    },
    {
      title: '青岛 Qingdao',
      product: 'keycaps',
      pull: 0.9,
      story:
        '红瓦，绿树，碧海，蓝天，课本上就这么写的，我只删了绿树。修饰键是瓦的橙红，强调键是海，字母是礁石上的白沫。适合夏天，适合不想看深色的人。打了两周样，橙色怎么都偏粉，最后换了一家粉体厂才对。',
      pictures: pictured(cn, '青岛键帽', '乳白字母、橙红修饰键、海蓝强调键的整套键帽', '#f6efe0', () =>
        keycaps({ way: qingdao, novelties: ['fish', 'wave', 'sun'] }),
      ),
    },
    {
      title: '桂林 Guilin',
      product: 'keycaps',
      pull: 0.75,
      story:
        '空格上有山。只有空格有：一整条六又四分之一的山水，其他键干干净净的雾青。热升华的图案会被手磨到发亮，磨亮的地方刚好是水面，我试过，按了八万下。 The mountains are real peaks in order, seen from the boat at Xingping.',
      pictures: pictured(cn, '桂林键帽', '雾青色键帽整套，空格键上印着一排山峰', '#e3ecea', () =>
        keycaps({ way: guilin, novelties: ['mountain', 'fish', 'banyan'] }),
      ),
    },
  ],
};

const aliceTwo: ChallengeSeed = {
  key: 'para-alice',
  title: 'Alice, at last: the case colour',
  brief:
    'A year ago you chose the 65 and we promised. 模具已经开好，外壳颜色请你排出顺序，取两色。 The tally stays closed until the end; last time the first day decided everything.',
  state: 'voting',
  collecting: -13,
  opens: -5,
  closes: 9.5,
  picks: 2,
  method: 'stv',
  seats: 2,
  quorum: 250,
  ballots: 442,
  talk: 50,
  cover: row('两把 Alice 键盘：砖红与墨绿', '#efe9db', '#c9b48c', [
    () => keyboard({ layout: 'alice', caseColour: '#b5473a', way: tide }),
    () => keyboard({ layout: 'alice', caseColour: '#2b4a44', way: chaoshan }),
  ]),
  drafts: [
    {
      title: 'Brick 砖红',
      product: 'keyboard',
      pull: 1.3,
      story:
        'The colour of the prototype which three of you tried to buy off my desk. Electrophoresis over a bead blast, so it looks like clay and feels like metal. 配重黄铜，拉丝，底部刻一行小字：你自己选的字，十个以内，不加钱。 It will chip at the corners in a few years, and it will chip to silver. I like that; if you do not, take the fog.',
      pictures: pictured(
        en,
        'the brick Alice',
        'Brick red Alice keyboard: split halves from above, its side, and the brass weight beneath',
        '#f3e6d6',
        () => keyboard({ layout: 'alice', caseColour: '#b5473a', way: tide }),
        near(() => keyboard({ layout: 'alice', caseColour: '#b5473a', way: tide }), '#f3e6d6', 120, 170, 2.2),
      ),
    },
    {
      title: 'Pine 墨绿',
      product: 'keyboard',
      pull: 1.5,
      story:
        '旧图书馆的台灯罩。墨绿在强光下会偏蓝，在台灯下偏黑，所以我们调了七次，最后加了一点点棕。米白键帽放上去，像一张铺开的纸。 Weight in raw copper; it will go dark where you do not touch it and stay bright where you do.',
      pictures: pictured(
        cn,
        '墨绿 Alice',
        '墨绿色 Alice 键盘，米白与墨绿键帽，红色强调键',
        '#e4ede4',
        () => keyboard({ layout: 'alice', caseColour: '#2b4a44', way: chaoshan, weight: '#a9653a' }),
        near(
          () => keyboard({ layout: 'alice', caseColour: '#2b4a44', way: chaoshan, weight: '#a9653a' }),
          '#e4ede4',
          200,
          170,
          1.8,
        ),
      ),
    },
    {
      title: 'Fog 雾银',
      product: 'keyboard',
      pull: 1.05,
      story:
        '跟 TKL 一样的喷砂银，想凑成一对的人请投这个。倒角加大到一毫米，因为手腕会碰到。 Stainless weight, engraved with the serial number and nothing else. It matches everything, which is its whole personality, and after a year of choosing I have come to see the point.',
      pictures: pictured(cn, '雾银 Alice', '雾银色 Alice 键盘，灰色键帽，黄色强调键', '#e6ebe6', () =>
        keyboard({ layout: 'alice', caseColour: '#c4c8c6', way: slate, weight: '#8d9a9a' }),
      ),
    },
    {
      title: 'Custard 蛋挞',
      product: 'keyboard',
      pull: 0.9,
      story:
        '奶黄色外壳，焦糖色配重，刚出炉。颜色取自澳门安德鲁那一格，但没有撒糖霜。冬天看了会饿。 Powder coat, warm to the hand, hides dust better than any of the four. My cat has already claimed the sample, so there is a photo I cannot use.',
      pictures: pictured(cn, '蛋挞色 Alice', '奶黄色 Alice 键盘，焦糖色键帽', '#f7ecd2', () =>
        keyboard({ layout: 'alice', caseColour: '#efcf86', way: milk, weight: '#8a5a2f' }),
      ),
    },
    {
      title: 'Ink 墨',
      product: 'keyboard',
      pull: 0.85,
      story:
        '黑，但不是消光黑，是墨。阳极两次，第二次把温度降了六度，表面会有很细的光，像砚台。黄铜底，金字。全黑的键盘容易显灰，我们送一把小毛刷，猪鬃的。 For those who always say “black, please” and are never asked.',
      pictures: pictured(cn, '墨色 Alice', '黑色 Alice 键盘，深蓝键帽，橙黄色强调键', '#e8e6da', () =>
        keyboard({
          layout: 'alice',
          caseColour: '#2c2a26',
          way: {
            alphas: '#24395a',
            mods: '#1a2840',
            accents: '#e0a33c',
            novelty: 'moon',
            legends: '#e8c882',
          },
        }),
      ),
    },
  ],
};

const yourArtisan: ChallengeSeed = {
  key: 'para-your-artisan',
  title: '你来画一颗 Esc',
  brief:
    '会员画的一颗 1u 手工键帽，高度不超过 12 毫米，没有倒扣角。收到一份，放上来一份，署作者的名。 The caster answers questions in the comments on Sundays; tell each author what you would change before the vote opens.',
  state: 'collecting',
  collecting: -8,
  opens: 6.4,
  closes: 20.4,
  picks: 2,
  seats: 1,
  quorum: 250,
  ballots: 0,
  talk: 16,
  drafts: [
    {
      title: '台风眼',
      product: 'artisan',
      pull: 1,
      by: 52,
      story:
        '放在 Esc，因为停课停班就是最大的 Esc。六条旋臂刻深零点八毫米，手指按上去刚好是一个小坑，中间的眼睛是平的。我住泉州，每年夏天都在等它。树脂想要海水那种灰绿，里面掺一点点白，像云。倒扣角我检查过两遍，应该没有；如果有，请在图上圈给我看。',
      pictures: pictured(cn, '台风键帽', '灰绿色键帽，顶面是旋转的台风', '#e3ecea', () =>
        artisan({ body: '#6f8f8a', motif: 'typhoon', colours: ['#f3ead8', '#9fc0c9', '#c2311d'] }),
      ),
    },
    {
      title: 'The office cat',
      product: 'artisan',
      pull: 1,
      by: 176,
      story:
        'Ours sleeps on the warm side of the printer and has signed for parcels. Put it on Caps Lock, so that the key is finally of some use. Grey body, yellow eyes, and the ears are low enough not to stab you; I measured them against a coin. If it wins I would like one of the two hundred to go to the woman at the front desk, who feeds it.',
      pictures: pictured(en, 'the cat keycap', 'Pale keycap with the face of a grey cat', '#e6e9ec', () =>
        artisan({ body: '#d9d2c3', motif: 'cat', colours: ['#77777a', '#d98a7a', '#efb94d'] }),
      ),
    },
    {
      title: '榕树下',
      product: 'artisan',
      pull: 1,
      by: 288,
      story:
        '村口的榕树，气根垂下来，老人坐在那里下棋。树冠做成一整朵，顶面微微鼓起；气根是凹的，用深色补一次漆。放在空格左边的 Alt，因为那里总是闲着。底色用傍晚的天，从下往上我只用一个颜色，不渐变，规矩我看过了。',
      pictures: pictured(cn, '榕树键帽', '橙色键帽，顶面是一棵垂着气根的榕树', '#f6e3cf', () =>
        artisan({ body: '#d98a4a', motif: 'banyan', colours: ['#2b6650', '#8fb08a', '#5a3a22'] }),
      ),
    },
  ],
};

const matFour: ChallengeSeed = {
  key: 'para-mat-four',
  scheduled: true,
  title: 'Deskmat 04: weather 天气',
  brief:
    '想做一张会下雨的桌垫，也欢迎别的天气。 Four by nine hundred by four hundred, one picture, no logo. 十六天后开始公开收稿。',
  state: 'preparing',
  collecting: 16,
  opens: 26,
  closes: 40,
  picks: 2,
  seats: 1,
  quorum: 200,
  ballots: 0,
  talk: 0,
  drafts: [
    {
      title: '梅雨 Plum rain',
      product: 'deskmat',
      pull: 1,
      editing: true,
      story: '细雨，斜的，四十五度太做作，改成六十八度。',
      pictures: pictured(cn, '下雨桌垫', '浅蓝底细雨纹桌垫', '#e3ecf0', () =>
        deskmat({ cloth: { weave: 'rain', colours: ['#cfe0e6', '#5d8a9a', '#8fb3c0'] }, edge: '#5d8a9a' }),
      ),
    },
  ],
};

export const paragraphChallenges: ChallengeSeed[] = [
  firstLayout,
  tideCaps,
  firstMat,
  nightArtisan,
  stems,
  threeMetals,
  readers,
  towns,
  aliceTwo,
  yourArtisan,
  matFour,
];
export const paragraphCover = head('三把键盘并排放在桌上，前面是四颗手工键帽', '#dcc7a4', '#dcc7a4', [
  [
    () => keyboard({ layout: '65', caseColour: '#8d9a94', way: tide, knob: '#b08a4a', view: 'top' }),
    26,
    116,
    0.7,
  ],
  [() => keyboard({ layout: 'alice', caseColour: '#2b4a44', way: chaoshan, view: 'top' }), 280, 112, 0.68],
  [() => keyboard({ layout: 'tkl', caseColour: '#c4c8c6', way: fern, view: 'top' }), 532, 112, 0.7],
  [
    () => artisan({ body: '#b5473a', motif: 'dumpling', colours: ['#f6ead2', '#fbf8f1', '#c2311d'] }),
    96,
    232,
    0.32,
  ],
  [
    () => artisan({ body: '#2f6f5f', motif: 'leopard-cat', colours: ['#d9a25a', '#5a3a22', '#efe08a'] }),
    252,
    232,
    0.32,
  ],
  [
    () => artisan({ body: '#24395a', motif: 'moon', colours: ['#efb94d', '#d9a23a', '#f3ead8'] }),
    408,
    232,
    0.32,
  ],
  [
    () => artisan({ body: '#d98a4a', motif: 'banyan', colours: ['#2b6650', '#8fb08a', '#5a3a22'] }),
    564,
    232,
    0.32,
  ],
]);
