/** Why something did not open. This is for the log; the caller learns only that it did not open. */
export type CannotOpenReason =
  'length' | 'parameters' | 'header' | 'segment' | 'digest' | 'ids' | 'key' | 'commitment' | 'content';

/**
 * Wrong key, wrong ids, altered, truncated, reordered or foreign bytes: the caller sees the same error for all,
 * so that a forger learns nothing from the difference. `reason` holds no secret and no id.
 */
export class CannotOpenError extends Error {
  override readonly name = 'CannotOpenError';
  readonly kind = 'CANNOT_OPEN';

  constructor(readonly reason: CannotOpenReason) {
    super('cannot open');
  }
}

/** The shares of these organizations do not give the committed half; a single name is the one that spoiled it. */
export class SpoiledShareError extends Error {
  override readonly name = 'SpoiledShareError';
  readonly kind = 'SPOILED_SHARE';

  constructor(readonly mspIds: readonly string[]) {
    super('the shares do not give the committed value');
  }
}
