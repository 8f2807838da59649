export function pinnedNode(root: string): string;
export function requirePinnedNode(root: string): string;
