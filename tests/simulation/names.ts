import type { Chance } from './chance.ts';

const given =
  `mei wei jun yu ting hao lin chen anna peter maria lukas sofia daniel emma noah kenji yuki sora hana minho
  jisoo amir leila omar fatima carlos lucia diego ines pierre camille marco giulia ivan olga tom sarah james emily ryan
  grace kevin alice jason vivian eric joyce andy peggy leo iris`.split(/\s+/);
const family =
  `chen lin huang chang lee wang wu liu tsai yang wong chan kim park sato suzuki tanaka yamada garcia lopez silva
  santos rossi ferrari mueller schmidt weber novak ivanov smith jones brown wilson taylor martin bernard dubois nguyen tran
  khan ali hassan costa jensen larsen nilsson kowalski`.split(/\s+/);
const words =
  `pixel moon tea tofu bubble cloud tiger panda ocean forest coffee mochi taro kiwi neko inu sakura comet retro
  synth mango nova echo velvet rocket cactus lotus pepper`.split(/\s+/);
const providers =
  `gmail.com gmail.com gmail.com gmail.com gmail.com gmail.com outlook.com hotmail.com yahoo.com.tw icloud.com
  icloud.com qq.com 163.com naver.com yahoo.com gmx.de proton.me hinet.net live.com web.de`.split(/\s+/);

/** The ways in which people call themselves. */
export const localPart = (chance: Chance): string => {
  const [first, last, word] = [chance.of(given), chance.of(family), chance.of(words)];
  switch (chance.whole(0, 8)) {
    case 0:
      return `${first}.${last}${chance.whole(0, 9)}`;
    case 1:
      return `${first}${last}${chance.whole(1, 9999)}`;
    case 2:
      return `${word}${first}`;
    case 3:
      return `${first[0]}${last}${chance.whole(60, 99)}${chance.of(words)}`;
    case 4:
      return `${word}.${chance.of(words)}${chance.whole(1, 99)}`;
    case 5:
      return `${last}${first}${chance.whole(1970, 2009)}`;
    case 6:
      return `${first}_${word}${chance.whole(1, 99)}`;
    case 7:
      return `${chance.whole(100_000, 999_999)}${chance.whole(100, 9999)}`;
    default:
      return `${word}${chance.of(words)}${chance.whole(1, 999)}`;
  }
};

export const ordinaryMail = (chance: Chance) =>
  chance.happens(0.04)
    ? `${chance.of(given)}@${chance.of(family)}${chance.of(words)}.${chance.of(['com', 'me', 'tw', 'de', 'io'])}`
    : `${localPart(chance)}@${chance.of(providers)}`;

/** `anna.chen`, as firms and forgers of names write it. */
export const fullName = (chance: Chance) => `${chance.of(given)}.${chance.of(family)}`;
export const wordOf = (chance: Chance) => chance.of(words);
