import { type RefObject, useEffect, useRef, useState } from 'react';
import { codeReader } from './read-code.js';

/** The state of the camera: permission is pending, it is looking, or why it cannot look. */
export type CameraState = 'starting' | 'looking' | 'refused' | 'missing' | 'failed';

/** Milliseconds between two checks of the camera's picture. */
const pause = 150;

/** Shows the camera in a video element and calls back with every code that it sees, until the component is removed. */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  onCode: (text: string) => void,
): CameraState {
  const [state, setState] = useState<CameraState>('starting');
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    const stop = new AbortController();
    look(video, {
      signal: stop.signal,
      onLooking: () => {
        setState('looking');
      },
      onCode: (text) => {
        latest.current(text);
      },
    }).catch((error: unknown) => {
      if (!stop.signal.aborted) setState(stateOf(error));
    });
    return () => {
      stop.abort();
    };
  }, [video]);
  return state;
}

interface Looking {
  readonly signal: AbortSignal;
  readonly onLooking: () => void;
  readonly onCode: (text: string) => void;
}

async function look(
  video: RefObject<HTMLVideoElement | null>,
  { signal, onLooking, onCode }: Looking,
): Promise<void> {
  const stream = await openCamera();
  const end = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  signal.addEventListener('abort', end);
  const player = video.current;
  if (signal.aborted || player === null) {
    end();
    return;
  }
  player.srcObject = stream;
  const [reader] = await Promise.all([codeReader(), player.play()]);
  signal.throwIfAborted();
  onLooking();
  const timer = setInterval(() => {
    const text = reader.read(player);
    if (text !== undefined) onCode(text);
  }, pause);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
  });
}

/** The rear camera, if there is one. Browsers offer no camera to pages without TLS, except on the machine itself. */
async function openCamera(): Promise<MediaStream> {
  const devices = (navigator as Partial<Navigator>).mediaDevices;
  if (devices === undefined) throw new DOMException('no camera for this page', 'NotFoundError');
  return await devices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
}

/** The names are from Media Capture and Streams, 10.2.1. */
function stateOf(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'refused';
  return name === 'NotFoundError' ? 'missing' : 'failed';
}
