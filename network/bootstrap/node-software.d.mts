/**
 * The pinned upstreams, each a folder of `network/tools` with go.mod and go.sum; its `tool` block lists what to build.
 */
export const upstreams: readonly string[];
/** Folder of the pins. */
export const toolsFolder: string;
/** Folder of everything that is built once for all checkouts. */
export function cacheFolder(environment?: NodeJS.ProcessEnv): string;
/**
 * Where the node software built from the current pins is, or will be: the cache, keyed by pins, mends and processor.
 */
export function nodeSoftwareFolder(environment?: NodeJS.ProcessEnv): string;
/** Is it built? The folder appears by one rename when everything in it is complete. */
export function isNodeSoftwareBuilt(environment?: NodeJS.ProcessEnv): boolean;
