import type { Issue } from '#libs/message';
import type { LineageEntry, MappedDocument } from './lineage.js';

/** Faults of a mapped document, each told where its value came from: that is the only place its sender knows. */
export function faultsAtSource(faults: readonly Issue[], mapped: MappedDocument): Issue[] {
  if (faults.length === 0) return [];
  const sources = new Map(mapped.lineage.map((entry) => [entry.target, entry]));
  return faults.map((fault) => {
    const source = nearest(fault.location.path ?? '', sources)?.source;
    return source === undefined ? fault : { ...fault, location: source };
  });
}

/** The entry of the place itself, or of the nearest above it. */
function nearest(path: string, sources: ReadonlyMap<string, LineageEntry>): LineageEntry | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const entry = sources.get(at);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
