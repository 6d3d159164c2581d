import {
  both,
  box,
  circle,
  darker,
  flat,
  ground,
  ink,
  lighter,
  line,
  mirrored,
  mix,
  pen,
  seam,
  shade,
  shape,
  stitch,
  within,
  type Drawing,
} from './ink.ts';
import { clothOf, type Cloth } from './patterns.ts';
import { motif, type Motif } from './motifs.ts';

export interface Print {
  motif: Motif;
  colours: readonly string[];
  size?: number;
  /** Where: on the chest, small over the heart, or large on the back. */
  place?: 'chest' | 'heart' | 'back';
}
const joined = (...parts: Drawing[]): Drawing => ({
  defs: parts.map((part) => part.defs).join(''),
  body: parts.map((part) => part.body).join(''),
});
const button = (x: number, y: number, fill: string, r = 4.4) =>
  circle(x, y, r, fill, `stroke="${ink}" stroke-width="1.4"`) +
  circle(x - 1.2, y, 0.8, ink, '') +
  circle(x + 1.2, y, 0.8, ink, '');
const label = (x: number, y: number, fill: string) =>
  box(x - 11, y, 22, 12, 1, fill, `stroke="${ink}" stroke-width="1.2"`) +
  line(`M${x - 6} ${y + 6}h12`, 1.2, 0.7);

