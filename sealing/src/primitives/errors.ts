/** Why something did not open. For the log; the person who asked only learns that it did not. */
export type CannotOpenReason =
  'length' | 'parameters' | 'header' | 'segment' | 'digest' | 'ids' | 'key' | 'commitment' | 'content';

/**
 * Wrong key, wrong ids, altered, truncated, reordered or foreign bytes: all one error to the outside,
 * so that a forger learns nothing from the difference. `reason` holds no secret and no id.
 */
export class CannotOpenError extends Error {
  override readonly name = 'CannotOpenError';
  readonly kind = 'CANNOT_OPEN';

  constructor(readonly reason: CannotOpenReason) {
    super('cannot open');
  }
}

/** Shares of these organizations do not give the committed half; with one name in the list, that one spoiled it. */
export class SpoiledShareError extends Error {
  override readonly name = 'SpoiledShareError';
  readonly kind = 'SPOILED_SHARE';

  constructor(readonly mspIds: readonly string[]) {
    super('shares do not give the committed value');
  }
}
