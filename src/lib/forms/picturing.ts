import type { Refusal } from '$lib/domain/refusals.ts';
import { isOwnPicture } from '$lib/server/images/owning.ts';
import { keepUpload } from '$lib/server/images/uploading.ts';

/**
 * The one picture of a form (`PictureField`): the file that was chosen, else the one that came with an earlier try of
 * the same form (`<name>_kept`), so that an error elsewhere never costs an upload. Null where there is none.
 */
export const readPicture = async (
  { read, write, muster, now }: App.Locals,
  member: { id: string },
  form: FormData,
  name: string,
): Promise<string | null | Refusal> => {
  const file = form.get(name);
  if (file instanceof File && file.size > 0) return keepUpload(write, muster.dataDir, member, file, now);
  const kept = form.get(`${name}_kept`);
  if (typeof kept !== 'string' || !kept) return null;
  return (await read((r) => isOwnPicture(r, member, kept))) ? kept : null;
};
