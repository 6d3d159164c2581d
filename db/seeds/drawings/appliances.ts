import {
  at,
  box,
  circle,
  darker,
  flat,
  ground,
  ink,
  lighter,
  light,
  line,
  mix,
  pen,
  readable,
  seam,
  shade,
  shape,
  within,
  type Drawing,
} from './ink.ts';
import { clothOf, type Cloth } from './patterns.ts';

const joined = (...parts: Drawing[]): Drawing => ({
  defs: parts.map((part) => part.defs).join(''),
  body: parts.map((part) => part.body).join(''),
});
const rounded = (x: number, y: number, w: number, h: number, r: number) =>
  `M${x + r} ${y}H${x + w - r}Q${x + w} ${y} ${x + w} ${y + r}V${y + h - r}Q${x + w} ${y + h} ${x + w - r} ${y + h}H${x + r}Q${x} ${y + h} ${x} ${y + h - r}V${y + r}Q${x} ${y} ${x + r} ${y}Z`;
/** A rounded panel of `cloth` with a shadow down its right side and a gleam down its left. */
function panel(x: number, y: number, w: number, h: number, r: number, cloth: Cloth, gleam = true): Drawing {
  const fill = clothOf(cloth);
  const d = rounded(x, y, w, h, r);
  const inside = within(
    d,
    shade(`M${x + w - Math.min(26, w * 0.12)} ${y}h40v${h}h-40z`, 0.11) +
      (gleam ? light(`M${x + 9} ${y + 12}h5v${h - 24}h-5z`, 0.35) : ''),
  );
  return {
    defs: fill.defs + inside.defs,
    body: flat(d, fill.fill) + inside.body + `<path d="${d}" fill="none" ${pen}/>`,
  };
}
const thin = `stroke="${ink}" stroke-width="1.5" stroke-linejoin="round"`;
const bar = (x: number, y: number, w: number, h: number, fill: string) =>
  box(x, y, w, h, Math.min(w, h) / 2, fill) +
  box(
    x + (w > h ? 6 : 2.4),
    y + (w > h ? 2.4 : 6),
    w > h ? w - 12 : 2,
    w > h ? 2 : h - 12,
    1,
    '#fff',
    'opacity=".4"',
  );

