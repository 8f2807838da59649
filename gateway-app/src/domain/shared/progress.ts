/** Receives what a long command is doing, one short sentence at a time. */
export type Progress = (sentence: string) => void;

/** Milliseconds between two sentences about the same work. */
const pause = 5_000;

/** Passes a sentence on only when none was passed on for five seconds; other sentences are not even made. */
export function seldom(progress: Progress): (sentence: () => string) => void {
  let toldAt = performance.now();
  return (sentence) => {
    if (performance.now() - toldAt < pause) return;
    toldAt = performance.now();
    progress(sentence());
  };
}
