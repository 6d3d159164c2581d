import { bandana, cap, hoodie, overshirt, tee, tote, trousers } from '../drawings/garments.ts';
import { composed } from '../drawings/layers.ts';
import { plain, type Cloth } from '../drawings/patterns.ts';
import { poster } from '../drawings/posters.ts';
import { sneakerLayers } from '../drawings/sneaker-layers.ts';
import type { ChallengeSeed } from './shape.ts';
import { also, back, card, cloth, head, near, onRail, onWall, pictured, row } from './views.ts';

const en = 'en' as const;
const check = (...colours: string[]): Cloth => ({ weave: 'check', colours, scale: 0.8 });

// Halo Supply, streetwear, Taipei. Written in English, as its members read it.
const firstTee: ChallengeSeed = {
  key: 'halo-first-tee',
  title: 'First tee: say where you are from',
  brief:
    'One tee to begin with. It should say Taipei without printing the word, survive sixty washes, and look right under a scooter jacket. The winner is the only thing we make this summer.',
  state: 'decided',
  collecting: -366,
  opens: -358,
  closes: -348,
  decided: -346,
  picks: 1,
  seats: 1,
  quorum: 100,
  live: true,
  ballots: 274,
  talk: 14,
  drafts: [
    {
      title: 'Large, less ice',
      product: 'tee',
      pull: 1.7,
      story:
        'Everybody here has an order they can say in their sleep. Mine is large, less ice, half sugar, and my aunt has been getting it wrong since I was nine. The cup is a two-colour print with the pearls left as bare cotton dyed twice, so they sink a little darker with every wash. The red ribs are knitted, not printed. Heavy cotton, 240 grams, cut straight, with a neck that stays where it is. I would like this to be the tee that strangers comment on in the queue.',
      pictures: pictured(
        en,
        'the bubble tea tee',
        'Cream tee with red collar and cuffs; on the chest a cup of bubble tea with a red straw',
        '#f6dfd2',
        () =>
          tee({
            cloth: plain('#f3ead8'),
            rib: '#c2311d',
            print: { motif: 'bubble-tea', colours: ['#d8a878', '#c2311d', '#3a261a'] },
          }),
        onRail(
          () =>
            tee({
              cloth: plain('#f3ead8'),
              rib: '#c2311d',
              print: { motif: 'bubble-tea', colours: ['#d8a878', '#c2311d', '#3a261a'] },
            }),
          '#efe4cf',
          '#c9b48c',
        ),
      ),
    },
    {
      title: 'Two-stroke',
      product: 'tee',
      pull: 1.1,
      story:
        'The sound of a lane at seven in the morning, drawn as the scooter that makes it. It sits over the heart and is small on purpose: from across the street this is a plain green tee, and only when you stop at the same light does somebody see it. Side-seamed, with a longer back so that nothing shows when you lean forward to the handlebar.',
      pictures: pictured(
        en,
        'the scooter tee',
        'Dark green tee with a small red scooter over the heart',
        '#e4ede4',
        () =>
          tee({
            cloth: plain('#2b4a44'),
            print: {
              motif: 'scooter',
              colours: ['#c2311d', '#f3ead8', '#efb94d'],
              place: 'heart',
              size: 1.25,
            },
          }),
      ),
    },
    {
      title: 'Blue magpie, sleeping',
      product: 'tee',
      pull: 0.9,
      story:
        'There is a pair above the path behind the zoo. They are loud, they steal, and they look after the children of their sisters: a good bird for a city. Water-based ink in three passes on a washed black, so the blue stays blue.',
      pictures: pictured(
        en,
        'the magpie tee',
        'Washed black tee with a blue magpie across the chest',
        '#e6e9ec',
        () =>
          tee({
            cloth: plain('#3a3a3c'),
            print: { motif: 'magpie', colours: ['#2d6cb5', '#f3ead8', '#e0a33c'] },
          }),
      ),
    },
  ],
  decision: {
    reason:
      'The rule and the room agree. It goes to print with the neck rib one centimetre wider, as eleven of you asked.',
  },
};

const marketTote: ChallengeSeed = {
  key: 'halo-market-tote',
  title: 'A tote for the wet market',
  brief:
    'Fish, cabbages, one melon. It must stand up by itself, take a hose, and not look like a bag from a conference. Pick two.',
  state: 'decided',
  collecting: -335,
  opens: -327,
  closes: -317,
  decided: -316,
  picks: 2,
  seats: 1,
  quorum: 120,
  ballots: 302,
  talk: 12,
  drafts: [
    {
      title: 'Green waist',
      product: 'bag',
      pull: 1.3,
      story:
        'Sixteen-ounce canvas above, waxed canvas below, because the bottom of the bag is where the fish is. The handles are as long as an arm bent with a phone in the hand; I measured seven arms. The teapot is there because my grandmother kept her money in one.',
      pictures: pictured(
        en,
        'the teapot tote',
        'Natural canvas tote with a dark green base and handles and a printed teapot',
        '#f6efe0',
        () =>
          tote({
            cloth: plain('#efe4cc'),
            handle: '#2b4a44',
            base: plain('#2b4a44'),
            print: { motif: 'teapot', colours: ['#2b6650', '#d9a44b', '#c2311d'] },
          }),
        onRail(
          () =>
            tote({
              cloth: plain('#efe4cc'),
              handle: '#2b4a44',
              base: plain('#2b4a44'),
              print: { motif: 'teapot', colours: ['#2b6650', '#d9a44b', '#c2311d'] },
            }),
          '#e3ede6',
          '#a9c0b0',
          'peg',
        ),
      ),
    },
    {
      title: 'Red, white, blue',
      product: 'bag',
      pull: 1.6,
      story:
        'The woven bag that moved every family I know, made properly: the same stripe, but in a cotton and recycled nylon weave that does not split at the corner. People will smile. Then they will ask where the inside pocket is, and it is on the left.',
      pictures: pictured(
        en,
        'the striped tote',
        'Tote in wide stripes of white, blue and red with blue handles',
        '#e6e9ec',
        () =>
          tote({
            cloth: { weave: 'stripes', colours: ['#f3ead8', '#2a5a9a', '#c2311d'], turn: 90 },
            handle: '#2a5a9a',
          }),
        near(
          () =>
            tote({
              cloth: { weave: 'stripes', colours: ['#f3ead8', '#2a5a9a', '#c2311d'], turn: 90 },
              handle: '#2a5a9a',
            }),
          '#e6e9ec',
          150,
          230,
          2.4,
        ),
      ),
    },
    {
      title: 'Begonia glass',
      product: 'bag',
      pull: 0.8,
      story:
        'The pressed glass in old windows, as a print all over. It lets you guess at what is inside, which is what that glass was for. Light, folds into its own pocket, dries on a hook in an hour.',
      pictures: pictured(
        en,
        'the begonia tote',
        'Light green tote covered in a pattern of four-petalled begonia glass',
        '#e3ede6',
        () =>
          tote({
            cloth: { weave: 'grille', colours: ['#dbe8df', '#7aa591', '#4f7d6c'], scale: 0.8 },
            handle: '#4f7d6c',
          }),
      ),
    },
  ],
  decision: { reason: 'By the rule. We asked the weaver in Changhua: the stripe can be had in two weeks.' },
};