export interface Overshirt {
  cloth: Cloth;
  /** Collar, cuffs and flaps; the cloth itself when left out. */
  trim?: Cloth;
  button?: string;
  collar?: 'point' | 'camp' | 'band' | 'hood';
  pockets?: 0 | 1 | 2 | 3 | 4;
  hem?: number;
  closing?: 'buttons' | 'zip' | 'hidden';
  view?: 'front' | 'back';
  print?: Print;
  /** Colour of the body below the yoke, for colour blocking. */
  block?: string;
}
export function overshirt(of: Overshirt): Drawing {
  const { collar = 'point', pockets = 2, closing = 'buttons', view = 'front' } = of;
  const main = clothOf(of.cloth);
  const trim = clothOf(of.trim ?? of.cloth);
  const arms = clothOf({ ...of.cloth, turn: (of.cloth.turn ?? 0) + 11 });
  const ground0 = of.cloth.colours[0]!;
  const inside = darker(ground0, 0.45);
  const knob = of.button ?? lighter(ground0, 0.6);
  const hem = 398 + (of.hem ?? 0);
  const arm = 'M121 110C98 118 76 130 63 150 50 172 45 202 41 234L29 322Q52 334 77 332L99 216 112 150Z';
  const cuff = 'M29 322Q52 334 77 332L73 359Q48 362 24 350Z';
  const body = `M149 90L119 110C111 140 105 178 101 212L97 ${hem}Q148 ${hem + 12} 200 ${hem + 12} 252 ${hem + 12} 303 ${hem}L299 212C295 178 289 140 281 110L251 90Q200 116 149 90Z`;
  const sleeves = both(
    shape(arm, main.fill) +
      shade('M99 216L77 332Q70 334 62 333L90 214 103 158Z', 0.13) +
      line('M62 236q10 6 22 4M58 262q8 5 18 3', 1.3, 0.35) +
      shape(cuff, trim.fill) +
      stitch('M31 328Q54 339 76 337M25 345Q48 357 73 354') +
      button(37, 343, knob, 3.2),
  );
  const shadows = within(
    body,
    (of.block
      ? flat(`M90 232H310V${hem + 20}H90Z`, of.block) + line('M90 232H310', 2) + stitch('M90 237H310')
      : '') +
      shade(`M281 100L303 ${hem + 20}H262Q284 300 276 190Z`) +
      shade('M149 90Q200 132 251 90L262 100Q200 156 138 100Z', 0.13),
  );
  const hemLine = stitch(`M98 ${hem - 8}Q148 ${hem + 4} 200 ${hem + 4} 252 ${hem + 4} 302 ${hem - 8}`);
  const under = ground(200, hem + 36, 122);
  const behind = { defs: main.defs + trim.defs + arms.defs, body: under };
  if (view === 'back') {
    return joined(behind, {
      defs: shadows.defs,
      body:
        sleeves +
        shape(body.replace('Q200 116 149 90Z', 'Q200 78 149 90Z'), main.fill) +
        shadows.body +
        (of.print ? motif(of.print.motif, 200, 270, (of.print.size ?? 1) * 1.35, of.print.colours) : '') +
        seam('M112 152Q200 168 288 152') +
        stitch('M111 157Q200 173 289 157') +
        (of.print
          ? ''
          : seam(`M188 162L192 ${hem + 10}M212 162L208 ${hem + 10}`) +
            shape('M192 158h16v12h-16z', trim.fill)) +
        shape('M149 90Q200 70 251 90L258 104Q200 86 142 104Z', trim.fill) +
        stitch('M147 100Q200 83 253 100') +
        hemLine,
    });
  }
  const pocket = (x: number, y: number, flap: boolean) =>
    shape(`M${x} ${y}h52v52q0 4-4 6l-22 9-22-9q-4-2-4-6z`, main.fill) +
    shade(`M${x + 46} ${y}h6v52q0 4-4 6l-6 2z`, 0.1) +
    stitch(`M${x + 3.4} ${y + 14}v38q0 3 3 4l19.6 8 19.6-8q3-1 3-4v-38`) +
    (flap
      ? shape(`M${x - 2} ${y - 4}h56v14l-28 11-28-11z`, trim.fill) +
        stitch(`M${x + 1} ${y + 8}l25 9.6 25-9.6`) +
        button(x + 26, y + 11, knob, 3.4)
      : stitch(`M${x + 2} ${y + 7}h48`));
  const lower = (x: number) =>
    shape(`M${x} 304h62v62q0 5-5 5h-52q-5 0-5-5z`, main.fill) +
    stitch(`M${x + 3.5} 314v52q0 2 2 2h51q2 0 2-2v-52M${x} 313h62`);
  const placket =
    closing === 'zip'
      ? line(`M200 104V${hem + 11}`, 7) +
        `<path d="M200 104V${hem + 11}" stroke="${lighter(ground0, 0.5)}" stroke-width="3.6" stroke-dasharray="2 2"/>` +
        shape('M196 116h8l2 18h-12z', knob)
      : seam(`M190 108V${hem + 11}`) +
        line(`M211 107V${hem + 11}`, 2) +
        stitch(`M207.5 108V${hem + 11}M193.5 109V${hem + 11}`) +
        (closing === 'hidden'
          ? button(200.5, 122, knob)
          : [124, 168, 212, 256, 300, 344, 388]
              .filter((y) => y < hem - 12)
              .map((y) => button(200.5, y, knob))
              .join(''));
  const collars = {
    band:
      shape('M149 90Q200 118 251 90L247 107Q201 132 153 107Z', trim.fill) +
      stitch('M152 103Q200 127 248 103') +
      line('M200 112v13', 1.6),
    point: both(
      shape('M149 90Q160 106 199 117L170 152 131 103Z', trim.fill) + stitch('M136 102L169.5 145 192 118'),
    ),
    camp: both(
      shape('M149 90Q158 108 199 134L176 164 150 137 158 128 129 104Z', trim.fill) +
        seam('M158 128L178 136') +
        stitch('M135 105L164 128 156 137 176 158'),
    ),
    hood:
      shape(
        'M146 92C120 84 128 42 200 40 272 42 280 84 254 92Q262 108 240 122L200 132 160 122Q138 108 146 92Z',
        trim.fill,
      ) +
      shape('M160 96C152 70 170 58 200 58 230 58 248 70 240 96Q226 116 200 124 174 116 160 96Z', inside) +
      stitch('M154 98C146 66 166 53 200 53 234 53 254 66 246 98'),
  }[collar];
  return joined(behind, {
    defs: shadows.defs,
    body:
      sleeves +
      flat('M149 90Q200 72 251 90Q200 122 149 90Z', inside) +
      line('M149 90Q200 72 251 90', 2.2) +
      label(200, 86, '#fbf8f1') +
      shape(body, main.fill) +
      shadows.body +
      placket +
      both(seam('M110 152Q140 166 190 164') + stitch('M110 157Q140 171 190 169')) +
      (of.print
        ? motif(
            of.print.motif,
            of.print.place === 'heart' ? 250 : 200,
            232,
            of.print.size ?? 0.4,
            of.print.colours,
          )
        : '') +
      (pockets === 1 ? mirrored(pocket(122, 196, false)) : '') +
      (pockets >= 2 ? both(pocket(122, 196, pockets !== 3)) : '') +
      (pockets >= 3 ? both(lower(112)) : '') +
      hemLine +
      line('M112 236q6 10 4 22M286 250q-6 12-2 26', 1.3, 0.32) +
      collars,
  });
}

