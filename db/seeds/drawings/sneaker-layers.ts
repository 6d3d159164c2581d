import {
  at,
  circle,
  darker,
  flat,
  ground,
  ink,
  light,
  line,
  pen,
  readable,
  shade,
  shape,
  stitch,
  within,
  type Drawing,
} from './ink.ts';
import { choice, drawn, excludes, needs, together, type DrawnConfiguration } from './layers.ts';
import { motif } from './motifs.ts';
import { clothOf, plain, type Cloth } from './patterns.ts';

const thin = `stroke="${ink}" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"`;

// One shoe, its toe to the left, on 500 × 360; the other one is its mirror image.
const silhouette =
  'M36 300C27 268 50 247 84 240 112 234 136 226 158 212 190 194 232 172 272 152 284 147 293 152 298 161 314 194 354 205 392 195 419 187 434 172 440 154 444 146 453 147 456 155 461 168 455 194 457 220 459 246 467 266 465 300 360 314 260 320 170 322 110 322 60 316 36 300Z';
const capLine = 'C110 262 124 292 154 322';
const cap = `M36 300C27 268 50 247 84 240 94 238 103 235.600 112 232.800${capLine}C108 321 60 316 36 300Z`;
const counter =
  'M440 154C444 146 453 147 456 155 461 168 455 194 457 220 459 246 467 266 465 300L384 312C380 276 392 244 420 220 434 206 438 178 440 154Z';
const stay =
  'M150 217C190 194 232 172 272 152 284 147 293 152 298 161L287 192C248 202 208 220 180 240 166 248 153 240 149 228Z';
const quarter =
  'M180 240C172 268 180 300 196 326H388C380 276 392 244 420 220 430 210 434 196 438 180L300 166 287 192C248 202 208 220 180 240Z';
const soleTop = 'M33 288C60 305 110 309 170 307 260 304 360 297 466 284';

/** Both shoes: one stands on its box, the other before it. */
const pair = ({ defs, body }: Drawing): Drawing => ({
  defs,
  body: `<g transform="translate(382 -30) scale(-.74 .74)">${body}</g><g transform="translate(12 193) scale(.765)">${body}</g>`,
});
const layer =
  (...drawings: readonly Drawing[]) =>
  () =>
    pair(together(...drawings));
const seamed = (d: string, width = 1.6) => line(d, width, 0.85);
/** A panel of cloth with its outline. */
const panel = (d: string, cloth: Cloth, over = ''): Drawing => {
  const fill = clothOf(cloth);
  const inside = over ? within(d, over) : drawn('');
  return {
    defs: fill.defs + inside.defs,
    body: flat(d, fill.fill) + inside.body + `<path d="${d}" fill="none" ${pen}/>`,
  };
};
const thread = (cloth: Cloth) => readable(cloth.colours[0]!, ink, '#fbf8f1');

const upper = (cloth: Cloth, finish: 'smooth' | 'napped' | 'knit' = 'smooth'): Drawing => {
  const sewn = thread(cloth);
  const nap = Array.from({ length: 26 }, (_, i) => {
    const x = 190 + ((i * 53) % 230);
    const y = 215 + ((i * 37) % 84);
    return line(`M${x} ${y}q4-3 8-1`, 1, 0.22, i % 2 ? '#fff' : ink);
  }).join('');
  return panel(
    silhouette,
    cloth,
    (finish === 'napped' ? nap : '') +
      shade('M30 296C60 284 120 292 170 292 270 290 360 284 470 268V330H30Z', 0.1) +
      shade('M424 140H470V310H404C396 262 420 240 436 200Z', 0.08) +
      // Under the collar, and where the quarter turns towards the sole.
      light(
        'M300 170C318 204 356 213 394 203 414 197 428 188 436 176L438 186C428 199 414 208 396 213 352 223 310 208 296 182Z',
        0.28,
      ) +
      (finish === 'smooth'
        ? light('M96 246C132 240 152 230 176 216L182 222C156 240 132 250 100 254Z', 0.4)
        : '') +
      seamed('M180 240C172 268 180 300 196 326') +
      stitch('M185.500 242C178 268 186 298 202 324M190.500 242C184 268 191 296 207 322', sewn, 0.8) +
      seamed('M300 170C318 201 356 211 394 201 418 194 432 182 439 168', 1.2) +
      stitch('M297 177C316 207 356 217 396 207 420 200 432 190 438 179', sewn, 0.75) +
      [132, 141, 150, 159]
        .map((x, i) =>
          [0, 1, 2]
            .map((j) => circle(x + j * 5 - 4, 248 - i * 5 + j * 11 + 6, 1.5, ink, 'opacity=".75"'))
            .join(''),
        )
        .join(''),
  );
};