const riverCap: ChallengeSeed = {
  key: 'halo-river-cap',
  title: 'One cap for the river path',
  brief:
    'For running, for walking a dog, for hiding a haircut. Five panels or a bucket. No mesh, please, and a brim that goes into a pocket.',
  state: 'decided',
  collecting: -305,
  opens: -298,
  closes: -288,
  decided: -286,
  method: 'schulze',
  cycle: true,
  none: true,
  picks: 1,
  seats: 1,
  quorum: 120,
  live: true,
  ballots: 319,
  talk: 12,
  drafts: [
    {
      title: 'Tea-field five-panel',
      product: 'cap',
      pull: 1.2,
      story:
        'The check is the one we wove for the first overshirt sample and never used. The patch is embroidered on felt so that it can be taken off, because there are days when one does not want a mountain on the forehead. Nylon brim, foam inside, folds once.',
      pictures: pictured(
        en,
        'the checked cap',
        'Five-panel cap in green check with a dark green brim and a mountain patch',
        '#f0ead8',
        () =>
          cap({
            cloth: { weave: 'check', colours: ['#6c7a5a', '#3f4c38', '#e4d9bd'], scale: 0.6 },
            brim: plain('#3f4c38'),
            print: { motif: 'mountain', colours: ['#3f4c38', '#fbf8f1', '#d9622b'] },
          }),
      ),
    },
    {
      title: 'Tile bucket',
      product: 'cap',
      pull: 1.4,
      story:
        'Wall tiles from a house in Jiufen, redrawn at the size of a thumb and printed on a tight cotton. The brim is stitched in five rounds so that it keeps its wave. It is loud. Buckets should be.',
      pictures: pictured(
        en,
        'the tile bucket hat',
        'Bucket hat in a red, green and cream wall tile pattern',
        '#e3ede6',
        () =>
          cap({
            cloth: { weave: 'majolica', colours: ['#f1e4cb', '#2f6f5f', '#c2311d', '#efb94d'], scale: 0.55 },
            kind: 'bucket',
            print: { motif: 'begonia', colours: ['#c2311d', '#f1e4cb', '#efb94d'] },
          }),
        also(
          () =>
            cap({
              cloth: {
                weave: 'majolica',
                colours: ['#dfe8ee', '#24395a', '#8aa0bd', '#d9a23a'],
                scale: 0.55,
              },
              kind: 'bucket',
              print: { motif: 'begonia', colours: ['#24395a', '#dfe8ee', '#d9a23a'] },
            }),
          '#e6ebf0',
          'The same hat in blue and white tiles',
        ),
      ),
    },
    {
      title: 'Signal orange',
      product: 'cap',
      pull: 0.7,
      story:
        'For the bicycle at dusk. The whole cap is one colour, the colour of the buoys under the bridge, and the brim has a line of reflecting thread which you only see when a car does.',
      pictures: pictured(
        en,
        'the orange cap',
        'Plain orange five-panel cap with a black brim',
        '#f6e6cc',
        () =>
          cap({
            cloth: { weave: 'ripstop', colours: ['#e0702a', '#cc6020'] },
            brim: plain('#2c2a26'),
            print: { motif: 'wave', colours: ['#2f5d7a', '#f3ead8', '#e0702a'] },
          }),
      ),
    },
  ],
  decision: {
    reason:
      'Every cap lost to another one: a circle. The rule that we sealed beforehand breaks it where it is weakest, and that makes it this one. The circle is drawn on the result page.',
  },
};

const officeHoodie: ChallengeSeed = {
  key: 'halo-office-hoodie',
  title: 'The hoodie for offices at 22 degrees',
  brief:
    'Outside it is 34, inside somebody has found the remote control. A hoodie that lives on the back of a chair, looks decent in a meeting, and is not a sleeping bag. Two picks; one is made.',
  state: 'decided',
  collecting: -268,
  opens: -260,
  closes: -248,
  decided: -245,
  picks: 2,
  seats: 1,
  quorum: 150,
  ballots: 369,
  talk: 22,
  drafts: [
    {
      title: 'Typhoon leave',
      product: 'hoodie',
      pull: 1.8,
      story:
        'The best message of the year arrives at ten in the evening: no work, no school. The eye of the storm sits where a logo would. Loopback cotton, 330 grams: warm enough for the draught from the ceiling, not for skiing. The cord ends are metal and do not chew. Cuffs are long enough to be pulled over cold knuckles, and the pocket has a sleeve for the badge that everybody forgets.',
      revisions: ['Cuffs 2 cm longer, badge sleeve inside the pocket'],
      pictures: pictured(
        en,
        'the typhoon hoodie',
        'Slate grey hoodie with a pale pinwheel of a typhoon on the chest',
        '#e3e9ea',
        () =>
          hoodie({
            cloth: plain('#5d6470'),
            print: { motif: 'typhoon', colours: ['#f3ead8', '#9fc0c9', '#c2311d'] },
          }),
        onRail(
          () =>
            hoodie({
              cloth: plain('#5d6470'),
              print: { motif: 'typhoon', colours: ['#f3ead8', '#9fc0c9', '#c2311d'] },
            }),
          '#dfe6e8',
          '#9fb0b5',
          'hook',
        ),
        cloth(
          { weave: 'cord', colours: ['#5d6470', '#535a66'] },
          'typhoon',
          ['#5d6470', '#9fc0c9', '#c2311d'],
          plain('#5d6470'),
        ),
      ),
    },
    {
      title: 'Swallow, on the back',
      product: 'hoodie',
      pull: 1.3,
      story:
        'They nest under the arcades and nobody knocks the nests down. Front empty, back loud: in the meeting you are a person in a red hoodie, on the way out you are a bird. Brick red, garment-dyed, so each will be a little different.',
      pictures: pictured(
        en,
        'the swallow hoodie',
        'Brick red hoodie seen from behind with a large swallow in flight',
        '#f4e3d6',
        () =>
          hoodie({
            cloth: plain('#b5473a'),
            view: 'back',
            print: { motif: 'swallow', colours: ['#1f2d44', '#f3ead8', '#e0a33c'] },
          }),
        also(
          () => hoodie({ cloth: plain('#b5473a') }),
          '#f4e3d6',
          'The brick red hoodie from the front, plain',
        ),
      ),
    },
    {
      title: 'Zip, quiet',
      product: 'hoodie',
      pull: 1,
      story:
        'No print at all. A two-way zip, since one sits; a hood that lies flat under a jacket collar; grey like the third page of a newspaper. The lining of the hood is the one luxury: a cotton so fine it does not catch on hair.',
      pictures: pictured(
        en,
        'the zip hoodie',
        'Light grey zip hoodie with a navy hood lining',
        '#e6e9ec',
        () =>
          hoodie({
            cloth: { weave: 'speckle', colours: ['#c9c9c6', '#9a9a96', '#77777a'] },
            hood: '#2f3c50',
            zip: true,
            cord: '#2f3c50',
          }),
      ),
    },
    {
      title: 'Lantern week',
      product: 'hoodie',
      pull: 0.7,
      story:
        'Two weeks after new year every riverside smells of gunpowder and taro. A deep blue that reads as black until the sun is on it, one paper lantern, and a gold cord.',
      pictures: pictured(
        en,
        'the lantern hoodie',
        'Deep blue hoodie with a red lantern on the chest and a gold cord',
        '#efe6d6',
        () =>
          hoodie({
            cloth: plain('#1f2d4a'),
            cord: '#e0a33c',
            print: { motif: 'lantern', colours: ['#c2311d', '#e0a33c', '#efb94d'] },
          }),
      ),
    },
  ],
  decision: {
    reason: 'Typhoon leave won clearly. We keep the swallow for spring: {second} of you picked it.',
  },
};

const coachBack: ChallengeSeed = {
  key: 'halo-coach-back',
  title: 'What goes on the back of the coach shirt',
  brief:
    'The front is settled: camp collar, hidden buttons, deep green. The back is a hand wide and two hands high. Fill it.',
  state: 'decided',
  collecting: -226,
  opens: -220,
  closes: -211,
  decided: -209,
  picks: 1,
  seats: 1,
  quorum: 150,
  live: true,
  ballots: 356,
  talk: 10,
  drafts: [
    {
      title: 'Magpie',
      product: 'overshirt',
      pull: 1.2,
      story:
        'The long tail follows the spine, and the beak points where you are going. Chain-stitched by the machine in Sanchong that did baseball jackets for the American soldiers; it takes forty minutes each.',
      pictures: pictured(
        en,
        'the magpie shirt',
        'Back of a deep green shirt embroidered with a blue magpie',
        '#e8e6da',
        () =>
          overshirt({
            cloth: plain('#2b4a44'),
            view: 'back',
            print: { motif: 'magpie', colours: ['#2d6cb5', '#f3ead8', '#e0a33c'] },
          }),
      ),
    },
    {
      title: 'Leopard cat',
      product: 'overshirt',
      pull: 1.5,
      story:
        'Fewer than six hundred are left and they cross the same road every night. Two per cent of each goes to the people who build the tunnel under it.',
      pictures: pictured(
        en,
        'the leopard cat shirt',
        'Back of a deep green shirt with the face of a leopard cat',
        '#f0ead8',
        () =>
          overshirt({
            cloth: plain('#2b4a44'),
            view: 'back',
            print: { motif: 'leopard-cat', colours: ['#d9a25a', '#5a3a22', '#efe08a'], size: 1.1 },
          }),
      ),
    },
    {
      title: 'Open hand',
      product: 'overshirt',
      pull: 0.8,
      story: 'The sign a bus driver makes when he lets you go first. A big hand, one colour, felt on wool.',
      pictures: pictured(
        en,
        'the hand shirt',
        'Back of a deep green shirt with a raised hand in cream',
        '#efe6d6',
        () =>
          overshirt({
            cloth: plain('#2b4a44'),
            view: 'back',
            print: { motif: 'hand', colours: ['#f3ead8', '#c2311d', '#f3ead8'], size: 1.1 },
          }),
      ),
    },
  ],
  decision: { reason: 'Leopard cat, by the rule.' },
};

