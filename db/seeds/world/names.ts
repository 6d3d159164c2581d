import type { Locale } from '../../../src/lib/domain/locales.ts';
import type { Random } from '../random.ts';

export interface Person {
  name: string;
  email: string;
  locale: Locale;
  timeZone: string;
  /** Where parcels go. */
  country: string;
}

/** Pairs of a part of a name and how it is written in Latin letters, for the address. */
const pairs = (text: string): [string, string][] =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]);

const taiwan = {
  family: pairs(
    '陳:chen 林:lin 黃:huang 張:chang 李:lee 王:wang 吳:wu 劉:liu 蔡:tsai 楊:yang 許:hsu 鄭:cheng 謝:hsieh 郭:kuo 洪:hung 曾:tseng 邱:chiu 廖:liao 賴:lai 周:chou 徐:hsu 蘇:su 葉:yeh 莊:chuang 呂:lu 江:chiang 何:ho 蕭:hsiao 羅:lo 高:kao 潘:pan 簡:chien 朱:chu 鍾:chung 游:yu 彭:peng 詹:chan 胡:hu 施:shih 沈:shen 顏:yen 溫:wen 翁:weng',
  ),
  given: pairs(
    '怡君:yichun 雅婷:yating 家豪:chiahao 志明:chihming 淑芬:shufen 冠宇:kuanyu 承恩:chengen 郁真:yuchen 柏安:poan 品妤:pinyu 宥翔:yuhsiang 詩涵:shihhan 俊傑:chunchieh 佳穎:chiaying 宗翰:tsunghan 思妤:szuyu 彥廷:yenting 美玲:meiling 建宏:chienhung 欣怡:hsinyi 哲瑋:chewei 筱涵:hsiaohan 昱廷:yuting 惠雯:huiwen 子軒:tzuhsuan 佩珊:peishan 信宏:hsinhung 雨潔:yuchieh 育誠:yucheng 巧薇:chiaowei 政達:chengta 若瑄:johsuan 孟儒:mengju 靜宜:chingyi 書豪:shuhao 亭妤:tingyu 仁傑:jenchieh 宛真:wanchen 韋廷:weiting 曉雯:hsiaowen 立群:lichun 芷晴:chihching 國棟:kuotung 心蕾:hsinlei',
  ),
};
const mainland = {
  family: pairs(
    '王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 赵:zhao 黄:huang 周:zhou 吴:wu 徐:xu 孙:sun 胡:hu 朱:zhu 高:gao 林:lin 何:he 郭:guo 马:ma 罗:luo 梁:liang 宋:song 郑:zheng 谢:xie 韩:han 唐:tang 冯:feng 于:yu 董:dong 萧:xiao 程:cheng 曹:cao 袁:yuan 邓:deng 许:xu 傅:fu 沈:shen 曾:zeng 彭:peng 吕:lv',
  ),
  given: pairs(
    '子涵:zihan 浩然:haoran 梓萱:zixuan 雨桐:yutong 思远:siyuan 佳怡:jiayi 俊杰:junjie 晓明:xiaoming 一诺:yinuo 嘉懿:jiayi 建国:jianguo 丽华:lihua 明轩:mingxuan 若曦:ruoxi 天宇:tianyu 静怡:jingyi 文博:wenbo 雪晴:xueqing 志强:zhiqiang 欣然:xinran 海涛:haitao 梦瑶:mengyao 鹏飞:pengfei 诗雅:shiya 云帆:yunfan 艺涵:yihan 宇航:yuhang 晨曦:chenxi 立新:lixin 慧敏:huimin 乐天:letian 可心:kexin',
  ),
};
const given = {
  western:
    'Emma Liam Olivia Noah Hannah Lukas Marie Jonas Sofia Mateo Lucía Hugo Camille Théo Freya Oscar Ingrid Lars Nora Elias Giulia Marco Chiara Tomasz Zofia Petr Anna Viktor Katya Sean Aoife Harriet George Amelia Jack Ruby Ethan Grace Caleb Naomi'.split(
      ' ',
    ),
  japan: pairs(
    '佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 伊藤:ito 渡辺:watanabe 山本:yamamoto 中村:nakamura 小林:kobayashi 加藤:kato 吉田:yoshida 山口:yamaguchi',
  ),
  japanGiven: pairs(
    '翔太:shota 美咲:misaki 大輔:daisuke 葵:aoi 健太:kenta 結衣:yui 直樹:naoki 陽菜:hina 拓海:takumi 千尋:chihiro',
  ),
  africa:
    'Chinedu Amara Kwame Abena Thandiwe Sipho Wanjiru Otieno Zainab Yusuf Fatoumata Mamadou Selam Dawit Ngozi Tendai'.split(
      ' ',
    ),
  south:
    'Priya Arjun Ananya Rohan Nguyen Linh Minh Siti Budi Dewi Mika Jose Maria Ananda Somchai Kanya'.split(
      ' ',
    ),
};
const family = {
  western:
    'Müller Schmidt Rossi Novák Kowalski Andersen Nilsson Dubois Laurent García Fernández Silva O’Brien Murphy Hughes Taylor Bennett Walker Fisher Carter Van&Dijk De&Vries Ivanova Petrov Popescu Horváth Bianchi Martin Weber Larsen'.split(
      ' ',
    ),
  africa:
    'Okafor Mensah Dlamini Kamau Abebe Diallo Nkosi Adeyemi Owusu Mwangi Traoré Bekele Achebe Moyo'.split(
      ' ',
    ),
  south:
    'Sharma Iyer Tran Pham Wijaya Santos Reyes Cruz Suryani Rao Chaiyasit Das Lim Tan Wong Abdullah'.split(
      ' ',
    ),
};

