/** Test projects that can run alone, and the network that each needs: one whose people have reports or none, or nothing. */
export const testProjects = {
  pure: 'nothing',
  contracts: 'nothing',
  scenarios: 'people',
  hostile: 'people',
  pages: 'reports',
  'pages-alone': 'reports',
};

/** Does a command start a network? `npm test` may name one project. */
export function startsNetwork(command, [first]) {
  if (command === 'network') return first === 'up' || first === 'demo-network';
  if (command === 'test') return testProjects[first] !== 'nothing';
  return ['start', 'test:faults', 'test:fuzz', 'test:hostile', 'test:hosts'].includes(command);
}