const bandVote: ChallengeSeed = {
  key: 'halo-bandana',
  title: 'A bandana for the whole band',
  brief: 'Fifty-five centimetres, one side printed. It goes round a neck, a handlebar or a dog. Choose one.',
  state: 'decided',
  collecting: -190,
  opens: -184,
  closes: -176,
  decided: -174,
  picks: 1,
  seats: 1,
  quorum: 150,
  ballots: 333,
  talk: 8,
  drafts: [
    {
      title: 'Milkfish',
      product: 'bandana',
      pull: 1.4,
      story:
        'Breakfast of the south, in red. The border is the hemp leaf that babies’ clothes used to carry so that they grow straight. Discharge print: the cloth stays soft because nothing is laid on it.',
      pictures: pictured(
        en,
        'the fish bandana',
        'Red bandana with a hemp leaf border and a pale fish in the middle',
        '#f3e6d6',
        () =>
          bandana({
            cloth: plain('#c2311d'),
            border: { weave: 'hemp', colours: ['#7d1c10', '#f1e4cb'], scale: 0.5 },
            print: { motif: 'fish', colours: ['#f1e4cb', '#d9a23a', '#1c1a16'] },
          }),
      ),
    },
    {
      title: 'Plum in snow',
      product: 'bandana',
      pull: 1,
      story:
        'Blue ground, white waves, five petals. It would be a quiet thing, and would go with the denim that we keep saying we will make.',
      pictures: pictured(
        en,
        'the plum bandana',
        'Navy bandana with a wave border and a white plum blossom',
        '#e6ebf0',
        () =>
          bandana({
            cloth: plain('#24395a'),
            border: { weave: 'waves', colours: ['#24395a', '#cfd8e3', '#cfd8e3'], scale: 0.7 },
            print: { motif: 'plum', colours: ['#f3ead8', '#e6b8b0', '#c2311d'] },
          }),
      ),
    },
    {
      title: 'Banyan',
      product: 'bandana',
      pull: 0.8,
      story:
        'For the tree at the temple where everyone waits. Mustard, with a checked border, and the roots drawn longer than they need to be.',
      pictures: pictured(
        en,
        'the banyan bandana',
        'Mustard bandana with a green checked border and a banyan tree',
        '#f6efe0',
        () =>
          bandana({
            cloth: plain('#d9a23a'),
            border: { weave: 'gingham', colours: ['#f3ead8', '#2b6650'] },
            print: { motif: 'banyan', colours: ['#2b6650', '#8fb08a', '#7a4a2a'] },
          }),
      ),
    },
  ],
  decision: { reason: 'Milkfish, with a lead of {lead}.' },
};

const sittingTrousers: ChallengeSeed = {
  key: 'halo-trousers',
  title: 'Trousers that can sit on a kerb',
  brief:
    'Noodles are eaten on plastic stools twenty centimetres high. These trousers bend there without a seam in the wrong place, wash at forty, and may be worn to see a landlord. Tick every pair you would wear; patterns and gradings come out of one budget of NT$ 900,000.',
  state: 'decided',
  collecting: -118,
  opens: -110,
  closes: -96,
  decided: -94,
  method: 'equal-shares',
  budget: 900_000,
  costs: [420_000, 380_000, 460_000, 240_000],
  picks: 2,
  seats: 1,
  quorum: 200,
  ballots: 452,
  talk: 26,
  drafts: [
    {
      title: 'Double knee, herringbone',
      product: 'trousers',
      pull: 1.6,
      story:
        'A painter’s trouser in the cloth of a school uniform. The second knee is bartacked at the corners and open at the bottom, so that a pad goes in when you kneel and dust falls out when you stand. High in the back, four centimetres more than our last pair, because of what we all saw on those stools. Herringbone cotton from Tainan, 320 grams, dyed in the piece so that the points will go pale first.',
      revisions: ['Back rise raised by 4 cm after the comments', 'Knee patch open at the lower edge'],
      pictures: pictured(
        en,
        'the double knee trousers',
        'Blue-grey herringbone work trousers with double knees',
        '#e6e9ec',
        () =>
          trousers({
            cloth: { weave: 'herringbone', colours: ['#46556a', '#3a475a'], scale: 0.8 },
            knee: plain('#3a475a'),
          }),
        back(
          () =>
            trousers({
              cloth: { weave: 'herringbone', colours: ['#46556a', '#3a475a'], scale: 0.8 },
              view: 'back',
            }),
          '#e6e9ec',
        ),
        cloth(
          { weave: 'herringbone', colours: ['#46556a', '#3a475a'] },
          'halo',
          ['#c2311d', '#46556a'],
          plain('#3a475a'),
        ),
      ),
    },
    {
      title: 'Cargo, half as much',
      product: 'trousers',
      pull: 1.2,
      story:
        'Two pockets on the side and not eight. They sit forward, where a hand falls while sitting, and close with one button that can be found without looking. Ripstop, olive, a drawcord at the foot for the chain.',
      pictures: pictured(
        en,
        'the cargo trousers',
        'Olive trousers with one large pocket on each leg',
        '#efecd9',
        () => trousers({ cloth: { weave: 'ripstop', colours: ['#8b8559', '#7d774e'] }, kind: 'cargo' }),
        back(
          () => trousers({ cloth: { weave: 'ripstop', colours: ['#8b8559', '#7d774e'] }, view: 'back' }),
          '#efecd9',
        ),
      ),
    },
    {
      title: 'Corduroy, wide',
      product: 'trousers',
      pull: 0.9,
      story:
        'Eight wales to the inch in the brown of braised egg. Wide from the hip, so the cloth falls over the stool like a curtain and nobody sees the stool.',
      pictures: pictured(en, 'the corduroy trousers', 'Wide brown corduroy trousers', '#f1e4cf', () =>
        trousers({ cloth: { weave: 'cord', colours: ['#7a4f30', '#643f25'] } }),
      ),
    },
    {
      title: 'Betel-leaf shorts',
      product: 'trousers',
      pull: 0.6,
      story:
        'Two thirds of the year it is too hot for the question. Shorts in the leaves that climb every wall in Pingtung, with a cuff to let down if somebody’s mother visits.',
      pictures: pictured(
        en,
        'the leaf shorts',
        'Dark green shorts with a pattern of leaves in green and gold',
        '#e4ede4',
        () =>
          trousers({
            cloth: { weave: 'leaves', colours: ['#1f4a44', '#3f8a6d', '#d9a23a', '#12302b'], scale: 0.8 },
            kind: 'shorts',
          }),
      ),
    },
  ],
  decision: {
    reason:
      'What the budget buys when everybody has the same share of it. Thank you for the photographs of the stools.',
  },
};

const longSleeve: ChallengeSeed = {
  key: 'halo-long-sleeve',
  title: 'A long sleeve against the sun',
  brief:
    'Scooter riders wear their jackets backwards in July. Make the thing that replaces this: long arms, thumb loops if you like, nothing that itches. Two picks.',
  state: 'decided',
  collecting: -62,
  opens: -55,
  closes: -43,
  decided: -41,
  picks: 2,
  seats: 1,
  quorum: 200,
  live: true,
  ballots: 468,
  talk: 24,
  drafts: [
    {
      title: 'Harbour stripe',
      product: 'tee',
      pull: 1.6,
      story:
        'I took the stripe from the ferry at Badouzi: white, a broad blue, a thin red that the painter adds so that he knows where the blue ends. The cotton is knitted tight enough for UPF 40 without any finish that washes out; the swatch in the second picture is from the very roll. Arms are cut for somebody holding a handlebar, so they look long on a hanger and right on the road. There is a pocket because phones exist.',
      revisions: ['Sleeves 3 cm longer, thumb loop made optional'],
      pictures: pictured(
        en,
        'the striped long sleeve',
        'Long-sleeved tee with white, blue and thin red stripes and a chest pocket',
        '#e3e6ec',
        () =>
          tee({
            cloth: { weave: 'stripes', colours: ['#f3ead8', '#24395a', '#c2311d'], scale: 0.7 },
            sleeves: 'long',
            pocket: true,
            sleeve: { weave: 'stripes', colours: ['#f3ead8', '#24395a', '#c2311d'], scale: 0.7, turn: -4 },
          }),
        card(
          { weave: 'stripes', colours: ['#f3ead8', '#24395a', '#c2311d'], scale: 0.9 },
          ['#f3ead8', '#24395a', '#c2311d', '#1c1a16'],
          '#e3e6ec',
        ),
        onRail(
          () =>
            tee({
              cloth: { weave: 'stripes', colours: ['#f3ead8', '#24395a', '#c2311d'], scale: 0.7 },
              sleeves: 'long',
              pocket: true,
            }),
          '#dfe6e8',
          '#c9b48c',
        ),
      ),
    },
    {
      title: 'Rain on tin',
      product: 'tee',
      pull: 1,
      story:
        'Thin diagonal strokes on a pale blue, like the first ten seconds before everyone runs. The print is inside out, so that it looks further away. Dries in forty minutes at 90 km/h, I tried.',
      pictures: pictured(
        en,
        'the rain long sleeve',
        'Pale blue long-sleeved tee with fine diagonal rain strokes',
        '#e3ecf0',
        () =>
          tee({
            cloth: { weave: 'rain', colours: ['#cfe0e6', '#5d8a9a', '#8fb3c0'] },
            sleeves: 'long',
            rib: '#5d8a9a',
            sleeve: plain('#cfe0e6'),
          }),
      ),
    },
    {
      title: 'Oolong',
      product: 'tee',
      pull: 0.9,
      story:
        'Plain, the green of a leaf in its third water. Raglan arms in a shade darker. For those who are asked too often what is on their chest.',
      pictures: pictured(
        en,
        'the oolong long sleeve',
        'Sage green long-sleeved tee with darker arms',
        '#eceadb',
        () => tee({ cloth: plain('#a9b38c'), sleeves: 'long', sleeve: plain('#7d8a62'), rib: '#7d8a62' }),
      ),
    },
  ],
  decision: { reason: 'Harbour stripe, by the rule. The thumb loop stays optional: order it in the note.' },
};

