/** Deletes compiled files whose source is gone, below `root`; returns their relative names. */
export function deleteOrphans(root: string): string[];
