import { kettle, washer, type Panel } from '../drawings/appliances.ts';
import { plain } from '../drawings/patterns.ts';
import type { ChallengeSeed, OpenSeed } from './shape.ts';
import { inRoom, near, pictured } from './views.ts';

const tw = 'zh-TW' as const;

/** The terms of the appliance maker's open challenges; whoever adds another can take them as they are. */
export const dashuTerms: Pick<OpenSeed, 'entryRules' | 'licence'> = {
  entryRules: [
    '一件設計稿只解一個問題，圖和文字都要讓沒拆過家電的人看得懂。',
    '',
    '- 必須是自己的想法；參考了誰，請寫出來。',
    '- 可以是手繪、模型照片或電腦圖，至少一張。',
    '- 廣告、別家產品的照片、需要拿掉安全開關才成立的做法，會取消資格。',
  ].join('\n'),
  licence: [
    '**沒有勝出：** 權利全部還是你的，我們不會使用。',
    '',
    '**勝出：** 你仍是作者並具名。你授權大暑電器在這項產品上使用這件設計稿，期間五年、非專屬；每賣出一台，作者合計分得出廠價的 2%。打樣之後若不量產，授權自動失效。',
  ].join('\n'),
};

const drum = (of: Partial<Panel>) => () =>
  washer({ kind: 'drum', plate: plain('#eef0ea'), dial: '#3a4a52', accent: '#e0703a', ...of });

/** What has bothered everybody about washing machines for thirty years. */
export const lintChallenge: ChallengeSeed = {
  key: 'dashu-lint',
  title: '三十年了，棉絮還是在衣服上',
  brief: [
    '洗衣機三十年來變安靜、變省水，卻還有三件事沒人解決：',
    '',
    '1. **棉絮**：濾網袋躲在槽底，滿了也看不見，最後全黏在黑褲子上。',
    '2. **悶味**：門一關就是溫室。維修站每收回十台，有六台門圈發霉。',
    '3. **掏衣服**：滾筒最裡面那隻襪子，七十歲的手搆不到。',
    '',
    '挑一件，畫出你的解法。會勝出的不是最聰明的那張圖，而是大家讀完會說「對，就是這樣」的那一張。',
  ].join('\n'),
  state: 'collecting',
  collecting: -8,
  opens: 6.4,
  closes: 20.4,
  picks: 3,
  seats: 1,
  quorum: 300,
  ballots: 0,
  talk: 16,
  open: { limit: 2, reviewed: true, ...dashuTerms },
  drafts: [
    {
      title: '棉絮抽屜',
      product: 'washer',
      pull: 1.3,
      by: 64,
      withOthers: [191],
      story:
        '把濾網從槽底搬到面板上。水循環時先經過一個透明抽屜，棉絮停在那裡，像烘衣機那樣一抽就走。滿了看得到，所以會倒。我們兩個一個修水電、一個帶小孩，做了一個壓克力的接在自家洗衣機上，三個禮拜收了半個飯碗的棉絮，照片在第二張。',
      revisions: ['抽屜改成透明，滿了看得見'],
      pictures: pictured(
        tw,
        '棉絮抽屜',
        '米白色滾筒洗衣機，左上角一個橘色抽屜',
        '#e6ebe4',
        drum({ accent: '#d9622b' }),
        near(drum({ accent: '#d9622b' }), '#e6ebe4', 128, 108, 2.4),
      ),
    },
    {
      title: '會呼吸的門',
      product: 'washer',
      pull: 1.1,
      by: 137,
      story:
        '洗完不是「嗶」三聲，是門自己退開兩公分，停在那裡。彈簧加一顆磁鐵，不用電。再把門圈最低點往前移，積水會流回槽裡。小孩和貓鑽不進去，因為兩公分。我媽的洗衣機我用衣夾這樣夾了八年，沒有再臭過。',
      pictures: pictured(
        tw,
        '微開的洗衣機',
        '淺藍色滾筒洗衣機，門圈是米色的，筒裡有水',
        '#dfe8ee',
        drum({ plate: plain('#cfdde4'), door: '#efe4cc', accent: '#efb94d' }),
        inRoom(drum({ plate: plain('#cfdde4'), door: '#efe4cc', accent: '#efb94d' }), '#e8e2d4', '#b98d5a'),
      ),
    },
    {
      title: '往前傾十五度',
      product: 'washer',
      pull: 0.9,
      by: 222,
      // The account that one tries as a buyer.
      invites: [3],
      story:
        '滾筒往上仰，是為了裝更多水；可是現在都用得很少水了。反過來讓它往前低十五度，停下來衣服自己滑到門口。我在復健科上班，試過紙箱模型：坐輪椅的阿公可以自己把衣服拿完。',
      pictures: pictured(
        tw,
        '前傾的滾筒',
        '綠色滾筒洗衣機，深色旋鈕',
        '#e4ede4',
        drum({ plate: plain('#7f9d8a'), accent: '#f1ece0' }),
      ),
    },
    {
      title: '洗衣機也有濾心燈',
      product: 'washer',
      pull: 1,
      by: 275,
      review: 'waiting',
      story:
        '不改機器，只加一顆燈：水流變慢就亮琥珀色，濾網洗過再滅。現有機種換一片感測器就有。最便宜的那一種解法，有時候就是大家會用的那一種。',
      pictures: pictured(tw, '濾網燈號', '深灰色洗衣機面板，一顆琥珀色的燈亮著', '#e4e6e2', () =>
        washer({ kind: 'keys', plate: plain('#4a545a'), dial: '#f1ece0', accent: '#efb94d' }),
      ),
    },
    {
      title: '襪子勾',
      product: 'washer',
      pull: 1,
      // The account that one tries as a fan.
      by: 0,
      review: {
        returned:
          '想法我們很喜歡，但圖上看不出勾子平常收在哪裡，轉動時會不會打到玻璃。請補一張門打開時的圖，並寫一下材質，再送一次。',
      },
      story: '筒壁上一支可以翻出來的軟勾，手搆不到的時候轉一下筒子，最後一隻襪子就自己到門口。',
      pictures: pictured(
        tw,
        '襪子勾',
        '奶油色滾筒洗衣機，紅色內裡',
        '#f3ecd9',
        drum({ plate: plain('#f1e6cc'), accent: '#c2311d' }),
      ),
    },
    {
      title: '可以站著洗的雙槽',
      product: 'washer',
      pull: 1,
      by: 402,
      editing: true,
      story: '還在量阿嬤家的雙槽。',
      pictures: pictured(tw, '雙槽', '滑桿面板的洗衣機', '#efe9db', () =>
        washer({ kind: 'touch', plate: plain('#e9e2d2'), dial: '#2c2a26', accent: '#5d8aa6' }),
      ),
    },
  ],
};