const helmetTote: ChallengeSeed = {
  key: 'halo-small-bag',
  title: 'The small bag, across the chest',
  brief:
    'Phone, keys, cards, one umbrella of the folding kind. It hangs across the chest on the scooter and in front on the metro. One of these will be sewn.',
  state: 'deciding',
  collecting: -24,
  opens: -16,
  closes: -0.6,
  picks: 2,
  seats: 1,
  quorum: 200,
  live: false,
  ballots: 490,
  talk: 40,
  tie: [0, 1],
  drafts: [
    {
      title: 'Number plate',
      product: 'bag',
      pull: 1.5,
      story:
        'Yellow and black, the colours of a taxi at the airport. The lower third is a rubberised cloth that is wiped, not washed. The strap is a climbing cord with a buckle you can open with one thumb while the other hand holds a helmet. Inside there is one pocket for the phone, lined, at the height where the phone is pulled out a hundred times a day, and nothing else: small bags fail by having rooms.',
      pictures: pictured(
        en,
        'the yellow bag',
        'Yellow cross-body bag with a black base, black cord and a small red scooter',
        '#f7ecd2',
        () =>
          tote({
            cloth: plain('#d9a23a'),
            kind: 'sacoche',
            base: plain('#1c1a16'),
            handle: '#1c1a16',
            print: { motif: 'scooter', colours: ['#c2311d', '#fbf8f1', '#1c1a16'] },
          }),
        near(
          () =>
            tote({
              cloth: plain('#d9a23a'),
              kind: 'sacoche',
              base: plain('#1c1a16'),
              handle: '#1c1a16',
              print: { motif: 'scooter', colours: ['#c2311d', '#fbf8f1', '#1c1a16'] },
            }),
          '#f7ecd2',
          250,
          200,
          2.2,
        ),
      ),
    },
    {
      title: 'Night ferry',
      product: 'bag',
      pull: 1.5,
      story:
        'Navy on navy with a print you find only when the light is low: waves, in a thread that gives back headlights. I ride home along the quay after eleven and would like to be seen by the lorries and by nobody else. The cord is flat so that it does not roll off a shoulder, and the zip runs past the corner so the whole bag opens like a mouth. It holds a folding umbrella diagonally, handle and all.',
      pictures: pictured(
        en,
        'the navy bag',
        'Navy cross-body bag with a fine wave pattern and a pale cord',
        '#e6e9ec',
        () =>
          tote({
            cloth: { weave: 'waves', colours: ['#24395a', '#33507c', '#3f5f8f'], scale: 0.7 },
            kind: 'sacoche',
            handle: '#cfd8e3',
            base: plain('#1a2840'),
          }),
        onRail(
          () =>
            tote({
              cloth: { weave: 'waves', colours: ['#24395a', '#33507c', '#3f5f8f'], scale: 0.7 },
              kind: 'sacoche',
              handle: '#cfd8e3',
              base: plain('#1a2840'),
            }),
          '#e6ebf0',
          '#8aa0bd',
          'peg',
        ),
      ),
    },
    {
      title: 'Bento',
      product: 'bag',
      pull: 1,
      story:
        'Three coloured panels, like a good lunch box: rice, egg, greens. It is the only bag here that stands up on a table by itself, because the sides are quilted. I made a sample from my old tent and have carried it for four months; the one thing I would change is the zip, and I have changed it. The panels come from end rolls, so the greens will vary, and I think that is the nicest part.',
      pictures: pictured(
        en,
        'the colour-block bag',
        'Cross-body bag in cream and green with a lunch box emblem',
        '#eceadb',
        () =>
          tote({
            cloth: plain('#f1e4cb'),
            kind: 'sacoche',
            base: plain('#5d8a5a'),
            handle: '#c2311d',
            print: { motif: 'bento', colours: ['#c2311d', '#2b6650', '#efb94d'] },
          }),
      ),
    },
    {
      title: 'Eye contact',
      product: 'bag',
      pull: 0.8,
      story:
        'A big eye on a grey bag. In the metro everyone looks at their telephone, and this one looks back. Behind the joke there is a decent thing: a padded back in three-dimensional mesh, since a bag on the chest in August is a wet shirt, and a hidden slit for the card so the gate opens when you lean on it. Printed in two colours with a soft ink that cracks in a good way after a year.',
      pictures: pictured(en, 'the eye bag', 'Grey cross-body bag with a large drawn eye', '#efe9db', () =>
        tote({
          cloth: { weave: 'ripstop', colours: ['#a9a59a', '#9a968b'] },
          kind: 'sacoche',
          handle: '#2c2a26',
          base: plain('#77736a'),
          print: { motif: 'eye', colours: ['#2d6cb5', '#fbf8f1', '#1c1a16'] },
        }),
      ),
    },
    {
      title: 'Roof garden',
      product: 'bag',
      pull: 0.7,
      story:
        'Leaves, all over, in the greens of the illegal gardens on top of our building, where the neighbours grow basil in paint buckets and everyone pretends not to know. Printed on the offcuts of the shorts, so about two hundred can be made before the cloth is finished and that is that. The cord is the orange of a garden hose, and is about as hard to lose.',
      pictures: pictured(
        en,
        'the leaf bag',
        'Green cross-body bag with leaves and an orange cord',
        '#e4ede4',
        () =>
          tote({
            cloth: { weave: 'leaves', colours: ['#1f4a44', '#3f8a6d', '#d9a23a', '#12302b'], scale: 0.8 },
            kind: 'sacoche',
            handle: '#d9622b',
            base: plain('#12302b'),
          }),
      ),
    },
  ],
};

