import { randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { p256Signer } from '@medseal/sealing';
import { channel, type Identity } from '../kit/network/ledger.js';
import { bytes, number, text } from './wire.js';

/** A change of the channel's configuration: the batch timeout gets a new version. */
export interface TimeoutChange {
  readonly version: number;
  /** Serialized `BatchTimeout` (fabric-protos, orderer/configuration.proto). */
  readonly timeout: Uint8Array;
  /** Administrators; a majority of organizations has to sign. The first one's signature is on the envelope too. */
  readonly signers: readonly [Identity, ...Identity[]];
}

/** fabric-protos, HeaderType.CONFIG_UPDATE. */
const configUpdate = 2;

/** The signed envelope of a change (fabric-protos, common/configtx.proto), as a client broadcasts it. */
export async function timeoutChange({ version, timeout, signers }: TimeoutChange): Promise<Buffer> {
  const value = Buffer.concat([number(1, version), bytes(2, [timeout]), text(3, 'Admins')]);
  const update = Buffer.concat([
    text(1, channel),
    bytes(2, [entry(2, 'Orderer', Buffer.alloc(0))]),
    bytes(3, [entry(2, 'Orderer', entry(3, 'BatchTimeout', value))]),
  ]);
  const signatures = await Promise.all(
    signers.map(async (signer) => {
      const header = signatureHeader(signer);
      const signature = await p256Signer(signer.privateKey)(Buffer.concat([header, update]));
      return Buffer.concat([bytes(1, [header]), bytes(2, [signature])]);
    }),
  );
  const header = Buffer.concat([
    bytes(1, [
      Buffer.concat([
        number(1, configUpdate),
        bytes(3, [number(1, Math.floor(Date.now() / 1000))]),
        text(4, channel),
      ]),
    ]),
    bytes(2, [signatureHeader(signers[0])]),
  ]);
  const content = Buffer.concat([
    bytes(1, [header]),
    bytes(2, [Buffer.concat([bytes(1, [update]), bytes(2, signatures)])]),
  ]);
  return Buffer.concat([bytes(1, [content]), bytes(2, [await p256Signer(signers[0].privateKey)(content)])]);
}

/** The batch timeout in the channel's first block. */
export function firstTimeout(block: Uint8Array): Uint8Array {
  const [envelope] = common.Block.deserializeBinary(block).getData()?.getDataList_asU8() ?? [];
  const payload = common.Envelope.deserializeBinary(envelope ?? new Uint8Array()).getPayload_asU8();
  const data = common.Payload.deserializeBinary(payload).getData_asU8();
  const root = common.ConfigEnvelope.deserializeBinary(data).getConfig()?.getChannelGroup();
  const value = root?.getGroupsMap().get('Orderer')?.getValuesMap().get('BatchTimeout');
  if (value === undefined) throw new Error('the first block has no batch timeout');
  return value.getValue_asU8();
}

/** An entry of a map whose values are messages. */
function entry(field: number, key: string, value: Uint8Array): Buffer {
  return bytes(field, [Buffer.concat([text(1, key), bytes(2, [value])])]);
}

function signatureHeader({ mspId, certificate }: Identity): Buffer {
  const creator = Buffer.concat([text(1, mspId), text(2, certificate)]);
  return Buffer.concat([bytes(1, [creator]), bytes(2, [randomBytes(24)])]);
}