/** The far side of the collar, and the tongue between them. */
const tongue = (outer: Cloth, lining: string, label: 'halo' | 'tab' | 'sun' | 'none'): Drawing => {
  const inner = 'M276 158C300 182 356 186 396 170 420 160 434 152 447 146L452 190 300 216Z';
  const lip =
    'M148 216C182 186 220 160 244 142L254 118C258 107 268 104 280 108L300 115C309 119 311 128 307 138L294 176 276 196Z';
  const cloth = clothOf(outer);
  const linings = within(
    inner,
    shade('M270 150H460V176C400 200 330 204 270 176Z', 0.16) +
      line('M300 186C330 198 370 196 400 184M320 176C350 184 380 182 410 170', 1, 0.22),
  );
  const lips = within(
    lip,
    light('M256 122Q260 112 272 114L300 124V130L270 120Q262 119 260 126Z', 0.5) +
      shade('M148 222C190 190 250 160 300 150V200H148Z', 0.14),
  );
  return {
    defs: cloth.defs + linings.defs + lips.defs,
    body:
      flat(inner, lining) +
      linings.body +
      `<path d="${inner}" fill="none" ${pen}/>` +
      flat(lip, cloth.fill) +
      lips.body +
      `<path d="${lip}" fill="none" ${pen}/>` +
      stitch('M252 146L260 124Q264 113 276 116L297 123Q303 126 300 135', thread(outer), 0.85) +
      (label === 'tab'
        ? shape('M266 113L284 119 280 133 262 127Z', '#c2311d') +
          line('M268 120L279 123.600M267 124.400L276 127.400', 1.4, 1, '#fff7ec')
        : '') +
      (label === 'halo'
        ? shape('M262 112L290 122 284 140 256 130Z', '#fbf8f1') +
          `<ellipse cx="273" cy="126" rx="8" ry="3.600" transform="rotate(19 273 126)" fill="none" stroke="#c2311d" stroke-width="2.400"/>`
        : '') +
      (label === 'sun' ? motif('sun', 276, 128, 0.24, ['#efb94d', '#d9622b', ink]) : ''),
  };
};

const toes = {
  plain: (colour: string) =>
    panel(
      cap,
      plain(colour),
      shade('M24 288C70 306 120 300 160 300V330H24Z', 0.13) +
        light('M48 270C54 256 72 250 94 247 78 256 66 264 60 280Z', 0.5),
    ),
  sewn: (cloth: Cloth) => {
    const base = panel(
      cap,
      cloth,
      shade('M24 288C70 306 120 300 160 300V330H24Z', 0.13) +
        light('M48 270C54 256 72 250 94 247 78 256 66 264 60 280Z', 0.32),
    );
    const sewn = thread(cloth);
    return together(
      base,
      drawn(
        stitch('M106.500 235C105 264 118 293 146 321', sewn, 0.9) +
          stitch('M101 236.500C100 265 112 293 139 321', sewn, 0.9),
      ),
    );
  },
  perforated: (colour: string) => {
    let holes = '';
    for (let row = 0; row < 5; row++)
      for (let i = 0; i < 4; i++)
        holes += circle(58 + i * 12 + (row % 2) * 6, 262 + row * 8.6, 1.7, ink, 'opacity=".8"');
    return together(toes.sewn(plain(colour)), within(cap, holes));
  },
  wing: (colour: string) => {
    const d = `M36 300C27 268 50 247 84 240 90 239 96 237.400 102 235.800 108 250 124 258 146 258 166 258 184 268 206 294L216 326C108 324 60 316 36 300Z`;
    return together(
      panel(
        d,
        plain(colour),
        shade('M24 288C70 306 150 300 220 298V330H24Z', 0.13) +
          light('M48 270C54 256 70 250 88 247 76 256 66 264 60 280Z', 0.4),
      ),
      drawn(
        stitch(
          'M97 238C104 255 122 264 145 264 164 264 180 274 201 298',
          readable(colour, ink, '#fbf8f1'),
          0.9,
        ) +
          [
            [100, 252],
            [112, 264],
            [128, 271],
            [146, 272],
            [162, 277],
            [176, 288],
          ]
            .map(([x, y]) => circle(x!, y!, 2, ink, 'opacity=".75"'))
            .join(''),
      ),
    );
  },
  rubber: () => {
    const d = 'M36 300C30 282 34 270 44 262 70 268 100 282 122 322 84 320 54 312 36 300Z';
    return panel(
      d,
      plain('#f1ead9'),
      line('M34 284C62 282 88 296 104 326M32 294C56 292 76 304 88 326', 1.4, 0.5) +
        light('M44 264C72 270 98 284 116 312L120 306C98 276 72 264 46 258Z', 0.7),
    );
  },
};

