import { readFileSync } from 'node:fs';
import { codecFor } from '#libs/codecs';
import { newMessageId, type ReceivedMessage } from '#libs/journey';
import { Orders } from '../pipeline/orders.js';

/** One kind of message on its journey. */
export interface Kind {
  readonly title: string;
  readonly messages: readonly ReceivedMessage[];
}

/** A 2 KB order in GB18030 XML, an IFTMIN and a 404, each as the worker gets them: messages of an interchange apart. */
export async function kinds(): Promise<Kind[]> {
  const orders = new Orders();
  const ofDay = Array.from({ length: 200 }, (_, n) => received('sys-1', orders.nth(n)));
  const iftmin = readFileSync('mappings/forwarder-edi/fixtures/iftmin-d96a.edi');
  const shipment = readFileSync('mappings/shipper-x12/fixtures/404-two-goods.x12');
  return [
    { title: 'order of sys-1: GB18030 XML', messages: ofDay },
    { title: 'IFTMIN of forwarder-edi: D.96A', messages: await parts('forwarder-edi', 'edifact', iftmin) },
    { title: '404 of shipper-x12: 004010', messages: await parts('shipper-x12', 'x12', shipment) },
  ];
}

async function parts(sender: string, format: 'edifact' | 'x12', file: Buffer): Promise<ReceivedMessage[]> {
  const found: ReceivedMessage[] = [];
  for await (const { sequence, bytes, context } of codecFor(format).split!(inOnePiece(file))) {
    if (sequence > 0) found.push(received(sender, Buffer.from(bytes), { sequence, context, format }));
  }
  return found;
}

async function* inOnePiece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function received(sender: string, head: Buffer, part?: ReceivedMessage['part']): ReceivedMessage {
  const { id, receivedAt } = newMessageId();
  const envelope = { id, sender, channel: 'rest', receivedAt, sizeBytes: head.length, sha256: '' } as const;
  return { envelope, head, isWhole: true, chunks: () => inOnePiece(head), recordsDone: 0, part };
}