export interface Tee {
  cloth: Cloth;
  rib?: string;
  sleeves?: 'short' | 'long';
  sleeve?: Cloth;
  pocket?: boolean;
  print?: Print;
  view?: 'front' | 'back';
}
export function tee(of: Tee): Drawing {
  const main = clothOf(of.cloth);
  const arms = clothOf(of.sleeve ?? { ...of.cloth, turn: (of.cloth.turn ?? 0) + 11 });
  const colour = of.cloth.colours[0]!;
  const rib = of.rib ?? colour;
  const view = of.view ?? 'front';
  const long = of.sleeves === 'long';
  const body =
    'M148 92L112 108C106 150 104 190 104 222L101 404Q150 416 200 416 250 416 299 404L296 222C296 190 294 150 288 108L252 92Q200 118 148 92Z';
  const neck =
    view === 'front'
      ? 'M148 92Q156 134 200 135 244 134 252 92L240 87Q234 121 200 122 166 121 160 87Z'
      : 'M148 92Q200 106 252 92L240 87Q200 97 160 87Z';
  const inside = within(
    body,
    shade('M288 100L299 420H258Q284 310 274 180Z', 0.1) +
      shade('M104 222Q122 200 112 150L100 160V230Z', 0.1) +
      line('M116 250q8 14 6 30M284 266q-10 16-6 34M150 398q10-14 12-34', 1.3, 0.3),
  );
  const sleeve = long
    ? shape(
        'M114 107C90 116 72 132 62 156 50 190 44 230 40 262L34 338Q54 346 76 343L98 226 110 150Z',
        arms.fill,
      ) +
      shade('M98 226L76 343Q68 344 62 343L92 210 106 160Z', 0.11) +
      shape('M34 338Q54 346 76 343L74 362Q52 365 31 357Z', rib) +
      line('M42 341v20M50 343v20M58 344v20M66 344v20', 1, 0.5)
    : shape('M114 107C84 118 62 140 50 176L36 222Q64 244 100 250L108 190 110 150Z', arms.fill) +
      shade('M108 190L100 250Q88 248 80 245Q98 210 105 160Z', 0.11) +
      stitch('M39 214Q66 236 101 242') +
      (rib === colour ? '' : shape('M36 222L40 209Q68 230 102 237L100 250Q64 244 36 222Z', rib));
  const art = of.print;
  const where =
    art?.place === 'heart' ? [248, 190, 0.36] : art?.place === 'back' ? [200, 256, 1.4] : [200, 240, 1.05];
  return joined({
    defs: main.defs + arms.defs + inside.defs,
    body:
      ground(200, 436, 118) +
      both(sleeve) +
      (view === 'front'
        ? flat('M150 90Q200 78 250 90Q240 126 200 128 160 126 150 90Z', darker(colour, 0.35)) +
          line('M160 87Q200 74 240 87', 2) +
          label(200, 90, '#fbf8f1')
        : '') +
      shape(
        view === 'front'
          ? body.replace('Q200 118 148 92Z', 'Q244 134 200 135 156 134 148 92Z')
          : body.replace('Q200 118 148 92Z', 'Q200 104 148 92Z'),
        main.fill,
      ) +
      inside.body +
      (art && !(view === 'front' && art.place === 'back') && !(view === 'back' && art.place !== 'back')
        ? motif(art.motif, where[0]!, where[1]!, (art.size ?? 1) * where[2]!, art.colours)
        : '') +
      (of.pocket && view === 'front'
        ? shape('M224 176h46v44q0 4-3 5l-20 8-20-8q-3-1-3-5z', main.fill) +
          stitch('M224 184h46M227 186v34q0 2 2 3l18 7 18-7q2-1 2-3v-34')
        : '') +
      shape(neck, rib) +
      stitch(view === 'front' ? 'M144 95Q152 139 200 140 248 139 256 95' : 'M144 95Q200 112 256 95') +
      stitch('M101 396Q150 408 200 408 250 408 299 396') +
      both(seam('M114 107Q106 150 104 222')),
  });
}