const quarterOnly = (body: string) => within(quarter, body);
const edged = (d: string, colour: string) => flat(d, colour, pen);
const stripes = {
  lane: (colour: string) =>
    quarterOnly(
      edged('M252 212L276 204 322 330H292Z', colour) +
        edged('M300 199L312 196 366 330H350Z', colour) +
        stitch('M258 214L300 328M270 210L314 328', readable(colour, ink, '#fbf8f1'), 0.85),
    ),
  puddle: (colour: string) => {
    const d =
      'M174 262C206 232 232 232 254 250 276 268 300 266 324 242 348 220 380 218 424 238V262C384 240 356 244 334 264 306 290 276 292 246 270 226 256 210 256 178 284Z';
    return quarterOnly(
      edged(d, colour) +
        stitch(
          'M180 264C208 240 230 240 250 256 276 276 304 272 328 248 350 228 380 226 420 244',
          readable(colour, ink, '#fbf8f1'),
          0.85,
        ),
    );
  },
  bolt: (colour: string) =>
    quarterOnly(
      edged('M196 278L288 226 300 252 426 206 420 228 296 284 284 258 200 300Z', colour) +
        stitch('M204 280L285 234 297 260 416 216', readable(colour, ink, '#fbf8f1'), 0.85),
    ),
  halo: (colour: string) =>
    quarterOnly(
      `<ellipse cx="300" cy="254" rx="66" ry="25" transform="rotate(-12 300 254)" fill="none" stroke="${ink}" stroke-width="17"/><ellipse cx="300" cy="254" rx="66" ry="25" transform="rotate(-12 300 254)" fill="none" stroke="${colour}" stroke-width="12.600"/><ellipse cx="300" cy="254" rx="69" ry="28" transform="rotate(-12 300 254)" fill="none" stroke="${readable(colour, ink, '#fbf8f1')}" stroke-width="1" stroke-dasharray="3.400 2.800" opacity=".8"/>`,
    ),
  ridge: (a: string, b: string) =>
    quarterOnly(
      edged('M170 312L226 256 250 276 300 222 340 268 366 246 430 300V340H170Z', a) +
        edged('M300 222L320 245 310 252 299 242 288 253 281 243Z', '#fbf8f1') +
        edged('M170 336L214 292 240 308 286 276 336 314 380 288 430 330V340H170Z', b),
    ),
  rain: (colour: string) =>
    quarterOnly(
      [
        [226, 244],
        [250, 268],
        [262, 226],
        [286, 252],
        [304, 222],
        [320, 268],
        [336, 238],
        [358, 262],
        [374, 232],
        [236, 288],
        [296, 288],
        [396, 250],
      ]
        .map(([x, y]) => line(`M${x} ${y}l-9 22`, 7.4) + line(`M${x} ${y}l-9 22`, 4, 1, colour))
        .join(''),
    ),
};

const heel = (cloth: Cloth, over = '', loop?: string): Drawing =>
  together(
    drawn(
      loop
        ? line('M446 158C440 132 462 124 466 140 468 150 462 164 458 172', 9) +
            line('M446 158C440 132 462 124 466 140 468 150 462 164 458 172', 4.8, 1, loop)
        : '',
    ),
    panel(counter, cloth, shade('M448 140H472V310H452C444 260 454 200 448 140Z', 0.14)),
    drawn(
      stitch('M443.500 168C443 186 440 208 424 224 400 246 387 278 390.500 309', thread(cloth), 0.9) +
        stitch('M448 168C448 188 445 212 428 228 406 250 393 280 396.500 308', thread(cloth), 0.9) +
        over,
    ),
  );

