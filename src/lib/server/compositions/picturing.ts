import { stackLayers } from '../images/stacking.ts';
import { keptDrawing } from '../sharing/keeping.ts';

/** Layers over each other as one JPEG: drawn once, however many ask at once, and kept on the disk. */
export const composedPicture = (
  dataDir: string,
  { layers, of, width }: { layers: string[]; of: number; width: number },
): Promise<Uint8Array<ArrayBuffer>> =>
  keptDrawing(dataDir, ['composed', layers, width], () =>
    stackLayers(
      dataDir,
      layers.map((id) => ({ id, width: of })),
      width,
    ),
  );
