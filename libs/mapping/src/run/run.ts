import {
  issue,
  locationOf,
  type Document,
  type DocumentNode,
  type Issue,
  type IssueCode,
  type Location,
} from '#libs/message';
import type { MappingContext, MappingLimits } from '../mapping.js';
import type { BranchPlace, RulePlace } from './places.js';
import type { MappingTrace } from './trace.js';
import { constantValue, type Value } from './value.js';

export const defaultLimits: MappingLimits = {
  maxInputNodes: 200_000,
  maxOutputNodes: 200_000,
  maxSteps: 5_000_000,
  maxMs: 5_000,
};

/** Ends a run that went over a limit; caught where the run began and turned into an issue. */
export class LimitReached extends Error {
  constructor(readonly expected: string) {
    super(expected);
  }
}

const chinaOffsetMs = 8 * 3_600_000;
const deepest = 1_000;
const stepsBetweenClockReadings = 64;

let lastDay = { now: '', day: '' };

/** The calendar day of a time; the last answer is kept, because runs come in batches of one time. */
function dayInChina(now: string): string {
  if (lastDay.now !== now) {
    const instant = Date.parse(now);
    if (Number.isNaN(instant)) throw new Error(`"now" is not a time: ${now}`);
    lastDay = { now, day: new Date(instant + chinaOffsetMs).toISOString().slice(0, 10) };
  }
  return lastDay.day;
}

/** What one run of a mapping knows and collects. */
export class Run {
  readonly issues: Issue[] = [];
  /** Variables and loop values, by the slot that each got when the file was compiled. */
  readonly slots: (readonly DocumentNode[] | Value | undefined)[];
  /** Target node, rule and value, one after the other, of the document being made. */
  trail: (DocumentNode | RulePlace | Value)[] = [];
  readonly trace: MappingTrace | undefined;
  private readonly limits: MappingLimits;
  private readonly deadline: number;
  private steps = 0;
  private nextClockReading = stepsBetweenClockReadings;
  private made = 0;
  private day: Value | undefined;

  constructor(
    readonly document: Document,
    readonly context: MappingContext,
    slotCount: number,
  ) {
    this.slots = new Array<undefined>(slotCount).fill(undefined);
    this.limits = context.limits === undefined ? defaultLimits : { ...defaultLimits, ...context.limits };
    this.deadline = performance.now() + this.limits.maxMs;
    this.trace = context.trace;
    this.checkInput();
  }

  /** The day of processing in China, on which codes must be valid. */
  get today(): Value | undefined {
    this.day ??= constantValue(dayInChina(this.context.now), 'string');
    return this.day;
  }

  /** Counts work; every rule, loop item and node that a path found is one step. */
  step(count: number): void {
    this.steps += count;
    if (this.steps < this.nextClockReading) return;
    this.nextClockReading = this.steps + stepsBetweenClockReadings;
    if (this.steps > this.limits.maxSteps) throw new LimitReached(`${this.limits.maxSteps} steps`);
    if (performance.now() > this.deadline) throw new LimitReached(`${this.limits.maxMs} ms`);
  }

  /** Counts a node of the target. */
  make(): void {
    if (++this.made > this.limits.maxOutputNodes) {
      throw new LimitReached(`${this.limits.maxOutputNodes} target nodes`);
    }
  }

  record(target: DocumentNode, place: RulePlace, value: Value): void {
    this.trail.push(target, place, value);
    this.trace?.produced.add(place);
  }

  take(branch: BranchPlace): void {
    this.trace?.taken.add(branch);
  }

  /** Reports a fault of a value at its place in the source, or at `at` when it has none. */
  refuse(
    code: IssueCode,
    value: Value,
    at: DocumentNode,
    details: Partial<Omit<Issue, 'code' | 'location'>>,
  ): void {
    this.report(code, this.place(value.node ?? at), { value: value.text, ...details });
  }

  report(code: IssueCode, location: Location, details: Partial<Omit<Issue, 'code' | 'location'>>): void {
    this.issues.push(issue(code, location, details));
  }

  place(node: DocumentNode): Location {
    return locationOf(node, this.document.format);
  }

  private checkInput(): void {
    countNodes(this.document.root, 0, 0, this.limits.maxInputNodes);
  }
}

/** @returns how many nodes there are, with those seen before */
function countNodes(node: DocumentNode, seen: number, depth: number, most: number): number {
  let count = seen + 1;
  if (count > most) throw new LimitReached(`${most} source nodes`);
  if (depth > deepest) throw new LimitReached(`${deepest} levels`);
  const { children } = node;
  for (let index = 0; index < children.length; index++)
    count = countNodes(children[index]!, count, depth + 1, most);
  return count;
}
