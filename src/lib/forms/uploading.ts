import { deserialize } from '$app/forms';
import type { ReceivedFiles } from './receiving.ts';

/** Sends one picture ahead of its form, to the page's action `upload`; in the browser, where there is JavaScript. */
export const sendPicture = async (file: File): Promise<ReceivedFiles | null> => {
  const body = new FormData();
  body.set('file', file);
  try {
    const response = await fetch('?/upload', {
      method: 'POST',
      body,
      headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
    });
    const result = deserialize(await response.text());
    return result.type === 'success' ? (result.data as unknown as ReceivedFiles) : null;
  } catch {
    return null;
  }
};
