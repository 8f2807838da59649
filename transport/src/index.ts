export { AnswerTooLargeError, readBounded } from './bounded-answer.js';
export { BodyError, readJsonBody } from './json-body.js';
export { KnownMembers, type Member } from './known-members.js';
export { MemberNetworks } from './member-networks.js';
export { networkOf } from './network-address.js';
export { Shares } from './shares.js';
export { FewAtOnce } from './few-at-once.js';
export { type Caller, createMemberServer } from './member-server.js';
export * from './silent-connections.js';
