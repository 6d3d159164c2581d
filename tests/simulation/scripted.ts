import type { Chance } from './chance.ts';
import { fullName, localPart, ordinaryMail, wordOf } from './names.ts';
import { bought, day, drafts, hour, minute, opens, second, type Voter } from './voters.ts';

const anywhere = (chance: Chance) =>
  `${chance.whole(20, 220)}.${chance.whole(0, 255)}.${chance.whole(0, 255)}.${chance.whole(1, 254)}`;
/** What a tool for such scripts ships: a list of names of browsers, half of them long out of use. */
const listed = Array.from({ length: 60 }, (_, i) => (i < 30 ? `browser ${i}` : `old browser ${i}`));

/** The bought draft, with a few others so that ballots differ. */
const varied = (chance: Chance) => [
  ...new Set([bought, ...Array.from({ length: chance.whole(0, 3) }, () => chance.of(drafts))]),
];

/** The paces of a script: so long until it follows the link, so long until it votes. */
const paced = (joinedAt: number, confirming: number, casting: number) => ({
  joinedAt,
  confirmedAt: joinedAt + confirming,
  castAt: joinedAt + confirming + casting,
});

type Scripted = Omit<Voter, 'scripted'>;

/** Ten thousand accounts of somebody who wants one draft to win, with eight habits, from the clumsiest to the most patient. */
export const scriptedVoters = (chance: Chance): Voter[] => {
  const voters: Voter[] = [];
  const add = (count: number, make: (i: number) => Scripted) => {
    for (let i = 0; i < count; i++) voters.push({ scripted: true, ...make(i) });
  };

  // 1. The flood: three rented addresses, numbered names under one own domain, the same ballot every other second for an hour.
  const night = opens + day + 2 * hour;
  add(2400, (i) => ({
    kind: '1 flood',
    mail: `voter${String(i).padStart(4, '0')}@fans-united.com`,
    address: `45.33.7.${chance.whole(10, 12)}`,
    program: 'browser 4',
    ...paced(night + i * 1.5 * second, chance.between(2, 4) * second, chance.between(3, 5) * second),
    drafts: [bought],
  }));

  // 2. Aliases: forty mailboxes at Gmail, each written in dozens of ways, from two hundred networks, at a human pace.
  const owners = Array.from({ length: 40 }, () => `${localPart(chance).replace(/[._]/g, '')}quartz`);
  add(1400, (i) => {
    const owner = chance.of(owners);
    const dot = chance.whole(1, owner.length - 1);
    return {
      kind: '2 aliases of mailboxes',
      mail: chance.happens(0.5)
        ? `${owner}+${wordOf(chance)}${i}@gmail.com`
        : `${owner.slice(0, dot)}.${owner.slice(dot)}@${chance.of(['gmail.com', 'googlemail.com'])}`,
      address: `91.${chance.whole(1, 200)}.5.${chance.whole(1, 254)}`,
      program: chance.of(listed),
      ...paced(
        opens + chance.between(0, 6 * day),
        12 * second + chance.human(60 * second, 1),
        chance.human(2 * minute, 1),
      ),
      drafts: varied(chance),
    };
  });

  // 3. Throw-away mail: forty domains, a third of them too new for any list; each is used up in an evening, with varied ballots.
  const throwAway =
    `mailinator.com guerrillamail.com 10minutemail.com yopmail.com sharklasers.com trashmail.com getnada.com
    temp-mail.org dispostable.com maildrop.cc moakt.com tempail.com mohmal.com emailondeck.com mintemail.com spamgourmet.com
    mytemp.email burnermail.io throwawaymail.com mailnesia.com mailcatch.com tempinbox.com fakeinbox.com spam4.me grr.la
    discard.email tempr.email`.split(/\s+/);
  const unlisted = Array.from({ length: 13 }, (_, i) => `fresh-box-${i}.top`);
  const boxes = [...throwAway, ...unlisted];
  add(1400, () => {
    const domain = chance.whole(0, boxes.length - 1);
    const evening = opens + (domain % 8) * day + 18 * hour;
    return {
      kind: domain < throwAway.length ? '3 throw-away mail' : '3 throw-away mail, on no list',
      mail: `${localPart(chance)}@${boxes[domain]}`,
      address: `185.${chance.whole(1, 120)}.${chance.whole(0, 3)}.${chance.whole(1, 254)}`,
      program: chance.of(listed),
      ...paced(
        evening + chance.between(0, 4 * hour),
        chance.between(4, 15) * second,
        chance.between(15, 45) * second,
      ),
      drafts: varied(chance),
    };
  });

  // 4. Catch-all domains: twelve, with names of people, from thirty rented networks, one every two minutes and a half, day and night.
  add(1400, (i) => ({
    kind: '4 catch-all domains',
    mail: `${fullName(chance)}${chance.whole(1, 999)}@club-${i % 12}.net`,
    address: `172.105.${chance.whole(0, 29)}.${chance.whole(1, 254)}`,
    program: chance.of(listed),
    ...paced(
      opens + 2 * day + i * 150 * second + chance.between(0, 40) * second,
      chance.between(8, 12) * second,
      chance.between(30, 60) * second,
    ),
    drafts: varied(chance),
  }));

  // 5. Aged accounts: made in twelve batches two months ago, left alone, half of them following the brand, woken on two evenings.
  add(1200, (i) => {
    const batch = i % 12;
    const joinedAt =
      opens -
      (60 - batch) * day +
      3 * hour +
      Math.floor(i / 12) * 40 * second +
      chance.between(0, 14) * second;
    return {
      kind: '5 aged in batches',
      mail: `${localPart(chance)}@${chance.of(['gmail.com', 'outlook.com', 'hotmail.com'])}`,
      address: `193.${chance.whole(1, 80)}.9.${chance.whole(1, 254)}`,
      program: chance.of(listed),
      joinedAt,
      confirmedAt: joinedAt + chance.between(20, 90) * second,
      castAt: opens + chance.of([3, 8]) * day + 18 * hour + chance.between(0, 4 * hour),
      drafts: [bought],
      followed: chance.happens(0.5),
    };
  });

  // 6. Adaptive: knows of all of the above. Another home in another network for nearly each account, another browser, the pace of
  //    a person drawn by chance, a trickle over the whole vote by day, ballots that differ, some accounts following. What it
  //    cannot get by the thousand for nothing is mailboxes: it has twenty-five domains of its own, with names of people.
  add(1400, () => {
    const joinedAt = opens + chance.whole(0, 9) * day + chance.between(8, 23) * hour;
    return {
      kind: '6 adaptive',
      mail: `${localPart(chance)}@${chance.whole(1, 25)}-mail.org`,
      address: `${chance.whole(30, 200)}.${chance.whole(0, 255)}.${chance.whole(0, 9)}.${chance.whole(1, 254)}`,
      program: chance.of(listed),
      ...paced(
        joinedAt,
        12 * second + chance.human(60 * second, 1),
        8 * second + chance.human(2 * minute, 1.2),
      ),
      drafts: varied(chance),
      followed: chance.happens(0.2),
    };
  });

  // 7. Bought mailboxes, cheap script: five hundred at Outlook, with letters and digits for a name, one made every half minute.
  add(500, (i) => ({
    kind: '7 bought mailboxes',
    mail: `${Array.from({ length: chance.whole(6, 9) }, () => chance.of([...'abcdefghijklmnopqrstuvwxyz'])).join('')}${chance.whole(100, 99_999)}@outlook.com`,
    address: anywhere(chance),
    program: chance.of(listed),
    ...paced(
      opens + 5 * day + 20 * hour + i * 30 * second + chance.between(0, 10) * second,
      chance.between(8, 20) * second,
      chance.between(20, 60) * second,
    ),
    drafts: varied(chance),
  }));

  // 8. The patient hand: bought mailboxes with believable names, homes, common browsers, the pace and the hours of people. Nothing
  //    here tells it from three hundred honest newcomers, and nothing that flagged it would spare those.
  add(300, () => {
    const joinedAt = opens + chance.whole(0, 9) * day + chance.between(9, 23) * hour;
    return {
      kind: '8 patient hand',
      mail: ordinaryMail(chance),
      address: anywhere(chance),
      program: `browser ${Math.floor(160 * chance.next() ** 2)}`,
      ...paced(
        joinedAt,
        12 * second + chance.human(55 * second, 1),
        8 * second + chance.human(2 * minute, 1.2),
      ),
      drafts: varied(chance),
      followed: chance.happens(0.15),
    };
  });
  return voters;
};
