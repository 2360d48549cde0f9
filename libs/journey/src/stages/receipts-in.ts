import type { IncomingAcknowledgement } from '#libs/acknowledgements';
import type { Outcome, SettledOutcome } from '../outcome.js';

interface Acknowledgement {
  readonly senderSystem: string;
  readonly acknowledgedDocumentId?: string;
  readonly result: 'accepted' | 'refused' | 'duplicate' | 'quarantined';
  readonly issues?: readonly {
    readonly code: string;
    readonly location?: { readonly path?: string };
    readonly text: { readonly zh: string; readonly en: string };
  }[];
}

/** Partners that speak no EDI answer by documents of their own, which are mapped into canonical Acknowledgements. */
export function receiptsIn({
  verdict,
  canonicals,
  isTest,
  message,
}: Outcome | SettledOutcome): IncomingAcknowledgement[] {
  if (verdict !== 'accepted' || isTest === true) return [];
  return canonicals
    .filter(({ type }) => type === 'acknowledgement')
    .map(({ value }) => {
      const { acknowledgedDocumentId, result, issues = [] } = value as unknown as Acknowledgement;
      return {
        form: 'RECEIPT',
        level: 'interchange',
        from: message.envelope.sender ?? '',
        to: 'bianzu',
        interchangeReference: acknowledgedDocumentId,
        verdict: result === 'refused' ? 'rejected' : result === 'quarantined' ? 'received' : 'accepted',
        action: result,
        errors: issues.map(({ code, location, text }) => ({ code, path: location?.path, text })),
      };
    });
}
