/** Bytes of JSON with a member before all others (in canonical order if it begins with a capital). */
export function withMember(bytes: Uint8Array, member: string): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString().replace('{', `{${member},`));
}

/** Bytes of JSON with white space that the canonical form does not have. */
export function withSpace(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString().replace(',', ', '));
}

/** Removes the attachments from transient data. */
export function dropAttachment(pieces: Map<string, Uint8Array>): void {
  for (const name of pieces.keys()) if (name !== 'statement') pieces.delete(name);
}

/** Puts other attachments into transient data. */
export function spoilAttachment(pieces: Map<string, Uint8Array>): void {
  for (const name of pieces.keys()) if (name !== 'statement') pieces.set(name, Buffer.from('{}'));
}
