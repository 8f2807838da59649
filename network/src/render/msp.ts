import { authorities, type Authority } from '../topology/layout.js';

/** Authorities whose certificates Fabric accepts as the organization's. */
export const memberAuthorities = authorities.filter((authority) => authority !== 'tls');

/** File name of an authority's root in an MSP folder; `config.yaml` refers to it. */
export function mspRootName(authority: Authority): string {
  return `${authority}.pem`;
}

/**
 * `config.yaml` of an MSP folder (JSON, which is YAML): the first unit of a certificate's subject is its Fabric role. A
 * client may be a person or a program; peers, orderers and admins count only if the authority for machines certifies
 * them.
 */
export function renderMspConfig(): string {
  const machine = (name: string) => ({
    Certificate: `cacerts/${mspRootName('machines')}`,
    OrganizationalUnitIdentifier: name,
  });
  return JSON.stringify(
    {
      NodeOUs: {
        Enable: true,
        ClientOUIdentifier: { OrganizationalUnitIdentifier: 'client' },
        PeerOUIdentifier: machine('peer'),
        AdminOUIdentifier: machine('admin'),
        OrdererOUIdentifier: machine('orderer'),
      },
    },
    undefined,
    2,
  );
}