const teaCheck = check('#6c7a5a', '#3f4c38', '#e4d9bd', '#8d9a78');
const tea = () => overshirt({ cloth: teaCheck, trim: plain('#e4d9bd') });
const teaPictures = pictured(
  en,
  'the tea-field overshirt',
  'Overshirt in a green tea-field check with cream collar, cuffs and pocket flaps',
  '#f3ecd9',
  tea,
  back(() => overshirt({ cloth: teaCheck, trim: plain('#e4d9bd'), view: 'back' }), '#f3ecd9'),
  cloth(teaCheck, 'mountain', ['#3f4c38', '#fbf8f1', '#d9622b'], plain('#e4d9bd')),
  onRail(tea, '#efe4cf', '#c9b48c'),
);
const teaFirst = also(
  () => overshirt({ cloth: check('#6c7a5a', '#4f5c48', '#cfd3b4', '#7d8a68'), hem: -26 }),
  '#f3ecd9',
  'Short overshirt in a plainer green check, collar and cuffs of the same cloth',
)(en, '');
const teaSecond = also(
  () => overshirt({ cloth: teaCheck }),
  '#f3ecd9',
  'Overshirt in a green tea-field check, collar and cuffs of the same cloth',
)(en, '');
const indigo: Cloth = { weave: 'waves', colours: ['#24395a', '#cfd8e3', '#8aa0bd'], scale: 0.72 };
const waves = () => overshirt({ cloth: indigo, collar: 'camp', pockets: 1, button: '#cfd8e3' });
const worker = () => overshirt({ cloth: plain('#8a5a33'), trim: plain('#6f4626'), pockets: 3 });
const rainCord: Cloth = { weave: 'cord', colours: ['#7d8c93', '#66757c', '#4d5a60'] };
const cord = () => overshirt({ cloth: rainCord, collar: 'band', hem: 20 });
const cordPictures = pictured(
  en,
  'the cord overshirt',
  'Long grey-blue corduroy overshirt with band collar and two flap pockets',
  '#dfe5e6',
  cord,
  cloth(rainCord, 'typhoon', ['#4d5a60', '#9fc0c9', '#c2311d']),
  card(rainCord, ['#7d8c93', '#66757c', '#4d5a60', '#dfe5e6'], '#dfe5e6'),
);
const greyCord: Cloth = { weave: 'cord', colours: ['#8d8b84', '#75736c', '#5a5852'] };
const cordFirst = also(
  () => overshirt({ cloth: greyCord, collar: 'band' }),
  '#e6e4de',
  'Grey corduroy overshirt with band collar, ending at the hip',
)(en, '');
const cordGrey = also(
  () => overshirt({ cloth: greyCord, collar: 'band', hem: 20 }),
  '#e6e4de',
  'Long grey corduroy overshirt with band collar and two flap pockets',
)(en, '');
const dots: Cloth = { weave: 'dots', colours: ['#d9622b', '#f6e6cc', '#7a2b10'], scale: 0.8, turn: 30 };
const persimmon = () => overshirt({ cloth: dots, trim: plain('#7a2b10'), pockets: 1, button: '#f6e6cc' });
const alley: Cloth = { weave: 'camo', colours: ['#3a3a44', '#5a3f4e', '#c48a54', '#24242c'], scale: 0.8 };
const night = () => overshirt({ cloth: alley, collar: 'camp', hem: 10, closing: 'hidden' });

const wetAutumn: ChallengeSeed = {
  key: 'halo-wet-autumn',
  title: 'The overshirt for a wet autumn',
  brief:
    'Light enough for a scooter, dry enough for Keelung. Six drafts are on the table. Pick up to three; the two with the most picks go to pre-order, and nothing else is made this season.\n\nRead the stories before you look at the pictures a second time: two of these cloths do not exist yet.',
  state: 'voting',
  collecting: -19,
  opens: -10,
  closes: 3.17,
  revising: true,
  picks: 3,
  seats: 2,
  quorum: 300,
  live: true,
  ballots: 536,
  talk: 120,
  cover: row(
    'Three of the overshirts in a row: green check, indigo waves and persimmon dots, before a wall of window grilles',
    '#efe4cf',
    '#cdb88f',
    [tea, waves, persimmon],
    { weave: 'grille', colours: ['#efe4cf', '#dccdaa', '#d3c096'] },
  ),
  drafts: [
    {
      title: 'Tea-field check',
      product: 'overshirt',
      pull: 1.55,
      story:
        'The terraces at Pinglin from the bus: four greens and the pale line of the path. The cloth is a cotton with a little wool in the warp, woven in Changhua, finished so that water stands on it for about an hour; after that it is honest and gets wet. The cream collar and cuffs come off with four buttons each because that is what gets dirty first. Since the second revision the back is four centimetres longer, and there is a gusset under the arm, so that reaching for a handlebar does not lift the whole thing. I have worn the sample for three weeks of rain.',
      revisions: [
        'Back 4 cm longer: “it rides up on the scooter” was said by 41 of you',
        'Collar and cuffs come off with buttons',
      ],
      earlier: [
        {
          title: 'Tea fields',
          story:
            'The terraces at Pinglin from the bus: three greens and the pale line of the path. The cloth is a cotton with a little wool in the warp, woven in Changhua, finished so that water stands on it for about an hour. Collar and cuffs are of the same check. I have worn the sample for three days of rain.',
          pictures: [teaFirst],
        },
        {
          story:
            'The terraces at Pinglin from the bus: four greens and the pale line of the path. The cloth is a cotton with a little wool in the warp, woven in Changhua, finished so that water stands on it for about an hour; after that it is honest and gets wet. Collar and cuffs are of the same check. The back is four centimetres longer, and there is a gusset under the arm, so that reaching for a handlebar does not lift the whole thing. I have worn the sample for a week of rain.',
          pictures: [teaSecond, teaPictures[1]!],
        },
      ],
      pictures: teaPictures,
    },
    {
      title: 'Indigo waves',
      product: 'overshirt',
      pull: 1.4,
      story:
        'Seigaiha, the pattern of the sea when nothing happens. Ours is drawn a little wrong: each scale leans two degrees, and over the whole back it begins to move. Printed with real indigo on a slub cotton; it will rub off on your bag for the first month and then be the best shirt you own. A camp collar, one pocket, no cuffs to speak of: this is the light one, for the wet days that are still warm. If it wins I will dye the first lot myself, with the dye house in Sanxia that taught me, and bring pictures.',
      revisions: ['Pocket moved up by 2 cm'],
      pictures: pictured(
        en,
        'the indigo overshirt',
        'Overshirt in an indigo wave pattern with camp collar and one chest pocket',
        '#e6ebf0',
        waves,
        back(() => overshirt({ cloth: indigo, view: 'back' }), '#e6ebf0'),
        cloth(indigo, 'wave', ['#24395a', '#cfd8e3', '#c2311d']),
      ),
    },
    {
      title: 'Worker, plain',
      product: 'overshirt',
      pull: 1.05,
      story:
        'One colour, four pockets, no opinion. The brown is the one of the benches at the temple, and the cloth is a waxed cotton which takes every scratch and keeps it. Pockets are cut for a real phone, a real notebook and both hands. It is the heaviest of the six at 380 grams; on the scooter you will be glad, in the metro perhaps not. I have left the edges of the pockets raw inside, since nobody sees them and it saves you sixty dollars. My father says that it looks like what he wore in 1979, and asked whether he may have one.',
      pictures: pictured(
        en,
        'the worker overshirt',
        'Plain brown overshirt with a darker collar and four pockets',
        '#f1e4cf',
        worker,
        near(worker, '#f1e4cf', 150, 250, 2.3),
      ),
    },
    {
      title: 'Rain cord',
      product: 'overshirt',
      pull: 1,
      story:
        'Corduroy against rain sounds like a mistake. But the ribs run down, the water runs with them, and a cord with a polyamide back is used by fishermen in Galicia for exactly that. Grey-blue, like the third day of the plum rains. A band collar so that a scarf or a rain jacket goes on top without a quarrel, and the longest hem of the six: it covers a wallet in a back pocket. The sample dried overnight on a hanger in a room without air conditioning, in September. I count that as proof.',
      revisions: ['Hem 2 cm longer', 'Hanger loop moved inside', 'Colour one step bluer'],
      earlier: [
        {
          story:
            'Corduroy against rain sounds like a mistake. But the ribs run down, and the water runs with them. Grey, like the third day of the plum rains. A band collar so that a scarf or a rain jacket goes on top without a quarrel. It has a hanger loop outside, at the neck.',
          pictures: [cordFirst],
        },
        {
          story:
            'Corduroy against rain sounds like a mistake. But the ribs run down, and the water runs with them. Grey, like the third day of the plum rains. A band collar so that a scarf or a rain jacket goes on top without a quarrel, and the longest hem of the six: it covers a wallet in a back pocket. It has a hanger loop outside, at the neck.',
          pictures: [cordGrey, cordPictures[1]!],
        },
        {
          story:
            'Corduroy against rain sounds like a mistake. But the ribs run down, the water runs with them, and a cord with a polyamide back is used by fishermen in Galicia for exactly that. Grey, like the third day of the plum rains. A band collar so that a scarf or a rain jacket goes on top without a quarrel, and the longest hem of the six: it covers a wallet in a back pocket.',
          pictures: [cordGrey, cordPictures[1]!],
        },
      ],
      pictures: cordPictures,
    },
    {
      title: 'Persimmon dots',
      product: 'overshirt',
      pull: 0.8,
      story:
        'In November the roofs of Xinpu are covered with round bamboo trays, and from the hill the whole village is orange dots. That is the shirt. I know it is not for everybody; on a grey day it is for everybody who has to look at you. The dots are not printed on a grid but thrown, twelve hundred of them, and then I moved the ones that made faces. Dark collar, so that it still works under a black jacket. The cloth is a light nylon taffeta and makes a small noise, which I have come to like.',
      later: {
        note: 'Matt cotton in place of the taffeta that many called loud, and a storm flap over the buttons. The dots have not moved.',
        story:
          'In November the roofs of Xinpu are covered with round bamboo trays, and from the hill the whole village is orange dots. That is the shirt. I know it is not for everybody; on a grey day it is for everybody who has to look at you. The dots are not printed on a grid but thrown, twelve hundred of them, and then I moved the ones that made faces. Dark collar, so that it still works under a black jacket. The cloth is a matt waxed cotton that makes no noise, and a narrow flap keeps the rain off the buttons.',
      },
      pictures: pictured(
        en,
        'the persimmon overshirt',
        'Orange overshirt with scattered cream dots, dark collar and one pocket',
        '#f6e3cf',
        persimmon,
        onRail(persimmon, '#f3ecd9', '#d9a86a'),
      ),
    },
    {
      title: 'Night market',
      product: 'overshirt',
      pull: 0.85,
      story:
        'A camouflage for the one landscape we all hide in: asphalt, awnings, the amber of the bulbs over the fruit stand. I traced it from my own photographs, eleven evenings at Ningxia, threw away everything you could recognise, and kept the areas. Hidden buttons and a camp collar, so it can be worn open over a tee while you eat. The cloth is the same as the tea check with a tighter finish, and the dark hides what chilli oil does. Two hundred people have told me that it should be reversible. I have tried. It cannot.',
      revisions: ['Amber areas made smaller'],
      pictures: pictured(
        en,
        'the night market overshirt',
        'Overshirt in a dark camouflage of charcoal, plum and amber with hidden buttons',
        '#e8e0d8',
        night,
        back(() => overshirt({ cloth: alley, hem: 10, view: 'back' }), '#e8e0d8'),
        card(alley, ['#3a3a44', '#5a3f4e', '#c48a54', '#24242c'], '#e8e0d8'),
      ),
    },
  ],
};