const eyelet = (t: number): [number, number] => {
  const u = 1 - t;
  return [u * u * 170 + 2 * u * t * 222 + t * t * 280, u * u * 226 + 2 * u * t * 190 + t * t * 169];
};
const eyelets = [0, 0.2, 0.4, 0.6, 0.8, 1].map(eyelet);
const holes = (cloth: Cloth, hole: (x: number, y: number) => string): Drawing =>
  together(
    panel(
      stay,
      cloth,
      light('M152 216C192 192 232 172 274 152L276 158C236 178 196 198 154 224Z', 0.32) +
        shade('M150 246C190 220 240 198 300 188V176C240 190 190 214 150 240Z', 0.1),
    ),
    drawn(
      stitch('M156 230C158 238 167 241 177 235 206 215 246 197 283 187L292 163', thread(cloth), 0.9) +
        eyelets.map(([x, y]) => hole(x, y)).join(''),
    ),
  );
const laced = (colour: string, width: number, fleck?: string): Drawing => {
  const rope = (d: string) =>
    line(d, width + 4.4) +
    line(d, width, 1, colour) +
    (fleck
      ? `<path d="${d}" fill="none" stroke="${fleck}" stroke-width="${at(width * 0.62)}" stroke-dasharray="3 5"/>`
      : '');
  // The uppermost holds the bow.
  const bars = eyelets
    .slice(0, -1)
    .map(([x, y], i) => {
      const reach = 1 + i * 0.04;
      return rope(
        `M${at(x)} ${at(y)}Q${at(x - 9 * reach)} ${at(y - 14 * reach)} ${at(x - 3 * reach)} ${at(y - 26 * reach)}`,
      );
    })
    .join('');
  return drawn(
    bars +
      rope('M266 148C238 152 214 140 216 126 220 112 246 124 266 146') +
      rope('M268 148C286 128 312 118 322 128 330 142 296 154 270 150') +
      rope('M264 150C250 160 242 176 228 184') +
      rope('M270 151C276 166 290 176 306 178') +
      line('M227 184.600l-7 4.400M307 178l8 .6', width + 3.4) +
      line('M227 184.600l-7 4.400M307 178l8 .6', Math.max(1.6, width - 1), 1, darker(colour, 0.35)) +
      `<ellipse cx="267" cy="149" rx="7.500" ry="6" fill="${colour}" ${pen}/>`,
  );
};

/** The bottoms differ, the line under the upper is one. */
const sole = (bottom: string, cloth: Cloth, over: string, more = ''): Drawing => {
  const d = `${soleTop}${bottom}Z`;
  return together(
    panel(
      d,
      cloth,
      over +
        shade('M420 280H480V345H436C446 326 440 300 420 280Z', 0.09) +
        light(
          'M36 292C62 310 112 314 170 312 260 309 360 302 466 289V293C360 306 260 313 170 316 112 318 58 312 36 297Z',
          0.55,
        ),
    ),
    drawn(more),
  );
};
const flatBottom =
  'C470 296 471 308 468 318 464 332 452 338 434 338L92 339C62 338 44 332 35 322 26 312 27 298 33 288';
const deepBottom =
  'C474 298 477 312 472 326 468 338 456 342 438 342L104 343C66 342 42 334 31 321 23 309 26 298 33 288';
