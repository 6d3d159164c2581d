import { cooker, dehumidifier, fan, fridge, kettle, toaster, washer } from '../drawings/appliances.ts';
import { pot } from '../drawings/ceramics.ts';
import { fridgeLayers } from '../drawings/fridge-layers.ts';
import { composed } from '../drawings/layers.ts';
import { plain, type Cloth } from '../drawings/patterns.ts';
import { kettleSongChallenge, lintChallenge } from './entries.ts';
import type { ChallengeSeed } from './shape.ts';
import { washing } from './washing.ts';
import { also, card, head, inKitchen, inRoom, near, pictured, row } from './views.ts';

const tw = 'zh-TW' as const;
const majolica: Cloth = { weave: 'majolica', colours: ['#f1e4cb', '#2f6f5f', '#c2311d', '#efb94d'] };
const blueTiles: Cloth = { weave: 'majolica', colours: ['#eef0ea', '#5d8aa6', '#24395a', '#d9a23a'] };
const bricks: Cloth = { weave: 'bricks', colours: ['#cfd8d3', '#eef0ea', '#e6eae3'] };
const mosaic: Cloth = { weave: 'window', colours: ['#e9efe9', '#c6d3cb', '#d8e2dc'], scale: 0.8 };

// 大暑電器, appliances. Written in Traditional Chinese, as its members read it.
const firstKettle: ChallengeSeed = {
  key: 'dashu-first-kettle',
  title: '第一支壺：大家一起決定',
  brief:
    '我們做了三十年代工，第一支掛自己名字的產品，想請用的人來選。容量一公升，底座 220 公釐以內，其他都可以談。',
  state: 'decided',
  collecting: -360,
  opens: -352,
  closes: -340,
  decided: -338,
  picks: 1,
  seats: 1,
  quorum: 100,
  live: true,
  ballots: 267,
  talk: 12,
  drafts: [
    {
      title: '黑鐵細口壺',
      product: 'kettle',
      pull: 1.5,
      story:
        '手沖的人要的是水柱，不是水。細口從底部接出來，水流慢慢走，倒到最後一滴也不會抖。把手用相思木，握起來不燙，用久了會變深。壺身的黑是啞光塗層，指紋留不住。我們讓七位咖啡店老闆試倒，六位當場問多少錢。',
      pictures: pictured(
        tw,
        '黑色細口壺',
        '黑色手沖細口壺，相思木把手，放在圓形底座上',
        '#efe6d6',
        () => kettle({ kind: 'gooseneck', body: plain('#2c2a26'), handle: '#a9713f' }),
        inKitchen(
          () => kettle({ kind: 'gooseneck', body: plain('#2c2a26'), handle: '#a9713f' }),
          bricks,
          '#b98d5a',
        ),
      ),
    },
    {
      title: '青花大肚壺',
      product: 'kettle',
      pull: 1,
      story:
        '阿嬤家的茶壺會響，叫全家起床。這支也會，只是可以關掉。壺身貼青海波，遠看是一片深藍，近看每一片都是海。提把立著不會倒下來，裝滿水單手就提得起。',
      pictures: pictured(tw, '青海波茶壺', '深藍青海波紋的圓身電茶壺，木製提把', '#e6ebf0', () =>
        kettle({
          kind: 'teapot',
          body: { weave: 'waves', colours: ['#24395a', '#cfd8e3', '#cfd8e3'], scale: 0.6 },
          handle: '#a9713f',
          band: '#24395a',
        }),
      ),
    },
    {
      title: '灑點直筒壺',
      product: 'kettle',
      pull: 0.8,
      story: '像鹽酥雞攤的鋼杯撒了胡椒。水位窗做在看得到的那一面，左撇子也顧到了。杯蓋一壓就開，洗得到底。',
      pictures: pictured(tw, '灑點直筒壺', '米色灑點的直筒快煮壺，黑色把手，壺身有一道紅線', '#e3e9ea', () =>
        kettle({
          kind: 'jug',
          body: { weave: 'speckle', colours: ['#e9dfca', '#6f6350', '#c2311d'] },
          handle: '#2c2a26',
          band: '#c2311d',
        }),
      ),
    },
  ],
  decision: { reason: '依票數決定，黑鐵細口壺勝出。把手依大家建議加長一公分。' },
};

const cookerColour: ChallengeSeed = {
  key: 'dashu-cooker',
  title: '十人份蒸鍋換新色',
  brief:
    '蒸鍋的樣子六十年來沒人敢動，我們也不動。這次只問一件事：你家廚房想要什麼顏色？每人最多選兩個，開一個模具色。',
  state: 'decided',
  collecting: -282,
  opens: -275,
  closes: -262,
  decided: -260,
  picks: 2,
  seats: 1,
  quorum: 150,
  live: true,
  ballots: 389,
  talk: 30,
  drafts: [
    {
      title: '郵筒綠',
      product: 'cooker',
      pull: 1.7,
      story:
        '綠色郵筒收平信，寄給同一個城市的人。這個綠站在灶台上不搶菜色，白飯、紅燒肉、地瓜葉放旁邊都好看。粉體烤漆烤三次，鍋身磕到不會掉一大片。內鍋照舊用不鏽鋼，量杯也照舊，外婆打電話來教你的水量不用換算。',
      revisions: ['烤漆改三層，邊緣不露底', '壓桿改紅色，遠遠看得出有沒有按下去'],
      pictures: pictured(
        tw,
        '郵筒綠蒸鍋',
        '郵筒綠的圓形蒸鍋，銀色鍋蓋，黑色雙耳，紅色壓桿',
        '#f3ecd9',
        () => cooker({ body: plain('#2f7a4f'), handles: '#1c1a16' }),
        inKitchen(() => cooker({ body: plain('#2f7a4f') }), bricks, '#b98d5a'),
      ),
    },
    {
      title: '柿餅橘',
      product: 'cooker',
      pull: 1.2,
      story:
        '新埔曬柿子的顏色。廚房多半是白的灰的，總要有一樣東西讓人想走進去。把手和提鈕改成深咖啡，不會像玩具。',
      pictures: pictured(tw, '柿餅橘蒸鍋', '橘色蒸鍋，深咖啡色雙耳與提鈕', '#f6e3cf', () =>
        cooker({ body: plain('#d9702b'), handles: '#4a2c1a', lever: '#4a2c1a' }),
      ),
    },
    {
      title: '磨石子',
      product: 'cooker',
      pull: 1,
      story: '老學校樓梯的扶手。鍋身用轉印做出磨石子的碎石，每一口的圖案都不一樣，因為轉印膜是整捲隨機裁的。',
      pictures: pictured(tw, '磨石子蒸鍋', '米白底磨石子花紋的蒸鍋', '#e8e6da', () =>
        cooker({
          body: { weave: 'terrazzo', colours: ['#ece4d6', '#7a8f84', '#c9704a', '#3a4a52'], scale: 0.6 },
          handles: '#3a4a52',
          knob: '#3a4a52',
        }),
      ),
    },
    {
      title: '紅白方頭',
      product: 'cooker',
      pull: 0.7,
      story: '換一個形狀試試看：方的，有提把，像小時候的便當。蓋子一按就彈開，蒸氣往後走，不會燙到手。',
      pictures: pictured(tw, '紅白電子鍋', '白色方形電子鍋，紅色上蓋，黑色提把與小螢幕', '#f4e3d6', () =>
        cooker({ kind: 'box', body: plain('#f1e4cb'), lid: '#c2311d', handles: '#2c2a26' }),
      ),
    },
  ],
  decision: { reason: '郵筒綠得 {picks} 票，領先 {lead} 票，照規則走。磨石子的轉印我們留著，之後再問一次。' },
};

