export const attachmentLimits = {
  /** Of one offer, at a time. */
  count: 8,
  /** Of one offer in all, those counted that were removed. */
  ever: 24,
  /** Of a PDF document. Pictures have limits of their own. */
  bytes: 10_000_000,
  name: 120,
} as const;

/**
 * The name that an attachment is given out under: what a file system or a header could trip over is left out, and the
 * ending says what the file is, whatever it was called.
 */
export const attachmentName = (name: string, ending: 'pdf' | 'webp'): string => {
  const stem = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/^.*[/\\]/, '')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"*:<>?|]/g, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return `${[...stem].slice(0, attachmentLimits.name - ending.length - 1).join('') || 'attachment'}.${ending}`;
};