export interface Fridge {
  kind?: 'two-door' | 'french' | 'retro' | 'glass' | 'drawers';
  upper: Cloth;
  lower: Cloth;
  handle?: string;
  legs?: string;
  open?: boolean;
}
export function fridge(of: Fridge): Drawing {
  const handle = of.handle ?? '#b9b3a4';
  const dark = darker(of.upper.colours[0]!, 0.4);
  const { kind = 'two-door' } = of;
  const feet = (x: number, w: number, y: number) =>
    shape(`M${x + 16} ${y}h16l-3 18h-10zM${x + w - 32} ${y}h16l-3 18h-10z`, of.legs ?? dark);
  if (kind === 'retro') {
    return joined(
      {
        defs: '',
        body:
          ground(200, 458, 112) +
          feet(112, 176, 436) +
          box(108, 54, 184, 388, 34, darker(of.upper.colours[0]!, 0.22)),
      },
      panel(108, 54, 180, 122, 34, of.upper),
      panel(108, 180, 180, 260, 30, of.lower),
      {
        defs: '',
        body:
          bar(124, 122, 42, 11, handle) +
          bar(124, 204, 11, 84, handle) +
          box(230, 92, 34, 9, 4, handle) +
          line('M124 404H270', 1.2, 0.4),
      },
    );
  }
  if (kind === 'french') {
    return joined(
      {
        defs: '',
        body:
          ground(200, 456, 132) +
          box(86, 60, 232, 384, 8, dark) +
          shape('M98 444h22v10H98zM284 444h22v10h-22z', dark),
      },
      panel(86, 60, 115, 234, 8, of.upper),
      panel(203, 60, 115, 234, 8, of.upper),
      panel(86, 297, 232, 72, 6, of.lower, false),
      panel(86, 372, 232, 72, 6, of.lower, false),
      {
        defs: '',
        body:
          bar(187, 120, 9, 110, handle) +
          bar(208, 120, 9, 110, handle) +
          bar(142, 308, 120, 9, handle) +
          bar(142, 383, 120, 9, handle) +
          box(110, 138, 46, 58, 4, ink) +
          box(117, 145, 32, 14, 2, '#8fd0c0', '') +
          circle(126, 178, 5, '#57524a', '') +
          circle(140, 178, 5, '#57524a', ''),
      },
    );
  }
  if (kind === 'drawers') {
    return joined(
      {
        defs: '',
        body:
          ground(200, 456, 126) +
          box(92, 56, 216, 388, 6, dark) +
          shape('M104 444h22v10h-22zM274 444h22v10h-22z', dark),
      },
      panel(92, 56, 216, 168, 6, of.upper),
      panel(92, 227, 106, 70, 5, of.lower, false),
      panel(202, 227, 106, 70, 5, of.lower, false),
      panel(92, 300, 216, 70, 5, of.lower, false),
      panel(92, 373, 216, 71, 5, of.lower, false),
      {
        defs: '',
        body:
          [
            [92, 224, 216],
            [92, 297, 106],
            [202, 297, 106],
            [92, 370, 216],
          ]
            .map(([x, y, w]) =>
              flat(`M${x! + 18} ${y! - 9}h${w! - 36}l-4 9h${-(w! - 44)}z`, ink, 'opacity=".72"'),
            )
            .join('') + box(122, 80, 62, 5, 2.5, handle, ''),
      },
    );
  }
  if (kind === 'glass') {
    const shelf = (y: number, things: string) => line(`M116 ${y}H284`, 2.2) + things;
    const jar = (x: number, y: number, w: number, h: number, fill: string, lid: string) =>
      box(x, y - h, w, h, 3, fill, thin) + box(x + 2, y - h - 5, w - 4, 6, 2, lid, thin);
    const bottle = (x: number, y: number, fill: string) =>
      flat(`M${x} ${y}v-34q0-6 4-9v-12h8v12q4 3 4 9v34z`, fill, thin);
    return joined(
      { defs: '', body: ground(200, 456, 112) + feet(98, 204, 434) },
      panel(98, 54, 204, 386, 12, of.upper, false),
      {
        defs: '',
        body:
          box(114, 72, 172, 254, 8, '#e8efe9') +
          shelf(
            142,
            bottle(126, 142, '#2b6650') +
              bottle(146, 142, '#9a6412') +
              jar(172, 142, 26, 26, '#efb94d', '#c2311d') +
              jar(204, 142, 26, 34, '#f6e6cc', '#57524a') +
              circle(246, 131, 10, '#c2311d', thin) +
              circle(266, 131, 10, '#d9622b', thin),
          ) +
          shelf(
            204,
            box(126, 178, 56, 25, 3, '#fbf8f1', thin) +
              flat('M130 190h48v6h-48z', '#2f6f5f') +
              jar(192, 204, 30, 38, '#d7a8a0', '#fbf8f1') +
              flat('M232 204q-4-20 12-22 2-8 8-4 12 0 12 14t-8 12z', '#5d8a4a', thin),
          ) +
          shelf(
            264,
            flat('M124 264q2-24 26-24t26 24z', '#d9a23a', thin) +
              bottle(190, 264, '#cfd8e3') +
              bottle(212, 264, '#cfd8e3') +
              jar(240, 264, 34, 30, '#7a2b10', '#e4d9bd'),
          ) +
          box(120, 280, 160, 38, 4, '#fbf8f1', `stroke="${ink}" stroke-width="1.5" opacity=".8"`) +
          light('M122 80L176 80 122 190ZM196 80H214L122 270V232Z', 0.42),
      },
      panel(114, 338, 172, 86, 6, of.lower, false),
      { defs: '', body: bar(268, 160, 9, 80, handle) + bar(160, 352, 80, 9, handle) },
    );
  }
  return joined(
    {
      defs: '',
      body:
        ground(200, 456, 108) +
        box(104, 52, 192, 390, 8, dark) +
        shape('M116 442h22v12h-22zM262 442h22v12h-22z', dark),
    },
    panel(104, 52, 188, 142, 8, of.upper),
    panel(104, 198, 188, 244, 8, of.lower),
    {
      defs: '',
      body: bar(118, 116, 9, 62, handle) + bar(118, 216, 9, 92, handle) + box(246, 70, 30, 6, 3, handle, ''),
    },
  );
}

