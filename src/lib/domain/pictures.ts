/** The widths in which a picture is kept, in px. */
export const keptWidths = [320, 640, 1280, 2048] as const;

export const pictureFormats = ['webp', 'jpeg', 'avif'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/**
 * The widths made of a picture: never wider than it is, and its own width where that is below the widest,
 * so that the largest file loses nothing.
 *
 * @param width px, after the orientation was applied
 */
export const widthsOf = (width: number): number[] => {
  const widest = Math.min(width, keptWidths[keptWidths.length - 1]!);
  return [...keptWidths.filter((kept) => kept < widest), widest];
};

/** Pictures that one member may upload within 24 hours: a collection of fifty drafts with all their views. */
export const uploadsADay = 400;

export interface PictureLimits {
  bytes: number;
  /** Width × height. */
  pixels: number;
  /** The longest side, px. */
  side: number;
  /** The shortest side, px. */
  leastSide: number;
}

/** What a member may upload. 50 megapixels are more than any telephone takes by default. */
export const pictureLimits: PictureLimits = {
  bytes: 25_000_000,
  pixels: 50_000_000,
  side: 12_000,
  leastSide: 200,
};
