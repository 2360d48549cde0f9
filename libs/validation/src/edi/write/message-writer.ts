import { issue, locationOf, openNode, type Document, type DocumentNode, type Issue } from '#libs/message';
import type { CompiledMessage } from '../structure/compiled-message.js';
import type { Group, Place } from '../structure/places.js';
import { framed } from './message-frame.js';
import { isTag, placeSegments } from './place-segments.js';
import { writeElements, type ElementWriting } from './write-elements.js';

export interface WriteOptions {
  /** UNH 0062 or ST02; default: what the message itself says, else `1` or `0001`. */
  readonly messageReference?: string;
  /** UNB 0002: which form the service segments have; default 3. */
  readonly syntaxVersion?: number;
  /** What EDIFACT numbers have between their digits; default: what they have. */
  readonly decimalMark?: '.' | ',';
}

export interface WrittenMessage {
  /** The message definition: `edifact/d00b/IFTSTA`, also where a guide narrows it. */
  readonly definition: string;
  /** From UNH to UNT, or ST to SE, as the codecs' `encode` takes them. */
  readonly segments: readonly DocumentNode[];
  /** Names that the definition does not have at their place, in the terms of the structured message. */
  readonly issues: readonly Issue[];
}

/**
 * Writes a structured message as segments: the other direction of `MessageTree`. UNH and UNT, or ST and SE, are made where
 * the message has none; the trailer is always made anew. It looks at names only: what it has written is to be validated
 * like a message that came in.
 */
export class MessageWriter {
  private readonly segments: DocumentNode[] = [];
  private readonly issues: Issue[] = [];
  private readonly writing: ElementWriting;
  private readonly syntaxVersion: number;

  constructor(
    private readonly message: CompiledMessage,
    private readonly document: Document,
    private readonly options: WriteOptions,
  ) {
    const { format } = document;
    this.syntaxVersion = options.syntaxVersion ?? 3;
    this.writing = { format, decimalMark: options.decimalMark, report: (fault) => this.issues.push(fault) };
  }

  write(): WrittenMessage {
    const { definition, finder } = this.message;
    const { children } = this.document.root;
    const fact = (name: string): string | undefined =>
      children.find((node) => node.name === name)?.text || undefined;
    this.writeInside(
      children.filter(({ name }) => !name.startsWith('@')),
      finder.message.root,
    );
    const segments = framed(this.segments, definition, {
      messageReference: this.options.messageReference ?? fact('@messageReference'),
      association: fact('@association'),
    });
    const syntax = { version: String(this.syntaxVersion), decimalMarks: this.options.decimalMark ?? '.,' };
    return {
      definition: definition.ref,
      segments: segments.map((segment) => ({ ...segment, syntax })),
      issues: this.issues,
    };
  }

  private writeInside(nodes: readonly DocumentNode[], group: Group): void {
    const { format, report } = this.writing;
    for (const { node, item } of placeSegments(nodes, group, format, report)) {
      if (node.kind !== 'object') {
        if (node.text !== '')
          report(issue('value-type', locationOf(node, format), { value: node.text, expected: item.tag }));
      } else if (item.kind === 'segment') this.writeSegment(node.children, item);
      else this.writeGroup(node.children, item);
    }
  }

  private writeGroup(children: readonly DocumentNode[], group: Group): void {
    const isInside = ({ name }: DocumentNode): boolean => isTag(name);
    this.writeSegment(
      children.filter((child) => !isInside(child)),
      group.items[0] as Place,
    );
    this.writeInside(children.filter(isInside), group);
  }

  private writeSegment(elements: readonly DocumentNode[], place: Place): void {
    const definition = this.message.segment(place, this.syntaxVersion);
    const segment = openNode('object', place.tag);
    writeElements(elements, definition?.parts ?? [], segment, this.writing);
    this.segments.push(segment);
  }
}