export interface Kettle {
  kind?: 'gooseneck' | 'jug' | 'teapot';
  body: Cloth;
  handle: string;
  knob?: string;
  base?: string;
  band?: string;
}
export function kettle(of: Kettle): Drawing {
  const fill = clothOf(of.body);
  const main = of.body.colours[0]!;
  const knob = of.knob ?? of.handle;
  const base = of.base ?? darker(main, 0.4);
  const stand =
    box(96, 402, 196, 20, 8, base) +
    box(104, 406, 60, 3, 1.5, '#fff', 'opacity=".3"') +
    circle(268, 412, 4, '#e5573f', '') +
    line('M292 414q50 4 84 24', 5) +
    line('M292 414q50 4 84 24', 2, 1, base);
  if (of.kind === 'jug') {
    const d = 'M132 160H262L282 400H112Z';
    const inside = within(
      d,
      shade('M250 150H300V410H246Z', 0.13) +
        light('M140 176L126 390H136L149 176Z', 0.38) +
        (of.band ? flat('M100 330H300V352H100Z', of.band) + line('M100 330H300M100 352H300', 1.6) : ''),
    );
    return joined({
      defs: fill.defs + inside.defs,
      body:
        ground(196, 428, 124) +
        stand +
        line('M262 180C352 168 352 340 276 346', 20) +
        line('M262 180C352 168 352 340 276 346', 15.6, 1, of.handle) +
        line('M274 178C340 176 340 320 280 338', 1.6, 0.4, '#fff') +
        shape('M132 160L98 150Q96 178 128 204Z', fill.fill) +
        shape(d, fill.fill) +
        inside.body +
        shape('M132 160Q136 132 196 132 258 132 262 160Z', darker(main, 0.12)) +
        box(180, 112, 34, 20, 8, knob) +
        box(168, 236, 10, 92, 5, '#dcebea', `stroke="${ink}" stroke-width="1.6"`) +
        box(170, 276, 6, 50, 3, '#7fb5c4', '') +
        line('M182 250h8M182 270h5M182 290h8M182 310h5', 1.3),
    });
  }
  if (of.kind === 'teapot') {
    const d = 'M118 400C60 330 96 216 200 216S340 330 282 400Q200 416 118 400Z';
    const inside = within(
      d,
      shade('M270 220Q340 330 270 420H320V220Z', 0.13) +
        light('M126 268Q96 320 120 376L132 372Q112 322 138 272Z', 0.4) +
        (of.band ? flat('M60 356H340V376H60Z', of.band) + line('M60 356H340M60 376H340', 1.6) : ''),
    );
    return joined({
      defs: fill.defs + inside.defs,
      body:
        ground(200, 428, 128) +
        stand +
        line('M112 262C100 96 300 96 288 262', 19) +
        line('M112 262C100 96 300 96 288 262', 14.6, 1, of.handle) +
        line('M118 200C128 124 200 124 236 136', 1.6, 0.45, '#fff') +
        shape('M100 330Q66 300 60 262L36 250Q40 232 60 232 84 236 86 262 96 288 112 296Z', fill.fill) +
        shape(d, fill.fill) +
        inside.body +
        shape('M142 232Q150 200 200 200T258 232Q200 248 142 232Z', darker(main, 0.1)) +
        box(184, 178, 32, 22, 10, knob),
    });
  }
  const d = 'M140 236H248L282 400H112Z';
  const inside = within(
    d,
    shade('M238 230H290V410H252Z', 0.13) +
      light('M148 248L124 392H134L157 248Z', 0.4) +
      (of.band ? flat('M100 366H300V384H100Z', of.band) + line('M100 366H300M100 384H300', 1.6) : ''),
  );
  return joined({
    defs: fill.defs + inside.defs,
    body:
      ground(196, 428, 124) +
      stand +
      line('M124 352C60 340 108 214 52 190', 17) +
      line('M124 352C60 340 108 214 52 190', 12.6, 1, main) +
      flat('M58 200L40 184 52 178 64 192Z', main) +
      line('M60 202L38 184 52 176', 2.2) +
      line('M246 250C284 250 300 230 318 214M318 214C346 190 352 236 348 292', 19) +
      line('M246 250C284 250 300 230 318 214', 8, 1, darker(main, 0.3)) +
      line('M318 214C346 190 352 236 348 292', 14.6, 1, of.handle) +
      shape(d, fill.fill) +
      inside.body +
      shape('M140 236Q148 212 194 212T248 236Z', darker(main, 0.12)) +
      line('M194 212V198', 7) +
      circle(194, 188, 13, knob),
  });
}

