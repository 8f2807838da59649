/**
 * Runs `work` while no other process on this machine runs work under the same name; calls `onWait` if it has to wait.
 */
export function exclusively<T>(name: string, work: () => Promise<T>, onWait?: () => void): Promise<T>;
