import {
  at,
  box,
  circle,
  darker,
  flat,
  ground,
  ink,
  lighter,
  line,
  mix,
  pen,
  shade,
  smooth,
  within,
  type Drawing,
} from './ink.ts';
import { randomFrom } from '../random.ts';
import { centred, written } from './letters.ts';
import { motif, type Motif } from './motifs.ts';
import { clothOf } from './patterns.ts';

export interface Poster {
  art: 'mountains' | 'night' | 'grille' | 'typhoon' | 'ring' | 'letters' | 'parade' | 'tide';
  /** Ground, then three colours from far to near. */
  colours: readonly [string, string, string, string];
  motif?: Motif;
  words?: string;
  foot?: string;
  frame?: string;
}
const [X, Y, W, H] = [74, 58, 252, 356];
export function poster(of: Poster): Drawing {
  const [a, b, c, d] = of.colours;
  const random = randomFrom(JSON.stringify(of));
  const right = X + W;
  const low = Y + H;
  let art = flat(`M${X} ${Y}H${right}V${low}H${X}Z`, a);
  let defs = '';
  const range = (base: number, high: number, colour: string) => {
    const points: string[] = [];
    let up = true;
    for (let x = X - 20; x < right + 40; x += random.between(18, 40), up = !up)
      points.push(
        `${at(x)} ${at(base - (up ? random.between(0, high * 0.4) : random.between(high * 0.6, high)))}`,
      );
    return flat(`M${X - 20} ${low}L${points.join('L')}L${right + 20} ${low}Z`, colour);
  };
  if (of.art === 'mountains') {
    art +=
      circle(X + W * 0.64, Y + 108, 46, d, '') +
      range(Y + 196, 84, mix(b, a, 0.45)) +
      range(Y + 236, 70, b) +
      range(Y + 280, 60, c) +
      range(Y + 322, 40, darker(c, 0.35));
    for (let i = 0; i < 5; i++)
      art += line(`M${at(X + 24 + i * 9)} ${Y + 60 + i * 11}h${60 - i * 8}`, 3, 0.85, lighter(a, 0.5));
  } else if (of.art === 'night') {
    for (let r = 0; r < 3; r++) {
      const y = Y + 40 + r * 62;
      art += line(`M${X} ${y}Q${X + W / 2} ${y + 44} ${right} ${y - 6}`, 1.8, 1, lighter(a, 0.4));
      for (let i = 0; i < 7; i++) {
        const t = (i + 0.5) / 7;
        art += circle(X + W * t, y + 44 * 2 * t * (1 - t) + 8, 7 - r, [d, lighter(d, 0.4), b][i % 3]!, '');
      }
    }
    for (let i = 0; i < 3; i++) {
      const x = X + 14 + i * 78;
      let awning = '';
      for (let k = 0; k < 5; k++)
        awning += flat(`M${x + k * 14} ${Y + 236}h14v18q-7 9-14 0z`, k % 2 ? '#f6ead2' : [b, c, d][i]!);
      art +=
        box(x + 4, Y + 250, 62, 70, 0, darker(c, 0.35), '') +
        box(x + 4, Y + 286, 62, 34, 0, mix(c, '#f6ead2', 0.25), '') +
        awning +
        motif((['bubble-tea', 'dumpling', 'fish'] as const)[i]!, x + 35, Y + 276, 0.32, [d, '#f6ead2', b]);
    }
    art += flat(`M${X} ${Y + 320}H${right}V${low}H${X}Z`, darker(a, 0.3));
  } else if (of.art === 'grille') {
    const pattern = clothOf({ weave: 'grille', colours: [a, b, d], scale: 1.02 });
    defs += pattern.defs;
    art += box(X + 22, Y + 26, W - 44, 256, 0, pattern.fill, pen);
    art +=
      flat(`M${X + 22} ${Y + 282}h${W - 44}v14h${-(W - 44)}z`, c) +
      flat(`M${X + 92} ${Y + 282}l8-52h52l8 52z`, d, pen);
    for (const [x, y, t] of [
      [0, -40, 0],
      [-34, -20, -42],
      [34, -24, 42],
      [-18, -56, -18],
      [20, -60, 20],
    ] as const)
      art += flat(
        'M0 0C-16-16-14-46 0-58 14-46 16-16 0 0Z',
        c,
        `${pen} transform="translate(${X + 126 + x * 0.4} ${Y + 236 + y * 0.1}) rotate(${t})"`,
      );
  } else if (of.art === 'typhoon') {
    const [cx, cy] = [X + W / 2, Y + 150];
    for (let i = 11; i > 0; i--) {
      const points = Array.from({ length: 16 }, (_, k) => {
        const t = (k / 16) * Math.PI * 2;
        const r = i * 11.2 * (1 + 0.09 * Math.sin(t * 2 + i * 0.55));
        return [cx + Math.cos(t) * r, cy + Math.sin(t) * r * 0.94] as const;
      });
      art += flat(smooth(points), [b, a, c, a][i % 4]!);
    }
    art += circle(cx, cy, 9, d, '');
  } else if (of.art === 'ring') {
    for (let i = 0; i < 8; i++) {
      const t = (i / 8) * Math.PI * 2;
      art += motif(
        of.motif ?? 'fish',
        X + W / 2 + Math.cos(t) * 84,
        Y + 150 + Math.sin(t) * 84,
        0.52,
        i % 2 ? [b, d, c] : [c, d, b],
        (t * 180) / Math.PI + 90,
      );
    }
    art += motif('sun', X + W / 2, Y + 150, 0.66, [d, b, c]);
  } else if (of.art === 'letters') {
    const word = of.words ?? 'HALO';
    [...word.slice(0, 4)].forEach((letter, i) => {
      const [x, y] = [X + 26 + (i % 2) * 112, Y + 28 + Math.floor(i / 2) * 138];
      art +=
        box(x - 12, y - 12, 108, 130, 0, [b, c, d, mix(b, d, 0.5)][i]!, '') +
        written(letter, x + 8, y + 10, 84, i % 2 ? a : '#fbf8f1', 15);
    });
  } else if (of.art === 'parade') {
    for (let r = 0; r < 4; r++)
      for (let i = 0; i < 3; i++) {
        const one = (r + i) % 3;
        art += motif(of.motif ?? 'scooter', X + 46 + i * 80 + (r % 2) * 6, Y + 52 + r * 72, 0.52, [
          [b, c, d][one]!,
          [d, b, c][one]!,
          [c, d, b][one]!,
        ]);
      }
  } else {
    for (let r = 0; r < 9; r++) {
      let wave = `M${X - 10} ${low}V${Y + 96 + r * 26}`;
      for (let i = 0; i < 7; i++) wave += `q${14} ${-18 - (r % 3) * 5} ${22} ${-4}t22 4`;
      art +=
        flat(wave + `V${low}Z`, [b, mix(b, c, 0.5), c][r % 3]!) +
        line(wave.replace(`M${X - 10} ${low}V`, `M${X - 10} `), 1.2, 0.35);
    }
    art =
      flat(`M${X} ${Y}H${right}V${low}H${X}Z`, a) +
      circle(X + W / 2, Y + 74, 42, d, '') +
      art.replace(flat(`M${X} ${Y}H${right}V${low}H${X}Z`, a), '');
  }
  if (of.art !== 'letters' && of.words)
    art +=
      box(X, low - 40, W, 40, 0, of.art === 'night' ? darker(a, 0.3) : a, '') +
      centred(
        of.words,
        X + W / 2,
        low - 28,
        15,
        darker(d, 0.1) === a ? ink : of.art === 'night' ? d : darker(c, 0.3),
        2.6,
      );
  if (of.art === 'letters') art += written(of.foot ?? 'MADE BY VOTE', X + 16, low - 28, 10, b, 1.8);
  const cut = within(`M${X} ${Y}H${right}V${low}H${X}Z`, art);
  const frame = of.frame ?? '#c9a877';
  return {
    defs: defs + cut.defs,
    body:
      ground(200, 452, 128) +
      box(X - 18 + 5, Y - 18 + 8, W + 36, H + 36, 2, ink, 'opacity=".13"') +
      box(X - 18, Y - 18, W + 36, H + 36, 2, frame) +
      shade(`M${right + 10} ${Y - 17}h7v${H + 34}h-7z`, 0.16) +
      box(X - 9, Y - 9, W + 18, H + 18, 0, '#fbf8f1', `stroke="${ink}" stroke-width="1.4"`) +
      cut.body +
      `<rect x="${X}" y="${Y}" width="${W}" height="${H}" fill="none" stroke="${ink}" stroke-width="1.2"/>`,
  };
}
