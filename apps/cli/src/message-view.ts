import type { Language } from '#libs/message';
import { shown } from './terminal.js';
import { UsageMistake } from './mistake.js';

/** A message in a list, as the API gives it; only what is shown. */
export interface MessageSummary {
  readonly id: string;
  readonly sender: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly receivedAt: string;
  readonly agreement: string | null;
  readonly reference: string | null;
}

export interface IssueView {
  readonly code: string;
  readonly severity: string;
  readonly text: { readonly zh: string; readonly en: string };
}

/** The journey of a message, as the API gives it; only what is shown. */
export interface JourneyView extends MessageSummary {
  readonly channel: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly fileName?: string | null;
  readonly issues: readonly IssueView[];
  readonly keys: readonly { readonly type: string; readonly value: string }[];
  readonly records?: Readonly<Record<string, number>>;
  readonly canonical: readonly {
    readonly type: string;
    readonly version: number;
    readonly mapping: string;
  }[];
  readonly deliveries: readonly {
    readonly kind: string;
    readonly destination: string;
    readonly state: string;
    readonly attempts: readonly { readonly outcome: string; readonly detail?: string | null }[];
    readonly acknowledgement?: Acknowledgement;
  }[];
  /** Acknowledgements of interchanges of the hub that came in this message. */
  readonly acknowledges?: readonly ReceivedAcknowledgement[];
}

/** How an interchange of the hub stands with its partner. */
interface Acknowledgement {
  readonly interchangeReference: string;
  readonly state: string;
  readonly overdue: boolean;
  readonly errors: readonly {
    readonly code: string;
    readonly segment?: string;
    readonly path?: string;
    readonly text?: { readonly zh: string; readonly en: string };
  }[];
  readonly received: readonly ReceivedAcknowledgement[];
}

interface ReceivedAcknowledgement {
  readonly form: string;
  readonly interchangeReference: string | null;
  readonly groupReference: string | null;
  readonly verdict: string;
  readonly result: string;
}

/** @throws UsageMistake when the answer is not the journey of a message */
export function journeyOf(body: unknown): JourneyView {
  const { id, state, issues, keys, canonical, deliveries } = (body ?? {}) as Partial<JourneyView>;
  const isJourney = typeof id === 'string' && typeof state === 'string';
  if (isJourney && [issues, keys, canonical, deliveries].every(Array.isArray)) return body as JourneyView;
  throw new UsageMistake({ zh: '回答的不是枢纽。', en: 'What answered is not a hub.' });
}

export function summaryLine(message: MessageSummary): string {
  const { receivedAt, state, sender, agreement, reference, id } = message;
  return shown([receivedAt, state, sender, agreement, reference, id].map((part) => part ?? '-').join('\t'));
}

/** What became of a message, line by line: its verdict, faults, keys, what it became and where it went. */
export function journeyLines(journey: JourneyView, language: Language): string[] {
  const { reason, channel, sizeBytes, sha256, fileName } = journey;
  const [verdict, bytes] = language === 'zh' ? ['结论', '字节'] : ['verdict', 'bytes'];
  return [
    summaryLine(journey),
    `  ${verdict}: ${journey.state}${reason === null ? '' : ` (${reason})`}`,
    `  ${channel}, ${sizeBytes} ${bytes}, sha256 ${sha256}${fileName ? `, ${fileName}` : ''}`,
    ...Object.entries(journey.records ?? {}).map(([state, count]) => `  # ${state}: ${count}`),
    ...journey.issues.map(({ severity, code, text }) => `  ${severity} ${code}: ${text[language]}`),
    ...journey.keys.map(({ type, value }) => `  ${type}:${value}`),
    ...journey.canonical.map(({ type, version, mapping }) => `  = ${type}/${version} (${mapping})`),
    ...(journey.acknowledges ?? []).map((one) => `  < ${receivedLine(one)}`),
    ...journey.deliveries.flatMap((delivery) => [
      deliveryLine(delivery),
      ...(delivery.acknowledgement === undefined
        ? []
        : acknowledgementLines(delivery.acknowledgement, language)),
    ]),
  ].map(shown);
}

function deliveryLine({ kind, destination, state, attempts }: JourneyView['deliveries'][number]): string {
  const last = attempts.at(-1);
  return `  > ${kind} ${destination}: ${state} (${attempts.length}${last?.detail ? `, ${last.detail}` : ''})`;
}

function acknowledgementLines(
  { interchangeReference, state, overdue, errors, received }: Acknowledgement,
  language: Language,
): string[] {
  const [word, late] = language === 'zh' ? ['回执', '逾期'] : ['acknowledgement', 'overdue'];
  const codes = errors.map(({ code, segment }) => (segment === undefined ? code : `${segment} ${code}`));
  const wrong = codes.length === 0 ? '' : ` (${codes.join(', ')})`;
  return [
    `    ${word} ${interchangeReference}: ${state}${overdue ? `, ${late}` : ''}${wrong}`,
    ...errors.flatMap(({ code, path, text }) =>
      text === undefined ? [] : [`    ! ${code}${path === undefined ? '' : ` ${path}`}: ${text[language]}`],
    ),
    ...received.map((one) => `    < ${receivedLine(one)}`),
  ];
}

function receivedLine(received: ReceivedAcknowledgement): string {
  const { form, interchangeReference, groupReference, verdict, result } = received;
  return `${form} ${interchangeReference ?? groupReference ?? '-'}: ${result} (${verdict})`;
}