const soles = {
  cup: () =>
    sole(
      flatBottom,
      plain('#f6f0e2'),
      flat('M26 327C90 331 300 330 476 322V345H26Z', '#e2d8c2') +
        line('M28 325C90 329.500 300 328.500 472 320', 1.5) +
        stitch('M36 300C66 315 114 319 172 317 262 314 362 307 468 295', '#8f8670', 1),
    ),
  gum: () =>
    sole(
      flatBottom,
      plain('#b9763c'),
      line('M30 318C90 325 300 324 474 312', 1.2, 0.5) +
        line('M30 329C90 333 300 332 474 324', 1.2, 0.5) +
        stitch('M36 300C66 315 114 319 172 317 262 314 362 307 468 295', '#f6e6cc', 1),
    ),
  lug: () =>
    sole(
      'C474 298 476 308 473 318L470 333 452 341 444 334 428 334 422 342H400L394 335H372L366 343H344L338 336H316L310 343H288L282 336H260L254 343H232L226 336H204L198 343H176L170 336H148L142 342H118L112 335 96 334 86 338 58 334C40 328 26 312 33 288',
      plain('#34322f'),
      line('M30 314C90 322 300 320 474 306', 2.4, 0.8, '#6f6a60') +
        stitch('M36 300C66 315 114 319 172 317 262 314 362 307 468 295', '#d9c9a0', 0.9),
    ),
  foam: () =>
    sole(
      deepBottom,
      { weave: 'speckle', colours: ['#eee7d8', '#c2492c', '#2f6f5f'], scale: 0.9 },
      flat('M20 333C90 341 300 341 480 330V350H20Z', '#34322f') +
        line('M26 331C90 337 300 337 476 327', 1.5) +
        shade('M300 345C330 318 400 306 480 306V318C410 318 350 326 330 345Z', 0.08),
    ),
  jade: () =>
    sole(
      deepBottom,
      plain('#9fcdb6'),
      Array.from({ length: 17 }, (_, i) =>
        line(`M${60 + i * 25} 350q4-16 ${i % 2 ? 8 : 2} -26`, 1.3, 0.35, '#2f6f5f'),
      ).join('') +
        light('M40 318C100 328 300 326 470 314V319C300 331 100 333 40 323Z', 0.5) +
        line('M26 328C90 335 300 335 476 325', 1.3, 0.7, '#2f6f5f'),
    ),
  layer: () =>
    sole(
      deepBottom,
      plain('#f6f0e2'),
      flat('M20 309C90 325 300 322 480 303V318C300 335 90 336 20 322Z', '#d9622b') +
        line(
          'M26 308C90 324 300 321 478 302M24 320C90 335 300 334 478 317M22 328C90 337 300 337 480 326',
          1.5,
        ) +
        flat('M20 329C90 337 300 337 480 326V350H20Z', '#24395a'),
    ),
};

const cloths = {
  waves: { weave: 'waves', colours: ['#2a4468', '#cfd9e2', '#2a4468', '#2a4468'], scale: 0.8 },
  check: { weave: 'check', colours: ['#6c7a5a', '#3f4c38', '#e4d9bd', '#c9a45c'], scale: 0.95 },
  ripstop: { weave: 'ripstop', colours: ['#3c4650', '#515d68'], scale: 0.9 },
  dots: { weave: 'dots', colours: ['#d9622b', '#f6e6cc', '#7a2b10'], scale: 0.8 },
  camo: { weave: 'camo', colours: ['#3a3a44', '#5a3f4e', '#c48a54', '#7d6a58'], scale: 0.95 },
  mesh: { weave: 'lattice', colours: ['#c9ccc6', '#8e9690', '#a9b0aa'], scale: 0.3 },
} satisfies Record<string, Cloth>;

/** Its box, of unbleached board, with the sign of the label. */
const shoebox = () =>
  drawn(
    ground(200, 449, 184, 10) +
      flat('M44 222H358V424H44Z', '#dcc8a2', pen) +
      shade('M336 222H358V424H336Z', 0.1) +
      flat('M34 220H368V248H34Z', '#d2bc92', pen) +
      light('M38 222.500H364V225H38Z', 0.5) +
      shade('M45 249H357V256H45Z', 0.12) +
      `<ellipse cx="200" cy="221" rx="158" ry="4" fill="${ink}" opacity=".16"/>` +
      motif('halo', 92, 300, 0.5, ['#c2311d', '#c2311d']),
  );