export interface Hoodie {
  cloth: Cloth;
  hood?: string;
  cord?: string;
  zip?: boolean;
  print?: Print;
  view?: 'front' | 'back';
  sleeve?: Cloth;
}
export function hoodie(of: Hoodie): Drawing {
  const main = clothOf(of.cloth);
  const arms = clothOf(of.sleeve ?? { ...of.cloth, turn: (of.cloth.turn ?? 0) + 11 });
  const colour = of.cloth.colours[0]!;
  const rib = darker(colour, 0.14);
  const cord = of.cord ?? '#f3ead8';
  const back = of.view === 'back';
  const body =
    'M146 118L112 130C106 166 103 200 102 234L100 384Q150 394 200 394 250 394 300 384L298 234C297 200 294 166 288 130L254 118Q200 150 146 118Z';
  const inside = within(
    body,
    shade('M286 120L300 396H256Q284 300 274 190Z', 0.11) +
      shade('M146 118Q200 168 254 118L270 130Q200 190 130 130Z', 0.12) +
      line('M116 262q10 12 8 28M284 276q-10 14-6 30', 1.4, 0.32),
  );
  const ribs = (x0: number, x1: number, y0: number, y1: number) => {
    let d = '';
    for (let x = x0; x <= x1; x += 7) d += `M${x} ${y0}V${y1}`;
    return line(d, 1, 0.42);
  };
  const sleeve =
    shape(
      'M114 129C90 136 72 150 62 176 48 212 42 252 38 284L33 336Q54 346 80 342L99 240 108 170Z',
      arms.fill,
    ) +
    shade('M99 240L80 342Q70 344 64 344L92 226 104 176Z', 0.12) +
    line('M58 256q12 6 26 4M54 284q10 6 22 4', 1.3, 0.34) +
    shape('M33 336Q54 346 80 342L76 370Q54 372 34 364Z', rib) +
    line('M42 341l0 26M51 343v27M60 344v27M69 344v27', 1, 0.5);
  const art = of.print;
  return joined({
    defs: main.defs + arms.defs + inside.defs,
    body:
      ground(200, 440, 120) +
      both(sleeve) +
      shape(body, main.fill) +
      inside.body +
      shape('M100 384Q150 394 200 394 250 394 300 384L297 412Q250 422 200 422 150 422 103 412Z', rib) +
      ribs(110, 292, 391, 416) +
      both(seam('M114 129Q104 180 102 234')) +
      (back
        ? (art ? motif(art.motif, 200, 276, (art.size ?? 1) * 1.35, art.colours) : '') +
          shape(
            'M150 122C128 100 140 66 200 64 260 66 272 100 250 122 256 168 226 186 200 192 174 186 144 168 150 122Z',
            of.hood ?? main.fill,
          ) +
          seam('M200 64V192') +
          stitch('M196 66V190M204 66V190') +
          line('M160 132q12 30 34 44M240 132q-12 30-34 44', 1.4, 0.3)
        : (art
            ? motif(
                art.motif,
                art.place === 'heart' ? 252 : 200,
                art.place === 'heart' ? 222 : 244,
                (art.size ?? 1) * (art.place === 'heart' ? 0.34 : 0.8),
                art.colours,
              )
            : '') +
          shape('M142 302H258L276 372Q200 384 124 372Z', main.fill) +
          shade('M142 302L124 372 134 373 152 302ZM258 302L276 372 266 373 248 302Z', 0.1) +
          stitch('M147 306L130 368M253 306L270 368M142 307H258') +
          (of.zip
            ? line('M200 146V420', 7) +
              `<path d="M200 146V420" stroke="${lighter(colour, 0.55)}" stroke-width="3.6" stroke-dasharray="2 2"/>` +
              shape('M196 158h8l2 20h-12z', cord)
            : '') +
          shape(
            'M146 120C118 96 128 44 200 42 272 44 282 96 254 120Q246 142 226 152L200 164 174 152Q154 142 146 120Z',
            of.hood ?? main.fill,
          ) +
          shade('M254 120C282 96 272 44 200 42 250 50 262 92 240 120L214 158 226 152Q246 142 254 120Z', 0.1) +
          shape(
            'M162 114C150 84 166 64 200 64 234 64 250 84 238 114Q226 138 200 148 174 138 162 114Z',
            darker(colour, 0.5),
          ) +
          flat('M168 112C160 90 172 74 200 73 196 96 186 112 168 112Z', '#000', 'opacity=".14"') +
          stitch('M156 118C142 82 160 58 200 58 240 58 258 82 244 118Q232 144 200 154 168 144 156 118Z') +
          label(200, 76, '#fbf8f1') +
          line('M178 138Q172 170 176 214', 5.4) +
          line('M178 138Q172 170 176 214', 2.6, 1, cord) +
          line('M222 138Q228 166 222 202', 5.4) +
          line('M222 138Q228 166 222 202', 2.6, 1, cord) +
          box(172.4, 210, 7.4, 15, 2, darker(cord, 0.35)) +
          box(218.4, 198, 7.4, 15, 2, darker(cord, 0.35))),
  });
}

