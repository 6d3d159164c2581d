import { washer } from '../drawings/appliances.ts';
import { plain } from '../drawings/patterns.ts';
import type { ChallengeSeed, DraftSeed, PictureSeed } from './shape.ts';
import { also, near, pictured } from './views.ts';

// Thirty years of washing machines with a dirty drum behind the clean one: asked of everybody, judged by experts, built.
type Kind = 'dial' | 'drum' | 'keys' | 'touch';
const machine = (kind: Kind, plate: string, dial: string, accent: string) => () =>
  washer({ kind, plate: plain(plate), dial, accent });

const idea = (
  by: number,
  title: string,
  story: string,
  pull: number,
  thing: ReturnType<typeof machine>,
  tint: string,
  alt: string,
  ...more: Parameters<typeof pictured>[5][]
): DraftSeed => ({
  title,
  story,
  product: 'washer',
  pull,
  by,
  pictures: pictured('zh-TW', title, alt, tint, thing, ...more),
});

const turning = machine('drum', '#eef0ea', '#34424a', '#c2311d');
const basket = machine('drum', '#dfe6ea', '#2f6f5f', '#efb94d');
const window = machine('drum', '#f1e4cb', '#24395a', '#5d8aa6');
const steam = machine('touch', '#e9e2d2', '#2c2a26', '#d9622b');

export const washing: ChallengeSeed = {
  key: 'dashu-washing',
  title: '三十年的老問題：洗衣槽的背面',
  brief:
    '衣服洗乾淨了，內槽背面卻一年比一年髒：水垢、棉絮、黴。三十年來我們只教大家「每個月空洗一次」。這次想請大家一起想：**讓它不要髒**，或髒了能自己清。\n\n票選之後，由三位專家依標準評分，我們把其中一件做成打樣，再請大家決選。',
  state: 'deciding',
  collecting: -46,
  opens: -34,
  closes: -20,
  picks: 3,
  seats: 1,
  quorum: 150,
  ballots: 318,
  talk: 14,
  drafts: [
    idea(
      71,
      '一百顆軟珠的夾層',
      '內外槽之間放一百顆洗不爛的軟珠。每次脫水，水帶著珠子沿著內槽背面滾一圈，邊洗衣服邊擦牆。珠子用過濾網攔住，掉不出來，壽命和機器一樣長。',
      2.6,
      turning,
      '#e4e6e2',
      '滾筒洗衣機，內外槽之間看得到一圈小珠子',
      near(turning, '#e4e6e2', 170, 260, 1.8),
    ),
    idea(
      74,
      '可以抽出來的內籃',
      '內槽做成兩截，轉半圈就能整個提起來，拿到陽台沖。三十年前做不到，是因為軸心；現在的卡榫可以。',
      2.5,
      basket,
      '#efe9db',
      '滾筒洗衣機，內籃拉出一半，像一只不鏽鋼洗菜籃',
      near(basket, '#efe9db', 170, 260, 1.7),
    ),
    idea(
      77,
      '看得到背面的小窗',
      'If you can see it, you clean it. 側面開一扇巴掌大的檢修窗，附一支彎頭刷。不是高科技，是誠實。',
      2.4,
      window,
      '#dfe6ea',
      '洗衣機側面有一扇圓形檢修窗，旁邊掛著彎頭刷',
    ),
    idea(
      80,
      '最後三分鐘的蒸氣',
      '每次洗完，用剩下的熱把夾層蒸三分鐘再烘乾。黴喜歡的是「濕著過夜」，那就不要讓它過夜。',
      2.3,
      steam,
      '#e9e2d2',
      '洗衣機面板亮著橘色的蒸氣圖示，門縫飄出一縷白煙',
    ),
    idea(
      83,
      '單層槽',
      '乾脆不要夾層：一層就沒有背面。漏水孔改到門邊。',
      0.7,
      machine('dial', '#f1ece0', '#57524a', '#2f7a4f'),
      '#e4e6e2',
      '單層槽的直立洗衣機示意',
    ),
    idea(
      86,
      '会自己倒水的底盘',
      '洗完把底盘翻过来，残水一滴不留。没有水，就没有霉。',
      0.7,
      machine('keys', '#34424a', '#f1ece0', '#efb94d'),
      '#efe9db',
      '洗衣机底盘可以翻转，水从一侧流出',
    ),
    idea(
      89,
      'A drum that parks upside down',
      'Park the drum with its holes facing up, lid open by one finger. Air does the rest, for free.',
      0.7,
      machine('drum', '#e7d7d2', '#8c3b2a', '#c2311d'),
      '#f1e4cb',
      'A washing machine with its lid open by a finger and the drum turned over',
    ),
    idea(
      92,
      '銅網過濾',
      '把棉絮攔在進水口，用銅網，黴不愛住。',
      0.6,
      machine('dial', '#efe4cc', '#7a5a3f', '#d9a23a'),
      '#e9efe9',
      '進水口裝著一片銅網的洗衣機',
    ),
    idea(
      95,
      '三個月換一次的內襯',
      '像換濾心一樣換內襯。環保嗎？可以洗了再用二十次。',
      0.5,
      machine('touch', '#dfe5df', '#2c2a26', '#5d8aa6'),
      '#dfe6ea',
      '洗衣機內襯像布袋一樣可以取下',
    ),
    idea(
      98,
      '小苏打自动投放',
      '每洗十次自己投一次小苏打，面板上告诉你还剩几次。',
      0.6,
      machine('keys', '#f1ece0', '#34424a', '#e5573f'),
      '#e4e6e2',
      '洗衣机上方有一格小苏打投放盒',
    ),
    idea(
      101,
      'Ultrasound on the last rinse',
      'Two small transducers on the outer tub shake the dirt loose while the water drains. It hums like a fridge.',
      0.7,
      machine('touch', '#d8d3cb', '#24395a', '#efb94d'),
      '#e9e2d2',
      'A washing machine with two round transducers on its outer tub',
    ),
    idea(
      104,
      '把棉絮變成毛氈',
      '夾層裡的棉絮收集起來，壓成杯墊。髒東西有了名字，就有人去清。',
      0.5,
      machine('dial', '#f4d9cf', '#a9713f', '#c2311d'),
      '#efe9db',
      '洗衣機旁放著三片灰色毛氈杯墊',
    ),
  ],
};

