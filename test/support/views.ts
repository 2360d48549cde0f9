/** What the tests read of the answers of the interfaces; the whole of them is checked in `test/interfaces`. */
export interface MessageView {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly sender: string | null;
  readonly sequence: number | null;
  readonly parentId: string | null;
  readonly reference: string | null;
  readonly issueCount: number;
}

export interface IssueView {
  readonly code: string;
  readonly severity: string;
  readonly location: { path?: string; line?: number; column?: number; offset?: number };
  readonly value?: string;
  readonly expected?: string;
  readonly text: { readonly zh: string; readonly en: string };
}

export interface LineageView {
  readonly target: string;
  readonly rule: string;
  readonly source?: { readonly line?: number; readonly path?: string };
  readonly sourceValue?: unknown;
}

export interface DeliveryView {
  readonly id: string;
  readonly kind: 'message' | 'acknowledgement';
  readonly destination: string;
  readonly partner: string;
  readonly state: string;
  readonly contentType: string;
  readonly content: string;
  readonly issues: readonly IssueView[];
  readonly attempts: readonly { readonly number: number; readonly outcome: string }[];
  readonly acknowledgement?: AcknowledgementView;
}

/** How an interchange of ours stands with its partner. */
export interface AcknowledgementView {
  readonly state: string;
  readonly overdue: boolean;
  readonly interchangeReference: string;
  readonly groupReference: string | null;
  readonly errors: readonly object[];
  readonly received: readonly ReceivedAcknowledgementView[];
}

export interface ReceivedAcknowledgementView {
  readonly form: string;
  readonly result: string;
}

export interface JourneyView extends MessageView {
  readonly raw: string;
  readonly charset: string | null;
  readonly agreement: string | null;
  readonly relatedId: string | null;
  readonly recordCount: number | null;
  readonly records?: Readonly<Record<string, number>>;
  readonly issues: readonly IssueView[];
  readonly keys: readonly { readonly type: string; readonly value: string }[];
  readonly canonical: readonly {
    readonly type: string;
    readonly version: number;
    readonly document: Readonly<Record<string, unknown>>;
    readonly lineage: readonly LineageView[];
  }[];
  readonly acknowledges: readonly ReceivedAcknowledgementView[];
  readonly deliveries: readonly DeliveryView[];
}