const smallFridge: ChallengeSeed = {
  key: 'dashu-small-fridge',
  title: '小套房的冰箱',
  brief:
    '六坪，房東不給換電，門要能朝兩邊開。請選一台你願意擺在床邊的冰箱：要安靜、要好看，也要放得下一整顆高麗菜。',
  state: 'decided',
  collecting: -236,
  opens: -229,
  closes: -216,
  decided: -214,
  picks: 2,
  seats: 1,
  quorum: 150,
  ballots: 383,
  talk: 20,
  drafts: [
    {
      title: '薄荷圓角',
      product: 'fridge',
      pull: 1.4,
      story:
        '圓角不是復古，是因為走道只有七十公分，直角會撞到大腿。門把是一根實心鋁，冰的，開門前手先涼。冷凍室在上面，剛好放得下一盒三百克的水餃乘以四。壓縮機裝在兩層橡膠上，我們把它放在床邊睡了一個星期，三個人裡有兩個沒醒。',
      pictures: pictured(
        tw,
        '薄荷色小冰箱',
        '薄荷綠圓角雙門小冰箱，銀色門把',
        '#f3ecd9',
        () => fridge({ kind: 'retro', upper: plain('#8fb8a8'), lower: plain('#8fb8a8') }),
        inRoom(
          () => fridge({ kind: 'retro', upper: plain('#8fb8a8'), lower: plain('#8fb8a8') }),
          '#f1dfc8',
          '#b98d5a',
        ),
      ),
    },
    {
      title: '看得到的冰箱',
      product: 'fridge',
      pull: 1.1,
      story:
        '玻璃門，打開之前先想好要拿什麼，省電也省得發呆。玻璃三層，中間抽真空，夏天不冒汗。缺點先說：你得收拾。',
      pictures: pictured(tw, '玻璃門冰箱', '墨綠色玻璃門冰箱，看得見裡面的瓶罐、麵包與番茄', '#e6e9ec', () =>
        fridge({ kind: 'glass', upper: plain('#2f6f5f'), lower: plain('#2f6f5f'), handle: '#c9cfc8' }),
      ),
    },
    {
      title: '奶茶雙門',
      product: 'fridge',
      pull: 0.9,
      story: '上面奶，下面茶。房間已經夠亂了，冰箱就安靜一點。門板可以換，搬家帶走。',
      pictures: pictured(tw, '奶茶色冰箱', '上半奶白、下半茶色的雙門冰箱', '#efe6d6', () =>
        fridge({ kind: 'two-door', upper: plain('#f1e6d2'), lower: plain('#b98d6a'), handle: '#7a5a3f' }),
      ),
    },
  ],
  decision: { reason: '薄荷圓角依規則勝出。雙向開門已經和工廠確認做得到。' },
};

const washerPanel: ChallengeSeed = {
  key: 'dashu-washer',
  title: '洗衣機面板，阿嬤也會按',
  brief:
    '我們拍了二十位長輩用洗衣機，十九位只按「開始」。請重新畫這塊面板：字可以少、鈕可以少，就是不能讓人怕。',
  state: 'decided',
  collecting: -176,
  opens: -169,
  closes: -155,
  decided: -152,
  picks: 2,
  seats: 1,
  quorum: 200,
  live: false,
  ballots: 421,
  talk: 30,
  drafts: [
    {
      title: '一顆大旋鈕',
      product: 'washer',
      pull: 1.6,
      story:
        '所有的事情一顆鈕做完。旋鈕直徑十一公分，戴老花眼鏡之前就看得到；轉到哪裡，右邊對應的那一行就亮。每一格都有「喀」一聲，眼睛不好的人靠手就知道第幾格。開始鍵只有一個，橘色，在右上角，因為我們發現大家都從右上角找。測試那天，八十二歲的林阿嬤洗完一桶，回頭說：「按呢就著矣。」',
      revisions: ['旋鈕加大到 11 公分', '每格加上段落感'],
      pictures: pictured(
        tw,
        '旋鈕面板',
        '米白色洗衣機面板，一顆深色大旋鈕，右側四行圖示，右上角橘色開始鍵',
        '#dfe6ea',
        () => washer({ kind: 'dial', plate: plain('#f1ece0'), dial: '#3a4a52', accent: '#d9622b' }),
        near(
          () => washer({ kind: 'dial', plate: plain('#f1ece0'), dial: '#3a4a52', accent: '#d9622b' }),
          '#dfe6ea',
          140,
          300,
          2.1,
        ),
        also(
          () => washer({ kind: 'drum', plate: plain('#f1ece0'), dial: '#3a4a52', accent: '#d9622b' }),
          '#dfe6ea',
          '裝上這塊面板的滾筒洗衣機全貌，裡面正在洗一件橘色衣服',
        ),
      ),
    },
    {
      title: '十個方鍵',
      product: 'washer',
      pull: 1,
      story:
        '像計算機。一個鍵一件事，不用先選模式再選溫度。亮起來的就是現在在做的，其他都不亮。按鍵有深度，手指會知道按到了。',
      pictures: pictured(tw, '方鍵面板', '深灰色洗衣機面板，十個米白方鍵，其中一個亮黃色', '#e4e6e2', () =>
        washer({ kind: 'keys', plate: plain('#34424a'), dial: '#f1ece0', accent: '#efb94d' }),
      ),
    },
    {
      title: '滑一下',
      product: 'washer',
      pull: 0.7,
      story: '衣服多，就滑長一點；衣服少，就滑短一點。機器自己決定水和時間。給不想知道的人，也給趕時間的人。',
      pictures: pictured(tw, '滑桿面板', '淺綠色洗衣機面板，一條刻度滑桿，上方黑色螢幕', '#efe9db', () =>
        washer({ kind: 'touch', plate: plain('#dfe5df'), dial: '#2c2a26', accent: '#e5573f' }),
      ),
    },
  ],
  decision: { reason: '一顆大旋鈕領先 {lead} 票。我們把「十個方鍵」的亮燈邏輯也用進來，理由寫在留言裡。' },
};

