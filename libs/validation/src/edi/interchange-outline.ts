import type { Document, Issue } from '#libs/message';
import type { DefinitionLibrary } from './definitions/definition-library.js';
import type { Dialect } from './definitions/definitions.js';
import { nearestDirectory } from './definitions/nearest-directory.js';
import { compileSegment, type CompiledPart } from './elements/compiled-segment.js';
import { FaultReporter } from './elements/fault-reporter.js';
import { ServiceCheck } from './elements/service-check.js';
import { syntaxVersionOf } from './interchange-syntax.js';
import { messageIdentity } from './message-identity.js';
import { outlineFlat, outlineMessage, type OutlinedSegment } from './outline/outlined-segment.js';
import type { SegmentNode } from './segment-view.js';
import type { CompiledMessage } from './structure/compiled-message.js';
import { walkMessages, type FoundMessage } from './structure/walk-messages.js';

/** What can be said of any decoded interchange, whether or not its messages have definitions. */
export class InterchangeOutline {
  private readonly service: Readonly<Record<Dialect, ServiceCheck>>;
  private readonly known = new Map<string, readonly CompiledPart[]>();
  private folders?: readonly string[];

  constructor(private readonly definitions: DefinitionLibrary) {
    const check = (dialect: Dialect): ServiceCheck =>
      new ServiceCheck(dialect, (tag, version) => definitions.serviceSegment(dialect, tag, version));
    this.service = { edifact: check('edifact'), x12: check('x12') };
  }

  /** Faults in the elements of the segments around messages. */
  envelopeFaults(document: Document, dialect: Dialect, mostIssues: number): Issue[] {
    return walkMessages(document, dialect).service.flatMap(({ segment, count }) =>
      this.service[dialect].check(segment, new FaultReporter({ ...count }, mostIssues)),
    );
  }

  /** Every segment in the order of the file. @param message places the segments of messages of its own type */
  segments(document: Document, dialect: Dialect, message?: CompiledMessage): OutlinedSegment[] {
    const { messages, service } = walkMessages(document, dialect);
    const around = service.map(({ segment }) => {
      const parts = this.service[dialect].definitionOf(segment)?.parts ?? [];
      return { segment, groups: [], begun: 0, parts };
    });
    const inside = messages.flatMap((found) => this.ofMessage(found, dialect, message));
    const at = ({ segment }: OutlinedSegment): number => segment.position?.offset ?? 0;
    return [...around, ...inside].sort((one, other) => at(one) - at(other));
  }

  private ofMessage(
    found: FoundMessage,
    dialect: Dialect,
    message: CompiledMessage | undefined,
  ): OutlinedSegment[] {
    const { type, directory } = messageIdentity(found, dialect);
    this.folders ??= this.definitions.folders();
    const folder = nearestDirectory(`${dialect}/${directory}`, this.folders);
    const partsOf = (segment: SegmentNode): readonly CompiledPart[] =>
      folder === undefined ? [] : this.partsOf(segment, folder, dialect);
    return message?.definition.name === type
      ? outlineMessage(found.segments, message, partsOf)
      : outlineFlat(found.segments, partsOf);
  }

  private partsOf(segment: SegmentNode, folder: string, dialect: Dialect): readonly CompiledPart[] {
    const version = syntaxVersionOf(segment);
    const key = `${folder} ${segment.name} ${version}`;
    const present = this.known.get(key);
    if (present !== undefined) return present;
    const definition =
      this.definitions.directory(folder).directory.segment(segment.name) ??
      this.definitions.serviceSegment(dialect, segment.name, version);
    if (definition === undefined) return [];
    const { parts } = compileSegment(definition, dialect);
    this.known.set(key, parts);
    return parts;
  }
}
