/** File name of the root certificate in every MSP folder; `config.yaml` refers to it. */
export const mspRootName = 'ca.pem';

/** `config.yaml` of an MSP folder (JSON, which is YAML): the first unit of a certificate's subject tells its Fabric role. */
export function renderMspConfig(): string {
  const role = (name: string) => ({
    Certificate: `cacerts/${mspRootName}`,
    OrganizationalUnitIdentifier: name,
  });
  return JSON.stringify(
    {
      NodeOUs: {
        Enable: true,
        ClientOUIdentifier: role('client'),
        PeerOUIdentifier: role('peer'),
        AdminOUIdentifier: role('admin'),
        OrdererOUIdentifier: role('orderer'),
      },
    },
    undefined,
    2,
  );
}
