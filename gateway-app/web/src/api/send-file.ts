import { bytesMoved } from './bytes.js';
import { noted, personHeader, requirePerson } from './calls.js';
import { Stopwatch } from './clock.js';
import { pageSignal } from './page-person.js';
import { Problem, problemFrom } from './problem.js';

interface SendingFile {
  readonly path: string;
  readonly file: File;
  readonly signal: AbortSignal;
  /** Bytes sent so far, and in total. */
  readonly onProgress: (sent: number, total: number) => void;
}

/** Milliseconds between two checks that the file on the device is still the one that was chosen. */
const lookEvery = 1_000;
/** Milliseconds for which sealing and recording count as moving bytes, and between two signals of it. */
const recording = { longest: 10 * 60_000, every: 5_000 } as const;

/**
 * Sends a file for this page's person and returns the answer's text. It uses XMLHttpRequest because `fetch` reports no
 * upload progress.
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
      // The gateway has the file as it was, or is receiving it, and records it.
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
      // A browser says nothing more about a file that it cannot read to the end.
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
    // The page stays open: it must not keep every file that was ever sent.
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

/**
 * Is the file on the device still the one that was chosen? A browser refuses to read a file that was changed or moved.
 */
export async function isAsChosen(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Calls back when the file has changed. @returns a function that checks, if the last check was some time ago */
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
 * Signals that someone is waiting while the gateway seals and records the file, when no bytes move. @returns a function
 * that stops the signals
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
