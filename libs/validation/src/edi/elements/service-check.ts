import type { Issue } from '#libs/message';
import type { Dialect, SegmentDefinition } from '../definitions/definitions.js';
import { notationOf, syntaxVersionOf } from '../interchange-syntax.js';
import type { SegmentNode } from '../segment-view.js';
import { compileSegment, type CompiledSegment } from './compiled-segment.js';
import type { FaultReporter } from './fault-reporter.js';
import { SegmentCheck } from './segment-check.js';

/** A segment outside of messages, by the syntax version of its interchange; undefined for what is no service segment. */
export type ServiceSegments = (tag: string, syntaxVersion: number) => SegmentDefinition | undefined;

/** Checks the elements of the segments around messages: UNB, UNG, UNE, UNZ; ISA, GS, GE, IEA, TA1. */
export class ServiceCheck {
  private readonly compiled = new Map<string, CompiledSegment>();

  constructor(
    private readonly dialect: Dialect,
    private readonly segments: ServiceSegments,
  ) {}

  check(segment: SegmentNode, reporter: FaultReporter): Issue[] {
    const definition = this.definitionOf(segment);
    if (definition === undefined) return [];
    const notation = notationOf(segment, syntaxVersionOf(segment));
    new SegmentCheck(this.dialect, notation, reporter).check(segment, segment.ordinal ?? 1, definition);
    return reporter.issues;
  }

  /** What is no service segment is told by the codec, and must not fill the map. */
  definitionOf(segment: SegmentNode): CompiledSegment | undefined {
    const version = syntaxVersionOf(segment);
    const key = `${segment.name} ${version}`;
    const present = this.compiled.get(key);
    if (present !== undefined) return present;
    const definition = this.segments(segment.name, version);
    if (definition === undefined) return undefined;
    const compiled = compileSegment(definition, this.dialect);
    this.compiled.set(key, compiled);
    return compiled;
  }
}
