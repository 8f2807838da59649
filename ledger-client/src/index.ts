/** What all medseal programs that talk to Fabric share: the connection to a peer, reading blocks, and the CA. */
export {
  type BlockEnvelope,
  type ChannelHeader,
  envelopesOf,
  headerFields,
  payloadFields,
  readChannelHeader,
  readPayload,
  signedBytesOf,
  transactionIdOf,
  validTransactionIds,
} from './block-envelopes.js';
export {
  type CaAttribute,
  CaError,
  type CaServer,
  type Credential,
  type Enrolment,
  type EnrolRequest,
  FabricCa,
  newCertificateRequest,
  type RegisterRequest,
} from './fabric-ca.js';
export { connectToPeer } from './peer-connection.js';
export { type Deadlines, peerGateway, type PeerIdentity } from './peer-gateway.js';
export { attempt, hex, WireMessage } from './wire-message.js';
