import type { Person } from './gateway-client.js';
import type { Network } from '../network/network.js';

/** What a person types to log in. */
export function asLogin({ login }: Person): { user: string; password: string } {
  return { user: login.userName, password: login.password };
}

/** The person's id with another check character. */
export function withWrongCheck({ personId }: Person): string {
  return `${personId.slice(0, -1)}${personId.endsWith('A') ? 'B' : 'A'}`;
}

/** Registers a patient and signs in. */
export async function newPatient(network: Network, organization: string, fullName: string): Promise<Person> {
  const gateway = await network.gateway(organization);
  return await (await gateway.register('patient', fullName)).logIn();
}

/** Registers a doctor, has the hospital's registrar approve, and signs in. */
export async function newDoctor(network: Network, organization: string, fullName: string): Promise<Person> {
  const gateway = await network.gateway(organization);
  const doctor = await gateway.register('doctor', fullName);
  const registrar = await network.demoPerson(organization, 'registrar');
  await registrar.call('POST', `/registrations/${doctor.personId}/approval`);
  return await doctor.logIn();
}
