import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncomingAcknowledgement } from '#libs/acknowledgements';
import type { ReceivedMessage, SentInterchange } from '#libs/journey';
import type { Destination } from '#libs/routing';
import { emptyJournal, type JournalFixture } from '../test/journal-fixture.js';
import { AcknowledgementQueries, IntakeJournal, MessageJournal, MessageQueries, Outbox } from './index.js';

let fixture: JournalFixture;
let journal: MessageJournal;
let message: ReceivedMessage;

beforeAll(async () => {
  fixture = await emptyJournal();
  journal = new MessageJournal(fixture.dataSource);
  const [answer] = await new IntakeJournal(fixture.dataSource).accept([
    { sender: 'sys-1', channel: 'rest', bytes: Buffer.from('status') },
  ]);
  [message] = (await journal.load([answer!.id])) as [ReceivedMessage];
});
afterAll(() => fixture.close());

const hourMs = 3_600_000;

async function send(
  format: 'edifact' | 'x12',
  references: SentInterchange['references'],
  agreed: SentInterchange['expects'] | 'nothing' = { withinMs: hourMs, answer: 'content' },
): Promise<void> {
  const destination = { id: `${format}-out`, partner: 'port', channel: 'amqp', format } as Destination;
  const outgoing = { destination, canonicalOrdinal: 0, mapping: 'm', mappingVersion: '1', issues: [] };
  const bytes = Buffer.from(`${format} ${references.interchange}`);
  const expects = agreed === 'nothing' ? undefined : agreed;
  await journal.inTransaction((unit) => unit.send([{ message, outgoing, bytes, references, expects }]));
}

const edifact = (interchange: string): SentInterchange['references'] => ({
  interchange,
  message: '1',
  messageType: 'IFTSTA',
});

function reading(
  form: IncomingAcknowledgement['form'],
  verdict: IncomingAcknowledgement['verdict'],
  references: Partial<IncomingAcknowledgement>,
): IncomingAcknowledgement {
  const level = form === 'CONTRL' || form === 'TA1' ? 'interchange' : 'group';
  return { form, level, from: 'P', to: 'US', verdict, action: '7', errors: [], ...references };
}

async function settle(
  incoming: readonly IncomingAcknowledgement[],
  { partner = 'port', afterMs = 0 } = {},
): Promise<string[]> {
  const receivedAt = new Date(Date.now() + afterMs).toISOString();
  const facts = { messageId: message.envelope.id, partner, receivedAt };
  const settled = await journal.inTransaction((unit) => unit.settleAcknowledgements(incoming, facts));
  return settled.map(({ result, verdict }) => `${result} ${verdict}`);
}

/** Everything that waits for the broker is with it. */
async function handOver(): Promise<void> {
  const outbox = new Outbox(fixture.dataSource, 4);
  for (const entries of (await outbox.waiting([], { entries: 100, perRoute: 100 })).values())
    await outbox.handedOver(entries);
}

async function stateOf(interchange: string): Promise<string> {
  const all = await new AcknowledgementQueries(fixture.dataSource).list({ limit: 100 });
  const found = all.find(({ interchangeReference }) => interchangeReference === interchange);
  return [found?.state, found?.isOverdue === true && 'overdue', found?.isLate === true && 'late']
    .filter((part) => part !== false)
    .join(', ');
}

