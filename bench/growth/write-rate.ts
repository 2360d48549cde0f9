import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { IntakeJournal, MessageJournal } from '#libs/journal';
import type { Outcome, ReceivedMessage } from '#libs/journey';

/** Messages per second. */
export interface WriteRate {
  readonly intake: number;
  readonly journey: number;
}

const groupSize = 200;
let written = 0;

/** Writes groups of new messages as the intake and the journey write them; the median of the rounds counts. */
export async function measureWrites(
  dataSource: DataSource,
  rounds: number,
  payloadBytes: number,
): Promise<WriteRate> {
  const rates: WriteRate[] = [];
  for (let round = 0; round < rounds; round++) rates.push(await writeGroups(dataSource, 5, payloadBytes));
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return { intake: median(rates.map((one) => one.intake)), journey: median(rates.map((one) => one.journey)) };
}

async function writeGroups(dataSource: DataSource, groups: number, payloadBytes: number): Promise<WriteRate> {
  const intake = new IntakeJournal(dataSource);
  const journal = new MessageJournal(dataSource);
  let [intakeMs, journeyMs] = [0, 0];
  for (let group = 0; group < groups; group++) {
    const arrivals = Array.from({ length: groupSize }, () => ({
      sender: 'sys-1',
      channel: 'rest' as const,
      contentType: 'application/xml',
      idempotencyKey: randomUUID(),
      bytes: randomBytes(payloadBytes),
    }));
    const start = performance.now();
    const answers = await intake.accept(arrivals);
    const between = performance.now();
    const outcomes = (await journal.load(answers.map(({ id }) => id))).map(outcomeOf);
    await journal.inTransaction(async (unit) => {
      await unit.lockWaiting(outcomes.map(({ message }) => message.envelope.id));
      await unit.record(await unit.settleReferences(outcomes));
    });
    intakeMs += between - start;
    journeyMs += performance.now() - between;
  }
  await dataSource.query('DELETE FROM outbox');
  const messages = groups * groupSize;
  return { intake: (messages / intakeMs) * 1000, journey: (messages / journeyMs) * 1000 };
}

function outcomeOf(message: ReceivedMessage): Outcome {
  const n = written++;
  const json = Buffer.from(message.head).subarray(0, message.head.byteLength / 2);
  return {
    message,
    verdict: 'accepted',
    issues: [],
    agreement: { id: 'order', partner: 'sys-1', version: 1, recognise: { format: 'xml' } },
    reference: `NEW${process.pid}-${n}`,
    format: 'xml',
    charset: 'gb18030',
    keys: [
      { type: 'order', value: `NEW${n}` },
      { type: 'container', value: `TBJU${String(n % 200_000).padStart(7, '0')}` },
      { type: 'customer', value: `K${n % 20_000}` },
    ],
    canonicals: [
      {
        ordinal: 0,
        type: 'transport-order',
        version: 1,
        mapping: 'sys-1/order-to-transport-order',
        mappingVersion: 'abc',
        json,
      },
    ],
    outgoing: [
      {
        destination: { id: 'sys-2-orders', partner: 'sys-2', format: 'xml', charset: 'utf-8' },
        canonicalOrdinal: 0,
        mapping: 'sys-2/transport-order-to-order',
        mappingVersion: 'abc',
        issues: [],
        bytes: json,
      },
    ],
  } as unknown as Outcome;
}
