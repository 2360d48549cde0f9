import { issue, type DocumentNode, type Issue, type IssueCode } from '#libs/message';
import type { CompiledPart } from './compiled-segment.js';

/** Where in a file the message is whose faults are told. */
export interface MessagePlace {
  interchange: number;
  group: number;
  message: number;
}

/** The element, repetition and component that a fault is of. */
export interface ElementPlace {
  readonly part: CompiledPart;
  readonly repetition?: number;
  readonly component?: CompiledPart;
}

type Details = Partial<Omit<Issue, 'code' | 'location'>>;

/** Takes the faults of messages, with their places in the terms of the standard; keeps at most so many. */
export class FaultReporter {
  readonly issues: Issue[] = [];

  constructor(
    readonly message: MessagePlace,
    private readonly most: number,
  ) {}

  get isFull(): boolean {
    return this.issues.length >= this.most;
  }

  /** A fault of a segment as a whole. `position` counts from 1 with UNH or ST. */
  ofSegment(code: IssueCode, segment: DocumentNode, position: number, details: Details): void {
    if (this.isFull) return;
    const args = { ...this.message, segment: segment.name, segmentPosition: position, ...details.args };
    const location = { path: `${segment.name} ${position}`, offset: segment.position?.offset };
    this.issues.push(issue(code, location, { ...details, args }));
  }

  /** A fault of an element or component; `node` is what stands there, if anything does. */
  ofElement(
    code: IssueCode,
    segment: DocumentNode,
    position: number,
    place: ElementPlace,
    node: DocumentNode | undefined,
    details: Details,
  ): void {
    if (this.isFull) return;
    const { part, component, repetition } = place;
    const again = repetition === undefined || repetition === 1 ? '' : `[${repetition}]`;
    const inside = component === undefined ? '' : `/${component.step}`;
    const offset = (node ?? segment).position?.offset;
    const args = {
      ...this.message,
      segment: segment.name,
      segmentPosition: position,
      element: part.position,
      ...(repetition === undefined ? {} : { repetition }),
      ...(component === undefined ? {} : { component: component.position }),
      dataElement: (component ?? part).code,
      ...details.args,
    };
    const location = { path: `${segment.name} ${position}/${part.step}${again}${inside}`, offset };
    this.issues.push(issue(code, location, { ...details, args }));
  }
}