const winterHoodie: ChallengeSeed = {
  key: 'halo-winter-hoodie',
  title: 'Winter hoodie, one only',
  brief:
    'Ten weeks of winter, one hoodie. Heavy loopback cotton, made in Taoyuan, ready before the new year. The tally stays covered until the close, so choose what you would wear and not what is winning.',
  state: 'voting',
  collecting: -16,
  opens: -7,
  closes: 6.4,
  method: 'schulze',
  none: true,
  picks: 2,
  seats: 1,
  quorum: 300,
  ballots: 476,
  talk: 58,
  cover: row('Four hoodies in a row: camouflage, mustard, navy and cream', '#e6e3d6', '#b9b39a', [
    () =>
      hoodie({
        cloth: { weave: 'camo', colours: ['#6a6f57', '#464c3a', '#a59c74', '#2b2f26'], scale: 0.8 },
        hood: '#464c3a',
        zip: true,
      }),
    () =>
      hoodie({
        cloth: plain('#d9a23a'),
        cord: '#1c1a16',
        print: { motif: 'dumpling', colours: ['#f6ead2', '#fbf8f1', '#c2311d'] },
      }),
    () =>
      hoodie({
        cloth: plain('#24395a'),
        sleeve: plain('#3f5a80'),
        cord: '#efb94d',
        print: { motif: 'moon', colours: ['#efb94d', '#d9a23a', '#f3ead8'] },
      }),
    () => hoodie({ cloth: plain('#efe4cc'), hood: '#c2311d', cord: '#c2311d' }),
  ]),
  drafts: [
    {
      title: 'Undergrowth',
      product: 'hoodie',
      pull: 1.2,
      story:
        'Elephant Mountain at five in the afternoon, when the tourists have gone up and you can walk down alone. Four greens, all from photographs of ferns taken under a head torch, printed as areas with no outline. A heavy zip, two-way, with a pull you can find in gloves. The hood is plain, because a face looks better in front of one colour. The lining of the pocket is brushed, as this is where the hands live from December to February.',
      pictures: pictured(
        en,
        'the camouflage hoodie',
        'Green camouflage zip hoodie with a plain dark green hood',
        '#eceadb',
        () =>
          hoodie({
            cloth: { weave: 'camo', colours: ['#6a6f57', '#464c3a', '#a59c74', '#2b2f26'], scale: 0.8 },
            hood: '#464c3a',
            zip: true,
          }),
        cloth(
          { weave: 'camo', colours: ['#6a6f57', '#464c3a', '#a59c74', '#2b2f26'], scale: 0.6 },
          'banyan',
          ['#464c3a', '#a59c74', '#6a4a32'],
          plain('#464c3a'),
        ),
      ),
    },
    {
      title: 'Steamed',
      product: 'hoodie',
      pull: 1.5,
      story:
        'The window of the bun shop on a cold morning: you see nothing but steam and one pair of hands. A dumpling on the chest is not subtle, I grant that. But the hoodie is: mustard yellow, 420 grams, double-layered hood, ribs with elastane that do not give up in March. The print is flocked, so it is soft and slightly warm to the touch, like the thing itself. Made for queueing. If you eat dumplings in it and spill, nobody will ever know.',
      revisions: ['Flock instead of a flat print'],
      pictures: pictured(
        en,
        'the dumpling hoodie',
        'Mustard hoodie with a steaming dumpling on the chest and black cords',
        '#f7ecd2',
        () =>
          hoodie({
            cloth: plain('#d9a23a'),
            cord: '#1c1a16',
            print: { motif: 'dumpling', colours: ['#f6ead2', '#fbf8f1', '#c2311d'] },
          }),
        onRail(
          () =>
            hoodie({
              cloth: plain('#d9a23a'),
              cord: '#1c1a16',
              print: { motif: 'dumpling', colours: ['#f6ead2', '#fbf8f1', '#c2311d'] },
            }),
          '#f3ecd9',
          '#c9a877',
          'hook',
        ),
      ),
    },
    {
      title: 'Last train',
      product: 'hoodie',
      pull: 1.15,
      story:
        'Navy body, lighter arms, one moon. It is cut like a varsity jacket and knitted like a hoodie; you can wear it over a shirt and be let in anywhere. The moon is chain-stitched, the star is a single bead of thread that takes as long as the rest. I drew it on the last train to Danshui, where everyone is asleep and the carriage is as bright as a fridge. The cord is yellow, so that you can find the ends in the dark.',
      pictures: pictured(
        en,
        'the moon hoodie',
        'Navy hoodie with lighter blue sleeves, a yellow moon and yellow cords',
        '#e6e9ec',
        () =>
          hoodie({
            cloth: plain('#24395a'),
            sleeve: plain('#3f5a80'),
            cord: '#efb94d',
            print: { motif: 'moon', colours: ['#efb94d', '#d9a23a', '#f3ead8'] },
          }),
      ),
    },
    {
      title: 'Warm side out',
      product: 'hoodie',
      pull: 0.9,
      story:
        'We always hide the soft side. Here it is turned out: the loops are on the outside, cream and a little uneven, and the smooth side lies on the skin. Red hood lining, so that you blush when you put it up. It will pill at the elbows within a year, and I would like you to know that before you vote; I think it looks better then. Undyed cotton, red from cochineal, no print and no label outside. If you want to know who made it, look inside.',
      pictures: pictured(
        en,
        'the cream hoodie',
        'Cream hoodie with a red hood and red cords',
        '#f4e3d6',
        () =>
          hoodie({
            cloth: { weave: 'speckle', colours: ['#efe4cc', '#d9cba8', '#c9b48c'] },
            hood: '#c2311d',
            cord: '#c2311d',
          }),
        card(
          { weave: 'speckle', colours: ['#efe4cc', '#d9cba8', '#c9b48c'] },
          ['#efe4cc', '#d9cba8', '#c2311d', '#7d1c10'],
          '#f4e3d6',
        ),
      ),
    },
    {
      title: 'Hot spring',
      product: 'hoodie',
      pull: 0.75,
      story:
        'A cat that sits where the pipe comes out of the wall in Beitou, eyes closed, on a hoodie in the green of that water. The ink is a puff print: it rises in the dryer, so the cat is fat. Brushed inside, ribs in the same dye bath, a zip neck instead of a hood string because my dog ate three of them. I have asked the people of the bath house; they would like the first ten for the staff.',
      pictures: pictured(
        en,
        'the hot spring hoodie',
        'Pale green hoodie with a drowsy cat on the chest',
        '#e3efe8',
        () =>
          hoodie({
            cloth: plain('#9cc0ac'),
            cord: '#f3ead8',
            print: { motif: 'cat', colours: ['#f3ead8', '#d98a7a', '#efb94d'] },
          }),
      ),
    },
    {
      title: 'Houndstooth, loud',
      product: 'hoodie',
      pull: 0.6,
      story:
        'The pattern of a jacket from my mother’s wedding photographs, woven large and then knitted, which took the mill two attempts and some words. Black and cream, plain arms. From three metres it is grey; from one metre it is an argument. The knit is a jacquard, so nothing can peel, and the wrong side has the colours swapped: turn up the cuffs and you will see it. I would order it one size down.',
      pictures: pictured(
        en,
        'the houndstooth hoodie',
        'Hoodie in black and cream houndstooth with black sleeves',
        '#e8e6da',
        () =>
          hoodie({
            cloth: { weave: 'houndstooth', colours: ['#efe9db', '#2c2a26'], scale: 0.8 },
            sleeve: plain('#2c2a26'),
            hood: '#2c2a26',
            cord: '#efe9db',
          }),
      ),
    },
  ],
};

