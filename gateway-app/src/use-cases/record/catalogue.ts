import type { BoundIds, VersionId, WrapBasis } from '@medseal/ledger-model';
import { CannotOpenError, idsOf, type Metadata, openEnvelope } from '@medseal/sealing';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';

/**
 * Catalogue data of a version for a caller who has a wrap of it; undefined for others, when the wrap is for an older
 * key, or when the envelope is purged.
 */
export async function openCatalogueEntry(
  projection: Projection,
  { versionId, basis }: Readonly<{ versionId: VersionId; basis: WrapBasis }>,
  session: OpenSession,
): Promise<Metadata | undefined> {
  const [envelope, wrap] = await Promise.all([
    projection.find('envelope', [versionId]),
    projection.find('wrap', [versionId, basis, String(session.actor.keyVersion)]),
  ]);
  if (envelope === undefined || wrap === undefined) return undefined;
  const { manifest, sealedMetadata } = envelope.record;
  const { holder, keyVersion, sealed } = wrap.record;
  const ids: BoundIds = { ...idsOf(manifest), versionId };
  try {
    const opened = await openEnvelope({
      ids,
      envelope: { manifest, sealedMetadata },
      wrap: { versionId, holder, basis, keyVersion, sealed },
      seed: session.kemSeed,
    });
    return opened.metadata;
  } catch (error) {
    if (error instanceof CannotOpenError) return undefined;
    throw error;
  }
}
