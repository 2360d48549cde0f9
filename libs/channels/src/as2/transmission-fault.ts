/** What can be wrong with a transmission (RFC 4130 section 7.4.3, RFC 6017): the `error` modifiers of a disposition. */
export const modifiers = [
  'authentication-failed',
  'decompression-failed',
  'decryption-failed',
  'insufficient-message-security',
  'integrity-check-failed',
  'sender-equals-receiver',
  'unexpected-processing-error',
] as const;
export type Modifier = (typeof modifiers)[number];

/** A transmission that is not taken. It never leaves this folder: whoever opens one gets it as a value. */
export class TransmissionFault extends Error {
  constructor(
    readonly modifier: Modifier,
    /** For people on both sides; says nothing of keys or of what was decrypted. */
    readonly detail: string,
  ) {
    super(`${modifier}: ${detail}`);
    this.name = 'TransmissionFault';
  }
}

/** Runs `read`; whatever it throws that is not yet a fault becomes this one. */
export function faultUnless<T>(modifier: Modifier, detail: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof TransmissionFault ? error : new TransmissionFault(modifier, detail);
  }
}