export interface Cooker {
  body: Cloth;
  lid?: string;
  knob?: string;
  handles?: string;
  lever?: string;
  kind?: 'pot' | 'box';
  plate?: string;
}
/** The steamer pot of every Taiwanese kitchen: an outer pot, a lid, two ears, one lever. Or the boxed rice cooker. */
export function cooker(of: Cooker): Drawing {
  const fill = clothOf(of.body);
  const main = of.body.colours[0]!;
  const ear = of.handles ?? ink;
  if (of.kind === 'box') {
    const d = rounded(92, 216, 216, 196, 46);
    const inside = within(d, shade('M276 200H320V420H262Z', 0.12) + light('M106 250h7v126h-7z', 0.4));
    return joined({
      defs: fill.defs + inside.defs,
      body:
        ground(200, 420, 122) +
        line('M110 226C110 130 290 130 290 226', 17) +
        line('M110 226C110 130 290 130 290 226', 12.6, 1, ear) +
        shape(d, fill.fill) +
        inside.body +
        shape('M92 262Q92 198 150 192H250Q308 198 308 262Z', of.lid ?? darker(main, 0.1)) +
        light('M112 246Q118 214 152 208H176Q128 218 122 246Z', 0.35) +
        box(182, 252, 36, 18, 6, of.knob ?? '#d9cfbb') +
        circle(236, 216, 8, darker(main, 0.35)) +
        box(146, 296, 108, 74, 10, of.plate ?? ink) +
        box(158, 306, 84, 26, 4, '#b9d6c4', '') +
        line('M170 319h10M186 319h10M202 313v12M214 319h14', 3) +
        circle(172, 352, 8, '#e5573f', `stroke="${ink}" stroke-width="1.4"`) +
        circle(200, 352, 8, '#d9cfbb', `stroke="${ink}" stroke-width="1.4"`) +
        circle(228, 352, 8, '#d9cfbb', `stroke="${ink}" stroke-width="1.4"`),
    });
  }
  const d = 'M92 236H308V364Q308 404 262 408H138Q92 404 92 364Z';
  const inside = within(
    d,
    shade('M274 230H320V420H250Q276 360 274 230Z', 0.13) + light('M104 250h8v116h-8z', 0.42),
  );
  return joined({
    defs: fill.defs + inside.defs,
    body:
      ground(200, 424, 118) +
      shape('M136 406h24v12h-24zM240 406h24v12h-24z', ear) +
      shape(
        'M92 262H62Q50 262 50 274V288Q50 300 62 300H92ZM308 262H338Q350 262 350 274V288Q350 300 338 300H308Z',
        ear,
      ) +
      shape(d, fill.fill) +
      inside.body +
      shape(
        'M84 222H316Q320 222 320 228V234Q320 240 316 240H84Q80 240 80 234V228Q80 222 84 222Z',
        '#cfc9bc',
      ) +
      light('M90 226H240V230H90Z', 0.6) +
      shape('M96 222Q110 176 200 174 290 176 304 222Z', of.lid ?? '#ddd8cc') +
      light('M118 212Q132 190 176 184 146 194 136 212Z', 0.6) +
      shape('M184 174Q176 150 200 148 224 150 216 174Z', of.knob ?? ear) +
      box(164, 316, 72, 60, 8, of.plate ?? '#e9e2d2') +
      box(190, 340, 20, 28, 4, of.lever ?? '#c2311d') +
      line('M178 328h44', 1.6, 0.6) +
      circle(222, 356, 4.5, '#e5a03f', `stroke="${ink}" stroke-width="1.3"`),
  });
}