const breakfast: ChallengeSeed = {
  key: 'dashu-oven',
  title: '早餐桌上的小烤箱',
  brief: '烤兩片吐司、回烤一顆菠蘿、熱一盤昨天的雞塊。早上六點四十五分，沒有人想讀說明書。',
  state: 'decided',
  collecting: -140,
  opens: -134,
  closes: -124,
  decided: -122,
  method: 'irv',
  tie: [0, 1],
  picks: 1,
  seats: 1,
  quorum: 200,
  ballots: 406,
  talk: 12,
  drafts: [
    {
      title: '紅磚小烤箱',
      product: 'toaster',
      pull: 1.4,
      story: '三顆鈕：溫度、時間、開始。門往下開，可以當一秒鐘的檯子。紅磚色是因為我們把它想成一座很小的窯。',
      pictures: pictured(
        tw,
        '紅磚色烤箱',
        '紅磚色小烤箱，玻璃門裡正在烤麵包，右側三顆旋鈕',
        '#f3e6d6',
        () => toaster({ kind: 'oven', body: plain('#8c3b2a'), side: '#e4d9bd' }),
        inKitchen(
          () => toaster({ kind: 'oven', body: plain('#8c3b2a'), side: '#e4d9bd' }),
          mosaic,
          '#c9a877',
        ),
      ),
    },
    {
      title: '芥末跳跳',
      product: 'toaster',
      pull: 1.1,
      story: '跳吐司的老樣子，彈得剛剛好，不會跳到豆漿裡。拉桿紅色，小朋友喜歡按，所以做了兒童鎖。',
      pictures: pictured(tw, '芥末黃烤麵包機', '芥末黃烤麵包機，兩片吐司剛跳起來，紅色拉桿', '#e6ebf0', () =>
        toaster({ body: plain('#d9a23a'), side: '#2c2a26', bread: true }),
      ),
    },
    {
      title: '磁磚跳跳',
      product: 'toaster',
      pull: 0.9,
      story: '外殼貼花磚，跟牆壁連成一片，客人找不到烤麵包機。',
      pictures: pictured(tw, '花磚烤麵包機', '藍白花磚紋的烤麵包機', '#e6ebf0', () =>
        toaster({
          body: { weave: 'majolica', colours: ['#eef0ea', '#5d8aa6', '#24395a', '#d9a23a'], scale: 0.5 },
          side: '#24395a',
          lever: '#d9a23a',
          bread: true,
        }),
      ),
    },
  ],
  decision: {
    winners: [0],
    tieBroken: true,
    reason:
      '最後一輪兩件同票，規則不替任何人決定，由我們公開選擇：紅磚小烤箱的內膽與一號蒸鍋共用模具，早兩個月做得出來。',
  },
};

const dryRoom: ChallengeSeed = {
  key: 'dashu-dry',
  title: '除濕機要站在哪裡',
  brief:
    '基隆的朋友說他家的鞋會長毛。除濕機通常醜到要藏起來，可是藏起來就不除濕。請選一台可以站在客廳中間的。',
  state: 'decided',
  collecting: -78,
  opens: -71,
  closes: -58,
  decided: -56,
  picks: 1,
  seats: 1,
  quorum: 200,
  live: true,
  ballots: 441,
  talk: 28,
  drafts: [
    {
      title: '透明水箱',
      product: 'dehumidifier',
      pull: 1.5,
      story:
        '水箱是整台機器最誠實的地方，所以把它放到正面，做成透明的。一天抽了多少水，一眼看得到，小朋友會跑來報告。提把在上面，四顆輪子會鎖。出風往上吹，可以晾一條褲子。水滿之前十分鐘先亮燈，不是滿了才叫。',
      revisions: ['輪子改成可鎖', '水滿前十分鐘先亮燈'],
      pictures: pictured(
        tw,
        '透明水箱除濕機',
        '米白色直立除濕機，正面透明水箱裝了半箱水，上方提把',
        '#e3e9ea',
        () => dehumidifier({ body: plain('#e9e2d2'), grille: '#8a9a94', accent: '#c2311d' }),
        inRoom(
          () => dehumidifier({ body: plain('#e9e2d2'), grille: '#8a9a94', accent: '#c2311d' }),
          '#e3ede6',
          '#b98d5a',
          'wave',
        ),
        near(
          () => dehumidifier({ body: plain('#e9e2d2'), grille: '#8a9a94', accent: '#c2311d' }),
          '#e3e9ea',
          200,
          340,
          2,
        ),
      ),
    },
    {
      title: '墨綠木櫃',
      product: 'dehumidifier',
      pull: 1.1,
      story: '看起來像一個矮櫃，其實會吃水。墨綠色，配老公寓的鐵窗剛剛好。',
      pictures: pictured(tw, '墨綠除濕機', '墨綠色除濕機，黃銅色出風口', '#e4ede4', () =>
        dehumidifier({ body: plain('#2b4a44'), grille: '#b08a4a', accent: '#efb94d' }),
      ),
    },
    {
      title: '竹編',
      product: 'dehumidifier',
      pull: 0.8,
      story: '外殼壓竹編的紋，摸得到。風從縫隙出來，聲音散開，比較像風不像機器。',
      pictures: pictured(tw, '竹編紋除濕機', '竹編菱紋外殼的除濕機', '#f3ecd9', () =>
        dehumidifier({
          body: { weave: 'lattice', colours: ['#e0c79a', '#b98d5a', '#8a6a42'], scale: 0.7 },
          grille: '#8a6a42',
          accent: '#2b6650',
        }),
      ),
    },
  ],
  decision: { reason: '透明水箱 {picks} 票，依規則勝出。' },
};