const latin = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f’ ]/g, '')
    .toLowerCase();

/** People of many places, no two of the same name; the addresses are of the domains that are kept for examples. */
export function people(random: Random, count: number): Person[] {
  const list: Person[] = [];
  const names = new Set<string>();
  const emails = new Set<string>();
  const add = (name: string, address: string, locale: Locale, timeZone: string, country: string) => {
    if (names.has(name)) return;
    const base = latin(address);
    let local = base;
    while (emails.has(local)) local = `${base}${random.integer(2, 99)}`;
    names.add(name);
    emails.add(local);
    list.push({
      name,
      email: `${local}@example.${random.pick(['com', 'org', 'net'])}`,
      locale,
      timeZone,
      country,
    });
  };
  const western = [
    ['Europe/Berlin', 'DE'],
    ['Europe/London', 'GB'],
    ['America/New_York', 'US'],
    ['America/Los_Angeles', 'US'],
    ['Europe/Paris', 'FR'],
    ['Australia/Sydney', 'AU'],
  ] as const;
  while (list.length < count) {
    const kind = random.weighted([43, 21, 7, 13, 6, 4, 6]);
    if (kind === 0) {
      const [a, b] = [random.pick(taiwan.family), random.pick(taiwan.given)];
      add(a[0] + b[0], `${b[1]}.${a[1]}`, 'zh-TW', 'Asia/Taipei', 'TW');
    } else if (kind === 1) {
      const [a, b] = [random.pick(mainland.family), random.pick(mainland.given)];
      add(a[0] + b[0], `${a[1]}${b[1]}`, 'zh-CN', 'Asia/Shanghai', 'CN');
    } else if (kind === 2) {
      const [a, b] = [random.pick(taiwan.family), random.pick(taiwan.given)];
      const cut = b[1].length > 5 ? 3 : 2;
      const name = `${a[1].charAt(0).toUpperCase()}${a[1].slice(1)} ${b[1].charAt(0).toUpperCase()}${b[1].slice(1, cut)}-${b[1].slice(cut)}`;
      add(name, `${b[1]}.${a[1]}`, random.chance(0.5) ? 'en' : 'zh-TW', 'Asia/Taipei', 'TW');
    } else if (kind === 3) {
      const [a, b] = [random.pick(given.western), random.pick(family.western).replace('&', ' ')];
      const [zone, country] = random.pick(western);
      add(`${a} ${b}`, `${a}.${b}`, 'en', zone, country);
    } else if (kind === 4) {
      const [a, b] = [random.pick(given.japan), random.pick(given.japanGiven)];
      add(`${a[0]} ${b[0]}`, `${b[1]}.${a[1]}`, 'en', 'Asia/Tokyo', 'JP');
    } else if (kind === 5) {
      const [a, b] = [random.pick(given.africa), random.pick(family.africa)];
      add(
        `${a} ${b}`,
        `${a}.${b}`,
        'en',
        random.pick(['Africa/Lagos', 'Africa/Nairobi', 'Europe/London']),
        random.pick(['NG', 'KE', 'GB']),
      );
    } else {
      const [a, b] = [random.pick(given.south), random.pick(family.south)];
      add(`${a} ${b}`, `${a}.${b}`, 'en', 'Asia/Singapore', random.pick(['SG', 'SG', 'HK', 'MY']));
    }
  }
  return list;
}

