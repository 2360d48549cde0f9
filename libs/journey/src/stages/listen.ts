import { readAperak, readContrl, readX12Acknowledgements } from '#libs/acknowledgements';
import { codecFor } from '#libs/codecs';
import { hasErrors } from '#libs/message';
import type { Outcome, ReceivedMessage } from '../outcome.js';
import { nothing } from './conclude.js';
import type { IdentifiedAnswer } from './identify.js';

/** What a message tells of those that we sent; a damaged one tells nothing. */
export function listen(message: ReceivedMessage, bytes: Uint8Array, { format }: IdentifiedAnswer): Outcome {
  const { document, issues } = codecFor(format).decode(bytes, message.part?.context);
  const facts = { ...nothing, message, format, charset: document?.charset, issues };
  if (document === undefined || hasErrors(issues)) {
    const reason = issues.find(({ severity }) => severity === 'error')?.code;
    return { ...facts, verdict: 'refused', reason };
  }
  const incoming =
    format === 'edifact'
      ? [...readContrl(document), ...readAperak(document)]
      : readX12Acknowledgements(document);
  return { ...facts, verdict: 'accepted', incoming };
}