const mugs: ChallengeSeed = {
  key: 'dashu-mug',
  title: '配細口壺的杯子',
  brief:
    '壺有了，杯子還沒有。我們找了鶯歌的窯，一個下午可以燒四百個。兩個兩個比，想比幾次都可以，第一名燒一窯。',
  state: 'decided',
  collecting: -36,
  opens: -30,
  closes: -18,
  decided: -16,
  method: 'duels',
  picks: 2,
  seats: 1,
  quorum: 200,
  live: true,
  ballots: 467,
  talk: 16,
  drafts: [
    {
      title: '半截藍',
      product: 'ceramic',
      pull: 1.4,
      story:
        '下半截不上釉，手摸得到土。上半截浸一次藍釉，浸的角度每個都差一點點。把手兩指寬，冬天戴手套也穿得過。',
      pictures: pictured(
        tw,
        '半截藍馬克杯',
        '上半浸藍釉、下半露出灑點陶土的馬克杯',
        '#e6ebf0',
        () =>
          pot({
            kind: 'mug',
            clay: { weave: 'speckle', colours: ['#e4d3b4', '#8a6f4a', '#5a4632'] },
            glaze: plain('#2f5d7a'),
            finish: 'dip',
          }),
        card(
          { weave: 'speckle', colours: ['#e4d3b4', '#8a6f4a', '#5a4632'] },
          ['#2f5d7a', '#e4d3b4', '#8a6f4a', '#5a4632'],
          '#e6ebf0',
          'teapot',
        ),
      ),
    },
    {
      title: '魚盤',
      product: 'ceramic',
      pull: 0.9,
      story: '其實是盤子，偷渡進來的。阿公家的盤子中間都有一條魚，吃完才看得到，是吃完飯的獎勵。',
      pictures: pictured(tw, '魚盤', '白色圓盤，中央畫一條藍色的魚', '#e8e0d0', () =>
        pot({
          kind: 'plate',
          clay: plain('#f6f0e2'),
          motif: 'fish',
          colours: ['#24395a', '#8aa0bd', '#c2311d'],
          glaze: plain('#e3ebf0'),
        }),
      ),
    },
    {
      title: '落雨直筒杯',
      product: 'ceramic',
      pull: 1,
      story: '雨絲是一筆一筆刻的，摸起來有一點刺。沒有把手，雙層，裝熱茶也拿得住。',
      pictures: pictured(tw, '雨絲直筒杯', '米色直筒杯，杯身佈滿藍黃雨絲', '#f6efe0', () =>
        pot({
          kind: 'tumbler',
          clay: plain('#d9a23a'),
          glaze: { weave: 'rain', colours: ['#f6ead2', '#24395a', '#d9a23a'] },
          finish: 'whole',
        }),
      ),
    },
    {
      title: '花磚碗',
      product: 'ceramic',
      pull: 0.8,
      story: '裝豆花剛好，裝咖啡歐蕾也行。一圈花磚是手工貼的釉下花紙，接縫對不齊的那個，就是你的。',
      pictures: pictured(tw, '花磚碗', '白碗，碗身一圈紅綠花磚', '#e3ede6', () =>
        pot({
          kind: 'bowl',
          clay: plain('#f1ece0'),
          glaze: { weave: 'majolica', colours: ['#f1ece0', '#2f6f5f', '#c2311d', '#efb94d'], scale: 0.7 },
          finish: 'band',
        }),
      ),
    },
  ],
  decision: {
    reason: '半截藍勝出。不過窯主說直筒杯可以塞在空隙裡一起燒，所以我們多燒四十個，不另外開預購。',
  },
};

const lid: ChallengeSeed = {
  key: 'dashu-kitchen-set',
  title: '廚房的第二個顏色',
  brief: '郵筒綠蒸鍋出貨之後，很多人問：有沒有同一家的烤箱和壺？先決定顏色，再開模。選兩個，一個會做。',
  state: 'deciding',
  collecting: -26,
  opens: -18,
  closes: -1.4,
  picks: 2,
  seats: 1,
  quorum: 200,
  live: true,
  ballots: 462,
  talk: 26,
  drafts: [
    {
      title: '醬油',
      product: 'kettle',
      pull: 1.3,
      story:
        '不是黑，是深到看不見底的咖啡色，光一照會透一點紅。做成大肚壺最明顯：壺身像一顆糖葫蘆。烤漆裡摻了很細的銅粉，不是亮片，遠看不出來，近看像醬油碟的邊。把手用深色的胡桃木，整支壺只有一顆亮的東西，就是底座那盞紅燈。三年以後刮到，補色筆一支六十元，我們會一直賣。',
      pictures: pictured(
        tw,
        '醬油色茶壺',
        '深咖啡色大肚電茶壺，木提把',
        '#efe0cf',
        () => kettle({ kind: 'teapot', body: plain('#4a2418'), handle: '#8a5a33', band: '#2c1610' }),
        inKitchen(
          () => kettle({ kind: 'teapot', body: plain('#4a2418'), handle: '#8a5a33', band: '#2c1610' }),
          majolica,
          '#d9cfbb',
        ),
      ),
    },
    {
      title: '豆花',
      product: 'toaster',
      pull: 1.5,
      story:
        '白，但是有一點黃，像早上七點的豆花。我們試了二十七種白，貼在公司廁所的牆上讓大家投，最後留下的這個，在日光燈下不會發青，在黃燈下不會像牙齒。配深灰的側蓋與拉桿，髒了看得出來，所以會擦。放在任何一種磁磚前面都不吵架，這是我們唯一敢保證的事。',
      pictures: pictured(
        tw,
        '豆花白烤麵包機',
        '豆花白的烤麵包機，深灰側蓋，兩片吐司',
        '#f3ecd9',
        () => toaster({ body: plain('#f1ead8'), side: '#57524a', lever: '#57524a', bread: true }),
        inKitchen(
          () => toaster({ body: plain('#f1ead8'), side: '#57524a', lever: '#57524a', bread: true }),
          blueTiles,
          '#b98d5a',
        ),
      ),
    },
    {
      title: '芭樂',
      product: 'cooker',
      pull: 1,
      story:
        '外皮那種綠，帶一點灰，不是果肉那種粉紅（粉紅我們也試了，媽媽們說像醫院）。跟郵筒綠擺在一起是父子，不是雙胞胎。鍋蓋的提鈕改成芭樂葉的深綠，壓桿換成籽的米黃。我自己投給它，因為它看起來很好洗。',
      pictures: pictured(tw, '芭樂綠蒸鍋', '淺灰綠蒸鍋，深綠雙耳', '#eceadb', () =>
        cooker({ body: plain('#b5c48f'), handles: '#3f5c43', knob: '#3f5c43', lever: '#e8d9a8' }),
      ),
    },
    {
      title: '瓦斯爐藍',
      product: 'kettle',
      pull: 0.9,
      story:
        '轉小火的時候，火焰底下那一圈藍。拿來做直筒壺，壺身下緣再加一道深藍的線，代表水已經滾了。這個顏色很難配，所以我們把它整組畫完才敢拿出來：烤箱的鈕、插頭、連電線都是藍的。要嘛整個廚房就它一個主角，要嘛不要買。',
      pictures: pictured(tw, '瓦斯藍直筒壺', '亮藍色直筒快煮壺，深藍線條', '#e3ecf0', () =>
        kettle({ kind: 'jug', body: plain('#4a86b5'), handle: '#24395a', band: '#24395a' }),
      ),
    },
  ],
};

