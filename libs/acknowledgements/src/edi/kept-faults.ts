import type { Issue } from '#libs/message';
import { codesOf, isApplicationFault } from './codes-of.js';

/** Beyond `ofFile`, of each message only the errors that decide about it are kept. */
const mostFaults = { ofMessage: 100, ofFile: 5_000 };

/** Chooses which faults of a file are kept until its answers are made: a file can be longer than memory, and so can its faults. */
export class KeptFaults {
  private count = 0;

  /** @param issues all that is known of one message */
  of(issues: readonly Issue[]): Issue[] {
    if (issues.length === 0) return [];
    const isRoom = this.count < mostFaults.ofFile;
    const kept = isRoom ? errorsFirst(issues).slice(0, mostFaults.ofMessage) : deciding(issues);
    this.count += kept.length;
    return kept.map(withOwnText);
  }
}

function errorsFirst(issues: readonly Issue[]): Issue[] {
  return [...issues].sort((one, other) => Number(isError(other)) - Number(isError(one)));
}

/** The first error of syntax and the first of content, for each level that an answer refuses. */
function deciding(issues: readonly Issue[]): Issue[] {
  const firsts = new Map<string, Issue>();
  for (const fault of issues) {
    if (!isError(fault)) continue;
    const kind = `${codesOf(fault).level ?? ''} ${String(isApplicationFault(fault))}`;
    if (!firsts.has(kind)) firsts.set(kind, fault);
  }
  return [...firsts.values()];
}

function isError({ severity }: Issue): boolean {
  return severity === 'error';
}

/** A value is a piece of its message, and as such would keep all of that in memory. */
function withOwnText(fault: Issue): Issue {
  const { value } = fault;
  if (value === undefined || value.length < shortestPiece) return fault;
  return { ...fault, value: Buffer.from(value, 'utf16le').toString('utf16le') };
}

/** Shorter texts are copied anyway. */
const shortestPiece = 13;
