import { attachmentLimits, attachmentName } from '../../domain/attachments.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { pictureLimits } from '../../domain/pictures.ts';
import { receivePicture } from '../images/receiving.ts';

export interface ReceivedAttachment {
  kind: 'picture' | 'document';
  name: string;
  bytes: Uint8Array;
  width: number | null;
  height: number | null;
}

/**
 * What a file is, by its content: a PDF document, kept as it came and never shown in a page; else a picture, made anew
 * as all pictures are, without what its camera wrote into it. Anything else is refused. Touches neither disk nor database.
 */
export const receiveAttachment = async (file: File): Promise<ReceivedAttachment | Refusal> => {
  if (file.size > Math.max(attachmentLimits.bytes, pictureLimits.bytes)) {
    return refuse('document-too-large', sizes(file.size));
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (startsAsPdf(bytes)) {
    if (bytes.length > attachmentLimits.bytes) return refuse('document-too-large', sizes(bytes.length));
    if (!endsAsPdf(bytes)) return refuse('document-broken');
    const name = attachmentName(file.name, 'pdf');
    return { kind: 'document', name, bytes, width: null, height: null };
  }
  const received = await receivePicture(bytes);
  if (isRefusal(received)) {
    return received.reason === 'picture-not-a-picture' ? refuse('attachment-unknown') : received;
  }
  const widest = received.files.filter(({ format }) => format === 'webp').at(-1)!;
  return {
    kind: 'picture',
    name: attachmentName(file.name, 'webp'),
    bytes: widest.bytes,
    width: widest.width,
    height: Math.round((received.height * widest.width) / received.width),
  };
};

const sizes = (bytes: number) => ({
  megabytes: Math.ceil(bytes / 1e6),
  limit: Math.floor(attachmentLimits.bytes / 1e6),
});

const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

/** The header must come first: readers forgive what stands before it, and that may be something else altogether. */
const startsAsPdf = (bytes: Uint8Array) => /^%PDF-\d\.\d/.test(text(bytes.subarray(0, 16)));
/** The end may be followed by a little that writers leave there (ISO 32000-1, 7.5.5, and appendix H.3). */
const endsAsPdf = (bytes: Uint8Array) => text(bytes.subarray(-1024)).includes('%%EOF');
