import { z } from 'zod';
import { arrange } from '$lib/domain/arranging.ts';
import { draftGaps, draftLimits as limits } from '$lib/domain/readying.ts';
import { refuse } from '$lib/domain/refusals.ts';
import { lineField } from '$lib/forms/accounts.ts';
import { readForm, type FormState } from '$lib/forms/reading.ts';
import { receiveFiles } from '$lib/forms/receiving.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { keptPictures, type ShownPicture } from '$lib/server/images/keeping.ts';
import type { DraftInput } from '$lib/server/drafts/saving.ts';

export interface DescribedPicture {
  picture: ShownPicture;
  alt: string;
}

const schema = z.object({
  title: lineField(limits.title),
  story: z.string().max(limits.story),
  note: z.string().max(limits.note).default(''),
});

type Read = { values: FormState['values']; pictures: DescribedPicture[] } & (
  { ok: true; input: DraftInput } | { ok: false; errors: FormState['errors']; message: string }
);

/** What was typed, as a draft; good pictures that came along are kept, whatever is wrong with the rest. */
export const readDraft = async (
  locals: App.Locals,
  member: { id: string },
  form: FormData,
): Promise<Read> => {
  const files = await receiveFiles(locals, member, form, 'files');
  const read = readForm(form, schema);
  const pictures = await arranged(locals, form);
  pictures.push(...files.kept.map((picture) => ({ picture, alt: '' })));
  const errors: FormState['errors'] = read.ok ? {} : read.errors;
  if (files.refused.length > 0) errors.files = files.refused.join('\n');
  else if (pictures.length > limits.pictures)
    errors.files = refusalText(refuse('too-many-pictures', { limit: limits.pictures }));
  for (const { picture, alt } of pictures)
    if (alt.length > limits.alt) errors[altField(picture.id)] = m.form_too_long({ count: limits.alt });
  if (!read.ok || Object.keys(errors).length > 0)
    return { ok: false, values: read.values, errors, message: '', pictures };
  return {
    ok: true,
    values: read.values,
    pictures,
    input: { ...read.data, pictures: pictures.map(({ picture, alt }) => ({ picture: picture.id, alt })) },
  };
};

/** The pictures that the form already had, in the order that was asked for, without those to be removed. */
const arranged = async (locals: App.Locals, form: FormData): Promise<DescribedPicture[]> => {
  const ids = form.getAll('picture').map(String);
  const alts = form.getAll('alt').map((alt) => String(alt).trim());
  const places = form.getAll('place').map((place) => Number(place || NaN));
  const removed = new Set(form.getAll('remove').map(String));
  const known = await locals.read((read) => keptPictures(read, ids));
  const listed = ids.flatMap((id, i) => {
    const picture = known.get(id);
    return picture ? [{ thing: { picture, alt: alts[i] ?? '' }, place: places[i] ?? NaN }] : [];
  });
  return arrange(listed).filter(({ picture }) => !removed.has(picture.id));
};

const altField = (picture: string) => `alt-${picture}`;

/** What still keeps it from being submitted, at the fields. */
export const gapErrors = (title: string, pictures: DescribedPicture[]): FormState['errors'] => {
  const gaps = draftGaps({ title, pictures });
  const errors: FormState['errors'] = {};
  if (gaps.includes('title')) errors.title = m.form_required();
  if (gaps.includes('pictures')) errors.files = m.draft_picture_needed();
  for (const { picture, alt } of pictures)
    if (!alt.trim()) errors[altField(picture.id)] = m.draft_alt_needed();
  return errors;
};