const streets: Record<string, { cities: [city: string, region: string, postal: string][]; lines: string[] }> =
  {
    TW: {
      cities: [
        ['台北市', '大同區', '103'],
        ['台北市', '文山區', '116'],
        ['新北市', '板橋區', '220'],
        ['基隆市', '信義區', '201'],
        ['台中市', '北屯區', '406'],
        ['台南市', '東區', '701'],
        ['高雄市', '鼓山區', '804'],
        ['花蓮縣', '花蓮市', '970'],
      ],
      lines: ['迪化街一段', '民生東路三段', '中山路二段', '成功路', '和平東路一段', '復興南路'],
    },
    CN: {
      cities: [
        ['厦门市', '福建省', '361000'],
        ['上海市', '上海市', '200040'],
        ['杭州市', '浙江省', '310013'],
        ['成都市', '四川省', '610041'],
        ['深圳市', '广东省', '518057'],
      ],
      lines: ['湖滨南路', '文一西路', '人民路', '科技园南路', '新华路'],
    },
    JP: {
      cities: [
        ['Setagaya-ku', 'Tokyo', '154-0004'],
        ['Kita-ku', 'Osaka', '530-0001'],
      ],
      lines: ['Taishido', 'Umeda'],
    },
    DE: {
      cities: [
        ['Berlin', '', '10967'],
        ['Hamburg', '', '20357'],
      ],
      lines: ['Weserstraße', 'Hafenstraße'],
    },
    GB: {
      cities: [
        ['London', '', 'E8 3QW'],
        ['Leeds', '', 'LS6 2AS'],
      ],
      lines: ['Mill Lane', 'Station Road'],
    },
    US: {
      cities: [
        ['Portland', 'OR', '97214'],
        ['Queens', 'NY', '11385'],
      ],
      lines: ['Alder Street', 'Grove Avenue'],
    },
    FR: { cities: [['Lyon', '', '69007']], lines: ['Rue de Marseille'] },
    AU: { cities: [['Marrickville', 'NSW', '2204']], lines: ['Harbour Road'] },
    SG: { cities: [['Singapore', '', '168742']], lines: ['Tiong Bahru Road'] },
    HK: { cities: [['Hong Kong', 'Kowloon', '']], lines: ['Nathan Road'] },
    MY: { cities: [['Kuala Lumpur', '', '50450']], lines: ['Jalan Ampang'] },
    NG: { cities: [['Lagos', 'LA', '101233']], lines: ['Awolowo Road'] },
    KE: { cities: [['Nairobi', '', '00100']], lines: ['Ngong Road'] },
  };

export interface Address {
  recipient: string;
  line1: string;
  city: string;
  region: string;
  postal_code: string;
  phone: string;
}
export function addressOf(person: Person, random: Random): Address {
  const place = streets[person.country] ?? streets.SG!;
  const [city, region, postal_code] = random.pick(place.cities);
  const street = random.pick(place.lines);
  const number = random.integer(2, 240);
  const chinese = person.country === 'TW' || person.country === 'CN';
  return {
    recipient: person.name,
    line1: chinese ? `${street}${number}${person.country === 'TW' ? '號' : '号'}` : `${number} ${street}`,
    city,
    region,
    postal_code,
    // Numbers that ring nowhere.
    phone: person.country === 'TW' ? `0900-000-${String(random.integer(0, 999)).padStart(3, '0')}` : '',
  };
}
