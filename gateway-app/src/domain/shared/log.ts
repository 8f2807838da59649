/** Tells the operator something: figures, codes and errors; never ids of people, keys or content. */
export type Tell = (facts: object, message: string) => void;

/** What a part tells its operator. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