describe('acknowledgements of interchanges of ours', () => {
  it('are matched by reference, and a second one is a duplicate', async () => {
    await send('edifact', edifact('7'));
    expect(await stateOf('7')).toBe('waiting');
    const contrl = (verdict: IncomingAcknowledgement['verdict']): IncomingAcknowledgement =>
      reading('CONTRL', verdict, { interchangeReference: '7' });
    expect(await settle([contrl('received')])).toEqual(['matched received']);
    expect(await stateOf('7')).toBe('received');
    expect(await settle([contrl('accepted'), contrl('accepted')])).toEqual([
      'matched accepted',
      'duplicate accepted',
    ]);
    expect(await stateOf('7')).toBe('accepted');
  });

  it('are orphans without an interchange, or from another partner', async () => {
    await send('edifact', edifact('8'));
    const unknown = reading('CONTRL', 'accepted', { interchangeReference: '9999' });
    const known = reading('CONTRL', 'accepted', { interchangeReference: '8' });
    expect(await settle([unknown, reading('TA1', 'accepted', { interchangeReference: '8' })])).toEqual([
      'orphan accepted',
      'orphan accepted',
    ]);
    expect(await settle([known], { partner: 'other' })).toEqual(['orphan accepted']);
    expect(await stateOf('8')).toBe('waiting');
    await send('edifact', edifact('80'), 'nothing');
    expect(await stateOf('80')).toBe('');
    expect(await settle([reading('CONTRL', 'accepted', { interchangeReference: '80' })])).toEqual([
      'orphan accepted',
    ]);
  });

  it('are late behind the time that was agreed on', async () => {
    await send('edifact', edifact('9'), { withinMs: -1, answer: 'content' });
    expect(await stateOf('9')).toBe('waiting');
    await handOver();
    expect(await stateOf('9')).toBe('waiting, overdue');
    expect(await settle([reading('CONTRL', 'accepted', { interchangeReference: '9' })])).toEqual([
      'late accepted',
    ]);
    expect(await stateOf('9')).toBe('accepted, late');
  });

  it('of X12 are found by TA1 and group, with or without zeros in front, and told with their errors', async () => {
    await send('x12', { interchange: '000000012', group: '34', message: '0001', messageType: '214' });
    const set = reading('997', 'rejected', {
      level: 'message',
      messageReference: '0001',
      errors: [{ code: '5' }],
    });
    const group = reading('997', 'rejected', { groupReference: '000000034', type: 'QM' });
    expect(await settle([reading('TA1', 'accepted', { interchangeReference: '12' }), group, set])).toEqual([
      'matched accepted',
      'rejected rejected',
    ]);
    const queries = new AcknowledgementQueries(fixture.dataSource);
    const { expected, received } = await queries.ofMessage(message.envelope.id);
    const own = expected.find(({ syntax }) => syntax === 'x12')!;
    expect(own).toMatchObject({ state: 'rejected', groupReference: '34', errors: '[{"code":"5"}]' });
    expect(received.filter(({ deliveryId }) => deliveryId === own.deliveryId)).toMatchObject([
      { form: 'TA1', result: 'matched' },
      { form: '997', result: 'rejected', messageReference: '0001' },
    ]);
    expect((await queries.inMessage(message.envelope.id)).length).toBeGreaterThan(5);
  });

  it('of the application are found by the message, and may refuse what CONTRL has accepted', async () => {
    await send('edifact', { interchange: '55', message: '55', messageType: 'IFTSTA' });
    const aperak = (verdict: IncomingAcknowledgement['verdict']): IncomingAcknowledgement =>
      reading('APERAK', verdict, { level: 'message', messageReference: '55' });
    const accepted = reading('CONTRL', 'accepted', { interchangeReference: '55' });
    expect(await settle([accepted, aperak('rejected')])).toEqual(['matched accepted', 'rejected rejected']);
    expect(await stateOf('55')).toBe('rejected');
    expect(await settle([aperak('accepted')])).toEqual(['duplicate accepted']);
  });

  it('answer the youngest interchange of a number that came round again', async () => {
    await send('edifact', edifact('70'));
    await send('edifact', edifact('70'));
    await settle([reading('CONTRL', 'accepted', { interchangeReference: '70' })]);
    const queries = new AcknowledgementQueries(fixture.dataSource);
    const both = (await queries.list({ limit: 100 })).filter((one) => one.interchangeReference === '70');
    expect(both.map(({ state }) => state)).toEqual(['accepted', 'waiting']);
  });

  it('are due from when the interchange was handed over; the receipt is enough for those who agreed on it', async () => {
    await send('edifact', edifact('90'), { withinMs: hourMs, answer: 'receipt' });
    await fixture.dataSource.query(
      `UPDATE expected_acknowledgement SET sent_at = sent_at - interval '1 day', due_at = due_at - interval '1 day'
       WHERE interchange_reference = '90'`,
    );
    await handOver();
    expect(await stateOf('90')).toBe('waiting');
    await settle([reading('CONTRL', 'received', { interchangeReference: '90' })]);
    await fixture.dataSource.query(
      `UPDATE expected_acknowledgement SET due_at = now() - interval '1 day' WHERE interchange_reference = '90'`,
    );
    expect(await stateOf('90')).toBe('received, late');
    const { deliveries } = (await new MessageQueries(fixture.dataSource).journey(message.envelope.id))!;
    expect(deliveries.find(({ bytes }) => bytes?.toString() === 'edifact 90')).toMatchObject({
      state: 'delivered',
      contentType: 'application/edifact',
    });
  });

  it('are listed by state and partner, page by page', async () => {
    const queries = new AcknowledgementQueries(fixture.dataSource);
    const first = await queries.list({ partner: 'port', limit: 3 });
    const second = await queries.list({ partner: 'port', limit: 3, beforeId: first.at(-1)!.deliveryId });
    const ids = [...first, ...second].map(({ deliveryId }) => deliveryId);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect((await queries.list({ state: 'rejected', limit: 10 })).map(({ syntax }) => syntax)).toEqual([
      'edifact',
      'x12',
    ]);
    expect(await queries.list({ state: 'overdue', limit: 10 })).toEqual([]);
    expect(await queries.list({ partner: 'nobody', limit: 10 })).toEqual([]);
  });
});
