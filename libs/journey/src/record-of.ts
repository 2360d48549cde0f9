import { createHash } from 'node:crypto';
import type { Part } from '#libs/codecs';
import { newMessageId } from './message-id.js';
import type { BatchPart, ReceivedMessage } from './outcome.js';

/** A record of a batch as a message of its own. */
export function recordOf(
  batch: ReceivedMessage,
  { bytes, context, sequence }: Part,
  known: Pick<BatchPart, 'agreement' | 'agreementVersion' | 'format'>,
): ReceivedMessage {
  const { sender, contentType, fileName } = batch.envelope;
  const { id, receivedAt } = newMessageId();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const sizeBytes = bytes.byteLength;
  return {
    envelope: { id, sender, channel: 'split', receivedAt, sizeBytes, sha256, contentType, fileName },
    head: bytes,
    isWhole: true,
    chunks: async function* () {
      yield bytes;
    },
    part: { ...known, context, sequence },
    recordsDone: 0,
    configuration: batch.configuration,
  };
}