export interface StagesSeed {
  challenge: string;
  shortlisted: number;
  reason: string;
  criteria: readonly { name: string; about: string; weight: number }[];
  /** Numbers of members. */
  experts: readonly number[];
  review: { title: string; about: string; begun: number; ended: number };
  /** By the title of the finalist: for each expert the scores, and the reasons. */
  reviews: Readonly<Record<string, readonly { scores: readonly number[]; reason: string }[]>>;
  prototype: { title: string; about: string; begun: number };
  posts: readonly {
    draft: string;
    at: number;
    title: string;
    body: string;
    pictures: readonly PictureSeed[];
  }[];
  final: { title: string; about: string; from: number; until: number };
}

export const washingStages: StagesSeed = {
  challenge: 'dashu-washing',
  shortlisted: -18,
  reason: '四件入圍，依得票數。第五名之後我們也讀完了，「單層槽」會另外再談。',
  criteria: [
    { name: '真的會乾淨', about: '一年之後打開來看，背面是什麼樣子。', weight: 4 },
    { name: '做得出來', about: '現有產線改得動嗎？壞了修得好嗎？', weight: 3 },
    { name: '用水用電', about: '每一次多花多少水、多少電。', weight: 2 },
    { name: '不用教', about: '阿嬤不看說明書也會用。', weight: 1 },
  ],
  experts: [110, 113, 116],
  review: {
    title: '三位專家評分',
    about: '一位洗衣店老闆、一位機構工程師、一位微生物學老師。他們**不看票數**，只看四項標準。',
    begun: -17,
    ended: -10,
  },
  reviews: {
    一百顆軟珠的夾層: [
      {
        scores: [5, 4, 5, 5],
        reason:
          '我店裡的機器每週拆一次，最怕的就是背面那圈。珠子一直在滾，垢還沒長就被擦掉了。擔心的是珠子卡在排水口，濾網要做好。',
      },
      {
        scores: [4, 4, 5, 5],
        reason:
          '不加馬達、不加水，靠原本的離心力，這是最省的一種。夾層間隙要從 11 公釐加到 14 公釐，模具得改，但改得動。',
      },
      {
        scores: [5, 3, 4, 5],
        reason:
          'Mechanical abrasion before a biofilm forms is the right moment. I would want to see the beads after 500 cycles.',
      },
    ],
    可以抽出來的內籃: [
      { scores: [4, 2, 4, 3], reason: '能拿出來沖當然最乾淨，可是客人真的會拿嗎？我覺得拿兩次就不拿了。' },
      { scores: [3, 1, 4, 3], reason: '快拆卡榫要承受 1,200 轉，現階段的安全係數我簽不下去。' },
      {
        scores: [4, 2, 4, 2],
        reason:
          'Clean if it is done, and it will not be done every week. Drying in the sun, though, is excellent.',
      },
    ],
    看得到背面的小窗: [
      { scores: [3, 4, 4, 4], reason: '誠實，我喜歡。看到髒就會想刷，只是手伸得進去的地方有限。' },
      { scores: [3, 4, 5, 4], reason: '開窗要多一道密封，成本小。清潔全靠人，所以給三分。' },
      { scores: [2, 4, 5, 4], reason: '看得见的脏通常已经长了三个月。作为检修口很好，作为解法不够。' },
    ],
    最後三分鐘的蒸氣: [
      { scores: [4, 4, 2, 5], reason: '蒸過的機器真的沒有味道。電費會被問，要把數字寫清楚。' },
      { scores: [4, 4, 2, 5], reason: '加熱器本來就在，改韌體就有。夾層的塑膠件要換耐熱等級。' },
      {
        scores: [4, 4, 2, 5],
        reason: 'Three minutes above 60 °C, and then dry, stops mould reliably. It does not remove lime.',
      },
    ],
  },
  prototype: {
    title: '做一台看看',
    about: '分數最高的先做。打樣不是結果：決選還是看大家。',
    begun: -9,
  },
  posts: [
    {
      draft: '一百顆軟珠的夾層',
      at: -3,
      title: '第一台：一百顆珠子，跑了三十次',
      body: '把夾層加寬到 14 公釐，放了一百顆矽膠珠。三十次之後拆開：\n\n- 背面沒有摸得到的滑膩感\n- 有兩顆珠子卡在排水口，**濾網的孔改成 6 公釐**就好了\n- 脫水聲音多了 2 分貝，像下小雨\n\n下週換硬一點的珠子再跑五十次。',
      pictures: [
        ...pictured(
          'zh-TW',
          '打樣',
          '工作檯上拆開的打樣機，夾層裡看得到一圈小珠子',
          '#d8d3cb',
          machine('drum', '#d9d4c8', '#57524a', '#c2311d'),
        ),
        ...pictured(
          'zh-TW',
          '打樣',
          '打樣機的旋鈕面板，貼著手寫的「第 30 次」',
          '#efe9db',
          machine('dial', '#e4ddcc', '#57524a', '#c2311d'),
          also(machine('drum', '#d9d4c8', '#57524a', '#c2311d'), '#e4e6e2', '打樣機正面，門開著'),
        ),
      ],
    },
  ],
  final: { title: '決選', about: '四件入圍再投一次，每人一票。', from: 2, until: 9 },
};
