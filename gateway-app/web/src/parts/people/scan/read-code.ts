/** Longest side of a picture that is searched for a code, in pixels: finer detail takes time and finds no more. */
const longestSide = 1280;

/** The pixels of a video's current frame or of a picture. */
type Source = HTMLVideoElement | ImageBitmap;

/** Reads QR codes; the decoder is loaded when the first reader is created. */
export interface CodeReader {
  /** The text of the code in the picture; `undefined` when none is found. */
  read(source: Source): string | undefined;
}

/** Loads the decoder and prepares a canvas for it. */
export async function codeReader(): Promise<CodeReader> {
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  return {
    read(source) {
      const { width, height } = fitted(sizeOf(source));
      if (width === 0 || height === 0) return undefined;
      canvas.width = width;
      canvas.height = height;
      context.drawImage(source, 0, 0, width, height);
      try {
        return decodeQR(context.getImageData(0, 0, width, height), { timeLimit: 60 });
      } catch {
        // The decoder throws for every picture without a readable code, as most frames of a camera are.
        return undefined;
      }
    },
  };
}

/** The code in a picture file; `undefined` when there is none or the file is not a picture. */
export async function readCodeFrom(file: Blob): Promise<string | undefined> {
  const [reader, picture] = await Promise.all([codeReader(), createImageBitmap(file).catch(() => undefined)]);
  if (picture === undefined) return undefined;
  try {
    return reader.read(picture);
  } finally {
    picture.close();
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function sizeOf(source: Source): Size {
  return source instanceof HTMLVideoElement
    ? { width: source.videoWidth, height: source.videoHeight }
    : { width: source.width, height: source.height };
}

function fitted({ width, height }: Size): Size {
  const scale = Math.min(1, longestSide / Math.max(width, height, 1));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
