import { dashuCampaigns, haloCampaigns, paragraphCampaigns } from './campaigns.ts';
import { dashuChallenges, dashuCover } from './dashu.ts';
import { haloChallenges, haloCover } from './halo.ts';
import { paragraphChallenges, paragraphCover } from './paragraph.ts';
import type { BrandSeed } from './shape.ts';
import { logo } from './views.ts';

export const brands: BrandSeed[] = [
  {
    key: 'halo',
    slug: 'halo-supply',
    name: 'Halo Supply',
    tagline: 'Clothes for a wet city, chosen by the people who ride through it',
    about:
      'We are five people and two sewing machines on **Dihua Street**, Taipei. Since the second year we make nothing that has not been voted for: you see the drafts, you say what is wrong with them, and what wins is sewn in Taoyuan and Tainan, as many as were ordered and ten more for the repairs.\n\n- Cloth from mills we can reach by train\n- Repairs for as long as we live, free for whoever voted\n- Measurements of the garment, not of an ideal person\n\nCome by on Saturdays after two. Bring the thing that broke.',
    website: 'https://example.com/halo',
    timeZone: 'Asia/Taipei',
    currency: 'TWD',
    payment:
      'Bank 822 · account 0912-3456-7890 · Halo Supply Ltd. Please put the number of your preorder into the note. Transfers are matched every evening.',
    founded: -420,
    locale: 'en',
    logo: logo('A halo above three lines, the sign of Halo Supply', '#c2311d', {
      motif: 'halo',
      colours: ['#fff7ec', '#fff7ec'],
    }),
    cover: haloCover,
    challenges: haloChallenges,
    campaigns: haloCampaigns,
  },
  {
    key: 'dashu',
    slug: 'dashu',
    name: '大暑電器',
    tagline: '家電是住在家裡的人，應該由你們來選',
    about:
      '大暑是一年裡最熱的一天，也是我們老闆的生日。我們在**台中神岡**做了三十年代工，替別人的牌子做過蒸鍋、電扇和除濕機；現在自己做，先問再開模。\n\n每一件產品都從設計徵選開始：我們把設計稿攤開，會員投票、留言、提修改建議，選出來的才開預購，預購夠了才開模。零件保留十年，說明書寫在一張紙上。\n\n> 東西壞了寄回來，附一張紙條說你怎麼用的，我們最喜歡看這個。',
    website: 'https://example.com/dashu',
    timeZone: 'Asia/Taipei',
    currency: 'TWD',
    payment:
      '銀行代碼 808，帳號 1234-5678-9012，戶名「大暑電器股份有限公司」。匯款時請在備註填寫預購編號，每個工作天下午對帳。',
    founded: -400,
    locale: 'zh-TW',
    logo: logo('大暑電器的標誌：一顆微笑的太陽', '#2f6f5f', {
      motif: 'sun',
      colours: ['#efb94d', '#f3ead8'],
    }),
    cover: dashuCover,
    challenges: dashuChallenges,
    campaigns: dashuCampaigns,
  },
  {
    key: 'paragraph',
    slug: 'paragraph',
    name: 'Paragraph 段落',
    tagline: '一次开一团，做完再开下一团 · One group buy at a time',
    about:
      '段落，是一种轴，也是一段话。We are two people in **Xiamen** who make keyboards for people who write.\n\n一次只开一个团：先征选，再开团，数量够了才下单。工厂的排期、打样的照片、延误的原因，都写在更新里。没有抽签，没有抢购，没有“先到先得”。\n\n- 配件和螺丝长期可买\n- 电路板文件公开，坏了自己修\n- 每把键盘的编号由你自己选',
    website: 'https://example.com/paragraph',
    timeZone: 'Asia/Shanghai',
    currency: 'USD',
    payment:
      'IBAN XX00 0000 0000 0000 0000, SWIFT EXAMPLE1. 请在附言填写预购编号。Transfers are matched on Mondays and Thursdays.',
    founded: -380,
    locale: 'zh-CN',
    logo: logo('段落的标志：深蓝底上的一个 P', '#24395a', { letters: 'P', colours: ['#e0a33c'] }),
    cover: paragraphCover,
    challenges: paragraphChallenges,
    campaigns: paragraphCampaigns,
  },
];
