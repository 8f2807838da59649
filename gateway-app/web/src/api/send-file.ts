import { bytesMoved } from './bytes.js';
import { noted, personHeader, requirePerson } from './calls.js';
import { Stopwatch } from './clock.js';
import { pageSignal } from './page-person.js';
import { Problem, problemFrom } from './problem.js';

interface SendingFile {
  readonly path: string;
  readonly file: File;
  readonly signal: AbortSignal;
  /** Bytes that have left, of how many. */
  readonly onProgress: (sent: number, total: number) => void;
}

/** Milliseconds between two looks at whether the file on the device is still the one that was chosen. */
const lookEvery = 1_000;
/** Milliseconds for which sealing and recording count as if bytes moved, and between two signs of it. */
const recording = { longest: 10 * 60_000, every: 5_000 } as const;

/**
 * Sends a file for this page's person and gives the answer's text. By XMLHttpRequest: `fetch` tells nothing of what has left.
 * @throws {Problem} CANCELLED, UNREACHABLE, FILE_CHANGED, and what the gateway answers.
 */
export async function sendFile({ path, file, signal, onProgress }: SendingFile): Promise<string> {
  const person = requirePerson();
  const stops = [signal, pageSignal()];
  if (stops.some(({ aborted }) => aborted)) throw new Problem('CANCELLED');
  return await new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let why: 'CANCELLED' | 'FILE_CHANGED' = 'CANCELLED';
    let ended = (): void => undefined;
    let hasLeft = false;
    const look = watchFile(file, () => {
      // The gateway has, or gets, the file as it was, and records it.
      if (hasLeft) return;
      why = 'FILE_CHANGED';
      request.abort();
    });
    request.upload.onprogress = ({ loaded, total }) => {
      bytesMoved();
      if (loaded < total) look();
      onProgress(loaded, total);
    };
    request.upload.onload = () => {
      hasLeft = true;
      ended = signsOfRecording();
    };
    request.onload = () => {
      const { status, responseText } = request;
      if (status === 201) resolve(responseText);
      else reject(noted(problemFrom(status, responseText, request.getResponseHeader('retry-after'))));
    };
    request.onerror = () => {
      // A browser says no more of a file that it cannot read to its end.
      void isAsChosen(file).then((same) => {
        reject(new Problem(same || hasLeft ? 'UNREACHABLE' : 'FILE_CHANGED'));
      });
    };
    request.onabort = () => {
      reject(new Problem(why));
    };
    const stop = (): void => {
      request.abort();
    };
    for (const each of stops) each.addEventListener('abort', stop);
    // The page lives on: it must not hold every file that was ever sent.
    request.onloadend = () => {
      ended();
      for (const each of stops) each.removeEventListener('abort', stop);
    };
    request.open('PUT', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader(personHeader, person);
    request.send(file);
  });
}

/** Is the file on the device still the one that was chosen? A browser refuses to read one that was changed or moved since. */
export async function isAsChosen(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Calls back when the file is found changed. @returns looks, if the last look was some time ago */
function watchFile(file: File, onChanged: () => void): () => void {
  const looked = new Stopwatch();
  return () => {
    if (looked.passed < lookEvery) return;
    looked.restart();
    void isAsChosen(file).then((same) => {
      if (!same) onChanged();
    });
  };
}

/**
 * Signs that somebody waits while the gateway seals and records what has arrived: no bytes move then. @returns a
 * function that ends them
 */
function signsOfRecording(): () => void {
  const waited = new Stopwatch();
  const timer = setInterval(() => {
    if (waited.passed < recording.longest) bytesMoved();
  }, recording.every);
  return () => {
    clearInterval(timer);
  };
}