const grilleCloth: Cloth = { weave: 'grille', colours: ['#e9e2d2', '#2f6f5f', '#c2311d'], scale: 0.7 };
const grillePictures = pictured(
  tw,
  '鐵窗花冰箱',
  '雙門冰箱，門上是綠色海棠鐵窗花，花心一點紅',
  '#e3ede6',
  () => fridge({ kind: 'two-door', upper: grilleCloth, lower: grilleCloth, handle: '#2f6f5f' }),
  near(
    () => fridge({ kind: 'two-door', upper: grilleCloth, lower: grilleCloth, handle: '#2f6f5f' }),
    '#e3ede6',
    170,
    190,
    2.6,
  ),
  inRoom(
    () => fridge({ kind: 'two-door', upper: grilleCloth, lower: grilleCloth, handle: '#2f6f5f' }),
    '#efe9db',
    '#b98d5a',
    'begonia',
  ),
);
const plainBelow = also(
  () => fridge({ kind: 'two-door', upper: grilleCloth, lower: plain('#ece7da'), handle: '#b9bdb8' }),
  '#e3ede6',
  '雙門冰箱，上門是綠色海棠鐵窗花，下門素面米白，不鏽鋼門把',
)(tw, '');
const steelHandle = also(
  () => fridge({ kind: 'two-door', upper: grilleCloth, lower: grilleCloth, handle: '#b9bdb8' }),
  '#e3ede6',
  '雙門冰箱，兩扇門都是綠色海棠鐵窗花，不鏽鋼門把',
)(tw, '');
const mintBefore = pictured(
  tw,
  '薄荷色冰箱',
  '薄荷綠圓角雙門冰箱，黃銅色門把與木腳',
  '#f6e9dc',
  () =>
    fridge({
      kind: 'retro',
      upper: plain('#9cc4b4'),
      lower: plain('#9cc4b4'),
      handle: '#b08a4a',
      legs: '#8a6a42',
    }),
  inRoom(
    () =>
      fridge({
        kind: 'retro',
        upper: plain('#9cc4b4'),
        lower: plain('#9cc4b4'),
        handle: '#b08a4a',
        legs: '#8a6a42',
      }),
    '#f4e3d6',
    '#b98d5a',
    'swallow',
  ),
);
const composedFridge = (alt: string, tint: string, choices: Record<string, string>) =>
  also(() => composed(fridgeLayers, choices), tint, alt)(tw, '');
