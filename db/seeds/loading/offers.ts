import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { minorDigits } from '../../../src/lib/domain/money.ts';
import { attachmentFile } from '../../../src/lib/server/attachments/storing.ts';
import { sharp } from '../../../src/lib/server/images/sharp.ts';
import { calls, type CallSeed, type OfferSeed } from '../world/offers.ts';
import type { Challenge } from './challenges.ts';
import { happened } from './events.ts';
import type { Account, Member } from './members.ts';
import { dayLength, type Loading } from './rows.ts';

/** A file that belongs to the rows, made when the pictures are. */
export interface OfferFile {
  id: string;
  make: () => Promise<Uint8Array>;
}

/** Calls for makers with the offers that answer them. Gives the files of their attachments. */
export function loadOffers(
  loading: Loading,
  challenges: Challenge[],
  members: Member[],
  accounts: Record<Account, Member>,
): OfferFile[] {
  const random = loading.chance('offers');
  const known = new Set<Member>(Object.values(accounts));
  const files: OfferFile[] = [];
  for (const seed of calls) {
    const challenge = challenges.find((one) => one.seed.key === seed.challenge)!;
    const draft = challenge.drafts.find(({ row }) => row.state === 'won');
    const place = {
      brand: challenge.brand.id,
      challenge: challenge.id,
      draft: seed.on === 'winner' ? draft!.id : null,
    };
    const openedAt = loading.day(seed.opened);
    const closesAt = loading.day(seed.closes);
    const over = closesAt <= loading.now;
    const call = loading.ids.id(openedAt);
    loading.rows.calls.push({
      id: call,
      brand_id: place.brand,
      challenge_id: place.challenge,
      draft_id: place.draft,
      state: over ? 'closed' : 'open',
      wanted: seed.wanted,
      quantities: JSON.stringify(seed.quantities),
      closes_at: closesAt,
      offer_count: seed.offers.length,
      opened_by: challenge.brand.owner.id,
      opened_at: openedAt,
      closed_at: over ? closesAt : null,
    });
    const about = { ...place, payload: { call } };
    happened(loading, openedAt, 'call-opened', { actor: challenge.brand.owner.id, ...about });
    if (over) happened(loading, closesAt, 'call-closed', about);
    for (const offer of seed.offers) {
      const suppliers = members.filter(
        (one) =>
          one.confirmed &&
          one.locale === offer.locale &&
          one.joinedAt < openedAt - dayLength &&
          !known.has(one),
      );
      const supplier = offer.byBuyer ? accounts.buyer : random.pick(suppliers);
      files.push(
        ...loadOffer(loading, { seed, offer, call, place, openedAt, supplier, challenge }, accounts),
      );
    }
  }
  return files;
}

interface Answered {
  seed: CallSeed;
  offer: OfferSeed;
  call: string;
  place: { brand: string; challenge: string; draft: string | null };
  openedAt: number;
  supplier: Member;
  challenge: Challenge;
}

function loadOffer(
  loading: Loading,
  { seed, offer, call, place, openedAt, supplier, challenge }: Answered,
  accounts: Record<Account, Member>,
): OfferFile[] {
  const { rows, ids } = loading;
  const at = openedAt + Math.floor(offer.after * dayLength);
  const changedAt = offer.before ? at + 5 * dayLength : at;
  const id = ids.id(at);
  const versions = offer.before ? [{ ...offer, ...offer.before }, offer] : [offer];
  rows.offers.push({
    id,
    call_id: call,
    brand_id: place.brand,
    member_id: supplier.id,
    version: versions.length,
    made_at: at,
    changed_at: changedAt,
  });
  const about = { actor: supplier.id, ...place, payload: { call, offer: id } };
  happened(loading, at, 'offer-made', about);
  if (offer.before) happened(loading, changedAt, 'offer-changed', about);
  const minor = (whole: number) => Math.round(whole * 10 ** minorDigits(offer.currency));
  versions.forEach((version, i) => {
    rows.offer_versions.push({
      offer_id: id,
      number: i + 1,
      company: version.company,
      contact: version.contact,
      country: version.country,
      currency: version.currency,
      minimum_quantity: version.minimum,
      tooling_minor: minor(version.tooling),
      lead_weeks: version.leadWeeks,
      materials: version.materials,
      words: version.words,
      made_at: i === 0 ? at : changedAt,
    });
    version.costs.forEach((cost, n) => {
      if (cost === null) return;
      rows.offer_prices.push({
        offer_id: id,
        number: i + 1,
        quantity: seed.quantities[n]!,
        unit_minor: minor(cost),
      });
    });
  });
  if (offer.before) {
    rows.offer_looks.push({
      offer_id: id,
      member_id: accounts.merchant.id,
      version: 1,
      looked_at: at + 2 * dayLength,
    });
  }
  const files: OfferFile[] = [];
  const attach = (
    attachment: Omit<Loading['rows']['attachments'][number], 'id' | 'offer_id' | 'added_at'>,
    make: OfferFile['make'],
  ) => {
    const file = ids.id(at) + ids.letters(10);
    rows.attachments.push({ id: file, offer_id: id, added_at: at, ...attachment });
    files.push({ id: file, make });
  };
  const { document } = offer;
  if (document) {
    const bytes = pdfOf(document.lines);
    attach({ kind: 'document', name: document.name, bytes: bytes.length }, async () => bytes);
  }
  const drawn = challenge.drafts.find(({ row }) => row.state === 'won')?.seed.pictures[0];
  if (offer.sample && drawn) {
    attach(
      { kind: 'picture', name: offer.sample, bytes: 60_000, width: 640, height: 800 },
      async () =>
        new Uint8Array(
          await sharp(Buffer.from(drawn.draw())).resize(640, 800, { fit: 'cover' }).webp().toBuffer(),
        ),
    );
  }
  return files;
}

export async function writeOfferFiles(files: OfferFile[], dataDir: string): Promise<void> {
  for (const { id, make } of files) {
    const path = attachmentFile(dataDir, id);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await make());
  }
}

/** One page of plain lines: enough of a PDF (ISO 32000-1) for every reader. */
function pdfOf(lines: readonly string[]): Uint8Array {
  const text = lines
    .map((line, i) => `${i === 0 ? '/F1 20 Tf' : '/F1 12 Tf'} (${line.replace(/[\\()]/g, '\\$&')}) Tj T*`)
    .join(' ');
  const content = `BT 24 TL 72 760 Td ${text} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = pdf.length;
    pdf += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return String(place).padStart(10, '0');
  });
  const table = pdf.length;
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  pdf += places.map((place) => `${place} 00000 n \n`).join('');
  pdf += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(pdf);
}
