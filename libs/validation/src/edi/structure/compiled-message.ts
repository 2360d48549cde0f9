import type { Dialect, MessageDefinition, SegmentDefinition } from '../definitions/definitions.js';
import { compileSegment, type CompiledSegment } from '../elements/compiled-segment.js';
import { PlaceFinder } from './message-matcher.js';
import { linkPlaces, type Place } from './places.js';

/** A message definition prepared for speed: places linked, segments compiled when first met. */
export class CompiledMessage {
  readonly finder: PlaceFinder;
  private readonly narrowed = new Map<SegmentDefinition, CompiledSegment>();
  private readonly bySyntax = new Map<number, Map<string, CompiledSegment | undefined>>();

  constructor(readonly definition: MessageDefinition) {
    this.finder = new PlaceFinder(linkPlaces(definition));
  }

  get dialect(): Dialect {
    return this.definition.dialect;
  }

  /** The segment at a place, in the syntax version of its interchange. */
  segment(place: Place, syntaxVersion: number): CompiledSegment | undefined {
    if (place.segment === undefined) return this.segmentOf(place.tag, syntaxVersion);
    let compiled = this.narrowed.get(place.segment);
    if (compiled === undefined) {
      this.narrowed.set(place.segment, (compiled = compileSegment(place.segment, this.dialect)));
    }
    return compiled;
  }

  private segmentOf(tag: string, syntaxVersion: number): CompiledSegment | undefined {
    let known = this.bySyntax.get(syntaxVersion);
    if (known === undefined)
      this.bySyntax.set(syntaxVersion, (known = new Map<string, CompiledSegment | undefined>()));
    const present = known.get(tag);
    if (present !== undefined) return present;
    const definition = this.definition.segments.segment(tag, syntaxVersion);
    if (definition === undefined) return undefined;
    const compiled = compileSegment(definition, this.dialect);
    known.set(tag, compiled);
    return compiled;
  }
}