/** The sneaker that its riders put together. Prices in cents of the brand's currency. */
export const sneakerLayers: DrawnConfiguration = {
  base: shoebox,
  parts: [
    {
      id: 'tongue',
      name: 'Tongue and lining',
      choices: [
        choice('bone', 'Bone, red label', '#efe4cc', 0, layer(tongue(plain('#efe4cc'), '#d9c9a8', 'tab'))),
        choice('ink', 'Ink, halo label', '#34322f', 0, layer(tongue(plain('#3a3834'), '#57524a', 'halo'))),
        choice('green', 'Rain green', '#3d5a4c', 0, layer(tongue(plain('#3d5a4c'), '#a9bfae', 'tab'))),
        choice(
          'terry',
          'Towel, persimmon',
          '#e08a55',
          120_00,
          layer(tongue({ weave: 'speckle', colours: ['#e08a55', '#f3c79f', '#b45f2e'] }, '#f0c49c', 'halo')),
        ),
        choice('taro', 'Taro', '#a08bb0', 0, layer(tongue(plain('#a08bb0'), '#d9cde0', 'none'))),
        choice(
          'sun',
          'Cream, sewn sun',
          '#f3ead8',
          180_00,
          layer(tongue(plain('#f3ead8'), '#c9dcd3', 'sun')),
        ),
      ],
    },
    {
      id: 'upper',
      name: 'Upper',
      choices: [
        choice('bone', 'Bone leather', '#ede3cf', 0, layer(upper(plain('#ede3cf')))),
        choice('green', 'Rain suede', '#5f7d6a', 200_00, layer(upper(plain('#5f7d6a'), 'napped'))),
        choice('waves', 'Indigo waves', '#2a4468', 260_00, layer(upper(cloths.waves, 'knit'))),
        choice('check', 'Tea-field check', '#6c7a5a', 260_00, layer(upper(cloths.check, 'knit'))),
        choice('ripstop', 'Storm ripstop', '#3c4650', 0, layer(upper(cloths.ripstop, 'knit'))),
        choice('dots', 'Persimmon dots', '#d9622b', 180_00, layer(upper(cloths.dots, 'knit'))),
        choice('mesh', 'Mist mesh', '#c9ccc6', -100_00, layer(upper(cloths.mesh, 'knit'))),
        choice('camo', 'Night market', '#5a3f4e', 220_00, layer(upper(cloths.camo, 'knit'))),
      ],
    },
    {
      id: 'toe',
      name: 'Toe cap',
      choices: [
        choice('bone', 'Bone leather', '#efe6d3', 0, layer(toes.sewn(plain('#efe6d3')))),
        choice('ink', 'Ink, perforated', '#3a3834', 80_00, layer(toes.perforated('#4a4741'))),
        choice(
          'suede',
          'Milk-tea suede',
          '#c79a6b',
          120_00,
          layer(toes.sewn({ weave: 'speckle', colours: ['#c79a6b', '#b58755', '#d9b48a'] })),
        ),
        choice('wing', 'Wing tip, chestnut', '#8a5a33', 220_00, layer(toes.wing('#8a5a33'))),
        choice('rubber', 'Rubber bumper', '#f1ead9', 60_00, layer(toes.rubber())),
        choice('patent', 'Patent, magpie blue', '#2d6cb5', 160_00, layer(toes.plain('#2d6cb5'))),
        choice('none', 'None', null, -60_00, null),
      ],
    },
    {
      id: 'stripe',
      name: 'Side stripe',
      choices: [
        choice('lane', 'Lane lines, red', '#c2311d', 0, layer(stripes.lane('#c2311d'))),
        choice('puddle', 'Puddle, jade', '#7fb59c', 60_00, layer(stripes.puddle('#7fb59c'))),
        choice('bolt', 'Two-stroke, mustard', '#e0a93c', 60_00, layer(stripes.bolt('#e0a93c'))),
        choice('halo', 'Halo, bone', '#f3ead8', 80_00, layer(stripes.halo('#f3ead8'))),
        choice('ridge', 'Ridge line', '#2f6f5f', 140_00, layer(stripes.ridge('#8fb8a8', '#2f6f5f'))),
        choice('rain', 'Rain, reflective', '#cfd9e2', 160_00, layer(stripes.rain('#dfe7ec'))),
        choice('none', 'None', null, -40_00, null),
      ],
    },
    {
      id: 'heel',
      name: 'Heel tab',
      choices: [
        choice('green', 'Rain green, loop', '#3d5a4c', 0, layer(heel(plain('#3d5a4c'), '', '#c2311d'))),
        choice('red', 'Seal red', '#c2311d', 0, layer(heel(plain('#c2311d')))),
        choice(
          'taro',
          'Taro, halo stitched',
          '#a08bb0',
          90_00,
          layer(
            heel(
              plain('#a08bb0'),
              `<ellipse cx="428" cy="266" rx="19" ry="8" transform="rotate(-8 428 266)" fill="none" stroke="#fbf8f1" stroke-width="4"/>`,
            ),
          ),
        ),
        choice(
          'gold',
          'Mustard cord',
          '#d9a23a',
          60_00,
          layer(heel({ weave: 'cord', colours: ['#d9a23a', '#b57f22'] }, '', '#34322f')),
        ),
        choice(
          'sashiko',
          'Sashiko indigo',
          '#24395a',
          160_00,
          layer(heel({ weave: 'sashiko', colours: ['#24395a', '#e7ecea'], scale: 0.7 })),
        ),
        choice(
          'mirror',
          'Reflector',
          '#cfd9e2',
          120_00,
          layer(
            heel(
              plain('#34322f'),
              shape('M404 262C412 248 426 240 446 236L450 256C434 258 420 266 412 280Z', '#dfe7ec') +
                line('M414 258L424 268M424 250L436 260M436 245L446 254', 1.4, 0.5),
              '#dfe7ec',
            ),
          ),
        ),
      ],
    },
    {
      id: 'eyelets',
      name: 'Eyelets',
      choices: [
        choice(
          'punched',
          'Punched, bone',
          '#efe6d3',
          0,
          layer(holes(plain('#efe6d3'), (x, y) => circle(x, y, 3.4, '#34322f', ''))),
        ),
        choice(
          'brass',
          'Brass on chestnut',
          '#c9973f',
          90_00,
          layer(
            holes(
              plain('#8a5a33'),
              (x, y) => circle(x, y, 5.6, '#d8ab55', thin) + circle(x, y, 2.2, ink, ''),
            ),
          ),
        ),
        choice(
          'steel',
          'Steel on ink',
          '#c7cac5',
          90_00,
          layer(
            holes(
              plain('#3a3834'),
              (x, y) => circle(x, y, 5.6, '#c7cac5', thin) + circle(x, y, 2.2, ink, ''),
            ),
          ),
        ),
        choice(
          'loops',
          'Webbing loops',
          '#c2311d',
          120_00,
          layer(
            holes(plain('#5f7d6a'), (x, y) =>
              flat(`M${at(x - 5)} ${at(y + 10)}L${at(x - 6)} ${at(y - 3)}q5-5 10 0l1 13z`, '#c2311d', thin),
            ),
          ),
        ),
        choice(
          'hooks',
          'Speed hooks',
          '#d9622b',
          140_00,
          layer(
            holes(
              plain('#d9622b'),
              (x, y) =>
                circle(x, y, 6.4, '#57524a', thin) +
                line(`M${at(x - 3)} ${at(y + 2)}q-1-7 6-5`, 2, 1, '#e7ecea'),
            ),
          ),
        ),
      ],
    },
    {
      id: 'laces',
      name: 'Laces',
      choices: [
        choice('bone', 'Flat, bone', '#f6f0e2', 0, layer(laced('#f6f0e2', 6.4))),
        choice('red', 'Flat, seal red', '#c2311d', 0, layer(laced('#c2311d', 6.4))),
        choice('ink', 'Flat, ink', '#45423c', 0, layer(laced('#57534b', 6.4))),
        choice('rope', 'Rope, mustard fleck', '#e0a93c', 60_00, layer(laced('#e6b64e', 5.4, '#6f4a20'))),
        choice('hiker', 'Hiker, jade and red', '#7fb59c', 60_00, layer(laced('#8fc4ac', 5.4, '#c2311d'))),
        choice('elastic', 'Elastic, thin', '#2d6cb5', 80_00, layer(laced('#3f7cc2', 3.6))),
      ],
    },
    {
      id: 'sole',
      name: 'Sole',
      choices: [
        choice('cup', 'Cupsole, stitched', '#f6f0e2', 0, layer(soles.cup())),
        choice('gum', 'Gum', '#b9763c', 0, layer(soles.gum())),
        choice('lug', 'Lugs for the ridge', '#34322f', 260_00, layer(soles.lug())),
        choice('foam', 'Terrazzo foam', '#eee7d8', 180_00, layer(soles.foam())),
        choice('jade', 'Jade rubber', '#9fcdb6', 220_00, layer(soles.jade())),
        choice('layer', 'Layer cake', '#d9622b', 240_00, layer(soles.layer())),
      ],
    },
  ],
  rules: [
    // The cupsole is sewn through the upper, and mesh tears along the seam.
    excludes('upper.mesh', 'sole.cup'),
    // A bumper is baked onto the sole: that takes gum.
    needs('toe.rubber', 'sole.gum'),
    // Thin elastic slips out of open hooks.
    excludes('eyelets.hooks', 'laces.elastic'),
    // Rope is thicker than a punched hole.
    excludes('eyelets.punched', 'laces.rope'),
    // A wing tip reaches to where the ridge line begins.
    excludes('toe.wing', 'stripe.ridge'),
  ],
};
