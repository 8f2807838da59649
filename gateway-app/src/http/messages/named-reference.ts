import { z } from 'zod';

/** A person as lists name them. */
export const personReference = z.strictObject({ personId: z.string(), organization: z.string() });

/** A person with what a doctor publishes, so that two doctors with the same name can be told apart. */
export const namedReference = personReference.extend({
  fullName: z.string().optional(),
  specialty: z.string().optional(),
  officeAddress: z.string().optional(),
  designation: z.string().optional(),
});