export interface Cap {
  cloth: Cloth;
  brim?: Cloth;
  kind?: 'five-panel' | 'bucket';
  print?: Print;
  strap?: string;
}
export function cap(of: Cap): Drawing {
  const main = clothOf(of.cloth);
  const brim = clothOf(of.brim ?? of.cloth);
  const colour = of.cloth.colours[0]!;
  const art = (x: number, y: number, size: number) =>
    of.print ? motif(of.print.motif, x, y, (of.print.size ?? 1) * size, of.print.colours) : '';
  if (of.kind === 'bucket') {
    const crown = 'M124 262Q122 180 152 158 200 138 248 158 278 180 276 262Q200 286 124 262Z';
    const skirt = 'M124 262Q200 286 276 262L334 342Q310 372 200 376 90 372 66 342Z';
    const inside = within(crown, shade('M276 150V280H236Q262 220 250 150Z', 0.12));
    const edge = within(skirt, shade('M276 262L334 342Q318 366 270 372Q270 310 262 262Z', 0.12));
    return joined({
      defs: main.defs + brim.defs + inside.defs + edge.defs,
      body:
        ground(200, 396, 140) +
        shape(skirt, brim.fill) +
        edge.body +
        stitch(
          'M114 276Q200 302 286 276M102 294Q200 324 298 294M90 312Q200 346 310 312M78 330Q200 366 322 330',
        ) +
        shape(crown, main.fill) +
        inside.body +
        seam('M200 147V274') +
        seam('M150 160Q200 178 250 160') +
        stitch('M150 165Q200 183 250 165') +
        stitch('M196 150V273M204 150V273') +
        circle(146, 206, 3.6, darker(colour, 0.5)) +
        circle(160, 208, 3.6, darker(colour, 0.5)) +
        shape('M214 214h44v30h-44z', of.strap ?? '#f3ead8') +
        art(236, 229, 0.26),
    });
  }
  const crown = 'M92 296C82 208 120 142 206 138 296 140 326 210 316 300Q204 270 92 296Z';
  const visor =
    'M92 296Q204 262 316 300 366 318 376 352 374 366 352 366 280 330 188 334 110 336 62 352 44 354 42 342 54 314 92 296Z';
  const inside = within(crown, shade('M316 130V310L280 292Q302 210 250 140Z', 0.13));
  return joined({
    defs: main.defs + brim.defs + inside.defs,
    body:
      ground(206, 392, 150) +
      shape(crown, main.fill) +
      inside.body +
      seam('M206 138Q146 172 142 284') +
      seam('M206 138Q268 174 270 287') +
      stitch('M201 140Q140 174 137 285M147 284Q152 176 206 144') +
      stitch('M211 140Q274 174 275 288M265 286Q262 178 206 144') +
      circle(206, 136, 7.5, of.strap ?? colour) +
      circle(112, 216, 4, darker(colour, 0.5)) +
      circle(296, 222, 4, darker(colour, 0.5)) +
      (of.print
        ? shape('M166 200H246V264Q206 256 166 266Z', of.strap ?? '#f3ead8') +
          stitch('M169 203H243V260') +
          art(206, 232, 0.52)
        : '') +
      shape(visor, brim.fill) +
      shade(
        'M42 342Q110 318 196 318 300 318 376 352 374 366 352 366 280 330 188 334 110 336 62 352 44 354 42 342Z',
        0.14,
      ) +
      stitch('M74 316Q204 280 340 320M66 326Q204 292 352 332M58 336Q204 304 362 344'),
  });
}

