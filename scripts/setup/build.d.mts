/** Builds `dist` of the clone in `root` when a source is newer than the last build. @throws Error with the compiler's words */
export function buildWhenStale(root: string): Promise<void>;
