import type { EdiSyntax } from '#libs/codecs';
import type { Document, DocumentNode } from '#libs/message';
import { segment, type ElementValue } from './segment.js';

/** An answer for the codec to encode, or the reason why there is none: never an exception, whatever was received. */
export type EdiAcknowledgement = MadeAcknowledgement | NoAcknowledgement;

export interface MadeAcknowledgement {
  readonly kind: 'made';
  /** One interchange as a syntax tree; it carries the sender's syntax, in which the codec then writes it. */
  readonly document: AcknowledgementDocument;
  /** What the answer says of the whole; `received` says nothing of its content. */
  readonly verdict: 'received' | 'accepted' | 'partially' | 'rejected';
  /** Control numbers of groups that it took, counted from the one that was given. */
  readonly groupsUsed: number;
}

export interface NoAcknowledgement {
  readonly kind: 'none';
  readonly reason: keyof typeof noAcknowledgementTexts;
  /** The segment and element in question, such as `UNB 0020`. */
  readonly detail?: string;
}

export interface AcknowledgementDocument extends Document {
  readonly syntax: EdiSyntax;
  readonly envelope: readonly DocumentNode[];
}

export const noAcknowledgementTexts = {
  'sender-unknown': {
    zh: '无法识别发送方，不能应答。',
    en: 'The sender could not be recognised, so there is nobody to answer.',
  },
  'acknowledgement-received': {
    zh: '交换中只有应答报文，对应答不再应答。',
    en: 'The interchange has acknowledgements only, and those are not acknowledged.',
  },
  'copied-element-missing': {
    zh: '应答必须引用的数据元缺失或无法引用，不能生成有效的应答，请以其他方式通知发送方。',
    en: 'An element that the answer must repeat is missing or cannot be repeated, so no valid answer can be built; tell the sender by other means.',
  },
  'interchange-rejected': {
    zh: '交换已由 TA1 整体拒绝，不再逐组应答。',
    en: 'TA1 rejects the interchange as a whole; its groups are not answered.',
  },
  'no-groups': {
    zh: '交换中没有可应答的分组。',
    en: 'The interchange has no groups to answer.',
  },
  'nothing-to-tell': {
    zh: '没有应用层的问题需要应答。',
    en: 'There is nothing at application level to tell.',
  },
} as const;

export function none(reason: NoAcknowledgement['reason'], detail?: string): NoAcknowledgement {
  return { kind: 'none', reason, ...(detail === undefined ? {} : { detail }) };
}

/** A segment that is still to be written: its tag and its elements by position. */
export type SegmentValues = readonly [tag: string, ...elements: ElementValue[]];

export function interchangeDocument(
  format: 'edifact' | 'x12',
  syntax: EdiSyntax,
  segments: readonly SegmentValues[],
): AcknowledgementDocument {
  const children = segments.map(([tag, ...elements]) => segment(tag, elements));
  const root: DocumentNode = { kind: 'object', name: 'interchange', children };
  return { format, charset: syntax.charset, root, syntax, envelope: [] };
}