export interface Tote {
  cloth: Cloth;
  handle?: string;
  base?: Cloth;
  kind?: 'tote' | 'roll-top' | 'sacoche';
  print?: Print;
}
export function tote(of: Tote): Drawing {
  const main = clothOf(of.cloth);
  const base = clothOf(of.base ?? of.cloth);
  const colour = of.cloth.colours[0]!;
  const handle = of.handle ?? darker(colour, 0.25);
  const art = of.print ? motif(of.print.motif, 200, 308, (of.print.size ?? 1) * 1.15, of.print.colours) : '';
  if (of.kind === 'sacoche') {
    const body = 'M96 226H304Q312 226 312 234V376Q312 390 298 390H102Q88 390 88 376V234Q88 226 96 226Z';
    const inside = within(
      body,
      shade('M284 220H320V400H268Q288 300 284 220Z', 0.12) +
        flat('M80 332H320V400H80Z', base.fill) +
        line('M80 332H320', 2),
    );
    return joined({
      defs: main.defs + base.defs + inside.defs,
      body:
        ground(200, 408, 128) +
        line('M100 232C20 60 150 46 212 96 290 150 330 170 300 232', 9) +
        line('M100 232C20 60 150 46 212 96 290 150 330 170 300 232', 5, 1, handle) +
        box(204, 86, 20, 30, 3, darker(handle, 0.3), `${pen} transform="rotate(36 214 101)"`) +
        shape(body, main.fill) +
        inside.body +
        shape('M88 252H312', 'none') +
        line('M94 246H306', 7) +
        `<path d="M94 246H306" stroke="${lighter(colour, 0.5)}" stroke-width="3.6" stroke-dasharray="2 2"/>` +
        shape('M284 242l22 3-22 5z', handle) +
        stitch('M92 328H308M92 337H308') +
        (of.print ? motif(of.print.motif, 200, 292, (of.print.size ?? 1) * 0.52, of.print.colours) : '') +
        shape('M90 226l16-8v16zM310 226l-16-8v16z', handle),
    });
  }
  if (of.kind === 'roll-top') {
    const body = 'M104 176H296L306 400Q306 418 288 418H112Q94 418 94 400Z';
    const inside = within(
      body,
      shade('M276 170H310V420H258Q284 300 276 170Z', 0.12) +
        flat('M80 350H320V430H80Z', base.fill) +
        line('M80 350H320', 2),
    );
    return joined({
      defs: main.defs + base.defs + inside.defs,
      body:
        ground(200, 432, 118) +
        line('M116 200Q70 280 98 396M284 200Q330 280 302 396', 10) +
        line('M116 200Q70 280 98 396M284 200Q330 280 302 396', 6, 1, handle) +
        shape(body, main.fill) +
        inside.body +
        stitch('M97 344H303M97 356H304') +
        shape('M98 118Q200 106 302 118V176Q200 166 98 176Z', main.fill) +
        seam('M98 134Q200 122 302 134M98 150Q200 138 302 150') +
        shade('M98 160Q200 150 302 160V178Q200 168 98 178Z', 0.16) +
        shape('M190 104H210V262H190Z', handle) +
        stitch('M193.5 108V258M206.5 108V258') +
        shape('M182 206h36v26h-36z', '#d9cfbb') +
        shape('M190 213h20v12h-20z', darker('#d9cfbb', 0.3)) +
        (of.print ? motif(of.print.motif, 200, 310, (of.print.size ?? 1) * 0.66, of.print.colours) : ''),
    });
  }
  const body = 'M86 190H314L324 420Q260 428 200 428 140 428 76 420Z';
  const inside = within(
    body,
    shade('M296 180H330V440H270Q300 320 296 180Z', 0.1) +
      (of.base ? flat('M60 362H340V440H60Z', base.fill) + line('M60 362H340', 2) : ''),
  );
  const strap = (front: boolean) =>
    front
      ? line('M142 262V150C142 84 258 84 258 150V262', 15) +
        line('M142 262V150C142 84 258 84 258 150V262', 10.6, 1, handle) +
        stitch('M139 258V150C139 79 261 79 261 150V258M145 258V150C145 89 255 89 255 150V258')
      : line('M154 192V128C154 66 246 66 246 128V192', 13) +
        line('M154 192V128C154 66 246 66 246 128V192', 8.6, 1, darker(handle, 0.25));
  return joined({
    defs: main.defs + base.defs + inside.defs,
    body:
      ground(200, 440, 126) +
      strap(false) +
      shape(body, main.fill) +
      inside.body +
      stitch('M85 206H315M85 212H315') +
      art +
      strap(true) +
      stitch('M137 232h10M137 256h10l-10-24M147 232l-10 24M253 232h10M253 256h10l-10-24M263 232l-10 24') +
      shape('M314 230h10v16h-10z', '#c2311d'),
  });
}