const helmetBag: ChallengeSeed = {
  key: 'halo-helmet-bag',
  title: 'A bag for people who carry a helmet',
  brief:
    'You park, and then you carry a helmet all evening like a second head. We asked for a bag that holds it and still looks like a bag when it is empty, and you drew: on paper, at the Saturday openings, by mail. We enter the drafts here as they arrive, under the names of those who drew them, until the vote opens. Say in the comments what is missing.',
  state: 'collecting',
  collecting: -9,
  opens: 5.2,
  closes: 19.2,
  method: 'equal-shares',
  budget: 600_000,
  costs: [280_000, 310_000, 260_000, 240_000, 330_000],
  picks: 2,
  seats: 1,
  quorum: 300,
  ballots: 0,
  talk: 18,
  drafts: [
    {
      title: 'Roll-top, ferry blue',
      product: 'bag',
      pull: 1,
      by: 31,
      story:
        'I ride from Keelung every day, so water first: a roll-top in a coated ripstop, the lower part in the cloth of truck tarpaulins, which a neighbour sews anyway. The buckle is the old metal kind with a tongue because plastic ones break in the first winter. Empty, you roll it four times and it is a small backpack. With a full-face helmet you roll it once. The strap runs all the way round the back, so that the helmet’s weight hangs from the shoulders and not from the cloth.',
      pictures: pictured(
        en,
        'the roll-top',
        'Blue roll-top backpack with dark base, orange strap and a mountain print',
        '#dfe6ea',
        () =>
          tote({
            cloth: { weave: 'ripstop', colours: ['#3d5a73', '#33495d'] },
            kind: 'roll-top',
            base: plain('#1f2d3a'),
            handle: '#d9622b',
            print: { motif: 'mountain', colours: ['#cfd8e3', '#fff', '#d9622b'] },
          }),
        near(
          () =>
            tote({
              cloth: { weave: 'ripstop', colours: ['#3d5a73', '#33495d'] },
              kind: 'roll-top',
              base: plain('#1f2d3a'),
              handle: '#d9622b',
            }),
          '#dfe6ea',
          200,
          190,
          2.2,
        ),
      ),
    },
    {
      title: 'Grandfather’s net',
      product: 'bag',
      pull: 1,
      by: 87,
      story:
        'He carried watermelons in a net, and a helmet is a watermelon. The upper half is a knotted cotton lattice that stretches; the lower half a quilted bowl so the visor does not scratch. It weighs 190 grams and lives in the pocket of a jacket. I knot them myself at the moment, four hours each, so if this wins somebody will have to teach a machine. There is a loop for the lock.',
      pictures: pictured(
        en,
        'the net bag',
        'Cream lattice bag with a green quilted base and green handles',
        '#f3ecd9',
        () =>
          tote({
            cloth: { weave: 'lattice', colours: ['#efe4cc', '#c9b48c', '#a9855a'] },
            handle: '#2b6650',
            base: plain('#2b6650'),
          }),
      ),
    },
    {
      title: 'Brick, with a hidden door',
      product: 'bag',
      pull: 1,
      by: 142,
      story:
        'A tote in the brick pattern of old Tainan shop fronts. At the bottom there is a zip all round: open it and another twenty centimetres fall out, which is where the helmet goes. Closed, you would never know, and my colleagues did not for two months. Outside cotton canvas, the hidden part nylon, so it can be wiped when the helmet was in the rain. Handles long enough for a shoulder in a winter jacket.',
      pictures: pictured(
        en,
        'the brick tote',
        'Tote printed with red bricks, with dark handles',
        '#f4e3d6',
        () =>
          tote({
            cloth: { weave: 'bricks', colours: ['#efe4cc', '#b5593a', '#c46a4a'], scale: 1.1 },
            handle: '#2c2a26',
          }),
      ),
    },
    {
      title: 'Night shift roll-top',
      product: 'bag',
      pull: 1,
      by: 205,
      story:
        'Nurses, bakers, the people who sort parcels: we ride when there is no light. The whole front of this bag is woven with reflecting thread in a terrazzo of small flakes, so it looks like a pavement by day and like a Christmas tree in a headlight. It opens from the side as well, because the helmet always goes in last and comes out first. I would love help with the straps: I am a nurse, not a tailor.',
      pictures: pictured(
        en,
        'the night shift roll-top',
        'Dark roll-top backpack flecked like terrazzo with yellow straps',
        '#e4e6e2',
        () =>
          tote({
            cloth: { weave: 'terrazzo', colours: ['#2c333a', '#cfd8e3', '#efb94d', '#7fa9b4'], scale: 0.6 },
            kind: 'roll-top',
            handle: '#efb94d',
            base: plain('#1c2026'),
          }),
      ),
    },
    {
      title: 'Two halves',
      product: 'bag',
      pull: 1,
      by: 260,
      editing: true,
      story: 'Still drawing: two shells that clip round the helmet like a walnut. The hinge is the problem.',
      pictures: pictured(en, 'the two halves', 'Green canvas bag with cream handles', '#e3ede6', () =>
        tote({ cloth: plain('#4f7d6c'), handle: '#efe4cc', base: plain('#2b4a44') }),
      ),
    },
  ],
};

const springTee: ChallengeSeed = {
  key: 'halo-spring-tee',
  title: 'Spring tee: the sound of the gate',
  brief:
    'Every house has a gate with a sound. For spring we would like tees that are drawn from it. We are still writing this brief.',
  state: 'preparing',
  collecting: 12,
  opens: 22,
  closes: 36,
  picks: 2,
  seats: 1,
  quorum: 250,
  ballots: 0,
  talk: 0,
  drafts: [
    {
      title: 'Window number nine',
      product: 'tee',
      pull: 1,
      editing: true,
      story:
        'The grille of my aunt’s window, in one line that never crosses itself. On white, in the green that every such window is painted.',
      pictures: pictured(
        en,
        'the window tee',
        'White tee with a green begonia grille on the chest',
        '#e3ede6',
        () =>
          tee({
            cloth: plain('#f6f0e2'),
            rib: '#2f6f5f',
            print: { motif: 'begonia', colours: ['#2f6f5f', '#f6f0e2', '#c2311d'] },
          }),
      ),
    },
    {
      title: 'Half past five',
      product: 'tee',
      pull: 1,
      editing: true,
      story:
        'The rubbish truck plays Beethoven and the whole lane comes out. A sun going down over people with bags.',
      pictures: pictured(en, 'the sunset tee', 'Terracotta tee with a smiling yellow sun', '#f6e3cf', () =>
        tee({ cloth: plain('#c9704a'), print: { motif: 'sun', colours: ['#efb94d', '#f3ead8', '#c2311d'] } }),
      ),
    },
  ],
};

const studioPrint: ChallengeSeed = {
  key: 'halo-poster',
  title: 'A print for the studio wall',
  brief:
    'Our wall on Dihua Street is four metres of nothing. We wanted to print one poster in two hundred copies, signed by whoever draws it.',
  state: 'cancelled',
  collecting: -44,
  opens: -36,
  closes: -24,
  picks: 1,
  seats: 1,
  quorum: 200,
  live: true,
  ballots: 0,
  talk: 6,
  cancelled: {
    at: -37,
    reason:
      'The landlord is taking the wall down for the new staircase, so there is nothing to hang a print on. Your drafts stay yours; we will ask again when there is a wall.',
  },
  drafts: [
    {
      title: 'Late shift',
      product: 'poster',
      pull: 1,
      story:
        'Bulbs, awnings, three stalls, no people: the minute after the last customer. Five colours by risograph, with the red printed twice.',
      pictures: pictured(
        en,
        'the night market print',
        'Framed print of a night market: strings of bulbs above three stalls',
        '#dfe3ec',
        () =>
          poster({
            art: 'night',
            colours: ['#1f2a44', '#c2311d', '#2f6f5f', '#efb94d'],
            words: 'LATE SHIFT',
          }),
        onWall(
          () =>
            poster({
              art: 'night',
              colours: ['#1f2a44', '#c2311d', '#2f6f5f', '#efb94d'],
              words: 'LATE SHIFT',
            }),
          '#e3e6ec',
          '#b98d5a',
        ),
      ),
    },
    {
      title: 'Signal nine',
      product: 'poster',
      pull: 1,
      story:
        'The map on the evening news, without the land. The rings are drawn by hand and a little nervous.',
      pictures: pictured(
        en,
        'the typhoon print',
        'Framed print of blue rings around a red eye',
        '#f1ece0',
        () =>
          poster({
            art: 'typhoon',
            colours: ['#e3ebec', '#5d8a9a', '#24395a', '#c2311d'],
            words: 'SIGNAL 9',
          }),
      ),
    },
    {
      title: 'Two stroke',
      product: 'poster',
      pull: 1,
      story: 'Twelve scooters in three colours, all waiting at the same light.',
      pictures: pictured(en, 'the scooter print', 'Framed print of twelve scooters in rows', '#efe9db', () =>
        poster({ art: 'parade', colours: ['#f3ead8', '#c2311d', '#2b6650', '#24395a'], words: 'TWO STROKE' }),
      ),
    },
  ],
};