export interface Toaster {
  body: Cloth;
  side: string;
  lever?: string;
  bread?: boolean;
  kind?: 'slots' | 'oven';
}
export function toaster(of: Toaster): Drawing {
  const fill = clothOf(of.body);
  const main = of.body.colours[0]!;
  const bread = (x: number) =>
    shape(`M${x} 250V196q-12-2-10-20 2-16 26-16h34q24 0 26 16 2 18-10 20v54z`, '#e0aa62') +
    flat(`M${x + 8} 250v-58q-10-4-8-14 2-8 18-8h32q16 0 18 8 2 10-8 14v58z`, '#f3d8a4');
  if (of.kind === 'oven') {
    return joined(
      {
        defs: '',
        body: ground(200, 404, 152) + shape('M78 384h30v14H78zM292 384h30v14h-30z', darker(main, 0.4)),
      },
      panel(52, 176, 296, 210, 20, of.body, false),
      {
        defs: '',
        body:
          box(72, 200, 196, 160, 10, '#3a3029') +
          box(84, 212, 172, 136, 6, '#6d4a2c') +
          line('M84 318H256', 2.4) +
          line(
            'M92 318V326M112 318V326M132 318V326M152 318V326M172 318V326M192 318V326M212 318V326M232 318V326',
            2,
          ) +
          flat('M96 226H244V230H96Z', '#f08a3c') +
          flat('M96 336H244V339H96Z', '#f08a3c') +
          shape('M116 318q-8-34 54-36 62 2 54 36z', '#e0aa62') +
          line('M140 300q6-8 14-8M166 294q8-2 14 0M196 300q8 2 10 8', 1.8) +
          light('M86 214H128L86 300Z', 0.2) +
          bar(96, 190, 148, 10, of.side) +
          circle(308, 228, 21, of.side) +
          line('M308 228V212', 3, 1, readable(of.side, ink, '#fff')) +
          circle(308, 286, 21, of.side) +
          line('M308 286L321 276', 3, 1, readable(of.side, ink, '#fff')) +
          circle(308, 336, 8, of.lever ?? '#c2311d'),
      },
    );
  }
  const d = rounded(74, 236, 252, 156, 40);
  const inside = within(d, shade('M290 230H340V400H278Z', 0.12) + light('M92 268h8v92h-8z', 0.42));
  return joined({
    defs: fill.defs + inside.defs,
    body:
      ground(200, 408, 138) +
      shape('M104 388h34v14h-34zM262 388h34v14h-34z', darker(main, 0.4)) +
      (of.bread ? bread(124) + bread(212) : '') +
      shape(d, fill.fill) +
      inside.body +
      box(106, 238, 188, 12, 6, '#4a443a') +
      shape('M326 280h16v66h-16z', of.side) +
      box(330, 292, 34, 16, 6, of.lever ?? '#c2311d') +
      line('M334 312v26', 3) +
      box(100, 356, 200, 8, 4, of.side, ''),
  });
}

