import { createHash } from 'node:crypto';
import { newMessageId, type ReceivedMessage } from '#libs/journey';

/** Bytes, and what is said of them. */
export interface Sample {
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  readonly fileName?: string;
}

/** A message that has only just come, as the stages see it; nothing keeps it. */
export function wholeMessage({ bytes, contentType, fileName }: Sample, sender: string): ReceivedMessage {
  const { id, receivedAt } = newMessageId();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const sizeBytes = bytes.byteLength;
  return {
    envelope: { id, sender, channel: 'rest', receivedAt, sizeBytes, sha256, contentType, fileName },
    head: bytes,
    isWhole: true,
    chunks: async function* () {
      yield bytes;
    },
    recordsDone: 0,
  };
}