const pairOf = (choices: Record<string, string>) => () => composed(sneakerLayers, choices);
const gumAndInk = {
  upper: 'bone',
  toe: 'ink',
  stripe: 'none',
  heel: 'mirror',
  laces: 'ink',
  sole: 'gum',
  eyelets: 'steel',
};
const nightMarket = {
  upper: 'camo',
  toe: 'suede',
  stripe: 'bolt',
  heel: 'gold',
  eyelets: 'hooks',
  laces: 'red',
  sole: 'jade',
};
const professor = {
  upper: 'check',
  toe: 'wing',
  stripe: 'halo',
  sole: 'layer',
  eyelets: 'brass',
  laces: 'rope',
  heel: 'mirror',
  tongue: 'sun',
};
const wetShoe: ChallengeSeed = {
  key: 'halo-sneaker',
  title: 'A sneaker for the first puddle',
  brief:
    'The first thing of ours that touches the ground. It has to stop a scooter at a wet light, dry overnight on a balcony, and let itself be resoled. The last and the lining are settled; what goes around them is yours.\n\nOne of the three drafts is not finished on purpose: **every part of it can be chosen**. Put yours together, give it a name, and show it to the others.',
  state: 'voting',
  collecting: -14,
  opens: -6.5,
  closes: 9.6,
  picks: 2,
  seats: 1,
  quorum: 150,
  ballots: 214,
  talk: 46,
  cover: row(
    'Three pairs of low sneakers, each on its box: checked, plain, and in camouflage',
    '#ece3d2',
    '#c9b48c',
    [pairOf(professor), pairOf({}), pairOf(nightMarket)],
  ),
  drafts: [
    {
      title: 'Puddle jumper',
      product: 'sneaker',
      pull: 1.5,
      story:
        'I could not decide, and then I thought: why should I? A low shoe on a round last, eight parts around it, and everything that can go wrong with them tried in advance. The cupsole is sewn through the upper, so it will not take mesh; the rubber bumper is baked onto gum; rope does not fit through a punched hole. If the workshop in Wugu can build it, you can choose it, and if not, the page tells you why.\n\nMine is the bone one. I would be surprised if it stayed the favourite.',
      revisions: [
        'Every part can be chosen: tongue, upper, toe, stripe, heel, eyelets, laces, sole',
        'No patent toe any more: the tannery has stopped the blue. No cupsole under mesh, which tore along the seam',
        'Hiker laces in jade and red, as several of you asked',
      ],
      pictures: [
        also(
          pairOf({}),
          '#f1e8d8',
          'A pair of bone leather sneakers with two red stripes and a green heel, one standing on its box',
        )(en, ''),
        also(
          pairOf(professor),
          '#e6ebe0',
          'The same pair in green check with chestnut wing tips and a striped sole',
        )(en, ''),
        also(
          pairOf({ upper: 'waves', sole: 'gum', heel: 'sashiko', laces: 'red', stripe: 'none' }),
          '#e4eaf0',
          'The same pair in indigo waves with red laces and a gum sole',
        )(en, ''),
      ],
    },
    {
      title: 'Gum and ink',
      product: 'sneaker',
      pull: 1.2,
      story:
        'Bone, black, brown: nothing to choose and nothing to regret. The perforated toe lets the water out again, the flat laces stay tied, and the reflector at the heel is the only thing on it that is for anybody but you.',
      pictures: [
        also(
          pairOf(gumAndInk),
          '#eee9dd',
          'A pair of plain bone sneakers with a perforated black toe and a gum sole',
        )(en, ''),
      ],
    },
    {
      title: 'Night shift',
      product: 'sneaker',
      pull: 0.9,
      story:
        'For whoever packs up the stall at two. Camouflage in the colours of a tarpaulin, hooks that close with cold fingers, a jade sole that can be hosed down with everything else.',
      pictures: [
        also(
          pairOf(nightMarket),
          '#e9e4ec',
          'A pair of sneakers in violet and ochre camouflage with a mustard bolt and a jade sole',
        )(en, ''),
      ],
    },
  ],
};

const wavesOnGum = { upper: 'waves', sole: 'gum', heel: 'sashiko', laces: 'red', stripe: 'none' };
const houseShoe: ChallengeSeed = {
  key: 'halo-house-shoe',
  title: 'Shoes for the office floor',
  brief:
    'Before anything of ours meets a puddle it learns to walk indoors. One last, one sole that does not squeak on linoleum, and a shoe that can stay under the desk. We make what wins in the two ways in which you liked to see it.',
  state: 'decided',
  collecting: -62,
  opens: -54,
  closes: -40,
  decided: -38,
  picks: 1,
  seats: 1,
  quorum: 120,
  ballots: 241,
  talk: 12,
  drafts: [
    {
      title: 'Under the desk',
      product: 'sneaker',
      pull: 1.6,
      story:
        'A low shoe on a round last that bends where a foot bends, with a heel that may be trodden down. Everything around the last can be another colour or another cloth, and two of them we would sew tomorrow.',
      pictures: [
        also(
          pairOf(professor),
          '#e6ebe0',
          'A pair of sneakers in green check with chestnut wing tips and a striped sole',
        )(en, ''),
        also(
          pairOf(wavesOnGum),
          '#e4eaf0',
          'The same pair in indigo waves with red laces and a gum sole',
        )(en, ''),
      ],
    },
    {
      title: 'Bone and nothing else',
      product: 'sneaker',
      pull: 0.9,
      story: 'One colour, from the tongue to the lace ends. Dirt is the pattern.',
      pictures: [
        also(
          pairOf({ stripe: 'none', sole: 'gum' }),
          '#eee9dd',
          'A pair of bone sneakers without stripes on a gum sole',
        )(en, ''),
      ],
    },
  ],
};

export const haloChallenges: ChallengeSeed[] = [
  firstTee,
  marketTote,
  riverCap,
  officeHoodie,
  coachBack,
  bandVote,
  sittingTrousers,
  studioPrint,
  longSleeve,
  helmetTote,
  wetAutumn,
  winterHoodie,
  helmetBag,
  springTee,
  houseShoe,
  wetShoe,
];
export const haloCover = head(
  'An overshirt in green check, a grey hoodie with a typhoon, a bubble tea tee, a striped long sleeve and work trousers in a row',
  '#efe4cf',
  '#c9b48c',
  [
    [tea, 4, 136, 0.46],
    [
      () =>
        hoodie({
          cloth: plain('#5d6470'),
          print: { motif: 'typhoon', colours: ['#f3ead8', '#9fc0c9', '#c2311d'] },
        }),
      160,
      130,
      0.48,
    ],
    [
      () =>
        tee({
          cloth: plain('#f3ead8'),
          rib: '#c2311d',
          print: { motif: 'bubble-tea', colours: ['#d8a878', '#c2311d', '#3a261a'] },
        }),
      318,
      138,
      0.46,
    ],
    [
      () =>
        tee({
          cloth: { weave: 'stripes', colours: ['#f3ead8', '#24395a', '#c2311d'], scale: 0.7 },
          sleeves: 'long',
          pocket: true,
        }),
      466,
      138,
      0.46,
    ],
    [
      () =>
        trousers({
          cloth: { weave: 'herringbone', colours: ['#46556a', '#3a475a'], scale: 0.8 },
          knee: plain('#3a475a'),
        }),
      616,
      128,
      0.48,
    ],
  ],
  { weave: 'grille', colours: ['#efe4cf', '#dccdaa', '#d3c096'] },
);