export interface Fan {
  blades: string;
  cage: string;
  body: string;
  knob?: string;
  kind?: 'desk' | 'floor';
  blade?: Cloth;
}
export function fan(of: Fan): Drawing {
  const floor = of.kind === 'floor';
  const [cx, cy, r] = floor ? [200, 172, 112] : [200, 200, 134];
  const petal = of.blade ? clothOf(of.blade) : { defs: '', fill: of.blades };
  const k = r! / 134;
  const blade = (turn: number) =>
    `<path d="M-14-16C-70-40-72-104-16-116 26-118 40-60 14-14Z" fill="${petal.fill}" ${pen} transform="translate(${cx} ${cy}) rotate(${turn}) scale(${at(k)})"/>`;
  let wires = '';
  for (let i = 0; i < 48; i++) {
    const a = (i / 48) * Math.PI * 2;
    wires += `M${at(cx! + Math.cos(a) * 26 * k)} ${at(cy! + Math.sin(a) * 26 * k)}Q${at(cx! + Math.cos(a + 0.16) * 80 * k)} ${at(cy! + Math.sin(a + 0.16) * 80 * k)} ${at(cx! + Math.cos(a + 0.1) * (r! - 2))} ${at(cy! + Math.sin(a + 0.1) * (r! - 2))}`;
  }
  const stand = floor
    ? shape('M192 284H208V430H192Z', of.body) +
      box(178, 300, 44, 42, 8, darker(of.body, 0.1)) +
      circle(200, 321, 11, of.knob ?? of.blades) +
      shape('M110 442Q116 424 200 422 284 424 290 442Q292 452 284 454H116Q108 452 110 442Z', of.body) +
      light('M126 440Q140 430 190 429V433Q150 434 134 442Z', 0.4)
    : shape('M178 330H222L230 408H170Z', of.body) +
      shape('M118 424Q122 400 200 398 278 400 282 424Q284 436 274 438H126Q116 436 118 424Z', of.body) +
      shade('M240 402Q278 408 282 424 284 436 274 438H250Z', 0.12) +
      [168, 190, 212]
        .map((x, i) =>
          box(
            x,
            411,
            16,
            12,
            3,
            i === 1 ? (of.knob ?? '#c2311d') : '#f3ead8',
            `stroke="${ink}" stroke-width="1.6"`,
          ),
        )
        .join('');
  return {
    defs: petal.defs,
    body:
      ground(200, floor ? 458 : 442, floor ? 112 : 100) +
      stand +
      circle(cx!, cy!, r!, mix(of.cage, '#ffffff', 0.72), 'opacity=".55"') +
      [20, 140, 260].map(blade).join('') +
      circle(cx!, cy!, 20 * k, of.body) +
      line(wires, 1.5, 0.75, darker(of.cage, 0.25)) +
      `<circle cx="${cx}" cy="${cy}" r="${r}" fill="none" stroke="${ink}" stroke-width="11"/><circle cx="${cx}" cy="${cy}" r="${r}" fill="none" stroke="${of.cage}" stroke-width="6.6"/><circle cx="${cx}" cy="${cy}" r="${at(r! * 0.62)}" fill="none" stroke="${darker(of.cage, 0.25)}" stroke-width="1.5"/>` +
      circle(cx!, cy!, 26 * k, of.knob ?? of.body) +
      circle(cx! - 6 * k, cy! - 6 * k, 6 * k, '#fff', 'opacity=".35"'),
  };
}