const nextDoor: ChallengeSeed = {
  key: 'dashu-fridge-door',
  title: '下一台冰箱的門',
  brief:
    '冰箱是家裡最大的一面牆，卻總是白的。四百公升的機身已經定了，這次選門：八張設計稿，每人最多選三張，前兩名開預購。\n\n門板是烤漆玻璃，圖案印在玻璃背面，不會刮掉，也不怕磁鐵。',
  state: 'voting',
  collecting: -22,
  opens: -12,
  closes: 1.75,
  picks: 3,
  seats: 2,
  quorum: 300,
  live: true,
  ballots: 544,
  talk: 110,
  cover: row('四台冰箱排成一列：窗花綠、磨石子、薄荷圓角與柿橘', '#f1dfc8', '#b98d5a', [
    () => fridge({ kind: 'two-door', upper: grilleCloth, lower: grilleCloth, handle: '#2f6f5f' }),
    () =>
      fridge({
        kind: 'french',
        upper: { weave: 'terrazzo', colours: ['#ece4d6', '#7a8f84', '#d9622b', '#3a4a52'] },
        lower: plain('#3f4a4a'),
      }),
    () => fridge({ kind: 'retro', upper: plain('#8fb8a8'), lower: plain('#8fb8a8') }),
    () => fridge({ kind: 'drawers', upper: plain('#d9822b'), lower: plain('#f1e4cb') }),
  ]),
  drafts: [
    {
      title: '鐵窗花',
      product: 'fridge',
      pull: 1.6,
      story:
        '我外公是做鐵窗的，沒有圖紙，看屋主姓什麼就彎什麼花。這扇門把他在大龍峒彎的一樘海棠畫下來，線條用了他留下的那支鐵尺量：線寬剛好是三分鐵條。綠色是鐵窗漆的綠，中間一點紅，是他每樘窗都偷偷點上去的。冰箱打開會亮，門縫的光從花裡透出來一點點，晚上倒水不用開燈。把手是同一種綠，彎的角度跟窗門的栓子一樣，手放上去會想起來。',
      revisions: ['花紋往下延伸到冷藏室的門', '門把改為同色，彎折角度依窗栓重畫'],
      earlier: [
        {
          title: '海棠窗',
          story:
            '我外公是做鐵窗的，沒有圖紙，看屋主姓什麼就彎什麼花。這扇門把他在大龍峒彎的一樘海棠畫下來。綠色是鐵窗漆的綠，中間一點紅，是他每樘窗都偷偷點上去的。花只畫在上面那扇門，下面留白。把手用不鏽鋼。',
          pictures: [plainBelow],
        },
        {
          story:
            '我外公是做鐵窗的，沒有圖紙，看屋主姓什麼就彎什麼花。這扇門把他在大龍峒彎的一樘海棠畫下來，線條用了他留下的那支鐵尺量：線寬剛好是三分鐵條。綠色是鐵窗漆的綠，中間一點紅，是他每樘窗都偷偷點上去的。冰箱打開會亮，門縫的光從花裡透出來一點點，晚上倒水不用開燈。把手用不鏽鋼。',
          pictures: [steelHandle, grillePictures[1]!],
        },
      ],
      pictures: grillePictures,
    },
    {
      title: '磨石子法式門',
      product: 'fridge',
      pull: 1.4,
      story:
        '國小的樓梯、外婆家的洗手台、公所的地板。磨石子是把剩下的石頭磨平，本來就是很省的材料；我把台灣十個地方的石色抽出來，橘色是花蓮的紅玉，綠色是台東的蛇紋石。圖案沿著兩扇門接起來，關上門，石頭剛好對得起來。下面兩個抽屜不做花，霧面深灰，小孩踢到看不出來。門上的小螢幕可以永遠關掉，設定在第一頁。',
      pictures: pictured(
        tw,
        '磨石子冰箱',
        '法式對開門冰箱，上半磨石子花紋，下半深灰抽屜，左門有小螢幕',
        '#e8e6da',
        () =>
          fridge({
            kind: 'french',
            upper: { weave: 'terrazzo', colours: ['#ece4d6', '#7a8f84', '#d9622b', '#3a4a52'] },
            lower: plain('#3f4a4a'),
          }),
        card(
          { weave: 'terrazzo', colours: ['#ece4d6', '#7a8f84', '#d9622b', '#3a4a52'] },
          ['#ece4d6', '#7a8f84', '#d9622b', '#3a4a52'],
          '#e8e6da',
          'sun',
        ),
        inRoom(
          () =>
            fridge({
              kind: 'french',
              upper: { weave: 'terrazzo', colours: ['#ece4d6', '#7a8f84', '#d9622b', '#3a4a52'] },
              lower: plain('#3f4a4a'),
            }),
          '#e3e9ea',
          '#a9a08c',
          'mountain',
        ),
      ),
    },
    {
      title: '薄荷圓角，大一號',
      product: 'fridge',
      pull: 1.2,
      story:
        '小套房那台沒有成，很多人來信問為什麼不做大的。這就是大的。圓角半徑從三十四放大到四十公釐，不然會變成一顆饅頭；門把下移八公分，因為來信的人平均一百六十二公分。顏色一點沒改，還是公園路燈桿的薄荷綠。腳加高，掃地機器人進得去。我們沒有再加任何東西，這次忍住了。\n\n要加的話，換你們來：腳座、框邊、上下兩扇門、圖案、顯示和把手都可以自己配，薄荷綠只是我們先想到的一種。配好的可以發表，大家再來投。',
      revisions: [
        '腳座、框邊、兩扇門、圖案、顯示與把手都可以自己配，薄荷綠仍是預設',
        '拿掉柿紅雪橇腳：試用的人家，木地板留下兩道印子',
        '玻璃門改成四層，重了十一公斤，所以框邊一定要用不鏽鋼',
      ],
      earlier: [{ pictures: mintBefore }],
      pictures: [
        composedFridge('薄荷綠圓角雙門冰箱，米白框邊，鋼管門把，櫸木斜腳，右上一顆小燈', '#f6e9dc', {}),
        composedFridge('同一台冰箱，上門花磚、下門奶茶色配紅磚腰線，黃銅門把，指針溫度計', '#efe4d0', {
          upper: 'majolica',
          lower: 'skirt',
          handle: 'brass',
          display: 'dial',
          feet: 'brass',
        }),
        composedFridge('同一台冰箱，不鏽鋼框邊，玻璃上門看得到裡面，下門檜木條上有一隻石虎', '#e3ede6', {
          frame: 'steel',
          upper: 'glass',
          lower: 'slats',
          handle: 'strap',
          pattern: 'cat',
          display: 'dial',
        }),
      ],
    },
    {
      title: '柿橘抽屜',
      product: 'fridge',
      pull: 0.95,
      story:
        '上面一大片柿子橘，下面四個米色抽屜，像一座藥櫃。抽屜分別給菜、肉、冰、以及「不知道放哪裡」。每個抽屜拉出來都到底，因為最裡面的蔥總是被忘記。把手是一道凹槽，沒有突出來的東西會勾到圍裙。橘色那面可以寫字，用白板筆，酒精擦得掉；我媽已經在樣品上寫了「不准開」。',
      pictures: pictured(
        tw,
        '柿橘抽屜冰箱',
        '上門柿橘色、下方四個米色抽屜的冰箱',
        '#f6e6cc',
        () => fridge({ kind: 'drawers', upper: plain('#d9822b'), lower: plain('#f1e4cb') }),
        near(
          () => fridge({ kind: 'drawers', upper: plain('#d9822b'), lower: plain('#f1e4cb') }),
          '#f6e6cc',
          200,
          260,
          2,
        ),
      ),
    },
    {
      title: '深夜食堂',
      product: 'fridge',
      pull: 1,
      story:
        '玻璃門，裡面的燈是二七〇〇K 的黃光，不是白的，半夜打開不會醒過來。深藍外框、黃銅色把手，像巷口那家只開到兩點的店。玻璃可以按一下變霧，親戚來的時候用。層板的高度照台啤玻璃瓶、1.8 公升鮮奶、還有一整條白蝦的盒子量過。耗電比不透明的門多百分之四，我們寫在這裡，不寫在小字。',
      pictures: pictured(
        tw,
        '玻璃門冰箱',
        '深藍框玻璃門冰箱，層板上有瓶罐、麵包、花椰菜與番茄',
        '#e6e9ec',
        () => fridge({ kind: 'glass', upper: plain('#1f2d4a'), lower: plain('#1f2d4a'), handle: '#d9a23a' }),
      ),
    },
    {
      title: '茶山等高線',
      product: 'fridge',
      pull: 0.9,
      story:
        '坪林到石碇的等高線，每一圈差十公尺。線越密的地方越陡，也越好喝，這是茶農說的。把地圖放到冰箱上，是因為一家人站在它前面最久，想的又都是別的地方。綠色從低到高慢慢變淡，最高點剛好在我自己的眼睛高度，一百七十四公分。比較矮的人可以看到河。',
      pictures: pictured(tw, '等高線冰箱', '墨綠色雙門冰箱，佈滿等高線', '#e4ede4', () =>
        fridge({
          kind: 'two-door',
          upper: { weave: 'topography', colours: ['#2b4a44', '#7fae98', '#4f7d6c'], scale: 0.9 },
          lower: { weave: 'topography', colours: ['#2b4a44', '#7fae98', '#4f7d6c'], scale: 0.9 },
          handle: '#d9a23a',
        }),
      ),
    },
    {
      title: '麻葉',
      product: 'fridge',
      pull: 0.7,
      story:
        '從前嬰兒的衣服縫麻葉紋，希望孩子長得又直又快。廚房門口有一面麻葉，應該也長得快，至少冰箱裡的菜不要太慢吃完。白底、磚紅細線，只印上門；下門留白，給磁鐵、聯絡簿和停車單。線寬一公釐，遠看是淡淡的粉紅。',
      pictures: pictured(tw, '麻葉紋冰箱', '上門白底磚紅麻葉紋、下門米白的雙門冰箱', '#f4e9e0', () =>
        fridge({
          kind: 'two-door',
          upper: { weave: 'hemp', colours: ['#f6f0e6', '#c9704a'], scale: 0.7 },
          lower: plain('#f6f0e6'),
          handle: '#c9704a',
        }),
      ),
    },
    {
      title: '紅白藍',
      product: 'fridge',
      pull: 0.6,
      story:
        '茄芷袋與紅白藍帆布，搬家的顏色。法式門印直條，抽屜純藍。我知道很多人會說太吵，可是你想想，冰箱也是全家搬最多次的東西，每次都用紅白藍包起來，這次乾脆讓它自己穿上。把手做成提袋的樣子，其實也是拿來掛圍裙的。',
      pictures: pictured(tw, '紅白藍冰箱', '紅白藍直條紋的對開門冰箱，下方藍色抽屜', '#e6e9ec', () =>
        fridge({
          kind: 'french',
          upper: { weave: 'stripes', colours: ['#f3ead8', '#2a5a9a', '#c2311d'], turn: 90, scale: 0.7 },
          lower: plain('#2a5a9a'),
          handle: '#f3ead8',
        }),
      ),
    },
  ],
};

