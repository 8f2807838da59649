/** Test projects that can run alone, and the network that each needs: one whose people have reports or none, or nothing. */
export const testProjects: Readonly<Record<string, 'nothing' | 'people' | 'reports'>>;
