/** Runs `work` while no other process on this machine runs work under the same name; `onWait` tells that it has to wait. */
export function exclusively<T>(name: string, work: () => Promise<T>, onWait?: () => void): Promise<T>;