export interface Panel {
  plate: Cloth;
  dial: string;
  accent: string;
  kind?: 'dial' | 'keys' | 'touch' | 'drum';
  door?: string;
}
/** A washing machine: its whole front, or its panel alone, large. */
export function washer(of: Panel): Drawing {
  const main = of.plate.colours[0]!;
  const mark = readable(main, ink, '#fbf8f1');
  const ticks = (cx: number, cy: number, r: number, n: number, from = 0, to = 360) => {
    let d = '';
    for (let i = 0; i < n; i++) {
      const a = ((from + ((to - from) * i) / (to - from === 360 ? n : n - 1) - 90) * Math.PI) / 180;
      const long = i % 3 === 0 ? 10 : 6;
      d += `M${at(cx + Math.cos(a) * r)} ${at(cy + Math.sin(a) * r)}L${at(cx + Math.cos(a) * (r + long))} ${at(cy + Math.sin(a) * (r + long))}`;
    }
    return line(d, 2, 1, mark);
  };
  const drop = (x: number, y: number, s: number, fill: string) =>
    flat(
      `M${x} ${y - 9 * s}Q${x + 8 * s} ${y + 2 * s} ${x} ${y + 7 * s}Q${x - 8 * s} ${y + 2 * s} ${x} ${y - 9 * s}Z`,
      fill,
    );
  const knob = (cx: number, cy: number, r: number) =>
    circle(cx, cy + 3, r, ink, 'opacity=".18"') +
    circle(cx, cy, r, of.dial) +
    circle(cx, cy, r * 0.74, lighter(of.dial, 0.12), `stroke="${ink}" stroke-width="1.3"`) +
    line(`M${cx} ${cy - r * 0.7}V${cy - r * 0.34}`, 4, 1, readable(of.dial, ink, of.accent)) +
    light(
      `M${cx - r * 0.55} ${cy - r * 0.1}A${r * 0.56} ${r * 0.56} 0 0 1 ${cx - r * 0.1} ${cy - r * 0.55}L${cx - r * 0.1} ${cy - r * 0.44}A${r * 0.44} ${r * 0.44} 0 0 0 ${cx - r * 0.44} ${cy - r * 0.1}Z`,
      0.5,
    );
  if (of.kind === 'drum') {
    return joined(
      {
        defs: '',
        body: ground(200, 452, 132) + shape('M100 436h28v12h-28zM272 436h28v12h-28z', darker(main, 0.4)),
      },
      panel(76, 76, 248, 362, 14, of.plate, false),
      {
        defs: '',
        body:
          line('M76 136H324', 2) +
          box(94, 92, 66, 30, 6, lighter(main, 0.3)) +
          box(176, 98, 60, 18, 4, '#2c2a26') +
          line('M186 107h8M199 107h8M214 103v8', 2.6, 1, '#9fe0c8') +
          knob(288, 107, 18) +
          circle(200, 286, 104, darker(main, 0.14)) +
          circle(200, 286, 90, of.door ?? '#d9d2c3') +
          circle(200, 286, 70, '#3c4a50') +
          flat(
            'M132 300Q150 286 168 300T204 300 240 300 268 296Q268 330 244 346 200 370 156 346 132 326 132 300Z',
            '#8fc1cc',
          ) +
          shape('M150 318q14-26 34-14 20-14 34 6 18 4 14 20-30 26-74 12-12-8-8-24z', of.accent) +
          flat('M176 322q12-14 26 0 14 2 12 12-22 8-38 2z', '#f6e6cc') +
          [
            [160, 268, 7],
            [178, 256, 4],
            [224, 262, 8],
            [240, 280, 4],
            [210, 244, 4],
          ]
            .map(([x, y, r]) => circle(x!, y!, r!, 'none', 'stroke="#dcebea" stroke-width="2"'))
            .join('') +
          light('M150 262A58 58 0 0 1 192 230L194 238A50 50 0 0 0 158 266Z', 0.6) +
          box(286, 274, 22, 26, 6, of.dial),
      },
    );
  }
  const drawer = box(40, 132, 92, 60, 8, lighter(main, 0.25)) + box(52, 176, 68, 6, 3, ink, 'opacity=".6"');
  const screen = (x: number, y: number, w: number) =>
    box(x, y, w, 44, 6, '#2c2a26') +
    line(
      `M${x + 16} ${y + 13}v18M${x + 26} ${y + 13}h10v18h-10zM${x + 46} ${y + 13}h10v9h-10M${x + 56} ${y + 22}v9h-10`,
      3,
      1,
      '#9fe0c8',
    ) +
    circle(x + 41, y + 18, 1.6, '#9fe0c8', '') +
    circle(x + 41, y + 27, 1.6, '#9fe0c8', '');
  const icons = (x: number, y: number, i: number) =>
    [
      drop(x, y, 0.9, mark),
      line(`M${x - 8} ${y}q4-6 8 0t8 0M${x - 8} ${y + 6}q4-6 8 0t8 0`, 2, 1, mark),
      circle(x, y, 7, 'none', `stroke="${mark}" stroke-width="2"`) +
        line(`M${x} ${y - 4}v4l4 2`, 1.8, 1, mark),
      line(`M${x - 8} ${y - 4}l5-4h6l5 4-3 4-2-1v9h-6v-9l-2 1z`, 1.8, 1, mark),
      line(
        `M${x - 7} ${y}h14M${x} ${y - 7}v14M${x - 5} ${y - 5}l10 10M${x + 5} ${y - 5}l-10 10`,
        1.8,
        1,
        mark,
      ),
    ][i % 5]!;
  const base = joined(
    { defs: '', body: ground(200, 436, 178) },
    panel(20, 100, 360, 318, 20, of.plate, false),
  );
  if (of.kind === 'keys') {
    let keys = '';
    for (let i = 0; i < 10; i++) {
      const [x, y] = [60 + (i % 5) * 60, 250 + Math.floor(i / 5) * 76];
      keys +=
        box(x, y + 3, 42, 42, 10, ink, 'opacity=".18"') +
        box(x, y, 42, 42, 10, i === 7 ? of.accent : of.dial) +
        box(x + 6, y + 4, 30, 3, 1.5, '#fff', 'opacity=".45"') +
        circle(x + 21, y + 60, 3, i === 2 || i === 7 ? of.accent : mix(main, ink, 0.25), '');
      keys += `<g opacity=".9">${icons(x + 21, y + 23, i)}</g>`.replaceAll(
        mark,
        readable(i === 7 ? of.accent : of.dial, ink, '#fbf8f1'),
      );
    }
    return joined(base, {
      defs: '',
      body: drawer + screen(156, 138, 204) + line('M40 222H360', 1.6, 0.5) + keys,
    });
  }
  if (of.kind === 'touch') {
    let row = '';
    for (let i = 0; i < 5; i++)
      row +=
        icons(72 + i * 64, 366, i) +
        circle(72 + i * 64, 388, 2.6, i === 1 ? of.accent : mix(main, mark, 0.35), '');
    let slide = '';
    for (let i = 0; i < 25; i++) slide += `M${60 + i * 11.7} ${i % 4 ? 268 : 258}V288`;
    return joined(base, {
      defs: '',
      body:
        box(44, 126, 312, 90, 12, '#2c2a26') +
        line('M72 152v38M94 152h22v38H94zM140 152h22v19h-22v19h22', 4, 1, '#9fe0c8') +
        line('M196 186q14-34 28 0t28 0 28 0 28 0', 2.4, 1, of.accent) +
        circle(326, 152, 6, of.accent, '') +
        line(slide, 2, 1, mark) +
        box(186, 246, 20, 54, 8, of.dial) +
        line('M196 256v34', 2.4, 1, of.accent) +
        line('M44 326H356', 1.4, 0.4) +
        row,
    });
  }
  return joined(base, {
    defs: '',
    body:
      drawer +
      screen(152, 140, 84) +
      [0, 1, 2].map((i) => box(258 + i * 36, 146, 26, 32, 6, i === 2 ? of.accent : of.dial)).join('') +
      line('M40 216H360', 1.6, 0.5) +
      ticks(140, 318, 72, 24) +
      knob(140, 318, 58) +
      [0, 1, 2, 3]
        .map(
          (i) =>
            icons(264, 254 + i * 40, i) +
            line(`M284 ${254 + i * 40}h${[44, 60, 36, 52][i]}`, 4, 0.85, mark) +
            circle(244, 254 + i * 40, 4, i === 1 ? of.accent : mix(main, mark, 0.3), ''),
        )
        .join('') +
      seam('M222 240V398'),
  });
}

