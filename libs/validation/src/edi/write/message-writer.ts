import { openNode, valueNode, type Document, type DocumentNode, type Issue, type OpenNode } from '#libs/message';
import type { CompiledMessage } from '../structure/compiled-message.js';
import { headerTags, trailerTags, type Group, type Place } from '../structure/places.js';
import { textAt } from '../segment-view.js';
import { headerValues } from './message-header.js';
import { isTag, placeSegments } from './place-segments.js';
import { writeElements, type ElementWriting } from './write-elements.js';

export interface WriteOptions {
  /** UNH 0062 or ST02; default: what the message itself says, else `1` or `0001`. */
  readonly messageReference?: string;
  /** UNB 0002: which form of a service segment the message has; default 3. */
  readonly syntaxVersion?: number;
  /** What EDIFACT numbers are written with; default: as they are. */
  readonly decimalMark?: '.' | ',';
}

export interface WrittenMessage {
  /** From UNH to UNT, or ST to SE, as the codecs' `encode` takes them. */
  readonly segments: readonly DocumentNode[];
  /** Names that the definition does not have at their place, in the terms of the structured message. */
  readonly issues: readonly Issue[];
}

/**
 * Writes a structured message as segments: the other direction of `MessageTree`. Header and trailer are made where the
 * message has none; the count and the reference of the trailer are always its own. It checks names only: what it has
 * written is to be validated like a message that came in.
 */
export class MessageWriter {
  private readonly segments: OpenNode[] = [];
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
    const { dialect, finder } = this.message;
    const body = this.document.root.children.filter(({ name }) => !name.startsWith('@'));
    const root = finder.message.root;
    this.inside(body, root);
    this.frame(headerTags[dialect], trailerTags[dialect]);
    return { segments: this.segments, issues: this.issues };
  }

  private inside(nodes: readonly DocumentNode[], group: Group): void {
    for (const { node, item } of placeSegments(nodes, group, this.writing.format, this.writing.report)) {
      if (item.kind === 'segment') this.segment(node.children, item, node);
      else this.group(node, item);
    }
  }

  private group(node: DocumentNode, group: Group): void {
    const trigger = group.items[0] as Place;
    this.segment(
      node.children.filter(({ name }) => !isTag(name)),
      trigger,
      node,
    );
    this.inside(
      node.children.filter(({ name }) => isTag(name)),
      group,
    );
  }

  private segment(elements: readonly DocumentNode[], place: Place, node: DocumentNode): void {
    const definition = this.message.segment(place, this.syntaxVersion);
    const segment = openNode('object', place.tag);
    if (node.kind === 'value' && node.text !== '')
      elements = [{ ...node, parent: node, name: '#text' }];
    writeElements(elements, definition?.parts ?? [], segment, this.writing);
    this.segments.push(segment);
  }

  /** UNH and UNT, ST and SE. */
  private frame(headerTag: string, trailerTag: string): void {
    const { segments } = this;
    const said = segments[0]?.name === headerTag ? segments.shift() : undefined;
    if (segments.at(-1)?.name === trailerTag) segments.pop();
    const header = said ?? openNode('object', headerTag);
    const facts = new Map(this.document.root.children.map(({ name, text }) => [name, text ?? '']));
    const { messageReference = textAt(said, this.isX12 ? 2 : 1) || facts.get('@messageReference') } = this.options;
    headerValues(header, this.message.definition, messageReference, facts.get('@association'));
    const reference = textAt(header, this.isX12 ? 2 : 1);
    const trailer = openNode('object', trailerTag);
    [String(segments.length + 2), reference].forEach((text, at) =>
      trailer.children.push(valueNode(`0${at + 1}`, text, 'string', trailer)),
    );
    segments.unshift(header);
    segments.push(trailer);
  }

  private get isX12(): boolean {
    return this.message.dialect === 'x12';
  }
}
