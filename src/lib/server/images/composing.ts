import {
  balanceLines,
  breakLines,
  clip,
  loadFaces,
  widestWord,
  widthInEm,
  withEllipsis,
} from './lettering.ts';
import { inTurn, sharp } from './sharp.ts';

export interface ShareText {
  /** The site's name, beside the seal. */
  site: string;
  eyebrow?: string;
  title: string;
  /** At most three: a sentence, or a label with its value. */
  lines?: (string | [label: string, value: string])[];
  /** A file or its bytes; the right half shows it. */
  picture?: string | Uint8Array;
  locale: 'en' | 'zh-TW' | 'zh-CN';
  /** The rule above the lines: red where something is open, jade where it succeeded. */
  accent?: 'ink' | 'seal' | 'jade';
}

// The light tokens of the look: a share picture cannot know its reader's theme.
const colours = {
  paper: '#f4efe4',
  sheet: '#fbf8f1',
  ink: '#1c1a16',
  soft: '#655e51',
  rule: '#d8cfbd',
  seal: '#c2311d',
  onSeal: '#fff7ec',
  jade: '#2b6650',
};
const [width, height, margin, split, head, row] = [1200, 630, 56, 656, 108, 54];

/** What other sites show when a page is shared: 1200 × 630 px, JPEG. */
export const sharePicture = async (text: ShareText): Promise<Uint8Array<ArrayBuffer>> => {
  await loadFaces();
  return inTurn(async () => {
    const plate = text.picture ? await plateOf(text.picture).catch(() => null) : null;
    const drawn = Buffer.from(drawSheet(text, plate !== null));
    const sheet = sharp(drawn);
    if (plate) sheet.composite([{ input: plate, left: split + 1, top: 0 }]);
    const bytes = await sheet
      .flatten({ background: colours.paper })
      .jpeg({ quality: 86, chromaSubsampling: '4:4:4' });
    return new Uint8Array(await bytes.toBuffer());
  });
};

const plateOf = (picture: string | Uint8Array) =>
  sharp(picture)
    .resize(width - split - 1, height, { fit: 'cover' })
    .flatten({ background: colours.sheet })
    .png({ compressionLevel: 1 })
    .toBuffer();

const drawSheet = (text: ShareText, pictured: boolean) => {
  const right = pictured ? split - margin + 12 : width - margin;
  const column = right - margin;
  const lines = (text.lines ?? []).slice(0, 3);
  const foot = height - 44 - lines.length * row;
  // Without a picture the seal takes the lower right corner.
  const footRight = pictured ? right : right - 250;
  const small = rowSize(lines, footRight - margin);
  const below = pictured ? foot - 34 : Math.min(foot - 34, height - 240);
  const title = fitTitle(text.title, column, below - (head + 78), pictured ? 84 : 104);
  const chinese = text.locale === 'zh-CN' ? 'Noto Sans CJK SC' : 'Noto Sans CJK TC';
  const families = `'${chinese}', 'Noto Sans TC', 'Noto Sans SC', sans-serif`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="'Instrument Sans', ${families}" font-weight="500">
<rect width="${width}" height="${height}" fill="${colours.paper}"/>
${seal(margin, 32, 44)}
<text x="${margin + 60}" y="66" ${display(families)} font-size="36" fill="${colours.ink}">${escapeText(clip(text.site, (column - 60) / 36))}</text>
<rect y="${head}" width="${pictured ? split : width}" height="2" fill="${colours.ink}"/>
${text.eyebrow ? `<text x="${margin}" y="${head + 56}" font-size="26" fill="${colours.soft}">${escapeText(clip(text.eyebrow, column / 26))}</text>` : ''}
${title.lines
  .map(
    (line, i) =>
      `<text x="${margin}" y="${head + 78 + title.size * (0.88 + i * title.leading)}" ${display(families)} font-size="${title.size}" fill="${colours.ink}">${escapeText(line)}</text>`,
  )
  .join('\n')}
${lines.length > 0 ? `<rect x="${margin}" y="${foot}" width="${footRight - margin}" height="4" fill="${colours[text.accent ?? 'ink']}"/>` : ''}
${lines.map((line, i) => drawRow(line, small, foot + i * row, footRight, i > 0)).join('\n')}
${pictured ? `<rect x="${split}" width="2" height="${height}" fill="${colours.ink}"/>` : seal(right - 178, height - 222, 168)}
</svg>`;
};

/** The largest size at which every label stands whole beside its value. */
const rowSize = (lines: (string | [string, string])[], wide: number) => {
  const needs = lines.map((line) =>
    typeof line === 'string' ? 0 : widthInEm(line[0]) + widthInEm(line[1]) + 0.6,
  );
  return Math.max(20, Math.min(26, Math.floor(wide / Math.max(1, ...needs))));
};

const drawRow = (
  line: string | [string, string],
  size: number,
  top: number,
  right: number,
  ruled: boolean,
) => {
  const room = (right - margin) / size;
  const rule = ruled
    ? `<rect x="${margin}" y="${top}" width="${right - margin}" height="1" fill="${colours.rule}"/>`
    : '';
  const at = `y="${top + 38}" font-size="${size}"`;
  if (typeof line === 'string') {
    return `${rule}<text x="${margin}" ${at} fill="${colours.ink}">${escapeText(clip(line, room))}</text>`;
  }
  const value = clip(line[1], Math.max(room * 0.7, room - widthInEm(line[0]) - 0.6));
  const label = clip(line[0], room - widthInEm(value) - 0.6);
  return `${rule}<text x="${margin}" ${at} fill="${colours.soft}">${escapeText(label)}</text><text x="${right}" ${at} text-anchor="end" fill="${colours.ink}">${escapeText(value)}</text>`;
};

/** The largest size at which the title fits; at the smallest, it is cut. */
const fitTitle = (title: string, wide: number, high: number, largest: number) => {
  const leading = 1.12;
  const fitsAt = (size: number) => Math.max(1, Math.floor((high / size - 1) / leading + 1));
  for (let size = largest; size > 40; size -= 4) {
    if (widestWord(title) > wide / size) continue;
    const lines = balanceLines(title, wide / size);
    if (lines.length <= Math.min(4, fitsAt(size))) return { size, leading, lines };
  }
  const size = 40;
  const lines = breakLines(title, wide / size);
  const kept = lines.slice(0, fitsAt(size));
  if (kept.length < lines.length) kept.push(withEllipsis(kept.pop()!, wide / size));
  return { size, leading, lines: kept };
};

const display = (families: string) =>
  `font-family="'Bricolage Grotesque 96pt ExtraBold', ${families}" font-weight="700" letter-spacing="-0.02em"`;

/** The name seal, pressed four degrees askew. */
const seal = (x: number, y: number, size: number) =>
  `<g transform="translate(${x} ${y}) rotate(-4 ${size / 2} ${size / 2})"><rect width="${size}" height="${size}" rx="${size / 14}" fill="${colours.seal}"/><text x="${size / 2}" y="${size * 0.705}" font-family="'Noto Sans CJK TC', 'Noto Sans TC', sans-serif" font-weight="700" font-size="${size * 0.58}" text-anchor="middle" fill="${colours.onSeal}">眾</text></g>`;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A control character or half a surrogate pair is no XML, and would cost the whole picture. */
const escapeText = (text: string) =>
  text
    .toWellFormed()
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, ' ')
    .replace(/[&<>"']/g, (sign) => entities[sign]!);
