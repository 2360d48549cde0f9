import { codecFor } from '#libs/codecs';
import { controlCounters, controlNumberAt } from '../outbound/control-counters.js';
import type { ReceivedMessage } from '../outcome.js';
import type { OutgoingAcknowledgement, UnitOfWork } from '../ports.js';
import type { Answer } from './answers.js';
import { acknowledgementChannel } from '../stages/acknowledgement-channel.js';
import type { IdentifiedInterchange } from '../stages/identify.js';

/** Answers to one interchange of a file. */
export interface InterchangeAnswers {
  readonly interchange: number;
  readonly answers: readonly Answer[];
}

const contentTypes = { edifact: 'application/edifact', x12: 'application/edi-x12' } as const;

/**
 * Numbers the answers and puts them on their way, in the order of the interchanges. To be called after everything else in
 * the transaction: the counters stay locked from here.
 */
export async function sendAnswers(
  unit: UnitOfWork,
  file: ReceivedMessage,
  { format, partner: { connections, acknowledgement } }: Pick<IdentifiedInterchange, 'format' | 'partner'>,
  all: readonly InterchangeAnswers[],
): Promise<void> {
  const answers = all.flatMap((one) => one.answers.map((answer) => ({ ...one, answer })));
  if (answers.length === 0) return;
  const { id: messageId, sender: partner = '', idempotencyKey: correlationId } = file.envelope;
  const over = acknowledgementChannel({ connections, acknowledgement });
  const counters = controlCounters(partner);
  const groups = answers.reduce((sum, { answer }) => sum + answer.groups, 0);
  const firstGroup = groups === 0 ? 1 : await unit.takeControlNumbers(counters.gs, groups);
  const counter = format === 'edifact' ? counters.unb : counters.isa;
  const first = await unit.takeControlNumbers(counter, answers.length);
  let groupsBefore = 0;
  const outgoing = answers.map(({ interchange, answer }, index): OutgoingAcknowledgement => {
    const numbers = {
      interchange: controlNumberAt(first, index),
      group: controlNumberAt(firstGroup, groupsBefore),
    };
    groupsBefore += answer.groups;
    const contentType = contentTypes[format];
    const bytes = written(answer, numbers);
    return { messageId, partner, correlationId, interchange, contentType, bytes, over };
  });
  await unit.acknowledge(outgoing);
}

/** What the sender's charset does not have is replaced: an answer with a gap is better than none. */
function written(answer: Answer, numbers: Parameters<Answer['make']>[0]): Uint8Array {
  const { document } = answer.make(numbers);
  return codecFor(document.format).encode(document).bytes;
}
