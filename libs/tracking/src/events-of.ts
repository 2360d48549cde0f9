import type { StoredRecord } from '#libs/customers';
import type { PlainValue } from '#libs/message';

export type Classifier = 'planned' | 'estimated' | 'actual';

/** Something that happened, or is to happen, to a consignment, as one message tells it. */
export interface CourseEvent {
  /** Code of the list `transport-statuses` or `equipment-events`. */
  readonly list: 'transport-statuses' | 'equipment-events';
  readonly code: string;
  readonly classifier: Classifier;
  /** ISO 8601 as it was told; a day when no more is known. */
  readonly at: string;
  readonly location?: PlainValue;
  readonly transportMeans?: PlainValue;
  readonly containerNumber?: string;
  readonly wagonNumber?: string;
  readonly reason?: { readonly code?: string; readonly text?: string };
  /** UNTDID 1225: 1 takes it back, 4 and 5 put it in place of what was told before. */
  readonly functionCode: string;
  readonly issuedAt: string;
  readonly system: string;
  readonly messageId: string;
}

type Json = Readonly<Record<string, PlainValue | undefined>>;

/** Everything that a record tells about the way of its consignment. */
export function eventsOf(record: StoredRecord): CourseEvent[] {
  const document = record.document as Json;
  const read = readers[record.kind];
  if (read === undefined) return [];
  const source = {
    functionCode: text(document.functionCode) ?? '9',
    issuedAt: text(document.reportedAt) ?? text(document.issuedAt) ?? record.asOf,
    system: record.system,
    messageId: record.messageId,
  };
  return read(document).map((event) => ({ ...event, ...source }));
}

type Told = Omit<CourseEvent, 'functionCode' | 'issuedAt' | 'system' | 'messageId'>;

const readers: Readonly<Record<string, (document: Json) => Told[]>> = {
  'transport-status': (document) => [
    {
      list: 'transport-statuses',
      code: text(document.statusCode) ?? '',
      classifier: (text(document.eventClassifier) as Classifier | undefined) ?? 'actual',
      at: text(document.occurredAt) ?? '',
      location: document.location,
      transportMeans: document.transportMeans,
      containerNumber: referenced(document, 'container'),
      wagonNumber: referenced(document, 'wagon') ?? text((document.transportMeans as Json)?.wagonNumber),
      reason: reasonOf(document),
    },
    ...status('arrived', 'estimated', document.estimatedArrivalAt),
  ],
  'equipment-event': (document) => [
    {
      list: 'equipment-events',
      code: text(document.eventType) ?? '',
      classifier: text(document.eventClassifier) as Classifier,
      at: text(document.eventAt) ?? '',
      location: document.location,
      transportMeans: document.transportMeans,
      containerNumber: text(document.containerNumber),
      wagonNumber: text((document.transportMeans as Json)?.wagonNumber),
    },
  ],
  'transport-order': (document) => [
    ...status(text(document.status) ?? 'submitted', 'actual', document.issuedAt),
    ...status('accepted', 'actual', document.acceptedAt),
    ...status('loaded', 'planned', document.requestedLoadingDate),
    ...status('delivered', 'planned', document.requestedDeliveryDate),
  ],
  'consignment-note': (document) => [
    ...status('accepted', 'actual', document.acceptedAt),
    ...status('loading-started', 'actual', document.loadingStartedAt),
    ...status('loaded', 'actual', document.loadedAt),
    ...status('documented', 'actual', document.ticketedAt),
    ...status('departed', 'actual', document.departedAt),
    ...status('arrived', 'actual', document.arrivedAt),
    ...status('unloaded', 'actual', document.unloadedAt),
    ...status('delivered', 'actual', document.deliveredAt),
  ],
  'wagon-request': (document) => [
    ...status('wagon-requested', 'actual', document.requestedAt),
    ...status('wagon-approved', 'actual', document.approvedAt),
    ...status('loaded', 'planned', document.loadingDate),
  ],
  'parcel-shipment': (document) => [
    ...status('accepted', 'actual', document.acceptedAt),
    ...status('delivered', 'planned', document.promisedDeliveryDate),
    ...status('delivered', 'actual', document.deliveredAt),
  ],
};

function status(code: string, classifier: Classifier, at: PlainValue | undefined): Told[] {
  const told = text(at);
  return told === undefined ? [] : [{ list: 'transport-statuses', code, classifier, at: told }];
}

function referenced({ references }: Json, type: string): string | undefined {
  const list = (Array.isArray(references) ? references : []) as readonly Json[];
  return text(list.find((one) => one.type === type)?.value);
}

function reasonOf({ reasonCode, reasonText }: Json): CourseEvent['reason'] {
  const [code, words] = [text(reasonCode), text(reasonText)];
  return code === undefined && words === undefined ? undefined : { code, text: words };
}

function text(value: PlainValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
