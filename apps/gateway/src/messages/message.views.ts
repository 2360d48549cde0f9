import { receiptTimeOf } from '#libs/journey';
import type {
  ExpectedAcknowledgementView,
  JournalMessage,
  MessageJourney,
  ReceivedAcknowledgementView,
} from '#libs/journal';
import { describeIssue, type Issue } from '#libs/message';
import { attemptView } from '../deliveries/delivery.views.js';
import { expectedView, receivedView } from './acknowledgement.views.js';

/** A message in a list. */
export interface MessageSummary {
  readonly id: string;
  readonly sender: string | null;
  readonly channel: string;
  readonly state: string;
  readonly reason: string | null;
  readonly receivedAt: string;
  readonly agreement: string | null;
  readonly reference: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly issueCount: number;
  readonly parentId: string | null;
  readonly sequence: number | null;
}

export function summaryOf(message: JournalMessage): MessageSummary {
  return {
    id: message.id,
    sender: message.sender ?? message.claimedSender,
    channel: message.channel,
    state: message.state,
    reason: message.reason,
    receivedAt: receiptTimeOf(message.id),
    agreement: message.agreement,
    reference: message.reference,
    sizeBytes: Number(message.sizeBytes),
    sha256: message.sha256.toString('hex'),
    issueCount: message.issueCount,
    parentId: message.parentId,
    sequence: message.sequence,
  };
}

/** An issue with its sentences. */
export function issueView(fault: Issue): object {
  return { ...fault, text: { zh: describeIssue(fault, 'zh'), en: describeIssue(fault, 'en') } };
}

/** What a message has to do with acknowledgements of interchanges of ours. */
export interface JourneyAcknowledgements {
  /** For its deliveries: what is expected, and what came. */
  readonly expected: readonly ExpectedAcknowledgementView[];
  readonly received: readonly ReceivedAcknowledgementView[];
  /** Those that came in this message. */
  readonly inIt: readonly ReceivedAcknowledgementView[];
}

/** The whole journey of a message: what came in, what was found wrong, what it became, where it went. */
export function journeyView(
  journey: MessageJourney,
  lineages: ReadonlyMap<number, readonly object[]>,
  acknowledgements: JourneyAcknowledgements,
): object {
  const { message } = journey;
  return {
    ...summaryOf(message),
    stateAt: message.stateAt.toISOString(),
    agreementVersion: message.agreementVersion,
    configuration: message.configuration,
    format: message.format,
    charset: message.charset,
    contentType: message.contentType,
    fileName: message.fileName,
    idempotencyKey: message.idempotencyKey,
    relatedId: message.relatedId,
    raw: `/v1/messages/${message.id}/raw`,
    recordCount: message.recordCount,
    records: message.recordCount === null && message.recordsDone === 0 ? undefined : journey.records,
    issues: journey.issues.map(issueView),
    keys: journey.keys,
    canonical: journey.canonicals.map((one) => ({
      ordinal: one.ordinal,
      type: one.type,
      version: one.version,
      mapping: one.mapping,
      mappingVersion: one.mappingVersion,
      document: JSON.parse(one.document.toString('utf8')) as unknown,
      lineage: lineages.get(one.ordinal) ?? [],
    })),
    acknowledges: acknowledgements.inIt.map(receivedView),
    deliveries: journey.deliveries.map((one) => ({
      id: one.id,
      kind: one.kind,
      destination: one.destination,
      partner: one.partner,
      state: one.state,
      stateAt: one.stateAt.toISOString(),
      contentType: one.contentType,
      content: one.bytes === null ? null : `/v1/deliveries/${one.id}/content`,
      destinationVersion: one.destinationVersion,
      mapping: one.mapping,
      mappingVersion: one.mappingVersion,
      issues: one.issues === null ? [] : (JSON.parse(one.issues) as Issue[]).map(issueView),
      attempts: one.attempts.map(attemptView),
      acknowledgement: acknowledgementOf(one.id, acknowledgements),
    })),
  };
}

/** Undefined where the partner has not agreed to acknowledge anything. */
function acknowledgementOf(
  deliveryId: string,
  { expected, received }: JourneyAcknowledgements,
): object | undefined {
  const own = expected.find((one) => one.deliveryId === deliveryId);
  if (own === undefined) return undefined;
  return {
    ...expectedView(own),
    received: received.filter((one) => one.deliveryId === deliveryId).map(receivedView),
  };
}
