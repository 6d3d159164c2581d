import { Chance } from './chance.ts';
import { fullName, localPart, ordinaryMail } from './names.ts';
import { bought, day, drafts, hour, lasts, minute, opens, second, type Voter } from './voters.ts';

/** Browsers: some versions that very many have, and a long tail. */
const programs = Array.from({ length: 160 }, (_, i) => `browser ${i}`);
/** The browser inside an app of social media names the model of the phone and the version of the app. */
const inApp = Array.from({ length: 220 }, (_, i) => `in-app ${i}`);
const homes = (chance: Chance) =>
  `${chance.whole(20, 220)}.${chance.whole(0, 255)}.${chance.whole(0, 255)}.${chance.whole(1, 254)}`;
/** Five carriers, each behind a few addresses of three networks. */
const carriers = (chance: Chance) =>
  `${chance.whole(101, 105)}.64.${chance.whole(0, 2)}.${chance.whole(1, 12)}`;

/** A moment at which people are awake: most at noon and in the evening. */
const awake = (chance: Chance, from: number, to: number): number => {
  for (;;) {
    const at = chance.between(from, to);
    const hourOfDay = new Date(at).getUTCHours();
    const lively =
      hourOfDay < 6 ? 0.06 : hourOfDay === 12 ? 1 : hourOfDay >= 19 && hourOfDay < 23 ? 0.9 : 0.4;
    if (chance.happens(lively)) return at;
  }
};

/** A few drafts are popular, and most people like one to three. */
const liked = (chance: Chance): string[] => {
  const count = chance.popular([1, 2, 3, 4, 5], 1.6);
  const picks = new Set<string>();
  while (picks.size < count)
    picks.add(chance.popular([bought, ...drafts.filter((one) => one !== bought)], 2.2));
  return [...picks];
};

const newcomer = (
  chance: Chance,
  joinedAt: number,
  spread = 1,
): Pick<Voter, 'joinedAt' | 'confirmedAt' | 'castAt'> => {
  // One in twenty has the letter open before the page has said that it was sent.
  const letter = chance.happens(0.05)
    ? chance.between(5, 14) * second
    : 12 * second + chance.human(50 * second, spread);
  const confirmedAt = joinedAt + letter;
  return {
    joinedAt,
    confirmedAt,
    castAt: confirmedAt + 8 * second + chance.human(100 * second, spread * 1.2),
  };
};

const past = (chance: Chance) => {
  const castAt = awake(chance, opens, opens + lasts);
  const joinedAt = castAt - chance.between(3 * day, 900 * day);
  return { joinedAt, confirmedAt: joinedAt + 12 * second + chance.human(90 * second, 1.3), castAt };
};

/** Somebody who has been here before, in whatever measure. */
const traces = (chance: Chance) => ({
  challenges: chance.popular([1, 2, 3, 4, 5, 6, 8, 12], 1.5),
  commented: chance.happens(0.3),
  followed: chance.happens(0.5),
  preordered: chance.happens(0.2),
});

const person = (
  chance: Chance,
  kind: string,
  part: Pick<Voter, 'joinedAt' | 'confirmedAt' | 'castAt'> & Partial<Voter>,
): Voter => ({
  kind,
  scripted: false,
  mail: ordinaryMail(chance),
  address: homes(chance),
  program: chance.popular(programs),
  drafts: liked(chance),
  followed: chance.happens(0.15),
  ...part,
});

