import { isRefusal } from '$lib/domain/refusals.ts';
import { refusalText } from '$lib/i18n/refusals.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { keptPictures, type ShownPicture } from '$lib/server/images/keeping.ts';
import { keepUpload } from '$lib/server/images/uploading.ts';

export interface ReceivedFiles {
  kept: ShownPicture[];
  /** A text for each file that is none of the pictures that are taken, with its name. */
  refused: string[];
}

/** Keeps the pictures among the files of a form, each by itself: a bad one costs neither the good ones nor the form. */
export const receiveFiles = async (
  locals: App.Locals,
  member: { id: string },
  form: FormData,
  name: string,
): Promise<ReceivedFiles> => {
  const ids: string[] = [];
  const refused: string[] = [];
  for (const file of form.getAll(name)) {
    // A file field that was left alone sends one empty file without a name.
    if (typeof file === 'string' || (file.size === 0 && file.name === '')) continue;
    const id = await keepUpload(locals.write, locals.muster.dataDir, member, file, locals.now);
    if (isRefusal(id)) refused.push(m.form_file_refused({ name: file.name, text: refusalText(id) }));
    else ids.push(id);
  }
  const pictures = await locals.read((read) => keptPictures(read, ids));
  return { kept: ids.flatMap((id) => pictures.get(id) ?? []), refused };
};
