import type { LineageEntry, MappedDocument } from '#libs/mapping';
import type { Issue } from '#libs/message';

/** Faults of a mapped document, each told where its value came from: that is the place that can be corrected. */
export function targetFaults({ lineage }: MappedDocument, faults: readonly Issue[]): Issue[] {
  if (faults.length === 0) return [];
  const sources = new Map(lineage.map((entry) => [entry.target, entry]));
  return faults.map((fault) => {
    const source = nearest(fault.location.path ?? '', sources)?.source;
    return source === undefined ? fault : { ...fault, location: source };
  });
}

function nearest(path: string, sources: ReadonlyMap<string, LineageEntry>): LineageEntry | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const entry = sources.get(at);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