export interface Dryer {
  body: Cloth;
  grille: string;
  accent: string;
  tank?: string;
}
/** A dehumidifier, for rooms where shoes grow moss. */
export function dehumidifier(of: Dryer): Drawing {
  let slats = '';
  for (let y = 128; y < 236; y += 12) slats += `M134 ${y}H266`;
  return joined(
    {
      defs: '',
      body:
        ground(200, 448, 102) +
        circle(136, 436, 9, ink) +
        circle(264, 436, 9, ink) +
        line('M160 74V60H240V74', 9) +
        line('M160 74V60H240V74', 4.8, 1, of.grille),
    },
    panel(108, 72, 184, 364, 26, of.body),
    {
      defs: '',
      body:
        box(124, 114, 152, 130, 12, lighter(of.grille, 0.2)) +
        line(slats, 4.6, 1, darker(of.grille, 0.25)) +
        circle(200, 92, 8, of.accent) +
        line('M166 92h14M220 92h14', 3, 0.7) +
        box(130, 270, 140, 138, 14, '#dcebea') +
        flat(
          'M132 338q18-8 35 0t35 0 35 0 31-2V394q0 12-12 12H144q-12 0-12-12z',
          of.tank ?? '#7fb5c4',
          'opacity=".9"',
        ) +
        line('M132 338q18-8 35 0t35 0 35 0 31-2', 1.8) +
        line('M254 292h8M250 312h12M254 332h8M250 352h12M254 372h8', 1.6) +
        box(178, 262, 44, 14, 6, of.grille) +
        light('M140 282h8v110h-8z', 0.6),
    },
  );
}
