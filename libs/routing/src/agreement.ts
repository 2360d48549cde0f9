import type { ChannelName, FormatName, IssueCode } from '#libs/message';
import type { AgreementState } from './agreement-state.js';
import type { EdiTerms, Tolerance } from './edi-terms.js';
import type { EventGrant } from './event-grants.js';
import type { InterchangeSyntax } from './interchange-syntax.js';
import type { Connection, OutwardChannel, RetryTerms } from './terms-of-delivery.js';

/** Text that people read, in both languages. */
export interface BilingualText {
  readonly zh: string;
  readonly en: string;
}

/** A source system or an outside party that we exchange messages with (`agreements/<partner>.yaml`). */
export interface Partner {
  readonly id: string;
  readonly name: BilingualText;
  /** `own`: a system of our house; `outside`: somebody else's, which has to show that it conforms before it is live. */
  readonly kind: 'own' | 'outside';
  readonly identifiers: PartnerIdentifiers;
  /** Over which channels its messages may come. */
  readonly channels: readonly ChannelName[];
  /** How we reach it, by name. */
  readonly connections: ReadonlyMap<string, Connection>;
  /** What the partner calls itself inside its messages. */
  readonly senderIds: readonly string[];
  readonly acknowledgement: AcknowledgementTerms;
  /** What others send that it may be told of; of its own messages it may always be told. */
  readonly events: readonly EventGrant[];
  /** How it has to show who it is, besides its access token. */
  readonly security: SecurityTerms;
  /** Present when the partner speaks EDI. */
  readonly edi?: EdiTerms;
  /** How long the partner's messages stay in the journal; the installation's time when absent. */
  readonly retentionDays?: number;
  readonly agreements: readonly Agreement[];
}

/** Who the partner is in registers that others keep. */
export interface PartnerIdentifiers {
  /** 统一社会信用代码, GB 32100. */
  readonly creditCode?: string;
  /** GS1 global location number. */
  readonly gln?: string;
  /** Standard carrier alpha code. */
  readonly scac?: string;
  /** Company code of a railway, UIC RICS. */
  readonly rics?: string;
}

/** What a partner's requests must have. A signature that is there is examined, whatever was agreed. */
export interface SecurityTerms {
  /** `required`: messages that come over REST are signed (RFC 9421). */
  readonly signature: 'required' | 'optional';
}

/** How and when the partner wants to hear what became of its messages. */
export interface AcknowledgementTerms {
  /** Name of the connection that they leave by; the reply queue on our broker when absent. */
  readonly connection?: string;
  /** `taf`: ReceiptConfirmationMessage and ErrorMessage of TAF TSI. */
  readonly format: 'json' | 'xml' | 'taf';
  readonly charset: string;
  /** Our RICS code, of `taf`. */
  readonly sender?: string;
  /** `refusals`: only when something is wrong; `never`: the partner asks over REST instead. */
  readonly when: 'always' | 'refusals' | 'never';
}

/** What we have agreed with one partner about one kind of message that it sends. */
export interface Agreement {
  readonly id: string;
  /** From 1. Several versions may stand side by side. */
  readonly version: number;
  readonly state: AgreementState;
  readonly direction: 'inbound';
  readonly partner: string;
  readonly recognise: Recognition;
  /** Schema that the message must obey, e.g. `sources/sys-1/order`. */
  readonly schema: string;
  /** Mappings to canonical messages, e.g. `sys-1/order-to-transport-order`; each gives one kind of canonical message. */
  readonly mappings: readonly string[];
  /** Where the sender's own id of the message is (several paths together); with it a message is known again. */
  readonly reference?: readonly string[];
  /** Where the message says who sent it; must be one of the partner's `senderIds`. */
  readonly senderId?: string;
  /**
   * Name of the secret of the partner that has its certificates or public keys (PEM): XML has to have an enveloped signature
   * made with one of them.
   */
  readonly signedBy?: string;
  /** Name of the element, property or column whose value orders messages: equal values keep their order. */
  readonly laneKey?: string;
  /** ISO 8601 duration: how far back the same reference is a duplicate; as far as the journal goes when absent. */
  readonly duplicateWindow?: string;
  /** ISO 8601 duration: how soon the partner is to have our answer. */
  readonly acknowledgementDeadline?: string;
  /** A message with one of these faults waits in quarantine instead of being refused. */
  readonly quarantineOn: readonly IssueCode[];
  readonly tolerance: Tolerance;
  /** The file is a batch: every record travels as a message of its own. */
  readonly batch: boolean;
  /** How long these messages stay in the journal; the partner's time when absent. */
  readonly retentionDays?: number;
  readonly charset?: string;
}

/** What the bytes must look like for an agreement to apply. Every given fact must hold. */
export interface Recognition {
  readonly format: FormatName;
  readonly root?: string;
  readonly namespace?: string;
  /** JSON property and its value. */
  readonly property?: { readonly name: string; readonly value: string };
  /** A file name pattern with `*`. */
  readonly fileName?: string;
  /** EDI: the type of the message, as `IFTMIN` or `404`. */
  readonly message?: string;
  /** EDIFACT: the directory, as `D.96A` or `d96a`. */
  readonly directory?: string;
  /** X12: the version, as `004010`. */
  readonly version?: string;
  /** EDI: the code of the guide that the message names (UNH 0057; in X12 what follows the version in GS08). */
  readonly association?: string;
}

/**
 * Where canonical messages go besides the customer store and the topic exchange: an agreement about what we send. It stands
 * in `agreements/routes.yaml`, or in its partner's file as an agreement of `direction: outbound`.
 */
export interface Destination {
  readonly id: string;
  /** From 1; deliveries are marked with it. */
  readonly version: number;
  readonly state: AgreementState;
  readonly direction: 'outbound';
  readonly partner: string;
  readonly channel: OutwardChannel;
  /** Name of the partner's connection that is used; of every channel but `amqp`. */
  readonly connection?: string;
  readonly retry: RetryTerms;
  /** What keeps its order: everything to the destination, or only what has the same business key. */
  readonly order: 'destination' | 'key';
  /** ISO 8601 duration: how soon the partner must acknowledge what it got; never when absent. */
  readonly ackDeadline?: string;
  /** Mapping from the canonical message to the partner's own. */
  readonly mapping: string;
  readonly schema: string;
  readonly format: FormatName;
  /** Of XML, JSON and tables; of EDI it is in `edi`. */
  readonly charset: string;
  /** How interchanges are written; of EDI only. */
  readonly edi?: InterchangeSyntax;
  /** Only messages that try the agreement out go there: see `destinationInTest`. */
  readonly isTest?: boolean;
}

export interface Route {
  readonly id: string;
  /** Canonical type without version, e.g. `transport-order`. */
  readonly canonical: string;
  /** Only messages of these senders; all when absent. */
  readonly senders?: readonly string[];
  /** Only canonical messages in which every path has one of the values. */
  readonly where?: readonly { readonly path: string; readonly in: readonly string[] }[];
  readonly destinations: readonly string[];
}
