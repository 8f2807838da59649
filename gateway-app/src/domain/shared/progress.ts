/** Hears what a long command is doing, a short sentence at a time. */
export type Progress = (sentence: string) => void;

/** Milliseconds between two sentences about the same work. */
const pause = 5_000;

/** Has a sentence made and said only when none was said for five seconds. */
export function seldom(progress: Progress): (sentence: () => string) => void {
  let toldAt = performance.now();
  return (sentence) => {
    if (performance.now() - toldAt < pause) return;
    toldAt = performance.now();
    progress(sentence());
  };
}