const summerFan: ChallengeSeed = {
  key: 'dashu-fan',
  title: '夏夜的電風扇',
  brief:
    '冷氣要修，房東下週才來，今晚只有電風扇。請選一台看著就涼的。葉片三片，馬達已經測過：一檔二十四分貝。每台給零到五分，想買的打個勾。投票期間不公布計票。',
  state: 'voting',
  collecting: -15,
  opens: -6,
  closes: 8.3,
  method: 'score',
  picks: 2,
  seats: 1,
  quorum: 250,
  ballots: 450,
  talk: 48,
  cover: row('三台電風扇：水鴨綠桌扇、紅白立扇與芥末黃桌扇', '#e3efec', '#9fc0b5', [
    () => fan({ blades: '#3f8a8a', cage: '#2f6f6f', body: '#2f6f6f', knob: '#d9a23a' }),
    () => fan({ kind: 'floor', blades: '#f3ead8', cage: '#c2311d', body: '#f3ead8', knob: '#c2311d' }),
    () => fan({ blades: '#d9a23a', cage: '#57524a', body: '#efe4cc', knob: '#57524a' }),
  ]),
  drafts: [
    {
      title: '水鴨綠',
      product: 'fan',
      pull: 1.5,
      story:
        '公車、國小課桌、郵局的櫃台，台灣的七〇年代是水鴨綠的。全機一個顏色，只有中間的蓋子是黃的，像西瓜裡的一顆籽。按鍵做回硬的，要用力，按下去整台會輕輕點個頭。護網三十六根改四十八根，小朋友的手指進不去；拆下來洗只要轉一圈，不用螺絲起子。葉片的弧度跟隔壁國中的物理老師算過，他要求掛名。',
      pictures: pictured(
        tw,
        '水鴨綠桌扇',
        '水鴨綠桌上型電風扇，黃色中心蓋',
        '#e3efec',
        () => fan({ blades: '#3f8a8a', cage: '#2f6f6f', body: '#2f6f6f', knob: '#d9a23a' }),
        near(
          () => fan({ blades: '#3f8a8a', cage: '#2f6f6f', body: '#2f6f6f', knob: '#d9a23a' }),
          '#e3efec',
          200,
          200,
          1.9,
        ),
      ),
    },
    {
      title: '紅圈立扇',
      product: 'fan',
      pull: 1.1,
      story:
        '白葉紅圈，理髮廳的那一台。立桿可以拆成三段，收進床底的紙箱，紙箱印的是組裝圖，不要丟。腳座加重到四公斤，貓跳上去不會倒，我們請了四隻貓來試。擺頭的角度可以自己夾：兩片塑膠夾子放在圓盤上，夾在哪裡就吹到哪裡，不必再用手機設定。',
      pictures: pictured(
        tw,
        '紅圈立扇',
        '紅色護網的白色立扇',
        '#f6dfd2',
        () => fan({ kind: 'floor', blades: '#f3ead8', cage: '#c2311d', body: '#f3ead8', knob: '#c2311d' }),
        inRoom(
          () => fan({ kind: 'floor', blades: '#f3ead8', cage: '#c2311d', body: '#f3ead8', knob: '#c2311d' }),
          '#e3ecf0',
          '#b98d5a',
          'sun',
        ),
      ),
    },
    {
      title: '花布葉片',
      product: 'fan',
      pull: 1.2,
      story:
        '葉片印大紅花布，轉起來剛好變成一圈粉紅，停下來才看到花。花是重畫的，五瓣的梅不是牡丹，牡丹太擠。底座素色，免得打架。我媽看到第一句話：「這啥，棉被喔？」第二句話：「我要一台。」我就當兩票。',
      pictures: pictured(tw, '花布電風扇', '深色護網、葉片印有紅白花朵的電風扇', '#f4e3d6', () =>
        fan({
          blades: '#c2311d',
          blade: { weave: 'blossom', colours: ['#b5322a', '#f3d0c4', '#f3ead8', '#2b6650'], scale: 0.6 },
          cage: '#2b4a44',
          body: '#2b4a44',
          knob: '#efb94d',
        }),
      ),
    },
    {
      title: '芥末紙扇',
      product: 'fan',
      pull: 0.9,
      story:
        '米色機身、芥末葉片，像把紙扇夾在書裡。最小的一檔叫「翻頁」：剛好翻得動報紙，吹不動瀏海。電線兩公尺八，從床頭到牆上的插座，我量過自己家、我弟家和三個網路上的網友家。附一個不會響的定時器，時間到了就自己慢慢停，不會「嗶」。',
      pictures: pictured(tw, '芥末色桌扇', '米色機身、芥末黃葉片的桌扇', '#f6efe0', () =>
        fan({ blades: '#d9a23a', cage: '#57524a', body: '#efe4cc', knob: '#57524a' }),
      ),
    },
    {
      title: '浪',
      product: 'fan',
      pull: 0.7,
      story:
        '葉片印青海波，轉起來是一片海的顏色。深藍的底座很重，因為裡面放了配重和一條收起來的線。夜裡中間的蓋子會亮一點點藍，很暗，剛好找得到開關，不會讓人以為是冰箱沒關。給住在看不到海的地方的人。',
      pictures: pictured(tw, '海波電風扇', '深藍色電風扇，葉片是青海波紋', '#e6ebf0', () =>
        fan({
          blades: '#24395a',
          blade: { weave: 'waves', colours: ['#24395a', '#cfd8e3', '#8aa0bd'], scale: 0.6 },
          cage: '#8aa0bd',
          body: '#24395a',
          knob: '#cfd8e3',
        }),
      ),
    },
  ],
};