export interface Trousers {
  cloth: Cloth;
  knee?: Cloth;
  cuff?: Cloth;
  kind?: 'chore' | 'cargo' | 'shorts';
  button?: string;
  view?: 'front' | 'back';
}
export function trousers(of: Trousers): Drawing {
  const main = clothOf(of.cloth);
  const knee = clothOf(of.knee ?? of.cloth);
  const cuffs = clothOf(of.cuff ?? of.cloth);
  const colour = of.cloth.colours[0]!;
  const short = of.kind === 'shorts';
  const foot = short ? 300 : 446;
  const outer = short ? 84 : 104;
  const inner = short ? 188 : 180;
  const leg = `M130 76Q110 150 106 220L${outer} ${foot}Q140 ${foot + 8} ${inner} ${foot + 2}L198 214 200 76Z`;
  const inside = within(
    leg,
    shade(`M200 76L198 214 ${inner} ${foot + 10}H${inner - 22}Q182 260 176 180Z`, 0.12) +
      line('M198 214q-18 8-34 2M196 226q-14 10-26 6', 1.4, 0.4) +
      line(`M122 330q10 10 22 8`, 1.3, short ? 0 : 0.35),
  );
  const side =
    shape(leg, main.fill) +
    inside.body +
    (of.knee && !short
      ? shape('M112 262H178L172 366Q140 372 108 366Z', knee.fill) +
        stitch('M115 266H174L168.6 362Q140 368 112 362Z')
      : '') +
    (of.kind === 'cargo'
      ? shape('M98 262h50v66q0 5-5 5h-42q-5 0-5-5z', main.fill) +
        shape('M95 256h56v20l-6 6h-44l-6-6z', main.fill) +
        button(123, 273, of.button ?? '#d9cfbb', 3.6) +
        stitch('M101 284v44q0 2 2 2h40q2 0 2-2v-44')
      : '') +
    shape(
      `M${outer} ${foot}Q140 ${foot + 8} ${inner} ${foot + 2}L${inner + 1} ${foot - 18}Q140 ${foot - 12} ${outer + 1} ${foot - 20}Z`,
      cuffs.fill,
    ) +
    stitch(`M${outer + 1} ${foot - 15}Q140 ${foot - 7} ${inner} ${foot - 13}`);
  const pockets =
    of.view === 'back'
      ? both(
          shape('M132 128h48v52q0 4-4 5l-20 8-20-8q-4-1-4-5z', main.fill) +
            stitch('M132 137h48M135.4 139v40q0 3 3 4l17.6 7 17.6-7q3-1 3-4v-40'),
        ) +
        both(seam('M124 104Q160 112 200 106')) +
        shape('M188 84h24v12h-24z', of.button ?? '#d9cfbb')
      : both(line('M164 104Q156 144 118 152', 2) + stitch('M160 104Q152 139 119 147')) +
        seam('M200 106V206') +
        stitch('M212 108V170Q210 190 200 200') +
        button(200.5, 90, of.button ?? '#d9cfbb', 5);
  return joined({
    defs: main.defs + knee.defs + cuffs.defs + inside.defs,
    body:
      `<g transform="translate(0 ${short ? 78 : 0})">` +
      ground(200, foot + 20, short ? 118 : 104, 8) +
      (of.view === 'back'
        ? ''
        : flat('M134 78Q200 68 266 78L264 96H136Z', darker(colour, 0.45)) +
          line('M134 76Q200 66 266 76', 2)) +
      both(side) +
      shape('M130 76Q200 88 270 76L274 104Q200 116 126 104Z', main.fill) +
      stitch('M130 80Q200 92 270 80M128 100Q200 112 272 100') +
      both(shape('M146 74h9v36h-9z', main.fill)) +
      (of.view === 'back' ? shape('M195 76h10v36h-10z', main.fill) : '') +
      pockets +
      '</g>',
  });
}