const pot = (body: string, handle: string) => () => kettle({ kind: 'teapot', body: plain(body), handle });

/** Collected blind: nobody sees the others' before voting opens. */
export const kettleSongChallenge: ChallengeSeed = {
  key: 'dashu-kettle-song',
  title: '水開的時候，要發出什麼聲音？',
  brief:
    '第一代大肚壺用笛子，整條巷子都知道誰家在泡茶。新的電茶壺要有自己的聲音。請畫出壺嘴或蓋子的構造，寫下它聽起來像什麼。為了不讓大家越畫越像，投票開始之前彼此都看不到。',
  state: 'collecting',
  collecting: -5,
  opens: 9.3,
  closes: 23.3,
  picks: 2,
  seats: 1,
  quorum: 200,
  ballots: 0,
  talk: 0,
  cover: pictured(tw, '冒煙的壺', '紅色大肚壺，木提把', '#f6dfd2', pot('#b0392a', '#a9713f'))[0]!,
  open: { limit: 1, blind: true, ...dashuTerms },
  drafts: [
    {
      title: '火車進站',
      product: 'kettle',
      pull: 1,
      by: 71,
      story: '兩個孔，一高一低，像普悠瑪進站前那一聲。孔徑三毫米和四毫米，用車床就做得出來。',
      pictures: pictured(tw, '雙孔壺', '藍色大肚壺，木提把', '#dfe6ea', pot('#3d5a73', '#a9713f')),
    },
    {
      title: '小聲的鴿子',
      product: 'kettle',
      pull: 1,
      by: 158,
      withOthers: [240],
      story: '蓋子裡放一片簧片，水滾時咕咕兩聲就停，不會吵醒睡午覺的人。',
      pictures: pictured(tw, '簧片蓋壺', '米色大肚壺，深色提把', '#efe9db', pot('#d8c39a', '#4a3424')),
    },
    {
      title: '什麼聲音都沒有',
      product: 'kettle',
      pull: 1,
      by: 296,
      story: '水開了，蓋鈕升起一公分，像有人舉手。耳朵不好的人看得到，睡著的人不會醒。',
      pictures: pictured(tw, '升起的蓋鈕', '綠色大肚壺，米色提把', '#e4ede4', pot('#4f7a63', '#e4d9bd')),
    },
  ],
};
