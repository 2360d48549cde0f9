import type { Dialect, MessageDefinition, SegmentDefinition } from '../definitions/definitions.js';
import { compileSegment, type CompiledSegment } from '../elements/compiled-segment.js';
import { PlaceFinder } from './message-matcher.js';
import { linkPlaces, type Place } from './places.js';

/** A message definition prepared for speed: places linked, segments compiled when first met. */
export class CompiledMessage {
  readonly finder: PlaceFinder;
  private readonly narrowed = new Map<SegmentDefinition, CompiledSegment>();
  /** By syntax version and tag. */
  private readonly byTag = new Map<string, CompiledSegment | undefined>();
  /** By syntax version and index of the place. */
  private readonly atPlace: (CompiledSegment | undefined)[][] = [];

  constructor(readonly definition: MessageDefinition) {
    this.finder = new PlaceFinder(linkPlaces(definition));
  }

  get dialect(): Dialect {
    return this.definition.dialect;
  }

  /** The segment at a place, in the syntax version of its interchange. */
  segment(place: Place, syntaxVersion: number): CompiledSegment | undefined {
    const known = (this.atPlace[syntaxVersion] ??= []);
    return (known[place.index] ??= this.compile(place, syntaxVersion));
  }

  private compile({ segment, tag }: Place, syntaxVersion: number): CompiledSegment | undefined {
    return segment === undefined ? this.ofDirectory(tag, syntaxVersion) : this.ofGuide(segment);
  }

  private ofGuide(segment: SegmentDefinition): CompiledSegment {
    let compiled = this.narrowed.get(segment);
    if (compiled === undefined)
      this.narrowed.set(segment, (compiled = compileSegment(segment, this.dialect)));
    return compiled;
  }

  private ofDirectory(tag: string, syntaxVersion: number): CompiledSegment | undefined {
    const key = `${tag} ${syntaxVersion}`;
    const present = this.byTag.get(key);
    if (present !== undefined) return present;
    const definition = this.definition.segments.segment(tag, syntaxVersion);
    const compiled = definition && compileSegment(definition, this.dialect);
    this.byTag.set(key, compiled);
    return compiled;
  }
}