const oneTatami: ChallengeSeed = {
  key: 'dashu-one-ping',
  title: '一坪廚房，會員畫的',
  brief:
    '租屋族的廚房只有一坪、一個插座、一張摺疊桌。我們請會員畫一件在這裡用得上的電器，紙本、電子郵件都收，收到就用作者的名字放上來，開放投票前都還會增加。尺寸不清楚的地方，請直接在留言問作者。',
  state: 'collecting',
  collecting: -11,
  opens: 2.3,
  closes: 16.3,
  method: 'duels',
  eligibility: 'codes',
  picks: 2,
  seats: 1,
  quorum: 250,
  ballots: 0,
  talk: 14,
  drafts: [
    {
      title: '站著的烤箱',
      product: 'toaster',
      pull: 1,
      by: 44,
      story:
        '我的檯面只有二十二公分深，一般烤箱放不下。這台窄，玻璃門開在右邊，像一本書翻開。烤盤是直的兩片，可以同時烤吐司和青花菜。底下的空間剛好收電線。我量過三間租屋的插座高度，線從左後方出來最順。外殼用墨綠色，因為房東的磁磚也是。',
      pictures: pictured(tw, '墨綠小烤箱', '墨綠色小烤箱，米色旋鈕', '#e4ede4', () =>
        toaster({ kind: 'oven', body: plain('#2b4a44'), side: '#e4d9bd', lever: '#d9a23a' }),
      ),
    },
    {
      title: '一人份蒸鍋',
      product: 'cooker',
      pull: 1,
      by: 119,
      story:
        '十人份的蒸鍋我一個人用，外鍋的水永遠太多。請做三人份：直徑二十公分，蓋子可以反過來當盤子，耳朵可以摺。我現在用的是媽媽寄來的，兩個耳朵卡住櫃門三年了。顏色我畫了淡紫色，因為市面上沒有，不是因為我喜歡。好吧，我也喜歡。',
      pictures: pictured(tw, '小蒸鍋', '淡紫色小蒸鍋，米色雙耳', '#eee6ee', () =>
        cooker({ body: plain('#a594b5'), handles: '#e4d9bd', knob: '#e4d9bd', lever: '#5d4a70' }),
      ),
    },
    {
      title: '會摺的壺',
      product: 'kettle',
      pull: 1,
      by: 233,
      story:
        '其實不會摺，是把手可以轉到正面來，收進抽屜。大肚壺最煩的就是把手。壺身一公升，底座的線捲在底下，像吸塵器那樣一拉就收。我在設計系念二年級，家裡開五金行，鉸鏈是真的拆過的，角度可以做到。紅色是我們店招牌的紅。',
      pictures: pictured(
        tw,
        '紅色提把壺',
        '紅色大肚壺，木提把',
        '#f6dfd2',
        () => kettle({ kind: 'teapot', body: plain('#c2311d'), handle: '#a9713f' }),
        inKitchen(
          () => kettle({ kind: 'teapot', body: plain('#c2311d'), handle: '#a9713f' }),
          mosaic,
          '#d9cfbb',
        ),
      ),
    },
    {
      title: '桌腳下的風扇',
      product: 'fan',
      pull: 1,
      by: 301,
      editing: true,
      story: '還在畫。想要一台只有二十公分高、放在桌子底下吹腳的風扇。',
      pictures: pictured(tw, '小風扇', '黃色小桌扇', '#f7ecd2', () =>
        fan({ blades: '#efb94d', cage: '#a9713f', body: '#efb94d', knob: '#a9713f' }),
      ),
    },
  ],
};

const windowSeries: ChallengeSeed = {
  key: 'dashu-window-series',
  title: '窗花系列，第二樘',
  brief: '如果鐵窗花冰箱成真，下一件要做什麼？還在收集老房子的照片，先不開放。',
  state: 'preparing',
  collecting: 20,
  opens: 32,
  closes: 46,
  picks: 2,
  seats: 1,
  quorum: 250,
  ballots: 0,
  talk: 0,
  drafts: [
    {
      title: '富士山窗花蒸鍋',
      product: 'cooker',
      pull: 1,
      editing: true,
      story: '老街很多鐵窗是富士山，不知道為什麼，大家也沒去過。先畫下來。',
      pictures: pictured(tw, '窗花蒸鍋', '白底山形圖案的蒸鍋', '#e6ebf0', () =>
        cooker({
          body: { weave: 'mountains', colours: ['#eef0ea', '#5d8aa6', '#ffffff', '#8fb3c0'], scale: 0.6 },
          handles: '#24395a',
          knob: '#24395a',
        }),
      ),
    },
  ],
};

const specified: ChallengeSeed = {
  key: 'dashu-fridge-spec',
  title: '薄荷冰箱，大家一起定規格',
  brief:
    '四百公升的薄荷圓角確定要做，但是要做成哪一種？這一次不選設計稿，選規格：腳座、框邊、上下兩扇門、圖案、顯示、把手，每個部件選一項。\n\n所有選票加起來，就是一台真正做得出來的冰箱。玻璃門太重、布面貼不住磁鐵這些限制，頁面會告訴你。',
  state: 'voting',
  collecting: -16,
  opens: -8,
  closes: 5.5,
  picks: 1,
  seats: 1,
  quorum: 200,
  live: true,
  ballots: 0,
  talk: 12,
  specification: {
    as: '薄荷圓角，大一號',
    ballots: 347,
    liked: {
      'feet.oak': 2.4,
      'feet.brass': 2,
      'frame.cream': 4.6,
      'frame.steel': 1.2,
      'upper.glass': 19,
      'upper.mint': 2,
      'upper.majolica': 4.5,
      'lower.mint': 1.8,
      'lower.skirt': 2.6,
      'pattern.none': 4,
      'pattern.cat': 2.2,
      'display.dial': 2.9,
      'display.lamp': 1.7,
      'handle.brass': 2.5,
      'handle.strap': 1.5,
    },
  },
  drafts: [
    {
      title: '薄荷圓角，規格版',
      product: 'fridge',
      pull: 1,
      story:
        '圓角四十公釐、四百公升、門把下移八公分，這些都定了。剩下的是你家的事：腳要高一點還是滾得動，上門要看得到裡面還是看得到花磚，晚上想要一顆小燈還是一支指針。我們把做得出來的都放上來，做不出來的搭配也寫清楚為什麼。',
      pictures: [
        composedFridge('薄荷綠圓角雙門冰箱，米白框邊，指針溫度計，黃銅門把', '#f6e9dc', {
          display: 'dial',
          handle: 'brass',
        }),
        composedFridge('同一台冰箱，不鏽鋼框邊與玻璃上門，下門奶茶色配紅磚腰線', '#e3ede6', {
          frame: 'steel',
          upper: 'glass',
          lower: 'skirt',
          handle: 'strap',
        }),
      ],
    },
  ],
};
export const dashuChallenges: ChallengeSeed[] = [
  firstKettle,
  cookerColour,
  smallFridge,
  washerPanel,
  breakfast,
  dryRoom,
  mugs,
  lid,
  nextDoor,
  summerFan,
  oneTatami,
  windowSeries,
  lintChallenge,
  kettleSongChallenge,
  specified,
  washing,
];
export const dashuCover = head(
  '冰箱、蒸鍋、電茶壺、電風扇與除濕機並排，背後是花磚牆',
  '#efe9db',
  '#b98d5a',
  [
    [() => fridge({ kind: 'retro', upper: plain('#8fb8a8'), lower: plain('#8fb8a8') }), -14, 104, 0.56],
    [() => cooker({ body: plain('#2f7a4f') }), 150, 150, 0.46],
    [() => kettle({ kind: 'teapot', body: plain('#c2311d'), handle: '#a9713f' }), 308, 150, 0.46],
    [() => fan({ blades: '#d9a23a', cage: '#57524a', body: '#efe4cc', knob: '#57524a' }), 462, 128, 0.5],
    [() => dehumidifier({ body: plain('#e9e2d2'), grille: '#8a9a94', accent: '#c2311d' }), 612, 126, 0.5],
  ],
  { weave: 'majolica', colours: ['#f1e9d8', '#d8d3bd', '#e0c4b0', '#ead9a8'] },
);
