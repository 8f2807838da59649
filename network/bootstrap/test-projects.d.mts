/** Test projects that can run alone, and the network that each needs: one whose people have reports or none, or nothing. */
export const testProjects: Readonly<Record<string, 'nothing' | 'people' | 'reports'>>;
/** Does a command start a network? `npm test` may name one project. */
export function startsNetwork(command: string, args: readonly string[]): boolean;