/** A square cloth with a border and a motif in the middle, lying flat, one corner folded. */
export function bandana(of: { cloth: Cloth; border: Cloth; print: Print }): Drawing {
  const main = clothOf(of.cloth);
  const border = clothOf(of.border);
  const paperCorner = mix(of.cloth.colours[0]!, '#ffffff', 0.4);
  const m = (x: number, y: number, size: number, turn: number) =>
    motif(of.print.motif, x, y, size * (of.print.size ?? 1), of.print.colours, turn);
  return {
    defs: main.defs + border.defs,
    body:
      `<g transform="rotate(-4 200 250)">` +
      `<path d="M52 110H356V414H60Z" fill="${ink}" opacity=".1"/>` +
      shape('M46 104H350V350L296 404H46Z', border.fill) +
      shape('M76 134H320V340L286 374H76Z', main.fill) +
      stitch('M51 109H345V348L294 399H51Z') +
      line('M84 142H312V336L282 366H84Z', 1.2, 0.7) +
      m(198, 250, 1.25, 0) +
      m(112, 170, 0.34, -45) +
      m(284, 170, 0.34, 45) +
      m(112, 338, 0.34, -135) +
      shape('M350 350L296 404Q294 366 298 352Q322 348 350 350Z', paperCorner) +
      `</g>`,
  };
}
