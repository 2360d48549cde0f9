import { openNode, type Document, type Issue } from '#libs/message';
import { FaultReporter } from './elements/fault-reporter.js';
import { SegmentCheck } from './elements/segment-check.js';
import type { MessageDefinition } from './definitions/definitions.js';
import { ServiceCheck, type ServiceSegments } from './elements/service-check.js';
import { messageIdentity } from './message-identity.js';
import { notationOf, syntaxVersionOf } from './interchange-syntax.js';
import { CompiledMessage } from './structure/compiled-message.js';
import { walkMessage } from './structure/message-walk.js';
import { walkMessages, type EnvelopeCount, type FoundMessage } from './structure/walk-messages.js';
import { MessageTree } from './tree/message-tree.js';
import { MessageWriter, type WriteOptions, type WrittenMessage } from './write/message-writer.js';

export interface EdiSchemaOptions {
  readonly definition: MessageDefinition;
  readonly serviceSegment: ServiceSegments;
  /** Directories that a message may name, other than the definition's own. */
  readonly directories?: readonly string[];
  /** Issues told of one document at most. */
  readonly mostIssues: number;
}

/** Structured messages of a file, with everything that is wrong with them. */
export interface StructuredMessages {
  /** One for each message of this type in the file, in order. */
  readonly documents: readonly Document[];
  readonly issues: readonly Issue[];
}

/**
 * One message definition, compiled: checks the structure, elements and codes of every message in a decoded interchange, and
 * turns messages into structured documents. Service segments outside of messages are checked too.
 */
export class EdiSchema {
  readonly message: CompiledMessage;
  private readonly service: ServiceCheck;

  constructor(private readonly options: EdiSchemaOptions) {
    this.message = new CompiledMessage(options.definition);
    this.service = new ServiceCheck(this.message.dialect, options.serviceSegment);
  }

  validate(document: Document): Issue[] {
    return this.run(document, false).issues as Issue[];
  }

  structure(document: Document): StructuredMessages {
    return this.run(document, true);
  }

  /** The segments of a structured message, with everything that is wrong with it. */
  write(message: Document, options: WriteOptions): WrittenMessage {
    const written = new MessageWriter(this.message, message, options).write();
    const root = openNode('object', 'interchange');
    root.children.push(...written.segments);
    const faults = this.validate({ ...message, format: this.message.dialect, root });
    return { ...written, issues: [...written.issues, ...faults] };
  }

  private run(document: Document, withTree: boolean): StructuredMessages {
    const { messages, service } = walkMessages(document, this.message.dialect);
    const { mostIssues } = this.options;
    const issues: Issue[] = [];
    const documents: Document[] = [];
    const left = (count: EnvelopeCount): FaultReporter =>
      new FaultReporter({ ...count }, mostIssues + 1 - issues.length);
    for (const { segment, count } of service) issues.push(...this.service.check(segment, left(count)));
    for (const message of messages) {
      const reporter = left(message.count);
      const tree = withTree ? new MessageTree(this.message, message) : undefined;
      const isOurs = this.checkMessage(message, reporter, tree);
      issues.push(...reporter.issues);
      if (isOurs && tree !== undefined) documents.push(tree.document(document));
    }
    return { documents, issues };
  }

  /** @returns whether it is a message of this type; others are reported and left alone */
  private checkMessage(found: FoundMessage, reporter: FaultReporter, tree: MessageTree | undefined): boolean {
    const { message } = this;
    const header = found.segments[0]!;
    if (!this.isExpected(found, reporter)) return false;
    const version = syntaxVersionOf(header);
    const check = new SegmentCheck(message.dialect, notationOf(header, version), reporter);
    walkMessage(found.segments, message, reporter, (segment, position, candidate) => {
      const compiled = message.segment(candidate.place, version);
      if (compiled !== undefined) check.check(segment, position, compiled);
      tree?.add(segment, position, candidate, compiled);
    });
    return true;
  }

  private isExpected(found: FoundMessage, reporter: FaultReporter): boolean {
    const { name, ref, dialect } = this.message.definition;
    const identity = messageIdentity(found, dialect);
    const own = ref.split('/')[1]!;
    const accepted = this.options.directories ?? (own === 'service' ? [] : [own]);
    const isSameType = identity.type === name;
    const isSameDirectory =
      accepted.length === 0 || identity.directory === '' || accepted.includes(identity.directory);
    if (isSameType && isSameDirectory) return true;
    const severity = isSameType ? 'warning' : 'error';
    const expected = `${name} ${accepted.join(', ')}`.trim();
    const details = { severity, value: identity.text, expected } as const;
    reporter.ofSegment('edi-message-unexpected', found.segments[0]!, 1, details);
    return isSameType;
  }
}