/** Two thousand people who each have one voice. */
export const honestVoters = (chance: Chance): Voter[] => {
  const voters: Voter[] = [];
  const add = (count: number, make: (i: number) => Voter) => {
    for (let i = 0; i < count; i++) voters.push(make(i));
  };

  // Who was here before: long accounts, each at home.
  add(640, () => person(chance, 'regulars', { ...past(chance), ...traces(chance) }));

  // On the move, behind the few addresses of a carrier; a third joined for this vote.
  add(280, () => {
    const isNew = chance.happens(0.35);
    const when = isNew ? newcomer(chance, awake(chance, opens, opens + lasts)) : past(chance);
    return person(chance, 'mobile carrier', {
      ...when,
      ...(!isNew && traces(chance)),
      address: carriers(chance),
    });
  });

  // A campus: four addresses of one network, a quarter in their rooms in town; most with a numbered address of the school, two
  // fifths known from before.
  add(180, () => {
    const isNew = chance.happens(0.6);
    const when = isNew ? newcomer(chance, awake(chance, opens + day, opens + 6 * day)) : past(chance);
    return person(chance, 'campus', {
      ...when,
      ...(!isNew && traces(chance)),
      ...(chance.happens(0.75) && { address: `140.112.8.${chance.whole(1, 4)}` }),
      ...(chance.happens(0.65) && {
        mail: `b${chance.whole(9, 14)}${chance.whole(100_000, 999_999)}@campus.edu.tw`,
      }),
    });
  });

  // A meetup: eighty people in one room are asked to vote, and do so within twenty minutes over one line.
  const room = opens + 4 * day + 19 * hour;
  const favourite = chance.of(drafts);
  add(80, () =>
    person(chance, 'meetup room', {
      ...newcomer(chance, room + chance.between(0, 15 * minute), 0.6),
      address: '61.220.10.7',
      program: chance.popular(programs, 3),
      drafts: chance.happens(0.6) ? [favourite] : liked(chance),
    }),
  );

  // An office: thirty colleagues of one of the designers, the same browser, the same domain, the same draft, at lunch.
  const lunch = opens + 2 * day + 12 * hour;
  add(30, () =>
    person(chance, 'office at lunch', {
      ...newcomer(chance, lunch + chance.between(0, 50 * minute), 0.8),
      address: '203.66.14.2',
      program: 'browser of the firm',
      mail: `${fullName(chance)}${chance.whole(1, 99)}@firm.com.tw`,
      drafts: ['draft-5'],
    }),
  );

  // A class in a room of computers: numbered addresses of the school, the same browser, one line, in one lesson.
  const lesson = opens + 7 * day + 10 * hour;
  add(28, (i) =>
    person(chance, 'class at school', {
      ...newcomer(chance, lesson + chance.between(0, 25 * minute), 0.6),
      address: '163.20.5.9',
      program: 'browser of the school',
      mail: `student${String(i + 1).padStart(2, '0')}@school.tp.edu.tw`,
    }),
  );

  // A firm that works from home: a message in its chat, and forty vote for a colleague in an afternoon, each at home.
  const chat = opens + 7 * day + 14 * hour;
  add(40, () =>
    person(chance, 'firm at home', {
      ...newcomer(chance, chat + Math.min(chance.waiting(70 * minute), 8 * hour)),
      program: chance.popular(programs, 3),
      mail: `${fullName(chance)}${chance.whole(1, 99)}@remote.io`,
      drafts: ['draft-7'],
    }),
  );

  // A post on social media that very many see: new accounts, one draft, one vote, most on the phone, in two waves.
  add(400, () => {
    const posted = opens + (chance.happens(0.7) ? 3 * day + 18 * hour : 5 * day + 12 * hour);
    return person(chance, 'social media surge', {
      ...newcomer(chance, posted + Math.min(chance.waiting(5 * hour), 2 * day)),
      address: chance.happens(0.6) ? carriers(chance) : homes(chance),
      program: chance.happens(0.7) ? chance.popular(inApp, 1.6) : chance.popular(programs),
      drafts: chance.happens(0.85) ? [bought] : liked(chance),
    });
  });

  // Who finds the site by a search or a friend.
  add(222, () => person(chance, 'newcomers', newcomer(chance, awake(chance, opens, opens + lasts))));

  // Old accounts that had forgotten about the site, brought by a reminder in the same hour.
  const reminder = opens + 9 * day + 9 * hour;
  add(50, () => {
    const joinedAt = opens - chance.between(30 * day, 700 * day);
    return person(chance, 'sleepers reminded', {
      joinedAt,
      confirmedAt: joinedAt + 12 * second + chance.human(90 * second, 1.3),
      castAt: reminder + chance.waiting(2 * hour),
    });
  });

  // Whoever tags the address with the name of the site, or keeps the mailbox out of it altogether.
  add(30, () =>
    person(chance, 'tagged address', {
      ...newcomer(chance, awake(chance, opens, opens + lasts)),
      mail: `${localPart(chance)}+muster@gmail.com`,
    }),
  );
  add(8, () =>
    person(chance, 'disposable address', {
      ...newcomer(chance, awake(chance, opens, opens + lasts)),
      mail: `${localPart(chance)}@${chance.of(['mailinator.com', 'yopmail.com', 'trashmail.com', 'wegwerfmail.de', 'mailnull.com'])}`,
    }),
  );
  // Two of one household who share a mailbox and a line.
  add(12, (i) =>
    person(chance, 'shared mailbox', {
      ...newcomer(chance, awake(chance, opens, opens + lasts)),
      mail: `family.${Math.floor(i / 2)}.home${i % 2 ? '+two' : ''}@gmail.com`,
      address: `118.160.${Math.floor(i / 2)}.9`,
    }),
  );
  return voters;
};
